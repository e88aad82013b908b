"""Stages in several files without a motion that orders them.

## What it does

Flags stages that stand in more than one file where no motion lists them. In a single file, without a motion, they
follow in the order written.

## Why it matters

The order of the stages is the roadmap. The alphabet puts adoption before discovery.

## Example

```yaml
# data/stages/discovery.yaml
name: Discovery
# data/stages/adoption.yaml
name: Adoption
```

## Fix

```yaml
# data/stages/discovery.yaml
name: Discovery
# data/stages/adoption.yaml
name: Adoption
# data/motions.yaml
- {id: new-business, stages: [discovery, adoption]}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB020", "stages-without-order", Severity.ERROR, __doc__, found_by="reading")
