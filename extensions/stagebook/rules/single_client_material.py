"""A material made for a single client.

## What it does

Flags a live material whose `reuse` is `single-client`.

## Why it matters

A one-time piece for one client helps one seller and hurts the others: the time went into it, and nobody can use it
again. Make what can be reused, and say which parts are to be adapted and by whom. The copy made for one deal lives with
the deal, never in the library.

## Example

```yaml
materials:
  - {id: proposal-for-acme, kind: proposal, reuse: single-client}
```

## Fix

```yaml
materials:
  - id: proposal
    kind: proposal
    reuse: template
    adapt: [The summary of what the buyer told us.]
    keep: [The terms.]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live material that is made for a single client."""
    for material in playbook.all(Material):
        if material.live and material.reuse == "single-client":
            yield Finding(
                material.place_of("reuse"),
                f"the material “{material.name}” is made for a single client",
                "make a template of it (`reuse: template` with `adapt` and `keep`), or keep it with the deal",
                material.key,
            )


RULE = Rule("SB401", "single-client-material", Severity.ERROR, __doc__, check)
