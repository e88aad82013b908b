"""A material without a stage.

## What it does

Flags a live material that serves at no stage of the playbook. Before the playbook has a first stage, nothing is
flagged.

## Why it matters

Libraries are arranged by those who fill them; sellers look by stage. Each material is to move the buyer one step
forward, and one that names no step is found by nobody in the moment in which it would help.

## Example

```yaml
materials:
  - {id: menu-review, stages: first-year}
  - {id: company-film, kind: video}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: menu-review, stages: first-year}
  - {id: company-film, kind: video, stages: [{stage: first-year, for: Shows who rings them from now on.}]}
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
    """Give each live material that serves at no stage."""
    if not any(stage.live for stage in playbook.stages):
        return
    for material in playbook.all(Material):
        if material.live and not material.stages:
            yield Finding(
                material.span,
                f"the material “{material.name}” serves at no stage",
                "name in its `stages` where it moves the buyer forward, or retire it",
                material.key,
            )


RULE = Rule("SB406", "material-without-stage", Severity.WARNING, __doc__, check, reads=("stages", "stage.status"))
