"""A stage that only the CRM or only the handbook has.

## What it does

Compares what stages are called in the CRM (`crm` of a stage) with the values that the CRM offers: a picklist of the
tool whose field is the stage of a deal. Flags a value that a stage names and the picklist does not have, a value of the
picklist that no live stage names, and a stage up to the close that names no value where at least half of its motion's
stages do. Values of a record type of which the picklist has none are kept elsewhere in the CRM and are left alone.

## Why it matters

The roadmap is one, whether it is read here or in the CRM. A seller whose deal stands at a value that the handbook does
not know finds nothing to use there, and a stage that the CRM does not know appears in no forecast.

## Example

```yaml
stages:
  - {id: offer, tools: crm, exit_criteria: {text: The price is known., verifiable_by_buyer: true}, crm: Offer made}
  - {id: won, phase: close, terminal: won, tools: crm, crm: Won}
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools:
  - {id: crm, kind: CRM, picklists: {field: Stage, on: Deal, values: [Offer made, On hold, Won]}}
materials:
  - {id: plan, kind: success plan, stages: [offer, won, first-year]}
```

## Fix

```yaml
stages:
  - {id: offer, tools: crm, exit_criteria: {text: The price is known., verifiable_by_buyer: true}, crm: Offer made}
  - {id: won, phase: close, terminal: won, tools: crm, crm: Won}
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools:
  - {id: crm, kind: CRM, picklists: {field: Stage, on: Deal, values: [Offer made, Won]}}
materials:
  - {id: plan, kind: success plan, stages: [offer, won, first-year]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stagebook.findings import Finding, Severity
from stagebook.kinds.tool import Tool
from stagebook.near import near
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.stage import Stage
    from stagebook.kinds.tool import Picklist
    from stagebook.playbook import Playbook

STAGE_FIELDS = frozenset({"stage", "stagename", "dealstage", "opportunitystage", "pipelinestage", "salesstage"})
"""Names of the field that holds a deal's stage, in letters only."""

DEALS = frozenset({"", "deal", "deals", "opportunity", "opportunities"})
"""Records that have such a field, in letters only; empty where the picklist does not say."""


class Named(NamedTuple):
    """What a live stage is called in a system."""

    stage: Stage
    position: int
    value: str
    record_type: str


class Offered(NamedTuple):
    """A value that a system offers for the stage of a deal."""

    picklist: int
    position: int


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give what the handbook's stages and the CRM's do not have in common."""
    yield from _without_value(playbook)
    lists = {tool.id: found for tool in playbook.all(Tool) if tool.live and (found := _stage_picklists(tool))}
    if not lists:
        return
    crms = [tool.id for tool in playbook.all(Tool) if tool.kind == "CRM" and tool.id in lists]
    names = _names_by_system(playbook, crms[0] if len(crms) == 1 else "")
    for tool in playbook.all(Tool):
        if tool.id in lists and (tool.kind == "CRM" or tool.id in names):
            yield from _in_one_system(tool, lists[tool.id], names.get(tool.id, []))


def _without_value(playbook: Playbook) -> Iterator[Finding]:
    """Give stages up to the close without a value, where most stages of their motion have one."""
    told = set()
    for motion in playbook.motions:
        if not motion.live or motion.runs != "pipeline":
            continue
        stages = [stage for stage in playbook.stages_of(motion) if stage.live and stage.phase != "postsale"]
        without = [stage for stage in stages if not any(entry.value for entry in stage.crm)]
        for stage in without if 2 * len(without) <= len(stages) else ():
            if stage.id not in told:
                told.add(stage.id)
                yield Finding(
                    stage.place_of("crm"),
                    f"“{stage.name}” has no value in the CRM, as other stages of “{motion.name}” have",
                    "say in its `crm` at which value deals stand then; two stages may share one",
                    stage.key,
                )


def _stage_picklists(tool: Tool) -> list[tuple[int, Picklist]]:
    return [(number, item) for number, item in enumerate(tool.picklists) if _letters(item.field) in STAGE_FIELDS]


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def _names_by_system(playbook: Playbook, usual: str) -> dict[str, list[Named]]:
    """Give what live stages are called, by the tool that is the system; ``usual`` is the one where none is named."""
    found: dict[str, list[Named]] = {}
    for stage in playbook.stages:
        for position, entry in enumerate(stage.crm if stage.live else ()):
            system = playbook.find(entry.system, ("tool",)) if entry.system else None
            name = usual if entry.system is None else system.id if system else ""
            if entry.value and name:
                found.setdefault(name, []).append(Named(stage, position, entry.value, entry.record_type))
    return found


def _in_one_system(tool: Tool, picklists: list[tuple[int, Picklist]], names: list[Named]) -> Iterator[Finding]:
    types = {item.record_type for item in names}
    kept = [(number, item) for number, item in picklists if _letters(item.on) in DEALS or item.on in types]
    offered = {value.value: Offered(number, place) for number, item in kept for place, value in enumerate(item.values)}
    if not offered:
        return
    field = kept[0][1].field
    named = {item.value for item in names}
    if not named.intersection(offered):
        yield Finding(
            tool.place_of("picklists", kept[0][0]),
            f"no stage of the handbook names a value of “{field}” in “{tool.name}”",
            "say in the `crm` of each stage which value stands for it",
            tool.key,
        )
        return
    here = {item.on for _, item in kept} | {item.record_type for item in names if item.value in offered}
    meant = set()
    for item in names:
        if item.value not in offered and item.record_type in here:
            guess = near(item.value, offered)
            meant.add(guess)
            yield Finding(
                item.stage.place_of("crm", item.position, "value"),
                f"“{field}” in “{tool.name}” has no value “{item.value}”",
                f"did you mean `{guess}`?" if guess else "correct it here, or write it in the tool's `picklists`",
                item.stage.key,
            )
    for value, place in offered.items():
        if value not in named and value not in meant:
            yield Finding(
                tool.place_of("picklists", place.picklist, "values", place.position),
                f"no stage of the handbook stands for “{value}” in “{tool.name}”",
                "name it in the `crm` of the stage that it stands for, or take it out of the CRM",
                tool.key,
            )


RULE = Rule(
    "SB201",
    "crm-stage-on-one-side",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("crm", "phase", "picklists", "stage.crm", "stage.status", "tool.picklists", "motion.stages"),
)
