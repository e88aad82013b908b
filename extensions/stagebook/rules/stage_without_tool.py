"""A stage without a tool.

## What it does

Flags a live stage that names no tool in use; a retired tool and one in draft do not count.

## Why it matters

The roadmap is made of steps and of the tools that support each step. A stage without a tool leaves the seller to find
out alone what to work with, and what happens there is written down nowhere.

## Example

```yaml
stages:
  - id: discovery
materials:
  - {id: discovery-guide, stages: [discovery]}
```

## Fix

```yaml
stages:
  - id: discovery
    tools: [{tool: call-recorder, for: keep the buyer's own words}]
tools: [call-recorder]
materials:
  - {id: discovery-guide, stages: [discovery]}
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
    """Give each live stage that names no tool in use."""
    for stage in playbook.stages:
        if not stage.live:
            continue
        tools = [tool for tool, _ in playbook.tools_of(stage)]
        if not any(tool.live for tool in tools):
            named = f"; “{tools[0].name}” is {_why_not(tools[0].status)}" if tools else ""
            yield Finding(
                stage.span,
                f"stage “{stage.name}” has no tool{named}",
                "name in its `tools` what people work with here, and what for",
                stage.key,
            )


def _why_not(status: str) -> str:
    return "retired" if status == "retired" else "a draft"


RULE = Rule("SB302", "stage-without-tool", Severity.ERROR, __doc__, check, requires=("SB101",), reads=("tools",))
