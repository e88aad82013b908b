"""A persona without a need.

## What it does

Flags a live persona who names no live need among its `needs`. A playbook that holds no need at all is told so once, and
only if it has three personas or more: a company of two may well know by heart what its buyers need.

## Why it matters

The audience framework begins with people and what they need; offerings, programs and materials are mapped to that. A
persona without a need is a job title: nobody can tell what to make for them, or whether it helped.

## Example

```yaml
personas:
  - {id: chef, needs: no-waste}
  - {id: accountant}
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
materials:
  - {id: menu-review, stages: first-year, personas: [chef, accountant], needs: no-waste}
```

## Fix

```yaml
personas:
  - {id: chef, needs: no-waste}
  - {id: accountant, needs: no-waste}
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
materials:
  - {id: menu-review, stages: first-year, personas: [chef, accountant], needs: no-waste}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.need import Need
from stagebook.kinds.persona import Persona
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

SEVERAL = 3
"""Personas from which on a playbook is expected to hold needs."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live persona without a live need; where there is no need at all, tell it once."""
    personas = [persona for persona in playbook.all(Persona) if persona.live]
    if not has_needs(playbook):
        unread = any(left.kind in {"need", "persona"} for left in playbook.left_out)
        if len(personas) >= SEVERAL and not unread and not playbook.all(Need):
            yield Finding(
                playbook.company.span,
                f"there are {len(personas)} personas, and none has a need",
                "write the needs of your personas in their own words, and name them in the `needs` of each",
                playbook.company.key,
            )
        return
    for persona in personas:
        if not any(need.live for need in playbook.needs_of(persona)):
            yield Finding(
                persona.span,
                f"the persona “{persona.name}” has no need",
                "name in its `needs` what they need, or write it in their own words",
                persona.key,
            )


def has_needs(playbook: Playbook) -> bool:
    """Tell whether the company has begun to write down needs; before that, each gap that follows from it is one."""
    return any(need.live for need in playbook.all(Need))


RULE = Rule(
    "SB309",
    "persona-without-need",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101", "SB102"),
    reads=("needs",),
)
