"""A placeholder where a text should be.

## What it does

Flags *TBD*, *TBC*, *TBA*, *TODO*, *lorem ipsum*, *coming soon* and *placeholder text* in any text of a live
record; of each text the first one. Code, addresses, quotations of others, values of a CRM and terms that explain such a
word are left alone, and so are *TODO list* and sentences about something that is coming soon.

## Why it matters

A placeholder says that somebody meant to write here and did not. The reader has opened the page in vain, and takes the
pages beside it for just as unfinished. A record that is still being written is a draft, and drafts are not published.

## Example

```yaml
tools:
  - id: crm
    access: TBD
```

## Fix

```yaml
tools:
  - id: crm
    access: Ask in the chat channel “help”; it takes a day.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.term import Term
from stagebook.lines import Lines
from stagebook.mentions import without_code
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook

    Where = tuple[str | int, ...]

CAPITALS = ("TB", "TODO")
"""What counts in capitals: `todo` is a word in Spanish, and `tba` is a part of football."""

ANY_CASE = ("tbd", "lorem", "coming soon", "placeholder")

SIGNS = (b"tb", b"todo", b"lorem", b"coming", b"placeholder")
"""What a file holds that holds one of them; lines may be folded between two words."""

QUOTATIONS = frozenset({"quote", "says", "statement", "they_say", "buyer_question"})
"""Fields that hold the words of others."""

VALUES = frozenset({"id", "crm", "picklists", "url", "file"})
"""Fields that hold what some system or other needs."""

EDITING = frozenset({"adapt", "keep"})
"""Fields that tell how to edit a template, in which placeholders are part of the trade."""

_WORD = re.compile(
    r"\b(?:TODOs?(?![- ]lists?\b)|TB[CA]|(?i:tbd|lorem(?: ipsum)?))\b"
    r"|(?P<soon>(?<![\"“”'‘’«])\b(?i:coming soon)\b(?![\"”'’»]))"
    r"|\A\W*(?i:placeholder)\W*\Z"
    r"|(?P<said>(?i:[\[(<{][ ]?placeholder\b[^\[\](){}<>\n]{0,60}[\])>}]|\bplaceholder (?:text|copy|content|page)\b"
    r"|\b(?:is|just|only) an? placeholder\b(?! for\b)))"
)
_SENTENCE = re.compile(r"[.!?:;()\[\]\n]")
FEW = 3
"""Words that may stand before *coming soon* for it to be a sign on a door and not a sentence."""

BEFORE = 200
"""Characters in which the beginning of the sentence is looked for."""

VERBS = frozenset({"is", "are", "was", "were", "be", "being", "not", "say", "says", "saying", "promise", "it's"})


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the first placeholder in each text of each live record."""
    suspect = playbook.files_with(*SIGNS)
    if not suspect:
        return
    lines = Lines(playbook.root)
    for records in playbook.records.values():
        for record in records.values():
            if record.span.path in suspect and record.live and not _explains_one(record):
                yield from _placeholders(record, lines)


def _may_hold_one(text: str) -> bool:
    low = text.lower()
    return any(word in text for word in CAPITALS) or any(word in low for word in ANY_CASE)


def _explains_one(record: Record) -> bool:
    names = (record.id, record.name, *record.aliases)
    return isinstance(record, Term) and any(_may_hold_one(name) for name in names)


def _placeholders(record: Record, lines: Lines) -> Iterator[Finding]:
    for where, text in record.single_texts:
        fields = {step for step in where if isinstance(step, str)}
        if fields & VALUES or where[-1] in QUOTATIONS or text.startswith(("https:", "http:")):
            continue
        found = _first(text, editing=bool(fields & EDITING))
        if found is not None:
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            word = found[0].strip()
            yield Finding(
                lines.find_part(word, start, text, record.prose_place_of(*where)),
                f"“{' '.join(word.split())}” in “{record.name}” stands where something is still to be written",
                "write it, leave it out, or set `status: draft` until it is written",
                record.key,
            )


def _first(text: str, *, editing: bool) -> re.Match[str] | None:
    if not _may_hold_one(text):
        return None
    plain = without_code(text)
    for match in _WORD.finditer(plain):
        if match["soon"]:
            before = _SENTENCE.split(plain[max(0, match.start() - BEFORE) : match.start()])[-1].split()
            if len(before) > FEW or (before and before[-1].lower() in VERBS):
                continue
        if not (match["said"] and editing):
            return match
    return None


RULE = Rule("SB606", "placeholder-text", Severity.WARNING, __doc__, check)
