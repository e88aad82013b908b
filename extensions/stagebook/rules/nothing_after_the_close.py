"""Nothing after the close that keeps customers or lets them speak.

## What it does

Flags a playbook that has live stages after the close but none of these:

- a live program that is there to retain or to advocate
- a live motion that begins after the close, such as renewal, or that is a `journey`
- a stage after the close whose name speaks of renewal, retention, loyalty, reference, referral or advocacy
- at a stage after the close, a live material by which customers are kept or heard: a success plan, a reference or a
  customer story kit

A playbook without any stage after the close is told by SB303.

## Why it matters

Customers are the head of marketing. After the signature come adoption, retention and advocacy: happy customers get the
tools and the stage to tell their story, and they are believed where we are not. What counts is the value of a customer
over the years; a handbook that only delivers and then falls silent wins each of them once.

## Example

```yaml
stages:
  - {id: won, phase: close, terminal: won, tools: crm}
  - {id: delivery, phase: postsale, tools: crm, exit_criteria: {text: It runs., verifiable_by_buyer: true}}
tools: [crm]
materials:
  - {id: first-steps, kind: training, stages: [won, delivery]}
programs:
  - {id: trade-fair, purpose: acquire}
```

## Fix

```yaml
stages:
  - {id: won, phase: close, terminal: won, tools: crm}
  - {id: delivery, phase: postsale, tools: crm, exit_criteria: {text: It runs., verifiable_by_buyer: true}}
tools: [crm]
materials:
  - {id: first-steps, kind: training, stages: [won, delivery]}
programs:
  - {id: trade-fair, purpose: acquire}
  - {id: customers-on-stage, purpose: advocate}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.program import Program
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook

PURPOSES = frozenset({"retain", "advocate"})
MATERIALS = frozenset({"success plan", "reference", "customer story kit"})
"""Kinds of material by which customers are kept, or heard by others."""

WORDS = ("advoca", "loyal", "refer", "renew", "retain", "retention")
"""Beginnings of words in the names of stages that are there for it."""

KINDS = frozenset({"stage", "motion", "program", "material"})
"""Kinds of record in which the answer may stand."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the last stage after the close, where nothing there keeps customers or lets them speak."""
    after = [stage for stage in playbook.stages if stage.live and stage.phase == "postsale"]
    unread = any(left.kind in KINDS for left in playbook.left_out)
    if not after or unread or _has_program(playbook) or _has_motion(playbook):
        return
    if any(_speaks_of_it(stage) or _has_material(playbook, stage) for stage in after):
        return
    yield Finding(
        after[-1].span,
        f"after “{after[-1].name}” nothing keeps customers or lets them tell their story",
        "write a program with `purpose: retain` or `purpose: advocate`, or a motion such as renewal",
        after[-1].key,
    )


def _has_program(playbook: Playbook) -> bool:
    return any(program.live and program.purpose in PURPOSES for program in playbook.all(Program))


def _has_motion(playbook: Playbook) -> bool:
    """Tell whether a motion is about customers: a journey, or one that begins after the close."""
    for motion in playbook.motions:
        stages = [stage for stage in playbook.stages_of(motion) if stage.live] if motion.live else []
        if stages and (motion.runs == "journey" or stages[0].phase == "postsale"):
            return True
    return False


def _speaks_of_it(stage: Stage) -> bool:
    words = " ".join((stage.id, stage.name, *stage.aliases)).casefold().replace("-", " ").split()
    return any(word.startswith(WORDS) for word in words)


def _has_material(playbook: Playbook, stage: Stage) -> bool:
    return any(material.kind in MATERIALS for material in playbook.reusable_materials_of(stage))


RULE = Rule("SB310", "nothing-after-the-close", Severity.WARNING, __doc__, check)
