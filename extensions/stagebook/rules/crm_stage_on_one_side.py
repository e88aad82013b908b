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

    from stagebook.kinds.motion import Motion
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


class System(NamedTuple):
    """A tool that holds the stages of deals: what it offers, and what stages are called there."""

    tool: Tool
    field: str
    offered: dict[str, tuple[str | int, ...]]
    """Each value with the way to it in the tool's record."""
    names: list[Named]
    types: set[str]
    """The record types whose values are kept in this field."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give what the handbook's stages and the CRM's do not have in common; what belongs together is told once."""
    without = dict(_without_value(playbook))
    hints: dict[str, str] = {}
    names = _names_by_system(playbook)
    # Where a system is not there, or a stage could not be read, nobody knows which values have a stage.
    unclear = "" in names or any(left.kind == "stage" and left.field in {"", "crm"} for left in playbook.left_out)
    for system in _systems(playbook, names):
        named = {item.value for item in system.names}
        if named.isdisjoint(system.offered) and not unclear:
            yield _untouched(system)
            continue
        spare = dict.fromkeys(value for value in system.offered if value not in named and not unclear)
        for item in system.names:
            if item.value not in system.offered and item.record_type in system.types:
                yield _unknown(item, system, spare)
        for stage_id, (stage, _) in without.items():
            if guess := near(stage.name, spare) if spare else None:
                hints[stage_id] = f", such as `{guess}`"
                del spare[guess]
        for value in spare:
            yield Finding(
                system.tool.place_of(*system.offered[value]),
                f"no stage of the handbook stands for “{value}” in “{system.tool.name}”",
                "name it in the `crm` of the stage that it stands for, or take it out of the CRM",
                system.tool.key,
            )
    for stage_id, (stage, motion) in without.items():
        yield Finding(
            stage.place_of("crm"),
            f"“{stage.name}” has no value in the CRM, as other stages of “{motion.name}” have",
            f"say in its `crm` at which value deals stand then{hints.get(stage_id, '')}; two stages may share one",
            stage.key,
        )


def _untouched(system: System) -> Finding:
    first = next(iter(system.offered.values()))
    return Finding(
        system.tool.place_of(*first[:2]),
        f"no stage of the handbook names a value of “{system.field}” in “{system.tool.name}”",
        "say in the `crm` of each stage which value stands for it",
        system.tool.key,
    )


def _unknown(item: Named, system: System, spare: dict[str, None]) -> Finding:
    """Tell of a value that the system does not offer; a spare one that was meant is told by that."""
    guess = near(item.value, system.offered) or (next(iter(spare)) if len(spare) == 1 else None)
    spare.pop(guess or "", None)
    return Finding(
        item.stage.place_of("crm", item.position, "value"),
        f"“{system.field}” in “{system.tool.name}” has no value “{item.value}”",
        f"did you mean `{guess}`?" if guess else "correct it here, or write it in the tool's `picklists`",
        item.stage.key,
    )


def _without_value(playbook: Playbook) -> Iterator[tuple[str, tuple[Stage, Motion]]]:
    """Give stages up to the close without a value, by id, where most stages of their motion have one."""
    for motion in playbook.motions:
        if motion.live and motion.runs == "pipeline":
            stages = [stage for stage in playbook.stages_of(motion) if stage.live and stage.phase != "postsale"]
            without = [stage for stage in stages if not any(entry.value for entry in stage.crm)]
            if 2 * len(without) <= len(stages):
                yield from ((stage.id, (stage, motion)) for stage in without)


def _systems(playbook: Playbook, names: dict[str | None, list[Named]]) -> Iterator[System]:
    """Give the live tools that offer the stages of deals: CRMs, and others that a stage names as its system."""
    lists = {tool.id: found for tool in playbook.all(Tool) if tool.live and (found := _stage_picklists(tool))}
    crms = [tool.id for tool in playbook.all(Tool) if tool.kind == "CRM" and tool.id in lists]
    for tool in playbook.all(Tool):
        if tool.id not in lists or (tool.kind != "CRM" and tool.id not in names):
            continue
        here = names.get(tool.id, []) + (names.get(None, []) if crms == [tool.id] else [])
        types = {item.record_type for item in here}
        kept = [(number, item) for number, item in lists[tool.id] if _letters(item.on) in DEALS or item.on in types]
        offered: dict[str, tuple[str | int, ...]] = {
            value.value: ("picklists", number, "values", place)
            for number, item in kept
            for place, value in enumerate(item.values)
        }
        if offered:
            listed = {item.on for _, item in kept} | {item.record_type for item in here if item.value in offered}
            yield System(tool, kept[0][1].field, offered, here, listed)


def _stage_picklists(tool: Tool) -> list[tuple[int, Picklist]]:
    return [(number, item) for number, item in enumerate(tool.picklists) if _letters(item.field) in STAGE_FIELDS]


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def _names_by_system(playbook: Playbook) -> dict[str | None, list[Named]]:
    """Give what live stages are called, by the tool that is the system.

    None stands for the usual system, which is not named, and an empty text for one that is named and does not exist.
    """
    found: dict[str | None, list[Named]] = {}
    for stage in playbook.stages:
        for position, entry in enumerate(stage.crm if stage.live else ()):
            system = playbook.get("tool", entry.system) if entry.system else None
            name = system.id if system else None if entry.system is None else ""
            if entry.value:
                found.setdefault(name, []).append(Named(stage, position, entry.value, entry.record_type))
    return found


RULE = Rule(
    "SB201",
    "crm-stage-on-one-side",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("crm", "phase", "picklists", "stage.crm", "stage.status", "tool.picklists", "motion.stages"),
)
