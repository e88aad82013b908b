"""An offering without a need.

## What it does

Flags a live offering that names no live need among its `needs`. Before the playbook holds a first need, nothing is
flagged.

## Why it matters

The audience framework maps what the company offers to what an audience needs. An offering that meets no need is sold by
what it has and not by what it does for somebody, and nobody can say for whom it is.

## Example

```yaml
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
  - {id: dashboards}
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
offerings:
  - {id: sensors, needs: no-waste}
  - {id: dashboards, needs: no-waste}
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
from stagebook.kinds.offering import Offering
from stagebook.rules.persona_without_need import has_needs
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live offering that meets no live need."""
    if not has_needs(playbook):
        return
    for offering in playbook.all(Offering):
        if offering.live and not any(need.live for need in playbook.picked(Need, offering.needs)):
            yield Finding(
                offering.span,
                f"the offering “{offering.name}” meets no need",
                "name in its `needs` what it does for people, in their words",
                offering.key,
            )


RULE = Rule(
    "SB307",
    "offering-without-need",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101", "SB102"),
    reads=("needs",),
)
