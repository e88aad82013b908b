"""A field that nobody knows.

## What it does

Flags a field that its kind of record does not have, and names the near one. The company's own fields, declared in
`playbook.yaml` below `fields`, are known.

## Why it matters

A misspelled field is not shown and not checked: its content is in the file and yet missing from the handbook.

## Example

```yaml
stages:
  - id: discovery
    exit_critera: [The buyer agrees with our summary.]
```

## Fix

```yaml
stages:
  - id: discovery
    exit_criteria: [The buyer agrees with our summary.]
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB010", "unknown-field", Severity.ERROR, __doc__, found_by="reading")
