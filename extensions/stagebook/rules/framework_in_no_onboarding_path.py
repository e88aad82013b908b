"""An audience framework that no onboarding path shows.

## What it does

Flags a playbook with framework sessions and live onboarding paths, none of which leads to the framework: to its page
(`framework`), to a session, or to a hand-written page with the word in its name.

## Why it matters

The map of audiences, their needs and what meets them is published inside the company and part of onboarding. Whoever
starts without it learns the products first and the people last, and has to unlearn that with the first buyers.

## Example

```yaml
paths:
  - {id: first-week, steps: [{when: day 1, action: read, page: roadmap}]}
framework-sessions:
  - {id: autumn-2026, date: 2026-09-16, next_date: 2027-03-10, attended: sales}
```

## Fix

```yaml
paths:
  - id: first-week
    steps:
      - {when: day 1, action: read, page: roadmap}
      - {when: week 1, action: read, page: framework}
framework-sessions:
  - {id: autumn-2026, date: 2026-09-16, next_date: 2027-03-10, attended: sales}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.addresses import FRAMEWORK
from stagebook.findings import Finding, Severity
from stagebook.kinds.path import Path
from stagebook.mentions import mentions_in
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.path import Step
    from stagebook.playbook import Playbook

KIND = "framework-session"


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the first path, where no path leads to the framework."""
    paths = [path for path in playbook.all(Path) if path.live and path.steps]
    if not paths or not any(session.status != "draft" for session in playbook.sessions):
        return
    unread = any(left.kind in {"path", KIND} for left in playbook.left_out)
    if unread or any(_leads_there(playbook, step) for path in paths for step in path.steps):
        return
    yield Finding(
        paths[0].place_of("steps", key=True),
        "no onboarding path leads to the audience framework",
        f"add a step with `page: {FRAMEWORK}` in the first week",
        paths[0].key,
    )


def _leads_there(playbook: Playbook, step: Step) -> bool:
    target = step.target or ""
    if FRAMEWORK in step.page.casefold() or target.startswith((f"{KIND}/", f"{KIND}s/")) or playbook.get(KIND, target):
        return True
    return any(mention.kind == KIND for mention in mentions_in(f"{step.text}\n\n{step.good}"))


RULE = Rule("SB516", "framework-in-no-onboarding-path", Severity.WARNING, __doc__, check)
