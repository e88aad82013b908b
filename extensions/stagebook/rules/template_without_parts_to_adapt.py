"""A template without parts to adapt.

## What it does

Flags a live material whose `reuse` is `template` and which lists nothing under `adapt`.

## Why it matters

Sellers and sales engineers adapt reusable materials to a deal. A template that does not say what is to be adapted is
either sent out with its gaps, or rewritten from top to bottom, and then it is no longer the one that was tried.

## Example

```yaml
materials:
  - {id: offer, kind: proposal, reuse: template, stages: first-year}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: offer, kind: proposal, reuse: template, adapt: The summary of what they told us., stages: first-year}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
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
    """Give each live template that does not say what to adapt."""
    for material in playbook.all(Material):
        if material.live and material.reuse == "template" and not material.adapt:
            yield Finding(
                material.place_of("reuse"),
                f"the template “{material.name}” does not say which parts to adapt",
                "list them under `adapt`, each with who adapts it, or write `reuse: reusable`",
                material.key,
            )


RULE = Rule("SB403", "template-without-parts-to-adapt", Severity.WARNING, __doc__, check, reads=("reuse", "adapt"))
