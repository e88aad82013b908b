"""An id that is none.

## What it does

Flags an id of anything but lower-case letters, digits and single hyphens, and a file whose name should serve as an id
and can't.

## Why it matters

The id becomes part of the page's address. Letters outside of that set look different in every program that copies the
link, and some systems take upper and lower case for the same.

## Example

```yaml
tools:
  - {id: Call_Recorder}
```

## Fix

```yaml
tools:
  - {id: call-recorder}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB018", "bad-id", Severity.ERROR, __doc__, found_by="reading")
