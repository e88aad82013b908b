"""A value of the wrong shape.

## What it does

Flags a list where a mapping should be, a mapping from ids to records where a list of records should be, and an empty
entry in a list of records.

## Why it matters

YAML is read by its shape. A dash too many or too few makes something else of it, and what was meant can only be
guessed.

## Example

```yaml
tools:
  crm:
    use: Note every call here.
```

## Fix

```yaml
tools:
  - id: crm
    use: Note every call here.
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB006", "wrong-shape", Severity.ERROR, __doc__, found_by="reading")
