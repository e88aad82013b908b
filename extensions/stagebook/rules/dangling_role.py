"""A role in prose that leads to no page.

## What it does

Flags a role such as `{stage}` in a prose field whose record does not exist, or is a draft and so has no page yet. Roles
inside code are text like any other.

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
from stagebook.lines import Lines
from stagebook.mentions import mentions_in
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import MAX_ALIKE, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.mentions import Mention
    from stagebook.playbook import Playbook
    from stagebook.records import Written
    from stagebook.spans import Span


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each role in the prose of a record that leads to no page; of very many in one text the first ones."""
    lines = Lines(playbook.root)
    suspect = playbook.files_with(b"}`")
    for written in playbook.prose if suspect else ():
        if written.record.span.path in suspect and written.record.status != "draft":
            told = (_told(playbook, mention) for mention in mentions_in(written.text))
            for mention, message, fix in islice((found for found in told if found), MAX_ALIKE):
                yield Finding(_place(written, mention, lines), message, fix, written.record.key)


def _told(playbook: Playbook, mention: Mention) -> tuple[Mention, str, str] | None:
    """Say what is wrong with a mention and what to do; None where nothing is."""
    words = mention.kind.replace("-", " ")
    target = playbook.get(mention.kind, mention.target)
    if target is None and not playbook.may_be_unread(mention.target, (mention.kind,)):
        guess = playbook.near_id(mention.target, (mention.kind,))
        fix = f"did you mean `{guess}`?" if guess else f"name a {words} that exists, or write the record"
        return mention, f"no {words} has the id `{shown(mention.target)[1:-1]}`", fix
    if target is not None and target.status == "draft":
        message = f"the {words} “{target.name}” is a draft and has no page yet"
        return mention, message, "mention it when it is no draft any more"
    return None


def _place(written: Written, mention: Mention, lines: Lines) -> Span:
    """Find the role in the file; where the text is folded between its name and its target, the target."""
    place = written.record.prose_place_of(*written.where)
    found = lines.find_part(mention.text, mention.offset, written.text, place)
    return found if place[1] or found != place[0] else lines.find(f"`{mention.target}`", found)


RULE = Rule("SB107", "dangling-role", Severity.ERROR, __doc__, check)
