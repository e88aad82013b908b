"""A waiver that is not needed.

## What it does

Flags a waiver of a rule that finds nothing on that record.

## Why it matters

The work is done, and the exception still stands. Should the gap open again, nobody would learn of it.

## Example

```yaml
stages:
  - {id: discovery, tools: [crm]}
tools: [crm]
waivers:
  - {rule: SB302, record: stage/discovery, reason: The tool is being chosen., until: 2099-12-31}
```

## Fix

```yaml
stages:
  - {id: discovery, tools: [crm]}
tools: [crm]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from stagebook.settings import Waiver


def about(waiver: Waiver) -> Finding:
    """Tell of a waiver that covers nothing; only the engine knows which do."""
    return Finding(
        waiver.place_of(),
        f"{waiver.rule} finds nothing on {waiver.record}, so the waiver is not needed",
        "delete the waiver",
    )


RULE = Rule("SB023", "unneeded-waiver", Severity.WARNING, __doc__, found_by="engine")
