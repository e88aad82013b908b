"""A field that must be there and is not.

## What it does

Flags a record without an `id` where the file has no name that could serve, a part of a record without its main field,
and a playbook that does not say which company it is for.

## Why it matters

Without it the rest means nothing: nothing can link to a record without id, and a threshold without a value is none.

## Example

```yaml
stages:
  - id: trial
    exit_criteria:
      - {when: the trial is paid}
```

## Fix

```yaml
stages:
  - id: trial
    exit_criteria:
      - {text: Ten people have used it., when: the trial is paid}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB011", "missing-field", Severity.ERROR, __doc__, found_by="reading")
