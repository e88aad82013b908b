"""A date that is none.

## What it does

Flags a date that is not written as year-month-day, or that is on no calendar.

## Why it matters

Reviews, evidence and waivers go by their dates. 03/04/2026 is one day in London and another in New York.

## Example

```yaml
tools:
  - {id: crm, reviewed: 31.3.2026}
```

## Fix

```yaml
tools:
  - {id: crm, reviewed: 2026-03-31}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB014", "bad-date", Severity.ERROR, __doc__, found_by="reading")
