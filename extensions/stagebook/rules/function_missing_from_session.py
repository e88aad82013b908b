"""A function that was missing from the framework session.

## What it does

Flags each function that did not attend the last framework session although it is expected there: those of
`limits.session_functions`, or without that setting the functions of the live teams. A session that does not say who
attended is flagged once.

## Why it matters

People from sales, marketing, product, support, finance, legal and the executives draw the map together, as each knows
something that no other can know. What is decided without a function is decided again when it hears of it, or it is
never done.

## Example

```yaml
settings:
  limits: {session_functions: [sales, product, finance]}
framework-sessions:
  - {id: autumn-2026, date: 2026-09-16, next_date: 2027-03-10, attended: [sales, product]}
```

## Fix

```yaml
settings:
  limits: {session_functions: [sales, product, finance]}
framework-sessions:
  - {id: autumn-2026, date: 2026-09-16, next_date: 2027-03-10, attended: [sales, product, finance]}
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
    """Give each expected function that the last session lacked."""
    session = last_session(playbook, today)
    if session is None:
        return
    place = session.place_of("attended", key=True)
    if not session.attended:
        fix = "list in `attended` the functions that took part"
        yield Finding(place, f"“{session.name}” does not say who took part", fix, session.key)
        return
    for function in expected_functions(playbook):
        if function not in session.attended:
            yield Finding(
                place,
                f"{function} did not take part in “{session.name}”",
                f"see to it that {function} comes to the next one; if it was there, add it to `attended`",
                session.key,
            )


def expected_functions(playbook: Playbook) -> tuple[str, ...]:
    """Give the functions expected in a session: those that the settings name, or those that the teams have."""
    limits = playbook.settings.limits
    if "session_functions" in limits.model_fields_set:
        return tuple(dict.fromkeys(limits.session_functions))
    functions = {team.function for team in playbook.all(Team) if team.live}
    return tuple(function for function in limits.session_functions if function in functions)


RULE = Rule(
    "SB513",
    "function-missing-from-session",
    Severity.WARNING,
    __doc__,
    check_on=check,
    requires=("SB512",),
    reads=("attended", "framework-session.date", "framework-session.status"),
)
