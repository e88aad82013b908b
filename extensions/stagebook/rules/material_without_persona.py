"""A material made for nobody in particular.

## What it does

Flags a live material that names none of the playbook's personas. Before the playbook has a first persona, nothing
is flagged.

## Why it matters

Every material serves an audience outside the company, and the people who decide together ask different questions. A
seller who looks for something for this buyer does not find a piece that does not say for whom it is.

## Example

```yaml
materials:
  - {id: menu-review, stages: first-year, personas: chef}
  - {id: invoice-guide, stages: first-year}
personas: [chef]
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: menu-review, stages: first-year, personas: chef}
  - {id: invoice-guide, stages: first-year, personas: chef}
personas: [chef]
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.kinds.persona import Persona
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live material that does not say for whom it is."""
    if not any(persona.live for persona in playbook.all(Persona)):
        return
    for material in playbook.all(Material):
        if material.live and not material.personas:
            yield Finding(
                material.span,
                f"the material “{material.name}” is made for no persona",
                "name in its `personas` whose question it answers",
                material.key,
            )


RULE = Rule(
    "SB407",
    "material-without-persona",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB501",),
    reads=("personas", "persona.status"),
)
