"""A page that holds nothing but a name.

## What it does

Flags a live record that has no field of its own but its name and that no other record links to, and a glossary term
that says nothing at all, be it linked to or not. An owner, a day of review, a status and aliases are no content.

## Why it matters

Whoever finds the page by search or in a list expects an answer behind the name. Two or three empty pages are enough to
make people ask a colleague instead, and the colleague's answer is written down nowhere.

## Example

```yaml
tools:
  - {id: route-planner, owner: sales, reviewed: 2026-10-01}
teams:
  - {id: sales, function: sales}
```

## Fix

```yaml
tools:
  - {id: route-planner, owner: sales, reviewed: 2026-10-01, use: Plan visits that lie on one way.}
teams:
  - {id: sales, function: sales}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.term import Term
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook

NO_CONTENT = frozenset({"id", "name", "owner", "reviewed", "review_every", "status", "aliases"})
"""Fields that say how a record is kept and not what it is about."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live record that says nothing, and of which no other record says anything."""
    for kind, records in playbook.records.items():
        if kind == "company":
            continue
        for record in records.values():
            if not record.live or _has_content(record) or record.key in playbook.faulty:
                continue
            if kind == "term" or not playbook.links_to(record):
                words = "does not say what it means" if kind == "term" else "has a name and nothing else"
                fix = "write its `definition`" if kind == "term" else "say in a `summary` what it is, or delete it"
                yield Finding(record.span, f"“{record.name}” {words}", fix, record.key)


def _has_content(record: Record) -> bool:
    if isinstance(record, Term):
        return bool(record.definition or record.summary or record.notes or record.links)
    if record.summary:
        return True
    fields = record.model_fields_set - NO_CONTENT
    return any(getattr(record, name) not in (None, "", ()) for name in fields)


RULE = Rule("SB605", "empty-page", Severity.WARNING, __doc__, check)
