"""Text that is not YAML.

## What it does

Flags the place at which a file stops being YAML: a quote that is never closed, a tab where spaces indent, a line that
stands too far left, a colon inside a value, an alias without an anchor.

## Why it matters

A file that is not YAML can't be read at all: its records are missing from the handbook until it is mended. What else
is wrong in other files is told all the same.

## Example

```yaml
tools:
  - id: crm
    use: "Note every call here.
```

## Fix

```yaml
tools:
  - id: crm
    use: "Note every call here."
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB001", "not-yaml", Severity.ERROR, __doc__, found_by="reading")
