"""A customer who is named without consent.

## What it does

Flags a live material that names a `customer` and holds no `consent`, or one whose `until` has passed. The day on which
it ends is still good.

## Why it matters

Happy customers are the best marketing there is, as long as they tell their story of their own free will. One who finds
their name where they did not agree to it is no happy customer any more, and may well have the law on their side.

## Example

```yaml
materials:
  - {id: dairy-story, kind: case study, customer: Larkfield Dairy, stages: first-year}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - id: dairy-story
    kind: case study
    customer: Larkfield Dairy
    consent: {given_by: the managing director, on: 2026-02-18, until: 2028-02-18, covers: Name and figures.}
    stages: first-year
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
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give each live material that names a customer without a consent in force."""
    for material in playbook.all(Material):
        if not material.live or not material.customer:
            continue
        if material.consent is None:
            yield Finding(
                material.place_of("customer"),
                f"“{material.name}” names {material.customer}, who has not consented to it",
                "ask them, and write in `consent` who gave it, until when and for what; until then leave the name out",
                material.key,
            )
        elif material.consent.until is not None and material.consent.until < today:
            yield Finding(
                material.place_of("consent", "until"),
                f"the consent of {material.customer} to “{material.name}” ended on {material.consent.until}",
                "ask them whether they still agree and set `until` anew, or retire the material",
                material.key,
            )


RULE = Rule("SB506", "customer-without-consent", Severity.ERROR, __doc__, check_on=check, reads=("customer", "consent"))
