"""One stage with its neighbours: what leads to it, what it leads to and what runs alongside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.diagrams.drawing import (
    DiagramType,
    Way,
    box,
    more,
    shortened,
    spoken,
    states_of,
    waymark,
)
from stagebook.diagrams.mermaid import Chart, Edge, Node, node_id
from stagebook.kinds.stage import Stage
from stagebook.views import Diagram, Facts, Quiet, joined, ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook
    from stagebook.views import Text

MOST = 6
"""Neighbours drawn on each side."""


def stage_diagram(playbook: Playbook, stage: Stage) -> Diagram | None:
    """Draw a stage between its neighbours in all of its motions; None where it has none."""
    before = _before(playbook, stage)
    after = _after(playbook, stage)
    alongside = _alongside(playbook, stage)
    if not (before or after or alongside):
        return None
    parts: list[Node] = [box(stage, "current", *states_of(stage))]
    edges: list[Edge] = []
    here = parts[0].id
    for side, found in (("before", before), ("after", after)):
        near, left_out = shortened(found, MOST)
        for way in near:
            other = way.source if side == "before" else way.target
            parts.append(box(other, *states_of(other)))
            edges.append(Edge(node_id("stage", way.source.id), node_id("stage", way.target.id), way.when))
        if left_out:
            parts.append(more(f"more_{side}", left_out))
            edges.append(Edge(f"more_{side}", here) if side == "before" else Edge(here, f"more_{side}"))
    neighbours = {node.id for node in parts}
    beside, left_out = shortened(alongside, MOST)
    for other in beside:
        if node_id("stage", other.id) not in neighbours:
            parts.append(box(other, *states_of(other)))
        edges.append(Edge(here, node_id("stage", other.id), "alongside", "dotted"))
    if left_out:
        parts.append(more("more_alongside", left_out))
        edges.append(Edge(here, "more_alongside", "alongside", "dotted"))
    # A stage that is reached from where it leads to is written twice above, and drawn once.
    nodes = tuple({node.id: node for node in parts}.values())
    return Diagram(
        f"stage-{stage.id}",
        f"{stage.name} and its neighbours",
        _description(stage, before, after),
        Chart("LR", nodes, tuple(edges), gap=18, step=34, box=130).source(),
        (_in_words(before, after, alongside),),
        Chart("TB", nodes, tuple(edges)).source(),
    )


def _before(playbook: Playbook, stage: Stage) -> tuple[Way, ...]:
    found: dict[str, Way] = {}
    for motion in playbook.motions_of(stage):
        for other in playbook.stages_of(motion):
            if other.id == stage.id or other.id in found:
                continue
            for target, when in playbook.ways_on(other, motion):
                if target.id == stage.id:
                    found[other.id] = Way(other, stage, spoken(playbook, when))
                    break
    return tuple(found.values())


def _after(playbook: Playbook, stage: Stage) -> tuple[Way, ...]:
    found: dict[str, Way] = {}
    for motion in playbook.motions_of(stage):
        for target, when in playbook.ways_on(stage, motion):
            if target.id != stage.id:
                found.setdefault(target.id, Way(stage, target, spoken(playbook, when)))
    return tuple(found.values())


def _alongside(playbook: Playbook, stage: Stage) -> tuple[Stage, ...]:
    outward = (edge.target for edge in playbook.links_from(stage) if edge.where[0] == "alongside")
    inward = (edge.source for edge in playbook.links_to(stage) if edge.where[0] == "alongside")
    found = {other.id: other for other in (*outward, *inward) if isinstance(other, Stage) and other.id != stage.id}
    return tuple(found.values())


def _description(stage: Stage, before: Sequence[Way], after: Sequence[Way]) -> str:
    sides = []
    if before:
        sides.append("comes after " + _names([way.source for way in before]))
    if after:
        sides.append("leads to " + _names([way.target for way in after]))
    if not sides:
        return f"{stage.name} and the stages that run alongside it."
    return f"{stage.name} {' and '.join(sides)}."


def _names(stages: Sequence[Stage]) -> str:
    drawn, left_out = shortened(stages, MOST)
    names = [stage.name for stage in drawn]
    if left_out:
        names.append(f"{left_out} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _in_words(before: Sequence[Way], after: Sequence[Way], alongside: Sequence[Stage]) -> Facts:
    rows: list[tuple[str, Text]] = []
    if before:
        came = (((ref(way.source), Quiet(f" ({way.when})")) if way.when else (ref(way.source),)) for way in before)
        rows.append(("Comes after", joined(came)))
    if after:
        rows.append(("Goes on to", joined(waymark(way) for way in after)))
    if alongside:
        rows.append(("Runs alongside", joined(ref(other) for other in alongside)))
    return Facts(tuple(rows))


def _draw(playbook: Playbook, record: Record | None) -> Diagram | None:
    return stage_diagram(playbook, record) if isinstance(record, Stage) else None


DIAGRAM = DiagramType("stage", "stage", _draw)
