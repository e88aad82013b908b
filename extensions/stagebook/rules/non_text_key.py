"""A key that is no text.

## What it does

Flags an empty key, and a list or a mapping that stands where a key should.

## Why it matters

A field is known by its name. The value of such a key can't be given to any field and is left out.

## Example

```yaml
tools:
  - id: crm
    : Note every call here.
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

RULE = Rule("SB009", "non-text-key", Severity.ERROR, __doc__, found_by="reading")
