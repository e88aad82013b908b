"""A value of the wrong type.

## What it does

Flags a value that is not what its field takes: a list for a text, a word for a number, a number out of bounds, a
period that is none.

## Why it matters

What is not understood can't be shown or reckoned with. The field is left out until it is mended; the rest of the
record stays.

## Example

```yaml
stages:
  - id: discovery
    crm: [{value: Discovery, probability: likely}]
```

## Fix

```yaml
stages:
  - id: discovery
    crm: [{value: Discovery, probability: 20}]
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB012", "wrong-type", Severity.ERROR, __doc__, found_by="reading")
