"""YAML that asks for more than text, lists and mappings.

## What it does

Flags tags such as `!!python/object`, aliases that multiply without end or stand inside what they name, more than 100
levels of nesting and files of very many values.

## Why it matters

A playbook is read on every machine that builds it, often from a stranger's pull request. Nothing that a file holds may
run a program, fill the memory or keep the machine busy.

## Example

```yaml
tools:
  - id: crm
    use: !!python/name:os.system ""
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

RULE = Rule("SB004", "unsafe-yaml", Severity.ERROR, __doc__, found_by="reading")
