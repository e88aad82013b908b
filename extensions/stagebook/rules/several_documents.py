"""More than one YAML document in a file.

## What it does

Flags the `---` at which a second document begins. Only the first is read.

## Why it matters

Records behind such a line are missing from the handbook, and nobody sees why.

## Example

```yaml
# data/tools.yaml
id: crm
---
id: call-recorder
```

## Fix

```yaml
# data/tools.yaml
- id: crm
- id: call-recorder
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB005", "several-documents", Severity.ERROR, __doc__, found_by="reading")
