"""A material aimed at everybody.

## What it does

Flags a live material that names all live personas, or at least four of five, where there are four or more. What buyers
work through or sign together, such as a mutual action plan or a contract, is for all of them and is left alone.

## Why it matters

A company that lives on its customers must reach more roles inside each of them, with materials made for the role. What
is for everybody answers nobody's question, and in the table of stages and personas it hides where something is missing.

## Example

```yaml
materials:
  - {id: tour, kind: deck, stages: first-year, personas: [chef, cook, owner, accountant], needs: no-waste}
personas:
  - {id: chef, buying_roles: [champion, buyer], needs: no-waste}
  - {id: cook, buying_roles: user, needs: no-waste}
  - {id: owner, needs: no-waste}
  - {id: accountant, needs: no-waste}
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: tour, kind: deck, stages: first-year, personas: [chef, cook], needs: no-waste}
  - {id: payback, kind: deck, stages: first-year, personas: [owner, accountant], needs: no-waste}
personas:
  - {id: chef, buying_roles: [champion, buyer], needs: no-waste}
  - {id: cook, buying_roles: user, needs: no-waste}
  - {id: owner, needs: no-waste}
  - {id: accountant, needs: no-waste}
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.kinds.persona import Persona
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

SEVERAL = 4
"""Personas from which on a material for all of them is one for nobody."""

NEARLY_ALL = 0.8
"""The share of the personas that counts as everybody."""

TOGETHER = frozenset({"mutual action plan", "success plan", "proposal", "contract template"})
"""Kinds of material that all who take part in a purchase work through or sign together."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live material that is made for all personas or nearly all."""
    count = sum(persona.live for persona in playbook.all(Persona))
    if count < SEVERAL:
        return
    for material in playbook.all(Material):
        if not material.live or len(material.personas) < NEARLY_ALL * count or material.kind in TOGETHER:
            continue
        named = sum(persona.live for persona in playbook.picked(Persona, material.personas))
        if named >= NEARLY_ALL * count:
            yield Finding(
                material.place_of("personas"),
                f"the material “{material.name}” is made for {named} of {count} personas",
                "name those whose question it answers, and make something of their own for the others",
                material.key,
            )


RULE = Rule("SB408", "material-for-everybody", Severity.WARNING, __doc__, check, reads=("personas", "persona.status"))
