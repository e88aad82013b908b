"""An address that is none.

## What it does

Flags an address without a scheme or without a host, and one with spaces or brackets in it.

## Why it matters

A link that the browser can't follow costs the seller the material at the moment it is needed.

## Example

```yaml
tools:
  - {id: crm, url: crm.example.com}
```

## Fix

```yaml
tools:
  - {id: crm, url: "https://crm.example.com/"}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB015", "bad-url", Severity.ERROR, __doc__, found_by="reading")
