"""An id that is given twice.

## What it does

Flags the second of two records of a kind with the same id, a second company, a second main file and a field of the
company's own that is there already. The first counts.

## Why it matters

Records point at each other by their ids. Two with the same id are one to all others, and the second is missing from
the handbook.

## Example

```yaml
tools:
  - {id: crm, name: The CRM}
  - {id: crm, name: The old CRM}
```

## Fix

```yaml
tools:
  - {id: crm, name: The CRM}
  - {id: old-crm, name: The old CRM}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB017", "duplicate-id", Severity.ERROR, __doc__, found_by="reading")
