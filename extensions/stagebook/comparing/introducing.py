"""Introducing: what a reader should know at once about a record that is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.kinds import BY_NAME
from stagebook.kinds.evidence import Evidence
from stagebook.kinds.material import Material
from stagebook.kinds.need import Need
from stagebook.kinds.persona import Persona
from stagebook.kinds.stage import Stage
from stagebook.kinds.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook

SOME = 4
"""How many names are told; the rest are counted."""


def introduced(playbook: Playbook, record: Record) -> str:  # noqa: PLR0911  (one case a kind is the plainest form)
    """Say what a new record is for, by its links; empty where they say nothing."""
    match record:
        case Stage():
            places = (_place(playbook, record, position) for position in range(len(playbook.motions_of(record))))
            return "; ".join(places)
        case Material():
            where = _names(playbook.stages_for(record))
            kind = str(record.kind or "")
            return f"{kind} for {where}".strip() if where else kind
        case Evidence():
            kinds = tuple(BY_NAME)
            found = [target for text in record.supports if (target := playbook.find(text, kinds))]
            return f"supports {_names(found)}" if found else ""
        case Persona():
            needs = _names(playbook.needs_of(record))
            return f"needs: {needs}" if needs else ""
        case Need():
            personas = _names(playbook.personas_with(record))
            return f"of {personas}" if personas else ""
        case Tool():
            stages = _names(playbook.into(record, Stage, "tools"))
            return f"used at {stages}" if stages else ""
    return ""


def _place(playbook: Playbook, stage: Stage, position: int) -> str:
    motion = playbook.motions_of(stage)[position]
    stages = playbook.stages_of(motion)
    at = stages.index(stage)
    return f"in {motion.name}, {f'after {stages[at - 1].name}' if at else 'first'}"


def _names(records: Iterable[Record]) -> str:
    names = [record.name for record in records]
    if len(names) > SOME:
        return f"{', '.join(names[:SOME])} and {len(names) - SOME} more"
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last
