"""A stage without reusable material.

## What it does

Flags a live stage for which no live material is meant that can be used again: `reusable` as it is, or a `template` to
be adapted to the deal. What was made for a single client does not count, and neither do drafts and retired materials.

## Why it matters

Marketing serves the whole market: it defines the steps of the sales cycle and gives each step the tools that move the
buyer on. At a stage that has nothing to show, each seller makes something alone, for one deal, and the next seller
starts from nothing again.

## Example

```yaml
stages:
  - id: discovery
    tools: [crm]
tools: [crm]
```

## Fix

```yaml
stages:
  - id: discovery
    tools: [crm]
tools: [crm]
materials:
  - {id: discovery-guide, kind: discovery guide, stages: [discovery]}
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
    """Give each live stage that has nothing to use again."""
    for stage in playbook.stages:
        if stage.live and not playbook.reusable_materials_of(stage):
            some = " but what was made for a single client" if playbook.materials_of(stage) else ""
            yield Finding(
                stage.span,
                f"stage “{stage.name}” has no reusable material{some}",
                f"name `{stage.id}` in the `stages` of a material that serves here, or write one",
                stage.key,
            )


RULE = Rule(
    "SB301",
    "stage-without-reusable-material",
    Severity.ERROR,
    __doc__,
    check,
    requires=("SB101",),
    reads=("material.stages", "motion.stages"),
)
