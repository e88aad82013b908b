"""A record that nobody owns.

## What it does

Flags a live record without an `owner`, in a playbook that has two live teams or more. Teams own themselves, roles are
looked after by the team in which they are, and evidence, framework sessions and glossary terms need nobody. A playbook
in which nothing has an owner is told so once.

## Why it matters

Handbooks rot where nobody feels that a page is theirs. An owner on every page tells the reader whom to ask in the
middle of a deal, and makes one team see that its page is out of date.

## Example

```yaml
teams:
  - {id: sales, function: sales, owner: sales}
  - {id: kitchen, function: product, owner: sales}
framework-sessions:
  - id: autumn-2026
    date: 2026-09-16
    next_date: 2027-03-10
    attended: [sales, product]
    commitments:
      - {team: sales, will: Ask three cooks what they throw away.}
      - {team: kitchen, will: Weigh it for a week.}
tools:
  - {id: crm, url: "https://crm.acme.com/", owner: sales}
  - {id: scales, url: "https://scales.acme.com/"}
```

## Fix

```yaml
teams:
  - {id: sales, function: sales, owner: sales}
  - {id: kitchen, function: product, owner: sales}
framework-sessions:
  - id: autumn-2026
    date: 2026-09-16
    next_date: 2027-03-10
    attended: [sales, product]
    commitments:
      - {team: sales, will: Ask three cooks what they throw away.}
      - {team: kitchen, will: Weigh it for a week.}
tools:
  - {id: crm, url: "https://crm.acme.com/", owner: sales}
  - {id: scales, url: "https://scales.acme.com/", owner: kitchen}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds import KINDS
from stagebook.kinds.role import Role
from stagebook.kinds.team import Team
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

SEVERAL = 2
"""Teams from which on it is not plain who looks after a record."""

WITHOUT = frozenset({"team", "evidence", "framework-session"})
"""Kinds with pages of their own that need no owner."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live record without an owner, or the company where nothing has one."""
    if sum(team.live for team in playbook.all(Team)) < SEVERAL:
        return
    kinds = [kind.name for kind in KINDS if kind.page and kind.name not in WITHOUT]
    found = (record for kind in kinds for record in playbook.records.get(kind, {}).values() if record.live)
    # The order of the stages, where no motion is written, is nobody's record.
    records = [record for record in found if record.span.line]
    if records and not any(record.owner for record in records):
        yield Finding(
            playbook.company.span,
            "nothing in the playbook has an owner",
            "write in each record the `owner`, which is the id of a team",
            playbook.company.key,
        )
        return
    for record in records:
        if record.owner is None and not (isinstance(record, Role) and playbook.team_of(record)):
            yield Finding(
                record.span,
                f"nobody owns “{record.name}”",
                "write its `owner`: the id of the team that keeps it true",
                record.key,
            )


RULE = Rule("SB602", "no-owner", Severity.WARNING, __doc__, check, requires=("SB101",), reads=("owner", "team.roles"))
