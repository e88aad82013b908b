"""A waiver for which nobody answers.

## What it does

Flags a waiver without `by`, which says who decided it.

## Why it matters

When the waiver comes to its end, somebody has to say whether the reason still holds. Without a name that somebody has
to be found first, and until then the exception is simply renewed.

## Example

```yaml
stages: [discovery]
waivers:
  - {rule: SB302, record: stage/discovery, reason: The tool is being chosen., until: 2099-12-31}
```

## Fix

```yaml
stages: [discovery]
waivers:
  - {rule: SB302, record: stage/discovery, reason: The tool is being chosen., until: 2099-12-31, by: sales}
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
    """Give each waiver that does not say who decided it."""
    for waiver in playbook.waivers:
        if not waiver.by.strip():
            yield Finding(
                waiver.place_of(),
                f"the waiver of {waiver.rule} for {waiver.record} does not say who decided it",
                "name the team or the function with `by: ...`",
            )


RULE = Rule("SB025", "waiver-without-name", Severity.INFO, __doc__, check)
