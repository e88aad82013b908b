"""The roadmap: every motion from lead to close and beyond, stage by stage with what each needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.addresses import HOME, ROADMAP, docname_of
from stagebook.diagrams import roadmap_diagram
from stagebook.kinds.motion import Motion
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.material import for_buyers
from stagebook.pages.record import option
from stagebook.pages.stage import PHASES
from stagebook.pages.stage import badges as stage_badges
from stagebook.pages.words import count_of, criteria, line, listed, mentions, run_on
from stagebook.views import Badge, Card, Cards, Note, Page, PageRef, Paragraph, Quiet, Section, joined, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.stage import Stage
    from stagebook.views import Text, View

INTRO = (
    "Each step that buyers take, from the first contact to the close and beyond it: the tools that support the step, "
    "what to show or send, and how to know that the buyer may move on."
)

FEW = 3
"""How many materials and conditions of a stage are named before the rest is counted."""


def build(context: Context, docname: str, _argument: object) -> Page:
    """Make the page that shows all motions."""
    motions = _motions(context)
    views: list[View] = [
        Paragraph((INTRO,), "lead"),
    ]
    if len(motions) > 1:
        jumps = (PageRef(ROADMAP, motion.name, _anchor(motion)) for motion in motions)
        views.append(Paragraph(("On this page: ", *listed(jumps), "."), "quiet"))
    views += [
        Section(motion.name, _anchor(motion), (*_intro(motion), *motion_views(context, motion))) for motion in motions
    ]
    loose = mentions(context, _loose(context))
    if loose:
        text: Text = (*listed(loose), " stand in no motion yet." if len(loose) > 1 else " stands in no motion yet.")
        views.append(Note("Not on the map", text, "warn"))
    stages = len({stage.id for motion in motions for stage in context.shown(context.playbook.stages_of(motion))})
    return Page(
        docname,
        "From lead to close and beyond",
        tuple(views),
        kicker=(f"{count_of('motion', len(motions))} · {count_of('stage', stages)}",),
        words=("roadmap", "sales cycle", "pipeline"),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _motions(context: Context) -> tuple[Motion, ...]:
    """Give the motions that are run, the main one first."""
    found = [motion for motion in context.shown(context.playbook.motions) if motion.status != "retired"]
    main = context.playbook.main_motion
    return cast("tuple[Motion, ...]", tuple(sorted(found, key=lambda motion: motion is not main)))


def _loose(context: Context) -> tuple[Stage, ...]:
    return tuple(stage for stage in context.playbook.stages if stage.live and not context.playbook.motions_of(stage))


def _anchor(motion: Motion) -> str:
    return f"motion-{motion.id}"


def _intro(motion: Motion) -> tuple[View, ...]:
    more: Text = (Quiet("More about it: "), ref(motion))
    summary = line(motion, "summary")
    return (Paragraph((*summary, " ", *more) if summary else more),)


def motion_views(context: Context, motion: Motion) -> tuple[View, ...]:
    """Show a motion: its drawing, then each stage with what it needs."""
    stages = cast("tuple[Stage, ...]", context.shown(context.playbook.stages_of(motion)))
    if not stages:
        return (Note("No stages yet", ("This motion names no stages.",), "warn"),)
    diagram = roadmap_diagram(context.playbook, motion)
    cards = Cards(tuple(stage_card(context, stage) for stage in stages))
    return (diagram, cards) if diagram else (cards,)


def stage_card(context: Context, stage: Stage) -> Card:
    """Show a stage at a glance: the buyer's question, who leads, with what, and when it is over."""
    playbook = context.playbook
    lead = (role for role, use in playbook.roles_of(stage) if use.part == "lead")
    tools = (tool for tool, _ in playbook.tools_of(stage) if tool.live)
    rows: tuple[tuple[str, Text], ...] = (
        ("Leads", joined(mentions(context, lead))),
        ("Tools", joined(mentions(context, tools))),
        (
            "Show or send",
            _first(stage, mentions(context, for_buyers(playbook.reusable_materials_of(stage))), "materials"),
        ),
        ("Move on when", _first(stage, tuple(map(_unmarked, criteria(stage, "exit_criteria"))), "exit")),
    )
    told = tuple((label, text) for label, text in rows if text)
    return Card((ref(stage),), _asked(stage), stage_badges(stage), told, "stage")


def _first(stage: Stage, texts: tuple[Text, ...], anchor: str) -> Text:
    """Name the first few, and lead to the rest on the stage's page."""
    if len(texts) <= FEW + 1:
        return run_on(texts)
    return run_on((*texts[:FEW], (PageRef(docname_of(stage), f"and {len(texts) - FEW} more", anchor),)))


def _unmarked(condition: Text) -> Text:
    """Leave out what is set apart: among running sentences it would stand in the way."""
    return tuple(piece for piece in condition if not isinstance(piece, Badge) and piece != " ")


def _asked(stage: Stage) -> Text:
    return line(stage, "buyer_question") or line(stage, "summary")


def docnames(context: Context) -> Mapping[str, object]:
    """Give the roadmap, where there is a stage."""
    return {ROADMAP: None} if context.shown(context.playbook.stages) else {}


PAGE = PageType("roadmap", docnames, build)


# --- parts -----------------------------------------------------------------------------------------------------------


def roadmap_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show a motion, or the main one: its drawing, then each stage with what it needs."""
    motion = option(context, options, "motion") or context.playbook.main_motion
    if not isinstance(motion, Motion):
        return (Paragraph(("There is no motion yet.",), "quiet"),)
    return motion_views(context, motion)


def stages_views(context: Context, _options: Mapping[str, str]) -> tuple[View, ...]:
    """Show all stages by phase, each with the buyer's question."""
    sections: list[View] = []
    for phase, words in PHASES.items():
        found = [stage for stage in context.playbook.stages if stage.live and stage.phase == phase]
        made = tuple(
            Card(
                (ref(stage),), line(stage, "buyer_question") or line(stage, "summary"), stage_badges(stage), (), "stage"
            )
            for stage in found
        )
        if made:
            sections += [Paragraph((words,), "lead"), Cards(made)]
    return tuple(sections) or (Paragraph(("There is no stage yet.",), "quiet"),)


PARTS = (
    Part("roadmap", roadmap_views, {"motion": "the id of a motion; without it the main one"}),
    Part("stages", stages_views, {}),
)
