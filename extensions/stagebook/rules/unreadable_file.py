"""A file that can't be read as text.

## What it does

Flags a file that is not UTF-8 or is no text, one of more than 5 MB, a link that leads nowhere, a folder or a pipe with
a name that ends in `.yaml`, and a file or folder without the right to read it.

## Why it matters

What can't be read is missing from the handbook, and a text in the wrong encoding shows other letters than its author
wrote.

## Example

```yaml
# data/tools.yaml, saved as latin-1
- id: cafe-finder
  name: Café finder
```

## Fix

```yaml
# data/tools.yaml
- id: cafe-finder
  name: Café finder
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB003", "unreadable-file", Severity.ERROR, __doc__, found_by="reading")
