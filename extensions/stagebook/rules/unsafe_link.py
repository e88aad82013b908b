"""A link of a kind that is not safe to publish.

## What it does

Flags an address whose scheme is not `https`, `http`, `mailto` or `tel`.

## Why it matters

A link such as `javascript:...` runs a program in the browser of every reader who follows it, and `file:...` leads to a
file that only its author has.

## Example

```yaml
tools:
  - {id: crm, url: "javascript:alert(1)"}
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

RULE = Rule("SB016", "unsafe-link", Severity.ERROR, __doc__, found_by="reading")
