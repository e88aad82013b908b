"""A reference to a record that does not exist.

## What it does

Flags a link from one record to another, and the record named in a waiver, where no record has that id. An old id
among the aliases of a record counts as one of its own. Nothing is said about a record whose own file could not be read.

## Why it matters

Everything that a reader finds in the handbook is found by its links. One that leads nowhere takes a tool off a stage
or a material from a persona, and the page shows a gap that is none.

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
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each reference to nothing."""
    for item in playbook.dangling:
        yield Finding(
            item.source.span,
            f"no {' or '.join(item.kinds)} has the id `{item.text}`",
            "write the id of a record, or write the record",
            item.source.key,
        )


RULE = Rule("SB101", "reference-to-nothing", Severity.ERROR, __doc__, check)
