"""No stage in the whole playbook.

## What it does

Flags a playbook in which no stage is written down.

## Why it matters

Tools, materials and personas are looked up by stage, and nearly all that a check can find missing is missing at one.
Without stages a check finds nothing, which is not the same as nothing being missing.

## Example

```yaml
tools: [crm]
```

## Fix

```yaml
stages: [discovery, demo, won]
tools: [crm]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the company, where there is no stage and none that could not be read."""
    if not playbook.stages and not any(left.kind == "stage" for left in playbook.left_out):
        company = playbook.company
        yield Finding(
            company.span,
            "no stage is written down",
            "list the steps that your buyers take in `data/stages.yaml`, such as `- id: discovery`",
            company.key,
        )


RULE = Rule("SB315", "no-stage", Severity.WARNING, __doc__, check)
