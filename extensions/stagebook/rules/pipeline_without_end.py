"""A pipeline without an end.

## What it does

Flags a live motion that is a `pipeline` and of whose stages none has a `terminal`: won, lost or dropped. Sub-processes
and journeys need no end.

## Why it matters

A deal that cannot end stays in the forecast for ever. Only where won and lost are stages of their own can the handbook
say what to do then: hand the customer over, or ask why we lost.

## Example

```yaml
motions:
  - {id: new-business, stages: [discovery, demo]}
stages: [discovery, demo]
```

## Fix

```yaml
motions:
  - {id: new-business, stages: [discovery, demo, won, lost]}
stages:
  - discovery
  - demo
  - {id: won, phase: close, terminal: won}
  - {id: lost, phase: close, terminal: lost}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.motion import Motion
    from stagebook.playbook import Playbook
    from stagebook.spans import Span


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live pipeline of which no stage is an end."""
    for motion in playbook.motions:
        if not motion.live or motion.runs != "pipeline":
            continue
        stages = [stage for stage in playbook.stages_of(motion) if stage.status != "draft"]
        # An end that was retired is told by SB102.
        if any(stage.live for stage in stages) and not any(stage.terminal for stage in stages):
            yield Finding(
                end_of(playbook, motion),
                f"no stage of “{motion.name}” is an end",
                "write `terminal: won` in the stage at which a deal is won, and `terminal: lost` in one for those lost",
                motion.key,
            )


def end_of(playbook: Playbook, motion: Motion) -> Span:
    """Give the place where a motion says its stages; that of its last stage where nobody wrote the motion."""
    if motion.span.line:
        return motion.place_of("stages")
    return [stage for stage in playbook.stages_of(motion) if stage.live][-1].span


RULE = Rule(
    "SB104",
    "pipeline-without-end",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("stages", "runs", "stage.terminal", "stage.status"),
)
