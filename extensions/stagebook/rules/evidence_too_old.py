"""Evidence that is too old.

## What it does

Flags each live piece of evidence whose date lies further back than `limits.evidence_age`, 18 months where nothing else
is set. What is kept for history alone has `status: retired` and is not flagged; it does not support anything any more.

## Why it matters

A persona and its needs rest on what people said, and people change their minds, their jobs and their suppliers. What a
buyer said years ago sounds as convincing as what one said last week, until a seller repeats it to the next.

## Example

```yaml
evidence:
  - {id: talk-with-a-chef, kind: interview, voice: customer, date: 2023-10-05}
```

## Fix

```yaml
evidence:
  - {id: talk-with-a-chef, kind: interview, voice: customer, date: 2023-10-05, status: retired}
  - {id: talk-with-a-cook, kind: interview, voice: customer, date: 2026-10-05}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.evidence import Evidence
from stagebook.kinds.periods import day_after
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook


def check(playbook: Playbook, today: date) -> Iterator[Finding]:
    """Give each live piece of evidence that is older than the company lets evidence be."""
    limit = playbook.settings.limits.evidence_age
    live = [(item, item.date) for item in playbook.all(Evidence) if item.live and item.date is not None]
    old = [(item, day) for item, day in live if (day_after(day, limit) or today) < today]
    newest = _newest(playbook, live) if old else {}
    for evidence, day in old:
        alone = [record.name for record in _supported(playbook, evidence) if newest[record.key] == day]
        named = f", and nothing newer supports “{alone[0]}”" if alone else ""
        yield Finding(
            evidence.place_of("date"),
            f"“{evidence.name}” is from {day}, longer ago than {limit}{named}",
            "ask again and write it down as new evidence; keep this piece as history with `status: retired`",
            evidence.key,
        )


def _newest(playbook: Playbook, live: Iterable[tuple[Evidence, date]]) -> dict[str, date]:
    """Give the day of the newest evidence of each record that has any."""
    found: dict[str, date] = {}
    for evidence, day in live:
        for record in _supported(playbook, evidence):
            found[record.key] = max(day, found.get(record.key, day))
    return found


def _supported(playbook: Playbook, evidence: Evidence) -> list[Record]:
    return [edge.target for edge in playbook.links_from(evidence) if edge.where[0] == "supports" and edge.target.live]


RULE = Rule("SB504", "evidence-too-old", Severity.WARNING, __doc__, check_on=check, reads=("date",))
