"""A need that only our own people speak of.

## What it does

Flags a live need all of whose live evidence has `voice: internal`. Evidence that does not say whose voice it is counts
as a customer's.

## Why it matters

A need is a statement in the customer's own words. What colleagues report is useful and comes through a filter: they
heard it in a deal they wanted to win, or from the one customer who calls most often. It takes one customer who says it
to know that it is so.

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
  - {id: round-of-sellers, kind: interview, voice: internal, date: 2026-10-05, supports: no-waste}
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
  - {id: round-of-sellers, kind: interview, voice: internal, date: 2026-10-05, supports: no-waste}
  - {id: talk-with-a-chef, kind: interview, voice: customer, date: 2026-11-05, supports: no-waste}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.need import Need
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live need that no customer speaks of."""
    for need in playbook.all(Need):
        voices = {item.voice for item in playbook.evidence_for(need) if item.live} if need.live else None
        if voices == {"internal"}:
            yield Finding(
                need.span,
                f"only our own people speak of the need “{need.name}”",
                "ask customers, and write what they say as evidence with `voice: customer`",
                need.key,
            )


RULE = Rule(
    "SB505",
    "only-internal-voices",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101", "SB503"),
    reads=("evidence.supports", "evidence.voice", "evidence.status"),
)
