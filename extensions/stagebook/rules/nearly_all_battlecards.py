"""A library that is nearly all battlecards and price.

## What it does

Flags a company with `driver: competitors` or `driver: sales` of whose live materials, if there are five or more, at
least four of five are about competitors or about price: battlecards, comparisons, proposals, calculators, and whatever
has price, pricing, discount or quote in its name.

## Why it matters

What drives the company shows in what it makes. One that looks at its competitors writes battlecards, and one that looks
at this quarter writes prices; both leave buyers alone with every question that comes before these two. Buyers learn
from somebody else why to change at all, and then buy there.

## Example

```yaml
company: {name: Acme, driver: competitors}
stages:
  - {id: offer, phase: postsale, tools: crm, exit_criteria: {text: They order., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: offer}]
tools: [crm]
materials:
  - {id: against-paper, kind: battlecard, stages: offer}
  - {id: against-fax, kind: battlecard, stages: offer}
  - {id: side-by-side, kind: comparison, stages: offer}
  - {id: price-list, stages: offer}
  - {id: volume-discounts, kind: email, stages: offer}
```

## Fix

```yaml
company: {name: Acme, driver: competitors}
stages:
  - {id: offer, phase: postsale, tools: crm, exit_criteria: {text: They order., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: offer}]
tools: [crm]
materials:
  - {id: against-paper, kind: battlecard, stages: offer}
  - {id: against-fax, kind: battlecard, stages: offer}
  - {id: waste-diary, kind: discovery guide, stages: offer}
  - {id: price-list, stages: offer}
  - {id: dairy-story, kind: case study, stages: offer}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

DRIVERS = frozenset({"competitors", "sales"})

SEVERAL = 5
"""Materials from which on their mixture says something."""

NEARLY_ALL = 0.8

KINDS = frozenset({"battlecard", "comparison", "proposal", "calculator"})
"""Kinds of material about competitors or price."""

_PRICE = re.compile(r"\b(?:price|prices|pricing|discounts?|quotes?|quotation)\b", re.IGNORECASE)


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the driver of the company, where the library is about competitors and price alone."""
    company = playbook.company
    if company.driver not in DRIVERS:
        return
    materials = [material for material in playbook.all(Material) if material.live]
    narrow = sum(item.kind in KINDS or bool(_PRICE.search(item.name)) for item in materials)
    unread = any(left.kind == "material" for left in playbook.left_out)
    if len(materials) >= SEVERAL and narrow >= NEARLY_ALL * len(materials) and not unread:
        yield Finding(
            company.place_of("driver"),
            f"{narrow} of {len(materials)} materials are about competitors or price",
            "make what answers the buyer's questions before these two: why change, why now, what may go wrong",
            company.key,
        )


RULE = Rule("SB804", "nearly-all-battlecards", Severity.WARNING, __doc__, check, reads=("driver",))
