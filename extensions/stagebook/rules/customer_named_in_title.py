"""A title that names a customer.

## What it does

Flags a live material whose name, or whose id, holds the name of a customer: one that any material of the playbook names
as its `customer`. Case studies, references and customer story kits may, and so may a video or a webinar that has the
consent of the customer it names.

## Why it matters

A material with a customer's name on it is nearly always a piece made for that one deal. It helps one seller, once; the
next one has to ask, or to rub the name out. Name it by what it does for every buyer, and keep the copy with the deal.

## Example

```yaml
materials:
  - {id: dairy-story, kind: case study, customer: Larkfield Dairy, consent: the director, stages: first-year}
  - {id: savings-deck, name: What Larkfield Dairy could save, kind: deck, stages: first-year}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: dairy-story, kind: case study, customer: Larkfield Dairy, consent: the director, stages: first-year}
  - {id: savings-deck, name: What a dairy can save, kind: deck, stages: first-year}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
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

STORIES = frozenset({"case study", "reference", "customer story kit"})
"""Kinds of material that tell of a customer."""

TOLD = frozenset({"video", "webinar"})
"""Kinds in which customers speak for themselves, if they have consented."""

FORMS = frozenset({"ab", "ag", "bv", "co", "corp", "gmbh", "inc", "kg", "limited", "llc", "ltd", "nv", "plc", "sa"})
"""Legal forms, which titles leave out."""

_WORD = re.compile(r"[^\W_]+")

Names = dict[str, list[tuple[tuple[str, ...], str]]]
"""Customers by the first word of their name: all of its words, and the name as it is written."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live material that is no story and has a customer's name in its title."""
    materials = playbook.all(Material)
    customers = _customers(materials)
    if not customers:
        return
    for material in materials:
        if not material.live or material.kind in STORIES or (material.kind in TOLD and material.consent is not None):
            continue
        for field, title in (("name", material.name), ("id", material.id)):
            if customer := _customer_in(title, customers):
                yield Finding(
                    material.place_of(field),
                    f"the {'title' if field == 'name' else 'id'} of “{material.name}” names the customer “{customer}”",
                    "name it by what it does for every buyer, and keep the copy for this customer with the deal",
                    material.key,
                )
                break


def _customers(materials: tuple[Material, ...]) -> Names:
    names: Names = {}
    for customer in {material.customer: None for material in materials if material.customer}:
        words = _words(customer)
        while len(words) > 1 and words[-1] in FORMS:
            words = words[:-1]
        if len("".join(words)) > 1:
            names.setdefault(words[0], []).append((words, customer))
    return names


def _customer_in(title: str, customers: Names) -> str:
    """Give the customer whose name stands in a title, word for word; empty where none does."""
    words = _words(title)
    for position, word in enumerate(words):
        for name, customer in customers.get(word, ()):
            if words[position : position + len(name)] == name:
                return customer
    return ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


RULE = Rule(
    "SB402",
    "customer-named-in-title",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB401",),
    reads=("name", "kind", "consent"),
)
