"""A roadmap that stops at the signature.

## What it does

Flags a playbook of which no live stage lies after the close (`phase: postsale`), in any motion.

## Why it matters

The cycle goes from lead to close *and beyond*. After the signature come adoption, retention, cross-selling and
advocacy; customers who are happy there are the best marketing there is, and what counts is the value of a customer over
the years and not the quarter.

## Example

```yaml
stages:
  - {id: discovery}
  - {id: won, phase: close, terminal: won}
```

## Fix

```yaml
stages:
  - {id: discovery}
  - {id: won, phase: close, terminal: won}
  - {id: onboarding, phase: postsale}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.pipeline_without_end import end_of
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the main motion, where no stage at all comes after the close."""
    stages = [stage for stage in playbook.stages if stage.live]
    motion = playbook.main_motion
    unread = any(left.kind == "stage" and left.field in {"", "phase", "status"} for left in playbook.left_out)
    if unread or not stages or any(stage.phase == "postsale" for stage in stages):
        return
    place = stages[-1].span
    if motion is not None and any(stage.live for stage in playbook.stages_of(motion)):
        place = end_of(playbook, motion)
    yield Finding(
        place,
        "no stage comes after the close",
        "write a stage with `phase: postsale`, such as onboarding, adoption or advocacy",
        (motion or playbook.company).key,
    )


RULE = Rule("SB303", "no-post-sale-stage", Severity.ERROR, __doc__, check)
