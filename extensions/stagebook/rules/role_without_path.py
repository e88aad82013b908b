"""A role without an onboarding path.

## What it does

Flags a live role that names no `path`, or one that is a draft. A playbook without any live path is told so once, and
only if it has three roles or more.

## Why it matters

Somebody new asks in the first week how we sell, to whom, and what their own part is. One path for the role answers
that in an order that can be followed alone; without it the answer depends on who has time, and on what they remember.

## Example

```yaml
roles:
  - {id: seller, path: first-month}
  - {id: fitter, does: Puts the sensors up.}
paths:
  - {id: first-month, steps: [{when: day 1, page: framework}]}
```

## Fix

```yaml
roles:
  - {id: seller, path: first-month}
  - {id: fitter, path: first-month, does: Puts the sensors up.}
paths:
  - {id: first-month, steps: [{when: day 1, page: framework}]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.path import Path
from stagebook.kinds.role import Role
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

SEVERAL = 3
"""Roles from which on a playbook without any path is told so."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live role without a path in use, or the first one where there is no such path at all."""
    roles = [role for role in playbook.all(Role) if role.live]
    if roles and not any(path.live for path in playbook.all(Path)):
        if len(roles) >= SEVERAL and not any(left.kind == "path" for left in playbook.left_out):
            fix = (
                "write in `paths` what somebody new reads and does in the first weeks, and name it in the role's `path`"
            )
            yield Finding(roles[0].span, "no role has an onboarding path: there is none yet", fix, roles[0].key)
        return
    for role in roles:
        path = playbook.path_of(role)
        # One that was retired is told by SB102.
        if path is None or path.status == "draft":
            yield Finding(
                role.place_of("path"),
                f"the role “{role.name}” has no onboarding path"
                + (f"; “{path.name}” is a draft" if path is not None else ""),
                "finish the path" if path is not None else "name in its `path` the one for somebody new",
                role.key,
            )


RULE = Rule(
    "SB811",
    "role-without-path",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("path", "path.status"),
)
