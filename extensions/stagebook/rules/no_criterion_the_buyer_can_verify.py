"""A stage of which the buyer can verify nothing.

## What it does

Flags a live stage that has exit criteria, none of which is marked `verifiable_by_buyer: true`. Stages without any are
told by SB313; an end needs none.

## Why it matters

What only the seller can judge says how the seller feels. A criterion that the buyer could confirm, such as a corrected
summary or a date in both calendars, says where the buyer stands, and it is the buyer who moves.

## Example

```yaml
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: We think that they will stay.}
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
from stagebook.rules.stage_without_exit_criteria import criteria_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live stage that only the seller can judge."""
    for stage in playbook.stages:
        criteria = criteria_of(stage)
        if stage.live and not stage.terminal and criteria and not any(item.verifiable_by_buyer for item in criteria):
            yield Finding(
                stage.place_of("exit_criteria", key=True),
                f"the buyer can verify no exit criterion of “{stage.name}”",
                "add one that the buyer could confirm, and mark it with `verifiable_by_buyer: true`",
                stage.key,
            )


RULE = Rule(
    "SB314",
    "no-criterion-the-buyer-can-verify",
    Severity.INFO,
    __doc__,
    check,
    requires=("SB313",),
    reads=("exit_criteria", "terminal"),
)
