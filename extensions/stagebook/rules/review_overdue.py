"""A review that is overdue.

## What it does

Flags a live record that was reviewed longer ago than its cadence allows: its own `review_every`, that of its kind or
the playbook's default. A record that was never reviewed has no such day.

## Why it matters

Handbooks rot. What was true last year may be wrong today, and nobody can tell the one from the other by reading. A day
and an owner on every page let the reader see what to trust, and tell the owner what to look at.

## Example

```yaml
settings:
  review_every: 6 months
materials:
  - {id: battlecard, reviewed: 2020-01-15}
```

## Fix

```yaml
settings:
  review_every: 6 months
materials:
  - {id: battlecard, reviewed: 2026-09-15}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give each live record whose review was due before the day."""
    for records in playbook.records.values():
        for record in records.values():
            due = playbook.review_due(record) if record.live else None
            if due is not None and due < today:
                owner = playbook.owner_of(record)
                asked = f"ask {owner.name}: " if owner else ""
                yield Finding(
                    record.place_of("reviewed"),
                    f"“{record.name}” was due for review on {due}",
                    f"{asked}read it through, mend it, and set `reviewed` to the day",
                    record.key,
                )


RULE = Rule("SB601", "review-overdue", Severity.WARNING, __doc__, check_on=check, reads=("reviewed", "review_every"))
