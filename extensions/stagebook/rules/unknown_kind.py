"""A file or folder that is named after no kind of record.

## What it does

Flags a YAML file below `data/` of which neither its folder nor its own name is a kind of record: `stages/`,
`tools.yaml`, `framework-sessions/` and so on.

## Why it matters

The name says what the records are. Without it they can't be read, and are missing from the handbook.

## Example

```yaml
# data/tolls.yaml
- id: crm
```

## Fix

```yaml
# data/tools.yaml
- id: crm
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB019", "unknown-kind", Severity.ERROR, __doc__, found_by="reading")
