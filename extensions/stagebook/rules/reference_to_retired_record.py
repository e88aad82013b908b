"""A reference to a retired record.

## What it does

Flags a link from a live record to one whose `status` is `retired`. Evidence and framework sessions may go on pointing
at what has been retired since: they tell what was.

## Why it matters

Whoever stands before a buyer takes what the page offers. What is retired is out of date, or wrong, or no longer ours to
use; as long as a stage or a path leads to it, somebody will use it.

## Example

```yaml
stages:
  - id: discovery
    tools: [old-recorder]
tools:
  - {id: old-recorder, status: retired, replaced_by: call-recorder}
  - {id: call-recorder}
```

## Fix

```yaml
stages:
  - id: discovery
    tools: [call-recorder]
tools:
  - {id: old-recorder, status: retired, replaced_by: call-recorder}
  - {id: call-recorder}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.tool import Tool
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

HISTORY = frozenset({"evidence", "framework-session"})
"""Kinds that tell what was, and stay as they are."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each link from a live record to a retired one."""
    for edge in playbook.edges:
        target = edge.target
        if target.status != "retired" or not edge.source.live or edge.source.kind_name in HISTORY:
            continue
        instead = target.replaced_by if isinstance(target, Tool) else None
        yield Finding(
            edge.source.place_of(*edge.where),
            f"the {target.kind_name.replace('-', ' ')} “{target.name}” is retired",
            f"use `{instead}` instead" if instead else "name what is used instead, or delete the link",
            edge.source.key,
        )


RULE = Rule("SB102", "reference-to-retired-record", Severity.WARNING, __doc__, check)
