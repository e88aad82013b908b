"""A CRM flag that disagrees with the stage.

## What it does

Compares the flags `closed` and `won` of a stage's `crm` with its `terminal` and its `phase`. An end that is won should
be closed and won, one that is lost or dropped should be closed and not won, a stage before the close neither, and what
is won is closed. Stages after the close stand for deals of other sorts, so only an end among them is compared.

## Why it matters

Forecasts and pay count what the CRM takes for won. Where it disagrees with the roadmap, the same deal is told as two
stories, and after the close nobody knows whether a customer has come: the one who is to be looked after from here on.

## Example

```yaml
stages:
  - {id: won, phase: close, terminal: won, tools: crm, crm: {value: Closed won, closed: true, won: false}}
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools: [crm]
materials:
  - {id: plan, kind: success plan, stages: [won, first-year]}
```

## Fix

```yaml
stages:
  - {id: won, phase: close, terminal: won, tools: crm, crm: {value: Closed won, closed: true, won: true}}
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
tools: [crm]
materials:
  - {id: plan, kind: success plan, stages: [won, first-year]}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule
from stagebook.ways import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.stage import CrmStage, Stage
    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each place at which a flag says something else than the stage does; one a value."""
    for stage in playbook.stages:
        for position, entry in enumerate(stage.crm if stage.live else ()):
            fault = _fault(stage, entry)
            if fault is not None:
                field, words = fault
                yield Finding(
                    stage.place_of("crm", position, field),
                    f"{words}, but `{field}` is {'true' if getattr(entry, field) else 'false'}",
                    f"correct `{field}`, or the stage's `phase` or `terminal`",
                    stage.key,
                )


def _fault(stage: Stage, entry: CrmStage) -> tuple[str, str] | None:
    """Give the flag that disagrees and what it disagrees with; None where all is well."""
    closed, won = entry.closed, entry.won
    end = f"“{stage.name}” is an end where the deal is {stage.terminal}"
    if stage.terminal and closed is False:
        return "closed", end
    if (stage.terminal == "won" and won is False) or (stage.terminal in ENDS and won):
        return "won", end
    if stage.phase == "presale" and not stage.terminal and (won or closed):
        return "won" if won else "closed", f"“{stage.name}” lies before the close"
    if won and closed is False:
        return "closed", "the CRM takes the deal for won"
    return None


RULE = Rule("SB202", "crm-flags-disagree", Severity.WARNING, __doc__, check, reads=("crm", "phase", "terminal"))
