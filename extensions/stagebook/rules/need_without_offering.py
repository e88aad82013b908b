"""A need that no offering meets.

## What it does

Flags a live need that no live offering names among its `needs`.

## Why it matters

The audience framework maps what the company offers to what an audience needs. A need that nothing meets is either an
idea for the product, or a need of somebody whom we should not promise anything.

## Example

```yaml
needs: [prove-compliance]
offerings:
  - {id: sensors}
```

## Fix

```yaml
needs: [prove-compliance]
offerings:
  - {id: sensors, needs: [prove-compliance]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.need import Need
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live need that no live offering meets."""
    for need in playbook.all(Need):
        if need.live and not playbook.offerings_for(need):
            yield Finding(
                need.span,
                f"no offering meets the need “{need.name}”",
                f"name `{need.id}` in the `needs` of the offering that meets it, or retire the need",
                need.key,
            )


RULE = Rule(
    "SB304",
    "need-without-offering",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("offering.needs",),
)
