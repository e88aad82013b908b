"""Looking up: for a stage and a persona, what there is to show, who keeps it, and how it is adapted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stagebook import figures
from stagebook.addresses import COVERAGE
from stagebook.pages.fields import fact_rows
from stagebook.pages.material import card
from stagebook.pages.tool import use_card
from stagebook.pages.words import line, review_of, review_text
from stagebook.views import Badge, Bullets, Cards, Chooser, Paragraph, Quiet, Section, ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.figures import Coverage
    from stagebook.kinds.material import Material
    from stagebook.kinds.persona import Persona
    from stagebook.kinds.record import Record
    from stagebook.kinds.stage import Stage
    from stagebook.pages.context import Context
    from stagebook.views import Card, Text, View

NOTHING = "nothing yet"
"""The words for a hole: a persona is met at a stage and nothing is made for them."""

MOST_CARDS = 400
"""The most materials that the page shows in full, each at every stage and for every persona; above it they are named.

Each takes about two kilobytes, so the page stays below a megabyte.
"""


def coverage_of(context: Context) -> Coverage:
    """Work out the coverage of the whole playbook, once."""
    return context.once("coverage", lambda context: figures.coverage_of(context.playbook))


def stage_anchor(stage: Stage) -> str:
    """Give the anchor of a stage's section on the coverage page."""
    return f"stage-{stage.id}"


def pair_anchor(stage: Stage, persona: Persona) -> str:
    """Give the anchor of what there is for a persona at a stage; readers keep it as a bookmark, so it stays."""
    return f"{stage.id}--{persona.id}"


def is_told(coverage: Coverage, stage: Stage, persona: Persona) -> bool:
    """Tell whether a persona has a section at a stage: where there is something for them, or ought to be."""
    pair = (stage.id, persona.id)
    return bool(coverage.materials.get(pair)) or pair in coverage.expected


def chooser(context: Context) -> tuple[View, ...]:
    """Ask for the stage and the persona; nothing where there is nothing to choose from."""
    coverage = coverage_of(context)
    stages = tuple((stage.id, stage.name) for stage in coverage.stages if stage.terminal not in {"lost", "dropped"})
    personas = tuple((persona.id, _with_part(persona)) for persona in coverage.personas)
    return (Chooser(COVERAGE, stages, personas),) if stages and personas else ()


def _with_part(persona: Persona) -> str:
    """Name a persona with the part in the purchase, as sellers think of “the economic buyer”."""
    return f"{persona.name} ({', '.join(persona.buying_roles)})" if persona.buying_roles else persona.name


def sections_of(context: Context, stage: Stage) -> tuple[View, ...]:
    """Show what a stage has: for each persona, for nobody in particular, and the tools."""
    coverage = coverage_of(context)
    brief = context.once("lookup is brief", _is_brief)
    views: list[View] = []
    shown: set[str] = set()
    for persona in coverage.personas:
        if not is_told(coverage, stage, persona):
            continue
        found = coverage.materials.get((stage.id, persona.id), ())
        shown.update(material.id for material in found)
        made = materials_views(context, found, stage, brief=brief) or (
            Paragraph((Badge(NOTHING, "warn"), "Nothing is made for ", ref(persona), " at this stage.")),
        )
        views.append(Section(f"{stage.name}: {persona.name}", pair_anchor(stage, persona), made))
    others = [item for item in context.playbook.reusable_materials_of(stage) if item.id not in shown]
    if others:
        anchor = f"{stage_anchor(stage)}-others"
        made = materials_views(context, others, stage, brief=brief)
        views.append(Section(f"{stage.name}: for no persona in particular", anchor, made))
    tools = tuple(_tool_cards(context, stage))
    if tools:
        views.append(Section(f"{stage.name}: tools", f"{stage_anchor(stage)}-tools", (Cards(tools),)))
    return tuple(views)


def _is_brief(context: Context) -> bool:
    return sum(len(found) for found in coverage_of(context).materials.values()) > MOST_CARDS


def materials_views(
    context: Context, materials: Iterable[Material], stage: Stage, *, brief: bool = False
) -> tuple[View, ...]:
    """Show materials with all that somebody needs who is about to use one; with ``brief`` by name and review."""
    found = tuple(materials)
    if not found:
        return ()
    if brief:
        items = tuple((ref(item), Quiet(" · kept by "), *_owner(context, item)) for item in found)
        return (Bullets(items, "links"),)
    return (Cards(tuple(_card(context, item, stage) for item in found)),)


def _card(context: Context, material: Material, stage: Stage) -> Card:
    made = card(context, material, stage)
    return _kept(context, made, material, fact_rows(context, material, ("needs", "offerings", "language")))


def _tool_cards(context: Context, stage: Stage) -> Iterable[Card]:
    for index, use in enumerate(stage.tools):
        tool = context.playbook.find(use.tool, ("tool",))
        if tool is not None and context.shown((tool,)):
            made = use_card(context, tool, line(stage, ("tools", index, "for")))
            yield _kept(context, made, tool)


def _kept(context: Context, made: Card, record: Record, more: tuple[tuple[str, Text], ...] = ()) -> Card:
    """Add to a card who keeps the record and when it was reviewed, which also sorts it; all of it in sight.

    Who looks something up has chosen already: what to change and what must stay cost no further touch.
    """
    facts = (
        *made.facts,
        ("Kept by", _owner(context, record)),
        ("Reviewed", review_text(context, record)),
        *more,
    )
    reviewed = review_of(context, record).reviewed
    return replace(made, facts=facts, fold="", since=reviewed.isoformat() if reviewed else "")


def _owner(context: Context, record: Record) -> Text:
    team = context.playbook.owner_of(record)
    return (ref(team),) if team is not None else (Quiet("nobody yet"),)
