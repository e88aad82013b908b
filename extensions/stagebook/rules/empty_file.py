"""A file without content.

## What it does

Flags a file that is empty or holds nothing but comments.

## Why it matters

An empty file is most often one that somebody meant to fill, or one that was damaged when it was saved.

## Example

```yaml
# data/tools.yaml
# The tools come later.
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

RULE = Rule("SB008", "empty-file", Severity.WARNING, __doc__, found_by="reading")
