"""A segment that is a single account.

## What it does

Flags a segment of the company with one account in it (`accounts: 1`).

## Why it matters

A segment of one is a customer with another name. What is made for it serves nobody else, and in every figure by segment
it looks like a market. Marketing serves the whole market; what a single account needs is the business of its deal.

## Example

```yaml
company:
  name: Acme
  segments:
    - {name: Regional wholesalers, accounts: 640}
    - {name: The airline, accounts: 1}
```

## Fix

```yaml
company:
  name: Acme
  segments:
    - {name: Regional wholesalers, accounts: 640}
    - {name: Airline caterers, accounts: 35}
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
    """Give each segment that is one account."""
    for position, segment in enumerate(playbook.company.segments):
        if segment.accounts == 1:
            yield Finding(
                playbook.company.place_of("segments", position, "accounts"),
                f"the segment “{segment.name}” is a single account",
                "name the segment by the need that others have too, or leave it out",
                playbook.company.key,
            )


RULE = Rule("SB802", "segment-of-one", Severity.WARNING, __doc__, check, reads=("segments",))
