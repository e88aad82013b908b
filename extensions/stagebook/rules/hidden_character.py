r"""A character that nobody sees.

## What it does

Flags characters that change the order in which a text is shown, end a line without showing it, or have no shape and no
width. The first two are errors; a mark without width is a warning, as some languages use it. The handbook leaves out
what changes the order.

## Why it matters

What a reviewer sees is then not what the file says, and two names that look alike do not match. Such characters come
along when text is copied from another program.

## Example

```yaml
tools:
  - id: crm
    use: "Note every call\u202e here."
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

RULE = Rule("SB007", "hidden-character", Severity.ERROR, __doc__, found_by="reading")
