"""A persona's page: who they are, what they want and need, and what to show them at which stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stagebook.diagrams import persona_diagram
from stagebook.kinds.persona import KIND, Persona
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.fields import fact_rows
from stagebook.pages.material import cards, cards_for_us, for_buyers, for_us
from stagebook.pages.need import card as need_card
from stagebook.pages.need import evidence_section
from stagebook.pages.objections import of_persona
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import capital, line, lines, mentions, status_badges
from stagebook.views import Badge, Bullets, Card, Cards, Facts, Note, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.need import Need
    from stagebook.kinds.stage import Stage
    from stagebook.views import Page, Text, View

LISTED = frozenset({"Met at stages", "Materials", "Evidence", "Objections", "Programs", "Plays"})
"""The back-links that the page shows in sections of its own."""


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def badges(persona: Persona) -> tuple[Badge, ...]:
    """Mark the parts a persona plays in a purchase."""
    return (*status_badges(persona), *(Badge(capital(role), "persona") for role in persona.buying_roles))


def card(persona: Persona, part: Text = ()) -> Card:
    """Show a persona at a glance; ``part`` is what they want here."""
    return Card((ref(persona),), part or line(persona, "summary"), badges(persona), (), "persona")


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a persona's page."""
    assert isinstance(record, Persona)  # noqa: S101  (it is what `docnames` gives)
    persona = record
    page = record_page(
        context,
        persona,
        (
            *lead(persona),
            *_who(context, persona),
            *_list(persona, "goals", "What they want"),
            *_list(persona, "challenges", "What stands in their way"),
            *_needs(context, persona),
            *_journey(context, persona),
            *_materials(context, persona),
            *_objections(context, persona),
            *_list(persona, "deal_makers", "What wins them"),
            *_list(persona, "deal_breakers", "What loses them"),
            *_list(persona, "watering_holes", "Where they listen and talk"),
            *_programs(context, persona),
            *evidence_section(context, persona),
        ),
        listed=LISTED,
    )
    return replace(page, badges=badges(persona))


def _who(context: Context, persona: Persona) -> tuple[View, ...]:
    rows = fact_rows(context, persona, ("titles", "less_relevant_for"))
    return (Facts(rows),) if rows else ()


def _list(persona: Persona, field: str, title: str) -> tuple[View, ...]:
    items = lines(persona, field)
    return (Section(title, field.replace("_", "-"), (Bullets(items),)),) if items else ()


def _needs(context: Context, persona: Persona) -> tuple[View, ...]:
    found = context.shown(context.playbook.needs_of(persona))
    if not found:
        text = "Nobody has written down yet what they need."
        return (Section("What they need", "needs", (Note("No needs yet", (text,), "warn"),)),)
    made = tuple(need_card(context, need) for need in cast("tuple[Need, ...]", found))
    return (Section("What they need", "needs", (Cards(made),)),)


def _journey(context: Context, persona: Persona) -> tuple[View, ...]:
    """Tell stage by stage what they want there and what there is for them."""
    diagram = persona_diagram(context.playbook, persona)
    rows: list[tuple[Text, ...]] = []
    for stage in cast("tuple[Stage, ...]", context.shown(context.playbook.stages_with(persona))):
        found = context.playbook.materials_at(stage, persona)
        shown = joined(ref(item) for item in for_buyers(found)) or (Quiet("nothing yet"),)
        rows.append(
            ((ref(stage),), _part_at(context, stage, persona), shown, joined(ref(item) for item in for_us(found)))
        )
    if not rows:
        text = "No stage names this persona. Add it under personas in the files of the stages at which you meet."
        return (Section("Where you meet them", "journey", (Note("At no stage yet", (text,), "warn"),)),)
    columns = ("Stage", "What they want there", "What to show or send", "To prepare with")
    wide = len(columns) if any(row[-1] for row in rows) else len(columns) - 1
    table = Table(f"{persona.name}, stage by stage", columns[:wide], tuple(row[:wide] for row in rows))
    # What to show comes before the drawing of it, which is long.
    views: tuple[View, ...] = (table, diagram) if diagram else (table,)
    return (Section("Where you meet them", "journey", views),)


def _part_at(context: Context, stage: Stage, persona: Persona) -> Text:
    for index, use in enumerate(stage.personas):
        if context.playbook.find(use.persona, ("persona",)) is persona:
            when: Text = (Quiet(" When: "), *line(stage, ("personas", index, "when"))) if use.when else ()
            return (*line(stage, ("personas", index, "part")), *when)
    return ()


def _materials(context: Context, persona: Persona) -> tuple[View, ...]:
    """Show what is made for them and used at no stage where they are met; the rest stands in the table above."""
    met = context.playbook.stages_with(persona)
    placed = {item.id for stage in met for item in context.playbook.materials_at(stage, persona)}
    rest = [item for item in context.playbook.materials_for(persona) if item.id not in placed]
    made = (*cards(context, for_buyers(rest)), *cards_for_us(context, rest))
    return (Section("Also made for them", "materials", made),) if made else ()


def _objections(context: Context, persona: Persona) -> tuple[View, ...]:
    found = of_persona(context, persona)
    return (Section("What they may object to", "objections", found),) if found else ()


def _programs(context: Context, persona: Persona) -> tuple[View, ...]:
    groups = (("Programs for them", "programs", "program"), ("Plays", "plays", "play"))
    sections = []
    for title, anchor, kind in groups:
        pointing = (edge.source for edge in context.playbook.links_to(persona) if edge.where[0] == "personas")
        found = mentions(context, (record for record in pointing if record.kind_name == kind))
        if found:
            sections.append(Section(title, anchor, (Bullets(found, "links"),)))
    return tuple(sections)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all personas."""
    return pages_of(context, KIND.name)


PAGE = PageType("persona", docnames, build)


# --- parts -----------------------------------------------------------------------------------------------------------


def personas_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the personas, or those present at a stage with what each wants there."""
    stage = cast("Stage | None", option(context, options, "stage"))
    found = context.playbook.personas_at(stage) if stage else context.playbook.all(Persona)
    made = tuple(card(item, _part_at(context, stage, item) if stage else ()) for item in found if item.live)
    return (Cards(made),) if made else (Paragraph(("No persona is named here yet.",), "quiet"),)


PARTS = (Part("personas", personas_views, {"stage": "the id of a stage at which they are present"}),)
