"""Who leads and who supports along a motion, and where the lead passes from one role to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from stagebook.diagrams.drawing import DiagramType, box, counted, states_of, target_of, titled, ways
from stagebook.diagrams.mermaid import Chart, Edge, Group, node_id
from stagebook.kinds.motion import Motion
from stagebook.views import Diagram, Quiet, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stagebook.kinds.record import Record
    from stagebook.kinds.role import Role
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook
    from stagebook.views import Text

NO_LEAD = "Nobody leads yet"


class Part(NamedTuple):
    """What a role does at a stage: its role, whether it leads, and on what condition ("" for always)."""

    role: Role
    leads: bool
    when: str


class Stretch(NamedTuple):
    """Stages in a row that the same roles lead."""

    leads: tuple[Role, ...]
    stages: tuple[Stage, ...]


def responsibilities_diagram(playbook: Playbook, motion: Motion) -> Diagram | None:
    """Draw a motion's stages in frames of those who lead them; None where no stage has a role."""
    stages = playbook.stages_of(motion)
    parts = {stage.id: parts_at(playbook, stage) for stage in stages}
    if not any(parts.values()):
        return None
    stretches = _stretches(stages, parts)
    leads = tuple({role.id: role for stretch in stretches for role in stretch.leads}.values())
    chart = _chart(playbook, motion, stretches, parts)
    return Diagram(
        f"responsibilities-{motion.id}",
        f"Who leads and supports along {motion.name}",
        f"The {counted(len(stages), 'stage')} of {motion.name}, led by {_named(leads) or 'nobody yet'}; "
        "each stage says who supports.",
        chart.source(),
        (_in_words(motion, stages, parts),),
        replace(chart, box=130).source(),
    )


def parts_at(playbook: Playbook, stage: Stage) -> tuple[Part, ...]:
    """Give the live roles of a stage with their parts, those that lead first."""
    return tuple(Part(role, use.part == "lead", use.when) for role, use in playbook.roles_of(stage) if role.live)


def _stretches(stages: Sequence[Stage], parts: Mapping[str, Sequence[Part]]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for stage in stages:
        leads = tuple(part.role for part in parts[stage.id] if part.leads)
        if found and [role.id for role in found[-1].leads] == [role.id for role in leads]:
            found[-1] = Stretch(leads, (*found[-1].stages, stage))
        else:
            found.append(Stretch(leads, (stage,)))
    return tuple(found)


def _chart(
    playbook: Playbook, motion: Motion, stretches: Sequence[Stretch], parts: Mapping[str, Sequence[Part]]
) -> Chart:
    groups: list[Group] = []
    home: dict[str, str] = {}
    for index, stretch in enumerate(stretches):
        name = f"stretch_{index}"
        home.update((stage.id, name) for stage in stretch.stages)
        leads = stretch.leads
        heading = f"{_named(leads)} {'lead' if len(leads) > 1 else 'leads'}" if leads else NO_LEAD
        boxes = tuple(
            box(stage, *states_of(stage), text=_with_support(stage, parts[stage.id])) for stage in stretch.stages
        )
        target = target_of(leads[0]) if len(leads) == 1 else ""
        groups.append(Group(name, heading, boxes, "role", () if leads else ("gap",), target))
    inside: dict[tuple[str, str], Edge] = {}
    between: dict[tuple[str, str], Edge] = {}
    for way in ways(playbook, motion):
        one, other = home[way.source.id], home[way.target.id]
        if one == other:
            ends = (node_id("stage", way.source.id), node_id("stage", way.target.id))
            inside.setdefault(ends, Edge(*ends))
        else:
            between.setdefault((one, other), Edge(one, other, style="thick"))
    return Chart("TB", tuple(groups), (*inside.values(), *between.values()), box=200)


def _with_support(stage: Stage, parts: Iterable[Part]) -> str:
    support = [part.role for part in parts if not part.leads]
    return f"{titled(stage)} (with {_named(support)})" if support else titled(stage)


def _named(roles: Sequence[Role]) -> str:
    names = [role.name if len(roles) == 1 else role.short or role.name for role in roles]
    return names[0] if len(names) == 1 else " and ".join([", ".join(names[:-1]), names[-1]]) if names else ""


def _in_words(motion: Motion, stages: Sequence[Stage], parts: Mapping[str, Sequence[Part]]) -> Table:
    rows = tuple(
        (
            (ref(stage),),
            joined(_told(part) for part in parts[stage.id] if part.leads) or (Quiet("nobody yet"),),
            joined(_told(part) for part in parts[stage.id] if not part.leads) or (Quiet("nobody"),),
        )
        for stage in stages
    )
    return Table(f"Who leads and supports along {motion.name}", ("Stage", "Leads", "Supports"), rows)


def _told(part: Part) -> Text:
    return (ref(part.role), Quiet(" (on condition)")) if part.when else (ref(part.role),)


def _draw(playbook: Playbook, record: Record | None) -> Diagram | None:
    motion = record if isinstance(record, Motion) else playbook.main_motion
    return responsibilities_diagram(playbook, motion) if motion else None


DIAGRAM = DiagramType("responsibilities", "motion", _draw, of_all=True)
