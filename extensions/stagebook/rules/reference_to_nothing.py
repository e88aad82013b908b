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
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook
    from stagebook.records import Dangling
    from stagebook.settings import Waiver

MANY = 4
"""More kinds than a message names one by one."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each reference to nothing."""
    for item in playbook.dangling:
        if not playbook.may_be_unread(item.text, item.kinds):
            yield Finding(
                item.source.place_of(*item.where),
                f"no {_kinds(item.kinds)} has the id `{shown(item.text)[1:-1]}`",
                _fix(playbook, item),
                item.source.key,
            )
    for waiver in playbook.waivers:
        kind, slash, name = waiver.record.partition("/")
        known = playbook.find(waiver.record, tuple(BY_NAME)) if slash else None
        if known is None and not playbook.may_be_unread(name, (kind,)):
            yield _waived(playbook, waiver)


def _waived(playbook: Playbook, waiver: Waiver) -> Finding:
    kind, slash, name = waiver.record.partition("/")
    message = "this names no record"
    if slash and kind in BY_NAME:
        message = f"no {_kinds((kind,))} has the id `{shown(name)[1:-1]}`"
    guess = playbook.near_id(waiver.record, tuple(BY_NAME))
    kinds = [kind for kind in BY_NAME if guess and guess in playbook.records[kind]]
    meant = f"did you mean `{kind if kind in kinds else kinds[0]}/{guess}`?" if kinds else "write its `kind/id`"
    return Finding(waiver.place_of("record"), message, meant)


def _kinds(kinds: tuple[str, ...]) -> str:
    return " or ".join(kinds).replace("-", " ") if len(kinds) < MANY else "record"


def _fix(playbook: Playbook, item: Dangling) -> str:
    guess = playbook.near_id(item.text, item.kinds)
    if guess is None:
        return f"name a {_kinds(item.kinds)} that exists, or write the record"
    if "/" in item.text or len(item.kinds) >= MANY:
        kind = next(kind for kind in item.kinds if playbook.get(kind, guess) is not None)
        return f"did you mean `{kind}/{guess}`?"
    return f"did you mean `{guess}`?"


RULE = Rule("SB101", "reference-to-nothing", Severity.ERROR, __doc__, check)
