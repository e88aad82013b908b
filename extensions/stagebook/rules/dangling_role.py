"""A role in prose that leads to no page.

## What it does

Flags a role such as `{stage}` in a prose field, or on a page written by hand in `source/`, whose record does not exist,
or is a draft and so has no page yet. Roles inside code are text like any other.

## Why it matters

A name that should lead on and does not stops the reader in the middle of a sentence, often in the middle of a call.

## Example

```yaml
stages:
  - id: discovery
    goal: |
      Ask the questions of the {material}`discovery-giude`.
materials: [discovery-guide]
```

## Fix

```yaml
stages:
  - id: discovery
    goal: |
      Ask the questions of the {material}`discovery-guide`.
materials: [discovery-guide]
```
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.lines import Lines, place_at
from stagebook.mentions import mentions_in
from stagebook.rules.rule import Rule
from stagebook.spans import Span
from stagebook.yamlio.faults import MAX_ALIKE, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.mentions import Mention
    from stagebook.playbook import Playbook
    from stagebook.records import Written


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each role in prose or on a hand-written page that leads nowhere; of very many in one text the first."""
    yield from _in_prose(playbook)
    for _, path, text in playbook.beside.markdown():
        for mention, fault in _faults(playbook, text):
            yield fault._replace(span=place_at(path, text, mention.offset))


def _in_prose(playbook: Playbook) -> Iterator[Finding]:
    lines = Lines(playbook.root)
    for record in playbook.records_in(playbook.files_with(b"}`")):
        for written in playbook.prose_of(record) if record.status != "draft" else ():
            for mention, fault in _faults(playbook, written.text):
                yield fault._replace(span=_place(written, mention, lines), record=record.key)


def _faults(playbook: Playbook, text: str) -> Iterator[tuple[Mention, Finding]]:
    told = ((mention, fault_of(playbook, mention.kind, mention.target)) for mention in mentions_in(text))
    yield from islice(((mention, fault) for mention, fault in told if fault), MAX_ALIKE)


def fault_of(playbook: Playbook, kind: str, name: str) -> Finding | None:
    """Say, without its place, what is wrong with a mention and what to do; None where nothing is."""
    words = kind.replace("-", " ")
    target = playbook.get(kind, name)
    if target is None and not playbook.may_be_unread(name, (kind,)):
        guess = playbook.near_id(name, (kind,))
        fix = f"did you mean `{guess}`?" if guess else f"name a {words} that exists, or write the record"
        return Finding(Span(""), f"no {words} has the id `{shown(name)[1:-1]}`", fix)
    if target is not None and target.status == "draft":
        message = f"the {words} “{target.name}” is a draft and has no page yet"
        return Finding(Span(""), message, "mention it when it is no draft any more", about=target.key)
    return None


def _place(written: Written, mention: Mention, lines: Lines) -> Span:
    """Find the role in the file; where the text is folded between its name and its target, the target."""
    place = written.record.prose_place_of(*written.where)
    found = lines.find_part(mention.text, mention.offset, written.text, place)
    return found if place[1] or found != place[0] else lines.find(f"`{mention.target}`", found)


RULE = Rule("SB107", "dangling-role", Severity.ERROR, __doc__, check)
