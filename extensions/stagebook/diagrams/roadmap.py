"""The roadmap: a motion from its first stage to its last, each with its tools and materials inside."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stagebook.diagrams.drawing import (
    DiagramType,
    Way,
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
    waymark,
    ways,
)
from stagebook.diagrams.mermaid import Chart, Edge, Group, Node, node_id
from stagebook.kinds.motion import Motion
from stagebook.views import Diagram, Quiet, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stagebook.kinds.material import Material
    from stagebook.kinds.record import Record
    from stagebook.kinds.stage import Stage
    from stagebook.kinds.tool import Tool
    from stagebook.playbook import Playbook
    from stagebook.views import Text

IN_A_ROW = 2
"""Boxes side by side in a stage; more would make stages side by side wider than a page."""

MOST_INSIDE = 4
"""Tools, and materials, that a stage shows."""

MOST_SIDE_BY_SIDE = 2
"""Ways from a stage that fit the width of a phone with their conditions."""

MOST_FILLED = 30
"""Stages up to which the insides are drawn; beyond, the order alone is what a drawing can still tell."""


def roadmap_diagram(playbook: Playbook, motion: Motion) -> Diagram | None:
    """Draw a motion's stages with the tools and materials of each; None where it has no stage."""
    stages = playbook.stages_of(motion)
    if not stages:
        return None
    tools = {stage.id: live_tools(playbook, stage) for stage in stages}
    materials = telling_first({stage.id: playbook.reusable_materials_of(stage) for stage in stages})
    found = ways(playbook, motion)
    upright = _upright(stages, found)
    filled = len(stages) <= MOST_FILLED and (any(tools.values()) or any(materials.values()))
    return Diagram(
        f"roadmap-{motion.id}",
        f"Roadmap of {motion.name}",
        _description(motion, stages, filled=filled),
        _filled(stages, found, tools, materials) if filled else upright,
        (_in_words(motion, stages, found, tools, materials),),
        upright if filled else "",
    )


def live_tools(playbook: Playbook, stage: Stage) -> tuple[Tool, ...]:
    """Give the tools of a stage that people may use now, each once."""
    return tuple({tool.id: tool for tool, _ in playbook.tools_of(stage) if tool.live}.values())


def way_edges(found: Sequence[Way]) -> tuple[Edge, ...]:
    """Draw the ways between stages, each with its condition."""
    return tuple(Edge(node_id("stage", way.source.id), node_id("stage", way.target.id), way.when) for way in found)


def _upright(stages: Sequence[Stage], found: Sequence[Way]) -> str:
    """Draw the order alone; where many ways part at once, the conditions are left to the words beside the drawing."""
    nodes = tuple(box(stage, *states_of(stage)) for stage in stages)
    parting = Counter(way.source.id for way in found)
    if max(parting.values(), default=0) > MOST_SIDE_BY_SIDE:
        bare = tuple(Edge(node_id("stage", way.source.id), node_id("stage", way.target.id)) for way in found)
        return Chart("TB", nodes, bare, box=110).source()
    return Chart("TB", nodes, way_edges(found)).source()


def _filled(
    stages: Sequence[Stage],
    found: Sequence[Way],
    tools: dict[str, tuple[Tool, ...]],
    materials: dict[str, tuple[Material, ...]],
) -> str:
    parts: list[Group] = []
    rows: list[Edge] = []
    for stage in stages:
        name = node_id("stage", stage.id)
        # Where no stage at all has a tool, tools are not this company's gap: they are not written down yet.
        used = _boxes(stage, tools[stage.id], MOST_INSIDE) or _missing(name, "tool", tools)
        shown = _boxes(stage, materials[stage.id], MOST_INSIDE) or _missing(name, "material", materials)
        inside, tied = in_rows(name, [*in_lines(used, IN_A_ROW), *in_lines(shown, IN_A_ROW)])
        rows += tied
        parts.append(Group(name, titled(stage), inside, "stage", states_of(stage), target_of(stage), "LR"))
    return Chart("TB", tuple(parts), (*rows, *way_edges(found)), box=150).source()


def _boxes(stage: Stage, records: Sequence[Record], most: int) -> list[Node]:
    name = node_id("stage", stage.id)
    drawn, left_out = shortened(records, most)
    nodes = [box(record, inside=name) for record in drawn]
    if left_out:
        nodes.append(more(f"{name}__more_{records[0].kind_name}", left_out, target_of(stage)))
    return nodes


def _missing(name: str, kind: str, found: Mapping[str, Sequence[Record]]) -> list[Node]:
    return [hole(f"{name}__no_{kind}", f"no {kind} yet")] if any(found.values()) else []


def _description(motion: Motion, stages: Sequence[Stage], *, filled: bool) -> str:
    if len(stages) == 1:
        return f"{motion.name} has one stage, {stages[0].name}" + (", with its tools and materials." if filled else ".")
    text = f"The {counted(len(stages), 'stage')} of {motion.name}, from {stages[0].name} to {stages[-1].name}"
    return text + (", each with its tools and materials." if filled else ", and how one leads to the next.")


def _in_words(
    motion: Motion,
    stages: Sequence[Stage],
    found: Sequence[Way],
    tools: dict[str, tuple[Tool, ...]],
    materials: dict[str, tuple[Material, ...]],
) -> Table:
    onward: dict[str, list[Text]] = {}
    for way in found:
        onward.setdefault(way.source.id, []).append(waymark(way))
    rows = []
    for stage in stages:
        optional = (Quiet(" (optional)"),) if stage.optional else ()
        rows.append(
            (
                (ref(stage), *optional),
                _listed(tools[stage.id]),
                _listed(materials[stage.id]),
                joined(onward.get(stage.id, ())) or (Quiet(_end(stage)),),
            )
        )
    return Table(f"{motion.name}, stage by stage", ("Stage", "Tools", "Materials", "Goes on to"), tuple(rows))


def _listed(records: Sequence[Record]) -> Text:
    return joined(ref(record) for record in records) or (Quiet("none yet"),)


def _end(stage: Stage) -> str:
    return f"the end: {stage.terminal}" if stage.terminal else "the end"


def _draw(playbook: Playbook, record: Record | None) -> Diagram | None:
    motion = record if isinstance(record, Motion) else playbook.main_motion
    return roadmap_diagram(playbook, motion) if motion else None


DIAGRAM = DiagramType("roadmap", "motion", _draw, of_all=True)
