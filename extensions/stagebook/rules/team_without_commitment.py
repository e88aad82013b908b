"""A team without a commitment from the framework session.

## What it does

Flags each live team that was at the last framework session and took nothing on there. A team was there if its
`function` attended, or if it has none; where two teams have one function, it is enough that one of them took something
on.

## Why it matters

Each function leaves the session knowing its part. A team without one has listened to others for a day; whatever the
map asks of it will be somebody else's idea.

## Example

```yaml
settings:
  limits: {session_functions: [sales, product]}
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
```

## Fix

```yaml
settings:
  limits: {session_functions: [sales, product]}
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
from stagebook.rules.no_framework_session import last_session
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give each team that was at the last session and took nothing on."""
    session = last_session(playbook, today)
    if session is None or not session.attended:
        return
    bound = playbook.picked(Team, (item.team for item in session.commitments))
    names = {team.id for team in bound}
    busy = {team.function for team in bound if team.function}
    for team in playbook.all(Team):
        there = team.function is None or team.function in session.attended
        if team.live and there and team.id not in names and team.function not in busy:
            yield Finding(
                session.place_of("commitments", key=True),
                f"the team “{team.name}” took nothing on in “{session.name}”",
                f"ask it what its part is, and add it to `commitments` with `team: {team.id}`",
                session.key,
            )


RULE = Rule(
    "SB514",
    "team-without-commitment",
    Severity.WARNING,
    __doc__,
    check_on=check,
    requires=("SB101", "SB512"),
    reads=("commitments", "attended", "team.status", "team.function"),
)
