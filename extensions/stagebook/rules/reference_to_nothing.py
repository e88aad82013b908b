"""A reference to a record that does not exist.

## What it does

Flags a link from one record to another, and the record named in a waiver, where no record has that id. An old id
among the aliases of a record counts as one of its own. Nothing is said about a record that is there and could not be
read.

## Why it matters

Everything in the handbook is found by its links. One that leads nowhere takes a tool off a stage or a material from a
persona, and the page shows a gap where there is none.

## Example

```yaml
stages:
  - id: discovery
    tools: [call-recoder]
tools: [call-recorder]
```

## Fix

```yaml
stages:
  - id: discovery
    tools: [call-recorder]
tools: [call-recorder]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds import BY_NAME
from stagebook.near import near
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook
    from stagebook.records import Dangling

MANY = 4
"""More kinds than a message names one by one."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each reference to nothing."""
    for item in playbook.dangling:
        if not _unread(playbook, item):
            yield Finding(
                item.source.place_of(*item.where),
                f"no {_kinds(item.kinds)} has the id `{shown(item.text)[1:-1]}`",
                _fix(playbook, item),
                item.source.key,
            )
    for waiver in playbook.waivers:
        kind, slash, name = waiver.record.partition("/")
        if not playbook.find(waiver.record, tuple(BY_NAME)) and waiver.record not in playbook.faulty:
            keys = [record.key for records in playbook.records.values() for record in records.values()]
            guess = near(waiver.record, keys)
            wanted = f"no {kind} has the id `{shown(name)[1:-1]}`" if slash and kind in BY_NAME else "this is no record"
            yield Finding(
                waiver.place_of("record"), wanted, f"did you mean `{guess}`?" if guess else "write its `kind/id`"
            )


def _unread(playbook: Playbook, item: Dangling) -> bool:
    """Tell whether the record is there, or may be, in something that could not be read."""
    word = item.text.rsplit("/", 1)[-1]
    for left in playbook.left_out:
        if left.field or left.kind not in item.kinds:
            continue
        if left.id == word or left.words is None or (not left.id and word in left.words):
            return True
    return False


def _kinds(kinds: tuple[str, ...]) -> str:
    return " or ".join(kinds).replace("-", " ") if len(kinds) < MANY else "record"


def _fix(playbook: Playbook, item: Dangling) -> str:
    guess = playbook.meant_by(item)
    if guess is None:
        return f"name a {_kinds(item.kinds)} that exists, or write the record"
    if "/" in item.text or len(item.kinds) >= MANY:
        kind = next(kind for kind in item.kinds if playbook.get(kind, guess) is not None)
        return f"did you mean `{kind}/{guess}`?"
    return f"did you mean `{guess}`?"


RULE = Rule("SB101", "reference-to-nothing", Severity.ERROR, __doc__, check)
