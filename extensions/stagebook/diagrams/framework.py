"""The audience framework: from needs to the offerings and programs that meet them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stagebook.diagrams.drawing import DiagramType, box, counted, hole, more, shortened, target_of, titled
from stagebook.diagrams.mermaid import Chart, Edge, Group, Node, node_id
from stagebook.kinds.persona import Persona
from stagebook.views import Diagram, Quiet, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagebook.kinds.record import Record
    from stagebook.playbook import FrameworkRow, Playbook

MOST_NEEDS = 24
"""Needs drawn; a persona has far fewer, a whole market may have more."""

MOST_INSIDE = 4
"""Offerings and programs of a need in the upright form."""

NO_OFFERING = "no offering yet"
NO_PROGRAM = "no program yet"


def framework_diagram(playbook: Playbook, personas: Sequence[Persona]) -> Diagram | None:
    """Draw the needs of some personas with the offerings and programs that meet them; None where there is no need.

    One persona is left out of the drawing, as its title names them; several stand at its start.
    """
    wanted = {persona.id for persona in personas}
    rows = tuple(row for row in playbook.framework if row.persona.id in wanted)
    if not rows:
        return None
    names = tuple({row.persona.id: row.persona for row in rows}.values())
    one = len(names) == 1
    ending = f"-{names[0].id}" if one else ""
    whose = names[0].name if one else f"{len(names)} audiences"
    needs = {row.need.id for row in rows}
    return Diagram(
        f"framework{ending}",
        f"Needs, offerings and programs: {whose}",
        f"{counted(len(needs), 'need')} of {whose}, each with the offerings and the programs that meet it.",
        _wide(rows, with_personas=not one),
        (_in_words(rows, whose, with_personas=not one),),
        _upright(rows),
    )


def _wide(rows: Sequence[FrameworkRow], *, with_personas: bool) -> str:
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], Edge] = {}

    def line(source: Node, target: Node) -> None:
        nodes.setdefault(source.id, source)
        nodes.setdefault(target.id, target)
        edges.setdefault((source.id, target.id), Edge(source.id, target.id))

    drawn, left_out = _first_needs(rows)
    with_program = {row.need.id for row in drawn if row.programs}
    for row in drawn:
        lacking = row.need.id not in with_program
        text = f"{titled(row.need)} ({NO_PROGRAM})" if lacking else ""
        need = box(row.need, *(("gap",) if lacking else ()), text=text)
        nodes.setdefault(need.id, need)
        if with_personas:
            line(box(row.persona), need)
        # What is missing stands where it would stand, so that the columns keep their meaning.
        missing = hole(f"{need.id}__no_offering", NO_OFFERING)
        for offering in row.offerings:
            line(need, box(offering))
        if not row.offerings:
            line(need, missing)
        for program in row.programs:
            carriers = [box(offering) for offering in row.offerings if offering.id in program.offerings]
            for carrier in carriers or [need if row.offerings else missing]:
                line(carrier, box(program))
    tail = (more("more_needs", left_out),) if left_out else ()
    return Chart("LR", (*nodes.values(), *tail), tuple(edges.values())).source()


def _first_needs(rows: Sequence[FrameworkRow]) -> tuple[Sequence[FrameworkRow], int]:
    order = list(dict.fromkeys(row.need.id for row in rows))
    some, left_out = shortened(order, MOST_NEEDS)
    inside = set(some)
    return [row for row in rows if row.need.id in inside], left_out


def _upright(rows: Sequence[FrameworkRow]) -> str:
    drawn, left_out = _first_needs(rows)
    parts: dict[str, Group] = {}
    for row in drawn:
        name = node_id("need", row.need.id)
        met = {record.key: record for record in (*row.offerings, *row.programs)}
        if name in parts:
            continue
        some, rest = shortened(tuple(met.values()), MOST_INSIDE)
        inside = [box(record, inside=name) for record in some]
        if rest:
            inside.append(more(f"{name}__more", rest, target_of(row.need)))
        if not row.offerings:
            inside.append(hole(f"{name}__no_offering", NO_OFFERING))
        if not row.programs:
            inside.append(hole(f"{name}__no_program", NO_PROGRAM))
        parts[name] = Group(name, titled(row.need), tuple(inside), "need", (), target_of(row.need), "TB", stacked=True)
    groups = tuple(parts.values())
    below = tuple(Edge(one.id, other.id, style="hidden") for one, other in pairwise(groups))
    tail = (more("more_needs", left_out),) if left_out else ()
    return Chart("TB", (*groups, *tail), below, step=20).source()


def _in_words(rows: Sequence[FrameworkRow], whose: str, *, with_personas: bool) -> Table:
    lines = []
    for row in rows:
        persona = ((ref(row.persona),),) if with_personas else ()
        lines.append(
            (
                *persona,
                (ref(row.need),),
                joined(ref(item) for item in row.offerings) or (Quiet(NO_OFFERING),),
                joined(ref(item) for item in row.programs) or (Quiet(NO_PROGRAM),),
            )
        )
    columns = (*(("Persona",) if with_personas else ()), "Need", "Offerings", "Programs")
    return Table(f"Needs, offerings and programs: {whose}", columns, tuple(lines))


def _draw(playbook: Playbook, record: Record | None) -> Diagram | None:
    personas = (record,) if isinstance(record, Persona) else tuple(item for item in playbook.all(Persona) if item.live)
    return framework_diagram(playbook, personas)


DIAGRAM = DiagramType("framework", "persona", _draw, of_all=True)
