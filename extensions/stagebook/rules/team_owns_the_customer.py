"""A team that owns the customer.

## What it does

Flags a text of a live team, role, stage, motion or handoff that says that somebody *owns* the customer, the client,
the buyer, the account or the relationship. To own a task, a document or a date is fine, and so is to say that nobody
owns the customer.

## Why it matters

The customer is the customer, and nobody owns the customer. Where a team believes that it does, it stands between the
customer and everybody else who could help: marketing may not write, support may not ask, product hears at third hand.
Say instead who leads at which stage, and who looks after whom.

## Example

```yaml
teams:
  - id: sales
    does: |
      Sales owns the customer relationship from the first call to the renewal.
```

## Fix

```yaml
teams:
  - id: sales
    does: |
      Sales leads from the first call to the signature, and brings in whoever can help.
```
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.lines import Lines
from stagebook.mentions import without_code
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

KINDS = ("team", "role", "stage", "motion", "handoff")
"""Kinds of record that say who does what."""

_WHOM = (
    r"(?:(?:new|existing|current|key|major|large|enterprise|strategic|commercial)\s+)?"
    r"(?:customers?|clients?|buyers?|accounts?)(?:\s+relationships?)?|relationships?\s+with\s+(?:the\s+|our\s+)?"
    r"(?:customers?|clients?|buyers?|accounts?)"
)
_WHICH = r"(?:the|a|an|each|every|all|any|our|their|its|his|her|these|those|both)"
_END = (
    r"(?=\s*(?:\Z|\n|[.,;:!?)\]”\"–—]|(?:-\s)|\b(?:and|or|but|from|until|till|to|up|after|before|at|in|on|for|by|with|"
    r"through|throughout|during|as|while|when|once|who|that|which|we|over|across|within|end|now|then|alone|here)\b))"
)
_OWNING = (
    rf"\b(?:"
    # “own customers” is an adjective more often than a verb; behind it must stand a word such as “the”.
    rf"(?:owns|owning)\s+(?:{_WHICH}\s+)?(?:{_WHOM}){_END}"
    rf"|own\s+{_WHICH}\s+(?:{_WHOM}){_END}"
    rf"|(?:ownership|owners?)\s+of\s+(?:{_WHICH}\s+)?(?:customers?|clients?|buyers?)(?:\s+relationships?)?{_END}"
    rf"|(?:{_WHICH}\s+)?(?:customers?|clients?|buyers?|accounts?)(?:\s+relationships?)?\s+"
    rf"(?:is|are|remains?|stays?|being|be)\s+(?:fully\s+|solely\s+|jointly\s+)?owned\s+by"
    rf")"
)
"""Compiled when the first text wants it: that takes longer than most checks do with it."""
BEFORE = 90
"""Characters in which a word such as `nobody` is looked for."""

_DENIED = re.compile(
    r"(?:\b(?:nobody|no\s+(?:one|team|function)|none\s+of\s+us|not|never|nor|neither|cannot|without|rather\s+than|"
    r"instead\s+of)|n['’]t)\b[^.!?;:]{0,60}\Z",
    re.IGNORECASE,
)


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the first place of each text at which somebody owns the customer."""
    lines = Lines(playbook.root)
    live = (record for kind in KINDS for record in playbook.of_kind(kind) if record.live)
    for record, where, prose in chain.from_iterable(map(playbook.prose_of, live)):
        if "own" not in prose.lower():
            continue
        text = without_code(prose)
        match = next(
            (found for found in re.finditer(_OWNING, text, re.IGNORECASE) if not _is_denied(text, found.start())), None
        )
        if match:
            place = record.prose_place_of(*where)
            words = " ".join(match[0].split())
            yield Finding(
                lines.find_part(match[0], match.start(), prose, place),
                f"“{words}” in “{record.name}”: nobody owns the customer",
                "say who leads at which stage, and who looks after whom",
                record.key,
            )


def _is_denied(text: str, start: int) -> bool:
    """Tell whether the sentence says that it is not so."""
    return bool(_DENIED.search(text[max(0, start - BEFORE) : start]))


RULE = Rule("SB502", "team-owns-the-customer", Severity.WARNING, __doc__, check)
