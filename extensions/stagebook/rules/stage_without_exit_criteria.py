"""A stage without exit criteria.

## What it does

Flags a live stage that says in no `exit_criteria` what must be true before the buyer moves on. A criterion in draft or
retired does not count. An end (`terminal`) needs none.

## Why it matters

A stage is a step that the buyer takes. Without a criterion nobody can say whether it was taken: deals move on when the
seller is hopeful, forecasts are made of hope, and the handbook cannot say what is still missing.

## Example

```yaml
stages:
  - {id: first-year, phase: postsale, tools: crm}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
materials:
  - {id: menu-review, stages: first-year}
```

## Fix

```yaml
stages:
  - id: first-year
    phase: postsale
    tools: crm
    exit_criteria:
      - {text: The chef has said in a review what it saved., verifiable_by_buyer: true}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
materials:
  - {id: menu-review, stages: first-year}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.fields import Criterion
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live stage that may be left without anything being true."""
    for stage in playbook.stages:
        if stage.live and not stage.terminal and not criteria_of(stage):
            agreed = " that is agreed on" if stage.exit_criteria else ""
            yield Finding(
                stage.place_of("exit_criteria", key=True),
                f"stage “{stage.name}” has no exit criterion{agreed}",
                "write in its `exit_criteria` what must be true before the buyer moves on",
                stage.key,
            )


def criteria_of(stage: Stage) -> tuple[Criterion, ...]:
    """Give the exit criteria of a stage that are in use."""
    return tuple(item for item in stage.exit_criteria if item.status == "active")


RULE = Rule(
    "SB313",
    "stage-without-exit-criteria",
    Severity.WARNING,
    __doc__,
    check,
    reads=("exit_criteria", "terminal"),
)
