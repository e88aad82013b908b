"""No date for the next framework session.

## What it does

Flags the last framework session where no next one is on the calendar: it names no `next_date`, or one that has passed
without a session, and no session with a later date is on record.

## Why it matters

The map is renewed quarterly or yearly, and people of seven functions find a free day together only if they know it
months ahead. A session without a next date was the last one.

## Example

```yaml
settings:
  limits: {session_functions: [sales, product]}
framework-sessions:
  - {id: autumn-2026, date: 2026-09-16, attended: [sales, product]}
```

## Fix

```yaml
settings:
  limits: {session_functions: [sales, product]}
framework-sessions:
  - {id: autumn-2026, date: 2026-09-16, next_date: 2027-03-10, attended: [sales, product]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.no_framework_session import last_session
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.kinds.framework_session import FrameworkSession
    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give the last session, where no next one lies ahead."""
    session = last_session(playbook, today)
    known = [item for item in playbook.sessions if item.status != "draft"]
    if session is None or any(_is_ahead(item, today) for item in known):
        return
    if session.next_date is None:
        message = f"“{session.name}” does not say when the next session is"
    else:
        message = f"the session that was planned for {session.next_date} is not on record"
    yield Finding(
        session.place_of("next_date"),
        message,
        "agree on a day and write it in `next_date`, or add the session if it took place",
        session.key,
    )


def _is_ahead(session: FrameworkSession, today: date) -> bool:
    """Tell whether a session is still to come, or says when the next one is."""
    planned = session.date is not None and session.date > today
    return planned or (session.next_date is not None and session.next_date >= today)


RULE = Rule(
    "SB515",
    "no-next-session-date",
    Severity.WARNING,
    __doc__,
    check_on=check,
    requires=("SB512",),
    reads=("next_date", "framework-session.date", "framework-session.next_date"),
)
