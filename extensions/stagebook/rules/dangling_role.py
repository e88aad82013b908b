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

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.lines import Lines
from stagebook.near import near
from stagebook.rules.roles import roles_in
from stagebook.rules.rule import Rule
from stagebook.spans import Span
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook
    from stagebook.records import Written
    from stagebook.rules.roles import Role


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each role in the prose of a record that leads to no page."""
    lines = Lines(playbook.root)
    for written in playbook.prose:
        if written.record.status == "draft":
            continue
        for role in roles_in(written.text):
            target = playbook.get(role.kind, role.target)
            words = role.kind.replace("-", " ")
            if target is not None and target.status == "draft":
                message = f"the {words} “{target.name}” is a draft and has no page yet"
                fix = "mention it when it is no draft any more"
            elif target is None and f"{role.kind}/{role.target}" not in playbook.faulty:
                message = f"no {words} has the id `{shown(role.target)[1:-1]}`"
                guess = near(role.target, playbook.records.get(role.kind, {}))
                fix = f"did you mean `{guess}`?" if guess else f"name a {words} that exists, or write the record"
            else:
                continue
            yield Finding(_place(written, role, lines), message, fix, written.record.key)


def _place(written: Written, role: Role, lines: Lines) -> Span:
    """Find the role in the file: its line is known where line follows line, and looked for where text is folded."""
    span, moving = written.record.prose_place_of(*written.where)
    line_start = written.text.rfind("\n", 0, role.offset) + 1 if moving else 0
    skip = written.text.count(role.text, line_start, role.offset)
    if moving:
        line = span.line + written.text.count("\n", 0, role.offset)
        start = Span(span.path, line, 1)
        found = lines.find(role.text.split("\n", 1)[0], start, skip=skip)
        return found if found.line == line else start
    found = lines.find(role.text, span, skip=skip)
    return found if found != span else lines.find(f"`{role.target}`", span)


RULE = Rule("SB107", "dangling-role", Severity.ERROR, __doc__, check)
