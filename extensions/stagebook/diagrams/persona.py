"""A persona's journey: the stages at which somebody is met, and what there is to show them at each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.diagrams.drawing import (
    DiagramType,
    box,
    counted,
    hole,
    in_lines,
    in_rows,
    more,
    shortened,
    states_of,
    target_of,
    telling_first,
    titled,
    ways,
)
from stagebook.diagrams.mermaid import Chart, Edge, Group, Node, node_id
from stagebook.kinds.persona import Persona
from stagebook.views import Diagram, Quiet, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stagebook.kinds.material import Material
    from stagebook.kinds.record import Record
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook

IN_A_ROW = 2
"""Materials side by side; more would make stages side by side wider than a page."""

MOST_MATERIALS = 4
"""Materials that a stage shows."""

MOST = 40
"""Stages drawn."""

NOTHING = "nothing for them yet"


def persona_diagram(playbook: Playbook, persona: Persona) -> Diagram | None:
    """Draw the stages at which a persona is present, with the materials for them; None where there is no such stage."""
    stages = playbook.stages_with(persona)
    if not stages:
        return None
    shown = telling_first({stage.id: playbook.materials_at(stage, persona) for stage in stages})
    drawn, left_out = shortened(stages, MOST)
    edges = tuple(_edges(playbook, drawn))
    tail = (more("more_stages", left_out),) if left_out else ()
    return Diagram(
        f"persona-{persona.id}",
        f"The journey of {persona.name}",
        _description(persona, stages, shown),
        _filled(drawn, shown, edges, tail),
        (_in_words(persona, stages, shown),),
        Chart("TB", (*(_short(stage, shown) for stage in drawn), *tail), edges, box=110).source(),
    )


def _edges(playbook: Playbook, stages: Sequence[Stage]) -> Iterator[Edge]:
    """Give a line from each stage to those at which the persona is met next; dotted where others lie between."""
    inside = {stage.id for stage in stages}
    drawn: set[tuple[str, str]] = set()
    for motion in playbook.motions:
        onward: dict[str, list[str]] = {}
        for way in ways(playbook, motion):
            onward.setdefault(way.source.id, []).append(way.target.id)
        for stage in stages:
            for target, direct in _next_met(stage.id, onward, inside):
                if (stage.id, target) not in drawn:
                    drawn.add((stage.id, target))
                    ends = (node_id("stage", stage.id), node_id("stage", target))
                    yield Edge(*ends) if direct else Edge(*ends, style="dotted")


def _next_met(start: str, onward: Mapping[str, Sequence[str]], inside: set[str]) -> Iterator[tuple[str, bool]]:
    direct = set(onward.get(start, ()))
    seen = {start}
    waiting = list(onward.get(start, ()))
    for name in waiting:
        if name not in seen:
            seen.add(name)
            if name in inside:
                yield name, name in direct
            else:
                waiting.extend(onward.get(name, ()))


def _filled(
    stages: Sequence[Stage], shown: Mapping[str, tuple[Material, ...]], edges: Sequence[Edge], tail: tuple[Node, ...]
) -> str:
    parts: list[Group | Node] = []
    rows: list[Edge] = []
    for stage in stages:
        name = node_id("stage", stage.id)
        some, left_out = shortened(shown[stage.id], MOST_MATERIALS)
        inside = [box(material, inside=name) for material in some]
        if left_out:
            inside.append(more(f"{name}__more", left_out, target_of(stage)))
        if not inside:
            inside.append(hole(f"{name}__none", NOTHING))
        nodes, tied = in_rows(name, in_lines(inside, IN_A_ROW))
        rows += tied
        parts.append(Group(name, titled(stage), nodes, "stage", states_of(stage), target_of(stage), "LR"))
    return Chart("TB", (*parts, *tail), (*rows, *edges), box=150).source()


def _short(stage: Stage, shown: Mapping[str, tuple[Material, ...]]) -> Node:
    materials = shown[stage.id]
    text = f"{titled(stage)}: {counted(len(materials), 'material') if materials else NOTHING}"
    return box(stage, *states_of(stage), *(() if materials else ("gap",)), text=text)


def _description(persona: Persona, stages: Sequence[Stage], shown: Mapping[str, tuple[Material, ...]]) -> str:
    empty = sum(1 for stage in stages if not shown[stage.id])
    each = ", each" if len(stages) > 1 else ","
    text = f"{persona.name} is met at {counted(len(stages), 'stage')}{each} with the materials made for them"
    return f"{text}; at {empty} there is {NOTHING}." if empty else f"{text}."


def _in_words(persona: Persona, stages: Sequence[Stage], shown: Mapping[str, tuple[Material, ...]]) -> Table:
    rows = tuple(
        ((ref(stage),), joined(ref(material) for material in shown[stage.id]) or (Quiet(NOTHING),)) for stage in stages
    )
    return Table(f"The journey of {persona.name}, stage by stage", ("Stage", "Materials"), rows)


def _draw(playbook: Playbook, record: Record | None) -> Diagram | None:
    return persona_diagram(playbook, record) if isinstance(record, Persona) else None


DIAGRAM = DiagramType("persona", "persona", _draw)
