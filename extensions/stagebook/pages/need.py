"""A need's page: who has it, what meets it, what to show, and on what evidence it rests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stagebook.kinds.need import KIND, Need
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.material import cards, cards_for_us, for_buyers
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import block, capital, day, line, mentions, status_badges
from stagebook.views import Badge, Bullets, Card, Cards, Facts, Note, Paragraph, Quiet, Section, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.kinds.evidence import Evidence
    from stagebook.kinds.persona import Persona
    from stagebook.kinds.record import Record
    from stagebook.views import Page, Text, View

LISTED = frozenset({"Needed by", "Met by offerings", "Met by programs", "Answered by materials", "Evidence"})
"""The back-links that the page shows in sections of its own."""

TONES = {"high": "warn", "medium": "plain", "low": "plain"}


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def badges(need: Need) -> tuple[Badge, ...]:
    """Mark how much a need weighs."""
    weight = (Badge(f"{capital(need.priority)} priority", TONES[need.priority]),) if need.priority else ()
    return (*status_badges(need), *weight)


def card(context: Context, need: Need) -> Card:
    """Show a need at a glance: its words and what meets it."""
    playbook = context.playbook
    meets = joined(ref(item) for item in context.shown((*playbook.offerings_for(need), *playbook.programs_for(need))))
    facts = (("Met by", meets or (Quiet("nothing of ours yet"),)),)
    return Card((ref(need),), line(need, "statement") or line(need, "summary"), badges(need), facts, "need")


def evidence_items(context: Context, record: Record) -> tuple[Text, ...]:
    """Tell on what a record rests: each piece of evidence with its day, its voice and its words."""
    found = cast("tuple[Evidence, ...]", context.shown(context.playbook.evidence_for(record)))
    return tuple(evidence_text(context, item) for item in found)


def evidence_text(context: Context, item: Evidence) -> Text:
    """Tell one piece of evidence in a line."""
    about = [word for word in (day(context, item.date) if item.date else "", item.kind or "") if word]
    if item.voice:
        about.append("in a customer's voice" if item.voice == "customer" else "from inside the company")
    told: Text = (Quiet(f" ({', '.join(about)})"),) if about else ()
    words = line(item, "quote") or line(item, "summary")
    return (ref(item), *told, ": ", *words) if words else (ref(item), *told)


def evidence_section(context: Context, record: Record) -> tuple[View, ...]:
    """Give the section on what a record rests on; a record that rests on nothing says so."""
    items = evidence_items(context, record)
    if items:
        return (Section("How we know", "evidence", (Bullets(items),)),)
    text = "No interview, call or survey is linked to this yet. Treat it as an assumption."
    return (Section("How we know", "evidence", (Note("No evidence yet", (text,), "warn"),)),)


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a need's page."""
    assert isinstance(record, Need)  # noqa: S101  (it is what `docnames` gives)
    need = record
    page = record_page(
        context,
        need,
        (
            *lead(need),
            *_words(need),
            *_who(context, need),
            *_met(context, need),
            *_shown(context, need),
            *evidence_section(context, need),
        ),
        listed=LISTED,
    )
    return replace(page, badges=badges(need))


def _words(need: Need) -> tuple[View, ...]:
    statement, today = block(need, "statement"), block(need, "today")
    said: tuple[View, ...] = (Section("In their words", "statement", statement),) if statement else ()
    return (*said, Section("How they get by today", "today", today)) if today else said


def _who(context: Context, need: Need) -> tuple[View, ...]:
    found = mentions(context, context.playbook.personas_with(need))
    if not found:
        return (
            Section(
                "Who has it", "personas", (Note("Nobody yet", ("No persona is said to have this need.",), "warn"),)
            ),
        )
    return (Section("Who has it", "personas", (Bullets(found, "links"),)),)


def _met(context: Context, need: Need) -> tuple[View, ...]:
    playbook = context.playbook
    groups = (("Offerings", playbook.offerings_for(need)), ("Programs", playbook.programs_for(need)))
    rows = tuple((label, joined(mentions(context, found))) for label, found in groups)
    rows = tuple((label, text) for label, text in rows if text)
    if rows:
        return (Section("What meets it", "met", (Facts(rows),)),)
    text = "No offering or program of ours meets this need yet. Say so when it comes up."
    return (Section("What meets it", "met", (Note("Nothing yet", (text,), "warn"),)),)


def _shown(context: Context, need: Need) -> tuple[View, ...]:
    found = context.playbook.materials_on(need)
    made = (*cards(context, for_buyers(found)), *cards_for_us(context, found))
    if made:
        return (Section("What to show or send", "materials", made),)
    text = ("No material answers this need yet.",)
    return (Section("What to show or send", "materials", (Note("Nothing yet", text, "warn"),)),)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all needs."""
    return pages_of(context, KIND.name)


PAGE = PageType("need", docnames, build)


# --- parts -----------------------------------------------------------------------------------------------------------


def needs_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the needs in use, or those of a persona, each with what meets it."""
    persona = cast("Persona | None", option(context, options, "persona"))
    playbook = context.playbook
    found: Iterable[Need] = playbook.needs_of(persona) if persona else playbook.all(Need)
    made = tuple(card(context, need) for need in found if need.live)
    return (Cards(made),) if made else (Paragraph(("No need is noted here yet.",), "quiet"),)


PARTS = (Part("needs", needs_views, {"persona": "the id of a persona who has them"}),)
