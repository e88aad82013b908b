"""A framework session that is overdue.

## What it does

Flags the last framework session where it lies further back than `limits.session_every`, a year where nothing else is
set.

## Why it matters

The map of audiences and what meets their needs is renewed quarterly or yearly. Markets move on meanwhile, people in all
functions come and go, and a map that nobody has looked at for two years is believed by those alone who did not draw it.

## Example

```yaml
settings:
  limits: {session_every: 6 months, session_functions: [sales, product]}
framework-sessions:
  - {id: autumn-2025, date: 2025-09-16, next_date: 2026-03-10, attended: [sales, product]}
```

## Fix

```yaml
settings:
  limits: {session_every: 6 months, session_functions: [sales, product]}
framework-sessions:
  - {id: autumn-2025, date: 2025-09-16, next_date: 2026-03-10, attended: [sales, product]}
  - {id: autumn-2026, date: 2026-09-16, next_date: 2027-03-10, attended: [sales, product]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.periods import day_after
from stagebook.rules.no_framework_session import last_session
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give the last session, where the next one should have taken place by now."""
    session = last_session(playbook, today)
    limit = playbook.settings.limits.session_every
    due = day_after(session.date, limit) if session is not None and session.date is not None else None
    if session is None or due is None or due >= today:
        return
    yield Finding(
        session.place_of("date"),
        f"the last framework session took place on {session.date}, longer ago than {limit}: the next was due by {due}",
        "hold the next one, and write down what was decided as a session of its own",
        session.key,
    )


RULE = Rule(
    "SB512",
    "session-overdue",
    Severity.WARNING,
    __doc__,
    check_on=check,
    reads=("date", "framework-session.date", "framework-session.status"),
)
