"""A motion's page: its stages in order, who leads and supports along it, and who looks at its deals."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.diagrams import responsibilities_diagram, roadmap_diagram
from stagebook.diagrams.responsibilities import parts_at
from stagebook.kinds.motion import KIND, Motion
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.fields import fact_rows, field_section
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.stage import trail, usual_time
from stagebook.pages.words import line, mentions
from stagebook.views import Cell, Facts, Matrix, Note, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.diagrams.responsibilities import Part as RolePart
    from stagebook.kinds.role import Role
    from stagebook.kinds.stage import Stage
    from stagebook.views import Page, Text, View

COLUMNS = ("Stage", "What the buyer asks", "Leads", "Usual time")


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a motion's page."""
    assert isinstance(record, Motion)  # noqa: S101  (it is what `docnames` gives)
    motion = record
    return record_page(
        context,
        motion,
        (
            *lead(motion),
            *trail(context, motion),
            *_facts(context, motion),
            *_stages(context, motion),
            *_road(context, motion),
            *_responsibilities(context, motion),
            *field_section(context, motion, "inspection", "Who looks at it, and how often"),
        ),
    )


def _facts(context: Context, motion: Motion) -> tuple[View, ...]:
    rows = fact_rows(context, motion, ("runs", "led_by", "starts_when", "ends_when", "segments"))
    return (Facts(rows),) if rows else ()


def stages_of(context: Context, motion: Motion) -> tuple[Stage, ...]:
    """Give the stages of a motion that are shown, in its order."""
    return cast("tuple[Stage, ...]", context.shown(context.playbook.stages_of(motion)))


def _stages(context: Context, motion: Motion) -> tuple[View, ...]:
    stages = stages_of(context, motion)
    if not stages:
        text = ("This motion has no stage yet. List them in order under ", Quiet("stages"), " in its file.")
        return (Note("No stage yet", text, "warn"),)
    rows = [_row(context, stage) for stage in stages]
    used = [index for index in range(len(COLUMNS)) if index == 0 or any(row[index] for row in rows)]
    columns = tuple(COLUMNS[index] for index in used)
    told = tuple(tuple(row[index] for index in used) for row in rows)
    return (Section("Stages", "stages", (Table(f"The stages of {motion.name}", columns, told),)),)


def _row(context: Context, stage: Stage) -> tuple[Text, ...]:
    leads = mentions(context, (role for role, use in context.playbook.roles_of(stage) if use.part == "lead"))
    optional: Text = (Quiet(" (optional)"),) if stage.optional else ()
    asked = line(stage, "buyer_question") or line(stage, "summary")
    return ((ref(stage), *optional), asked, joined(leads), usual_time(stage))


def _road(context: Context, motion: Motion) -> tuple[View, ...]:
    diagram = roadmap_diagram(context.playbook, motion)
    return (Section("The road", "road", (diagram,)),) if diagram else ()


def _responsibilities(context: Context, motion: Motion) -> tuple[View, ...]:
    views = responsibilities(context, motion)
    return (Section("Who leads and who supports", "responsibilities", views),) if views else ()


def responsibilities(context: Context, motion: Motion) -> tuple[View, ...]:
    """Show who leads and supports along a motion, drawn and as a table of roles by stage; nothing where nobody does."""
    stages = stages_of(context, motion)
    parts = {stage.id: {part.role.id: part for part in parts_at(context.playbook, stage)} for stage in stages}
    roles = {part.role.id: part.role for theirs in parts.values() for part in theirs.values()}
    if not roles:
        return ()
    rows = tuple(((ref(stage),), tuple(_cell(parts[stage.id].get(name)) for name in roles)) for stage in stages)
    columns = tuple((ref(role),) for role in cast("Mapping[str, Role]", roles).values())
    matrix = Matrix(f"Roles by stage along {motion.name}", "Stage", columns, rows)
    diagram = responsibilities_diagram(context.playbook, motion)
    return (diagram, matrix) if diagram else (matrix,)


def _cell(part: RolePart | None) -> Cell:
    if part is None:
        return Cell((Quiet("–"),), "none")
    when = (Quiet(" (on condition)"),) if part.when else ()
    return Cell(("Leads" if part.leads else "Supports", *when))


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all motions."""
    return pages_of(context, KIND.name)


PAGE = PageType("motion", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def responsibilities_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show who leads and who supports along a motion, or along the main one."""
    motion = cast("Motion | None", option(context, options, "motion")) or context.playbook.main_motion
    views = responsibilities(context, motion) if motion else ()
    return views or (Paragraph(("Nobody has written down yet who leads and who supports.",), "quiet"),)


PARTS = (Part("responsibilities", responsibilities_views, {"motion": "the id of a motion; without it the main one"}),)
