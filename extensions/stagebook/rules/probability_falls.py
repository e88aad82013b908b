"""A probability that falls along the way.

## What it does

Follows the ways through each live motion and flags a stage whose `probability` in the CRM is lower than that of a stage
before it, within the same system and record type. Equal ones are fine. Ends are left out where the deal is lost or
dropped, and what follows a win or the step across the close begins anew: a renewal is a deal of its own. Where a stage
has several values, its highest counts.

## Why it matters

Every stage moves the buyer one step forward, so a deal that has come further cannot be less likely. A number that falls
is a slip of the pen or a stage in the wrong place, and each forecast that is made with it is wrong.

## Example

```yaml
stages:
  - {id: offer, tools: crm, exit_criteria: {text: The price is known., verifiable_by_buyer: true},
     crm: {value: Offer, probability: 60}}
  - {id: terms, tools: crm, exit_criteria: {text: The terms are known., verifiable_by_buyer: true},
     crm: {value: Terms, probability: 8}}
  - {id: won, phase: close, terminal: won, tools: crm, crm: {value: Won, probability: 100}}
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools: [crm]
materials:
  - {id: plan, kind: success plan, stages: [offer, terms, won, first-year]}
```

## Fix

```yaml
stages:
  - {id: offer, tools: crm, exit_criteria: {text: The price is known., verifiable_by_buyer: true},
     crm: {value: Offer, probability: 60}}
  - {id: terms, tools: crm, exit_criteria: {text: The terms are known., verifiable_by_buyer: true},
     crm: {value: Terms, probability: 80}}
  - {id: won, phase: close, terminal: won, tools: crm, crm: {value: Won, probability: 100}}
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools: [crm]
materials:
  - {id: plan, kind: success plan, stages: [offer, terms, won, first-year]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule
from stagebook.ways import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.motion import Motion
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook


class Chance(NamedTuple):
    """The probability that a system gives a stage; sorts by it."""

    percent: float
    position: int
    stage: str


Sort = tuple[str, str]
"""A system and a record type: what is compared with each other."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each stage that is less likely to be won than one before it; once, however many motions it stands in."""
    told = set()
    for motion in playbook.motions:
        if motion.live:
            for finding in _along(playbook, motion):
                if finding.span not in told:
                    told.add(finding.span)
                    yield finding


def _along(playbook: Playbook, motion: Motion) -> Iterator[Finding]:
    """Walk through a motion in its order and carry along, for each stage, the probability with which deals reach it."""
    reached: dict[str, dict[Sort, Chance]] = {}
    for stage in playbook.stages_of(motion):
        if not stage.live or stage.terminal in ENDS:
            continue
        before = reached.pop(stage.id, {})
        own = _chances(playbook, stage)
        for sort, chance in own.items():
            last = before.get(sort)
            if last is not None and chance.percent < last.percent:
                yield Finding(
                    stage.place_of("crm", chance.position, "probability"),
                    f"the probability falls from {last.percent:g} at “{last.stage}” to {chance.percent:g} here",
                    "correct one of the two, or the order of the stages",
                    stage.key,
                )
        # Ways back to an earlier stage find it done with: they write what nobody reads any more.
        for follower, _ in playbook.ways_on(stage, motion) if not stage.terminal else ():
            if follower.phase != "postsale" or stage.phase == "postsale":
                ahead = reached.setdefault(follower.id, {})
                for sort, chance in (before | own).items():
                    ahead[sort] = max(ahead.get(sort, chance), chance)


def _chances(playbook: Playbook, stage: Stage) -> dict[Sort, Chance]:
    """Give the highest probability of a stage by system and record type."""
    found: dict[Sort, Chance] = {}
    for position, entry in enumerate(stage.crm):
        # What the CRM takes for lost is no step of the way, whatever else the stage says.
        lost = entry.closed and entry.won is False
        if entry.probability is not None and not lost:
            system = playbook.find(entry.system, ("tool",)) if entry.system else None
            sort = (system.id if system else entry.system or "", entry.record_type)
            chance = Chance(entry.probability, position, stage.name)
            found[sort] = max(found.get(sort, chance), chance)
    return found


RULE = Rule(
    "SB203",
    "probability-falls",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB020", "SB101"),
    reads=("crm", "phase", "terminal", "motion.stages", "stage.next", "stage.terminal", "stage.phase"),
)
