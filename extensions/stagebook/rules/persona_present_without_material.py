"""A persona present at a stage with nothing made for them.

## What it does

Flags a live persona whom a live stage names among its `personas`, where no live, reusable material serves at that stage
and names the persona. A stage without any reusable material is told by SB301. Where a material of the stage names no
persona at all, this rule waits until it does, as it may be meant for this one: see SB407.

## Why it matters

The roadmap moves *every* buyer forward, and people who decide together do not ask the same questions. With nothing in
hand for one of them, the seller shows what was made for somebody else, or makes something alone, for one deal.

## Example

```yaml
motions: [{id: care, runs: journey, stages: first-year}]
stages:
  - {id: first-year, phase: postsale, tools: crm, personas: [chef, accountant],
     exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools: [crm]
personas: [chef, accountant]
materials:
  - {id: menu-review, stages: first-year, personas: chef}
```

## Fix

```yaml
motions: [{id: care, runs: journey, stages: first-year}]
stages:
  - {id: first-year, phase: postsale, tools: crm, personas: [chef, accountant],
     exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools: [crm]
personas: [chef, accountant]
materials:
  - {id: menu-review, stages: first-year, personas: chef}
  - {id: savings-review, stages: first-year, personas: accountant}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live persona who is present at a live stage and for whom nothing there is made."""
    for stage in playbook.stages:
        if not stage.live or not stage.personas:
            continue
        materials = playbook.reusable_materials_of(stage)
        if not all(material.personas or material.key in playbook.faulty for material in materials):
            continue
        served = {name for material in materials for name in material.personas}
        served |= {persona.id for name in served if (persona := playbook.get("persona", name))}
        for position, use in enumerate(stage.personas):
            persona = playbook.get("persona", use.persona)
            if persona is not None and persona.live and persona.id not in served:
                yield Finding(
                    stage.place_of("personas", position),
                    f"nothing that serves at “{stage.name}” is made for “{persona.name}”, who is present",
                    f"name `{persona.id}` in the `personas` of a reusable material that serves here, or write one",
                    stage.key,
                    about=persona.key,
                )


RULE = Rule(
    "SB305",
    "persona-present-without-material",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101", "SB301"),
    reads=("material.stages", "material.personas", "motion.stages", "persona.status"),
)
