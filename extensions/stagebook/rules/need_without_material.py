"""A need that no material answers.

## What it does

Flags a live need that no live, reusable material names among its `needs`.

## Why it matters

People buy what answers their needs, and they have to see that it does. A need without a material is spoken about in
each talk anew, by each seller in other words, or not at all.

## Example

```yaml
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
```

## Fix

```yaml
needs: [no-waste]
offerings:
  - {id: sensors, needs: no-waste}
materials:
  - {id: waste-calculator, kind: calculator, needs: no-waste}
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
    """Give each live need that nothing to show, send or say answers."""
    for need in playbook.all(Need):
        if need.live and not playbook.materials_on(need):
            yield Finding(
                need.span,
                f"no reusable material answers the need “{need.name}”",
                f"name `{need.id}` in the `needs` of the material that answers it, or write one",
                need.key,
            )


RULE = Rule(
    "SB306",
    "need-without-material",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("material.needs",),
)
