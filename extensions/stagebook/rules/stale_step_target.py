"""A step of an onboarding path that leads to something stale.

## What it does

Flags a step of a live path whose target is

- a draft, which has no page yet
- a tool that another one replaces
- a framework session, where the path does not lead to the last one
- a material that has expired
- a record whose review is overdue by as long again as it may wait

A target that does not exist is told by SB101, and a retired one by SB102.

## Why it matters

Whoever is new takes what they read for true, as they have nothing to compare it with. What is stale on a path is
learned by everybody who starts, and asked about by nobody.

## Example

```yaml
paths:
  - id: first-month
    steps:
      - {when: day 1, page: framework}
      - {when: day 2, target: tool/visit-notes}
tools:
  - {id: visit-notes, status: draft}
```

## Fix

```yaml
paths:
  - id: first-month
    steps:
      - {when: day 1, page: framework}
      - {when: day 2, target: tool/visit-notes}
tools:
  - {id: visit-notes}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.framework_session import FrameworkSession
from stagebook.kinds.material import Material
from stagebook.kinds.path import ANYTHING, Path
from stagebook.kinds.tool import Tool
from stagebook.rules.no_framework_session import last_session
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give each step of a live path that leads to a stale record."""
    last = last_session(playbook, today)
    for path in playbook.all(Path):
        if not path.live:
            continue
        targets = [playbook.find(step.target, ANYTHING) if step.target else None for step in path.steps]
        shows_last = any(target is last for target in targets)
        for position, target in enumerate(targets):
            found = _stale(playbook, target, today) if target is not None else None
            if isinstance(target, FrameworkSession) and last is not None and not shows_last and not found:
                found = _earlier(target, last)
            if target is not None and found:
                yield Finding(
                    path.place_of("steps", position, "target"),
                    f"the step leads to “{target.name}”, {found[0]}",
                    found[1],
                    path.key,
                )


def _stale(playbook: Playbook, target: Record, today: date) -> tuple[str, str] | None:
    """Say why a target is stale and what to do; None where it is not."""
    if target.status == "draft":
        return "which is a draft and has no page yet", "finish it, or leave the step out until then"
    if not target.live:
        return None
    if isinstance(target, Tool) and target.replaced_by:
        return f"which `{target.replaced_by}` replaces", f"write `target: tool/{target.replaced_by}`"
    if isinstance(target, Material) and target.expires and target.expires < today:
        return f"which expired on {target.expires}", "name what is used instead"
    due = playbook.review_due(target)
    if due is not None and target.reviewed is not None and (today - due) > (due - target.reviewed):
        fix = "ask its owner to read it through before the next person starts, or name something else"
        return f"which nobody has looked at since {target.reviewed}", fix
    return None


def _earlier(session: FrameworkSession, last: FrameworkSession) -> tuple[str, str] | None:
    if session.date is None or last.date is None or session.date >= last.date:
        return None
    return f"and not to the last session, “{last.name}”", f"write `target: framework-session/{last.id}`"


RULE = Rule("SB812", "stale-step-target", Severity.WARNING, __doc__, check_on=check, requires=("SB101",))
