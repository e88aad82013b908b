"""A key that stands twice in a mapping.

## What it does

Flags the second of two equal keys in one mapping. The first counts.

## Why it matters

Most programs take the last of the two and say nothing. Somebody wrote both, and one of them is lost without a trace.

## Example

```yaml
tools:
  - id: crm
    owner: sales
    url: https://crm.example.com/
    owner: marketing
```

## Fix

```yaml
tools:
  - id: crm
    owner: sales
    url: https://crm.example.com/
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB002", "duplicate-key", Severity.ERROR, __doc__, found_by="reading")
