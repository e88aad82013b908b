"""A program without a need.

## What it does

Flags a live program that names no live need among its `needs`. Before the playbook holds a first need, nothing is
flagged.

## Why it matters

Programs serve people outside the company. One that meets no need runs because it ran last year; it takes the attention
of buyers and customers and gives them nothing for it.

## Example

```yaml
needs: [no-waste]
programs:
  - {id: open-kitchen, purpose: advocate, needs: no-waste}
  - {id: yearly-mailing, purpose: acquire}
offerings:
  - {id: sensors, needs: no-waste}
materials:
  - {id: menu-review, stages: first-year, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
needs: [no-waste]
programs:
  - {id: open-kitchen, purpose: advocate, needs: no-waste}
  - {id: yearly-mailing, purpose: acquire, needs: no-waste}
offerings:
  - {id: sensors, needs: no-waste}
materials:
  - {id: menu-review, stages: first-year, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.need import Need
from stagebook.kinds.program import Program
from stagebook.rules.persona_without_need import has_needs
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live program that meets no live need."""
    if not has_needs(playbook):
        return
    for program in playbook.all(Program):
        if program.live and not any(need.live for need in playbook.picked(Need, program.needs)):
            yield Finding(
                program.span,
                f"the program “{program.name}” meets no need",
                "name in its `needs` what it does for those it is meant for, or end it",
                program.key,
            )


RULE = Rule(
    "SB308",
    "program-without-need",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101", "SB102"),
    reads=("needs",),
)
