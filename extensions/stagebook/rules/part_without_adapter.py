"""A part to adapt, and nobody who adapts it.

## What it does

Flags a part under the `adapt` of a live material that does not say in `by` which role or team adapts it. A playbook
that has neither roles nor teams has nobody to name, and is left alone.

## Why it matters

Who may change what is half of the reuse: the seller fills in the name, the sales engineer draws the network, and only
finance touches the price. A part that is everybody's is left as it was, or changed by whoever is in a hurry.

## Example

```yaml
materials:
  - id: offer
    reuse: template
    adapt:
      - {part: The summary on page one., by: seller}
      - {part: The table of prices.}
    stages: first-year
roles: [seller]
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - id: offer
    reuse: template
    adapt:
      - {part: The summary on page one., by: seller}
      - {part: The table of prices., by: seller}
    stages: first-year
roles: [seller]
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
from stagebook.kinds.role import Role
from stagebook.kinds.team import Team
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each part of a live material that nobody is said to adapt."""
    if not any(party.live for model in (Role, Team) for party in playbook.all(model)):
        return
    for material in playbook.all(Material):
        for position, item in enumerate(material.adapt if material.live else ()):
            if not item.by:
                yield Finding(
                    material.place_of("adapt", position),
                    f"a part of “{material.name}” is to be adapted, and nobody is said to do it",
                    "name in its `by` the role or team that adapts it",
                    material.key,
                )


RULE = Rule("SB404", "part-without-adapter", Severity.WARNING, __doc__, check, reads=("adapt",))
