"""A material that has expired.

## What it does

Flags a live material whose `expires` has passed. The day itself is still good.

## Why it matters

Prices, certificates and offers are true until a day. A seller takes from the page what it offers, and a buyer who gets
last year's price will hold us to it.

## Example

```yaml
materials:
  - {id: price-list, kind: FAQ, expires: 2026-06-30, stages: offer}
stages:
  - {id: offer, phase: postsale, tools: crm, exit_criteria: {text: They order., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: offer}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: price-list, kind: FAQ, expires: 2027-06-30, stages: offer}
stages:
  - {id: offer, phase: postsale, tools: crm, exit_criteria: {text: They order., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: offer}]
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
    """Give each live material that must not be used any more."""
    for material in playbook.all(Material):
        if material.live and material.expires is not None and material.expires < today:
            yield Finding(
                material.place_of("expires"),
                f"the material “{material.name}” expired on {material.expires}",
                "put a new version in its place and set `expires` anew, or write `status: retired`",
                material.key,
            )


RULE = Rule("SB604", "expired-material", Severity.WARNING, __doc__, check_on=check, reads=("expires",))
