"""No session on the audience framework.

## What it does

Flags a playbook that has two live teams or more and no framework session, and one whose sessions have no date. A first
session that lies ahead is no gap.

## Why it matters

Offerings and programs are mapped to the needs of audiences by people of all functions in one room. Without such a
session each team keeps a map of its own: product builds for one audience, marketing writes for another, and sales
promises a third what neither of them has.

## Example

```yaml
teams:
  - {id: sales, owner: sales, function: sales}
  - {id: kitchen, owner: kitchen, function: product}
```

## Fix

```yaml
teams:
  - {id: sales, owner: sales, function: sales}
  - {id: kitchen, owner: kitchen, function: product}
framework-sessions:
  - id: autumn-2026
    date: 2026-09-16
    next_date: 2027-03-10
    attended: [sales, product]
    commitments:
      - {team: sales, will: Ask three cooks what they throw away., due: 2026-12-01}
      - {team: kitchen, will: Weigh it for a week., due: 2026-12-01}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.team import Team
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.kinds.framework_session import FrameworkSession
    from stagebook.playbook import Playbook

KIND = "framework-session"
SEVERAL = 2
"""Teams from which on somebody has to map things together."""


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give the company, or the session whose date is missing, where no session took place and none lies ahead."""
    sessions = [session for session in playbook.sessions if session.status != "draft"]
    unread = any(left.kind == KIND for left in playbook.left_out)
    if unread or last_session(playbook, today) or any(session.date for session in sessions):
        return
    if sessions:
        session = sessions[0]
        yield Finding(
            session.span, f"“{session.name}” does not say when it took place", "write its `date`", session.key
        )
    elif sum(team.live for team in playbook.all(Team)) >= SEVERAL:
        yield Finding(
            playbook.company.span,
            "no framework session is on record",
            "bring people of all functions together, and write in `framework-sessions` what they decided",
            playbook.company.key,
        )


def last_session(playbook: Playbook, today: date) -> FrameworkSession | None:
    """Give the newest session that has taken place."""
    return next(
        (item for item in playbook.sessions if item.date and item.date <= today and item.status != "draft"), None
    )


RULE = Rule("SB511", "no-framework-session", Severity.WARNING, __doc__, check_on=check)
