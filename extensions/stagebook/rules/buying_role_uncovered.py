"""A part in the purchase that no persona plays.

## What it does

Flags a playbook with three live personas or more of whom none is a champion, an economic buyer, a technical buyer or a
user by their `buying_roles`. A `buyer` counts as economic and as technical, as nobody knows which sort it is.

## Why it matters

A purchase needs somebody who wants it, somebody who pays, somebody who may say no for technical reasons and somebody
who works with it afterwards. Whom the handbook does not know it has nothing for, and that is where deals stand still.
Among small buyers one person plays several parts, so nothing is said of a playbook with one or two personas.

## Example

```yaml
personas:
  - {id: chef, buying_roles: [champion, user], needs: no-waste}
  - {id: owner, buying_roles: economic buyer, needs: no-waste}
  - {id: cook, buying_roles: user, needs: no-waste}
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
materials:
  - {id: menu-review, stages: first-year, personas: [chef, cook], needs: no-waste}
```

## Fix

```yaml
personas:
  - {id: chef, buying_roles: [champion, user], needs: no-waste}
  - {id: owner, buying_roles: economic buyer, needs: no-waste}
  - {id: electrician, buying_roles: technical buyer, needs: no-waste}
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
materials:
  - {id: menu-review, stages: first-year, personas: [chef, owner], needs: no-waste}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.persona import Persona
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

SEVERAL = 3
"""Personas from which on the parts are expected to be played by somebody."""

PARTS = {
    "a champion": frozenset({"champion"}),
    "an economic buyer": frozenset({"economic buyer", "buyer"}),
    "a technical buyer": frozenset({"technical buyer", "buyer"}),
    "a user": frozenset({"user"}),
}
"""The parts, each with the buying roles that count for it."""

FIELDS = frozenset({"", "buying_roles", "status"})


def check(playbook: Playbook) -> Iterator[Finding]:
    """Tell once which parts nobody plays."""
    personas = [persona for persona in playbook.all(Persona) if persona.live]
    unread = any(left.kind == "persona" and left.field in FIELDS for left in playbook.left_out)
    if len(personas) < SEVERAL or unread:
        return
    played = {role for persona in personas for role in persona.buying_roles}
    missing = [part for part, roles in PARTS.items() if not roles & played]
    if missing:
        names = " or ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        yield Finding(
            playbook.company.span,
            f"none of the {len(personas)} personas is {names}",
            "say it in the `buying_roles` of the persona who is, or write the one who is missing",
            playbook.company.key,
        )


RULE = Rule("SB311", "buying-role-uncovered", Severity.INFO, __doc__, check)
