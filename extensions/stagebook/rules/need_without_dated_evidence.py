"""A need without dated evidence.

## What it does

Flags a live need that no live evidence with a date supports; a date that is still to come does not count. A playbook
that holds no evidence at all is told so once, and only if it has three needs or more: a company of two may well know
from whom it heard them.

## Why it matters

Listening never stops. A need that rests on nothing dated may be what a customer said last week, what somebody said
years ago, or what we wish that they would say; nobody can tell which, and all that is made for it rests on it.

## Example

```yaml
needs:
  - {id: no-waste, statement: I throw away a tenth of what I buy.}
offerings:
  - {id: sensors, needs: no-waste}
materials:
  - {id: waste-diary, needs: no-waste, stages: lead}
stages:
  - {id: lead, phase: postsale, tools: crm, exit_criteria: {text: They write back., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: lead}]
tools: [crm]
evidence:
  - {id: talk-with-a-chef, kind: interview, voice: customer, supports: no-waste}
```

## Fix

```yaml
needs:
  - {id: no-waste, statement: I throw away a tenth of what I buy.}
offerings:
  - {id: sensors, needs: no-waste}
materials:
  - {id: waste-diary, needs: no-waste, stages: lead}
stages:
  - {id: lead, phase: postsale, tools: crm, exit_criteria: {text: They write back., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: lead}]
tools: [crm]
evidence:
  - {id: talk-with-a-chef, kind: interview, voice: customer, supports: no-waste, date: 2026-10-05}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.evidence import Evidence
from stagebook.kinds.need import Need
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from stagebook.playbook import Playbook

SEVERAL = 3
"""Needs from which on a playbook without any evidence is told so."""

FIX = "write in `evidence` who said so and when, with `date` and `supports`, or go and ask"


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give each live need that rests on nothing dated, or one of them where there is no evidence at all."""
    needs = [need for need in playbook.all(Need) if need.live]
    if not any(evidence.live for evidence in playbook.all(Evidence)):
        unread = any(left.kind == "evidence" for left in playbook.left_out)
        if len(needs) >= SEVERAL and not unread:
            yield Finding(needs[0].span, "no need rests on evidence: there is none yet", FIX, needs[0].key)
        return
    for need in needs:
        evidence = [item for item in playbook.evidence_for(need) if item.live]
        if not any(item.date and item.date <= today for item in evidence):
            if not evidence:
                reason = "no evidence supports"
            elif any(item.date for item in evidence):
                reason = "only evidence that is still to come supports"
            else:
                reason = "only evidence without a date supports"
            yield Finding(need.span, f"{reason} the need “{need.name}”", FIX, need.key)


RULE = Rule(
    "SB503",
    "need-without-dated-evidence",
    Severity.WARNING,
    __doc__,
    check_on=check,
    requires=("SB101",),
    reads=("evidence.supports", "evidence.date", "evidence.status"),
)
