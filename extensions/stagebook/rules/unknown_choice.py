"""A value that is not one of the choices.

## What it does

Flags a value that its field does not offer, and names the near one. Choices are written in lower case, with a space or
a hyphen alike.

## Why it matters

Pages, filters and checks go by these words. A stage of phase `aftersales` would stand nowhere, and its persona would
be counted nowhere.

## Example

```yaml
stages:
  - {id: onboarding, phase: pots-sale}
```

## Fix

```yaml
stages:
  - {id: onboarding, phase: post-sale}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB013", "unknown-choice", Severity.ERROR, __doc__, found_by="reading")
