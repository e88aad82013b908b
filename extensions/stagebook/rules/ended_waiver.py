"""A waiver that has ended.

## What it does

Flags a waiver whose last day, `until`, has passed. What it covered counts again.

## Why it matters

A waiver buys time. When the time is up, somebody has to say whether the work is done or a further delay is all right;
else the list of exceptions becomes the rule.

## Example

```yaml
stages: [discovery]
waivers:
  - {rule: SB302, record: stage/discovery, reason: The tool is being chosen., until: 2020-03-31, by: sales}
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
    from datetime import date

    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give each waiver whose last day has passed."""
    for waiver in playbook.waivers:
        if waiver.until < today:
            yield Finding(
                waiver.place_of("until"),
                f"the waiver of {waiver.rule} for {waiver.record} ended on {waiver.until}",
                "delete it and mend what it covered, or agree on a new day",
            )


RULE = Rule("SB022", "ended-waiver", Severity.WARNING, __doc__, check_on=check)
