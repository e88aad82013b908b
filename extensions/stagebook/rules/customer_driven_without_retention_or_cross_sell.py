"""A company driven by its customers, without a program to keep them or to sell them more.

## What it does

Flags a company with `driver: customers` that has no live program to retain or none to cross-sell, once it has a program
or two live teams. With a single offering there is nothing to cross-sell. Where nothing at all comes after the close,
SB303 or SB310 says so first.

## Why it matters

A company that is driven by its customers lives on retention and on cross-selling, and reaches more and more roles
inside each of them. Without programs for that it has the risk of few customers and not the reward.

## Example

```yaml
company: {name: Acme, driver: customers}
programs:
  - {id: trade-fair, purpose: acquire}
stages:
  - {id: renewal, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: renewal}]
tools: [crm]
materials:
  - {id: letter, stages: renewal}
```

## Fix

```yaml
company: {name: Acme, driver: customers}
programs:
  - {id: trade-fair, purpose: acquire}
  - {id: kitchen-visits, purpose: retain}
  - {id: scales-for-sensors, purpose: cross-sell}
stages:
  - {id: renewal, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: renewal}]
tools: [crm]
materials:
  - {id: letter, stages: renewal}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.offering import Offering
from stagebook.kinds.program import Program
from stagebook.kinds.team import Team
from stagebook.rules import no_post_sale_stage, nothing_after_the_close
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

SEVERAL = 2
"""Teams, or offerings, from which on something is expected."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the driver of the company, where the programs do not go with it."""
    company = playbook.company
    programs = [program for program in playbook.all(Program) if program.live]
    teams = sum(team.live for team in playbook.all(Team))
    unread = any(left.kind in {"program", "offering"} for left in playbook.left_out)
    if company.driver != "customers" or unread or not (programs or teams >= SEVERAL):
        return
    purposes = {program.purpose for program in programs}
    wanted = ("retain", "cross-sell") if _may_cross_sell(playbook) else ("retain",)
    missing = [purpose for purpose in wanted if purpose not in purposes]
    told_already = (*no_post_sale_stage.check(playbook), *nothing_after_the_close.check(playbook)) if missing else ()
    if missing and not told_already:
        yield Finding(
            company.place_of("driver"),
            f"customers drive the company, and no program is there to {' or to '.join(missing)}",
            f"write one with `purpose: {missing[0]}`, or give those there are their `purpose`",
            company.key,
        )


def _may_cross_sell(playbook: Playbook) -> bool:
    """Tell whether there is more than one thing to sell; a playbook without offerings does not say."""
    offerings = sum(offering.live for offering in playbook.all(Offering))
    return offerings == 0 or offerings >= SEVERAL


RULE = Rule(
    "SB803", "customer-driven-without-retention-or-cross-sell", Severity.WARNING, __doc__, check, reads=("driver",)
)
