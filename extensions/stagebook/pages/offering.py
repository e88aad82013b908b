"""An offering's page: which needs it meets and whose, why customers buy it, what it costs and what it does not do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stagebook.kinds.offering import KIND, Offering
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.evidence import evidence_section
from stagebook.pages.fields import field_section
from stagebook.pages.material import cards as material_cards
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import capital, line, mentions, status_badges
from stagebook.views import Badge, Bullets, Card, Cards, Facts, Note, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.kinds.material import Material
    from stagebook.kinds.need import Need
    from stagebook.kinds.record import Record
    from stagebook.views import Page, View

MOST_CARDS = 9
"""The most materials that are shown as cards; more are named in a list."""

LISTED = frozenset({"Materials", "Programs", "Competes with", "Evidence"})
"""The back-links that the page shows in sections of its own."""


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def badges(offering: Offering) -> tuple[Badge, ...]:
    """Mark what sort of offering it is."""
    sort = (Badge(capital(offering.type), "offering"),) if offering.type else ()
    return (*status_badges(offering), *sort)


def needs_of(context: Context, offering: Offering) -> tuple[Need, ...]:
    """Give the needs that an offering meets, in the order written there."""
    found = (context.playbook.find(text, ("need",)) for text in offering.needs)
    return cast("tuple[Need, ...]", context.shown({item.key: item for item in found if item}.values()))


def card(context: Context, offering: Offering) -> Card:
    """Show an offering at a glance, with the needs it meets."""
    needs = joined(ref(need) for need in needs_of(context, offering))
    facts = (("Meets", needs or (Quiet("no need yet"),)),)
    return Card((ref(offering),), line(offering, "summary"), badges(offering), facts, "offering")


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make an offering's page."""
    assert isinstance(record, Offering)  # noqa: S101  (it is what `docnames` gives)
    offering = record
    page = record_page(
        context,
        offering,
        (
            *lead(offering),
            *_needs(context, offering),
            *field_section(context, offering, "values", "Why customers buy it"),
            *field_section(context, offering, "limits"),
            *field_section(context, offering, "pricing"),
            *_materials(context, offering),
            *_pointing(context, offering),
            *evidence_section(context, offering),
        ),
        listed=LISTED,
    )
    return replace(page, badges=badges(offering))


def _needs(context: Context, offering: Offering) -> tuple[View, ...]:
    rows = []
    for need in needs_of(context, offering):
        personas = mentions(context, context.playbook.personas_with(need))
        words = line(need, "statement") or line(need, "summary")
        rows.append(((ref(need),), words, joined(personas) or (Quiet("nobody yet"),)))
    if not rows:
        text = "This offering names no need that it meets, so nobody can tell whom it is for."
        return (Section("The needs it meets", "needs", (Note("No need yet", (text,), "warn"),)),)
    table = Table(f"The needs that {offering.name} meets", ("Need", "In their words", "Who has it"), tuple(rows))
    return (Section("The needs it meets", "needs", (table,)),)


def _from(context: Context, offering: Offering, kind: str) -> tuple[Record, ...]:
    pointing = (edge.source for edge in context.playbook.links_to(offering) if edge.where[0] == "offerings")
    return context.shown({item.key: item for item in pointing if item.kind_name == kind and item.live}.values())


def _materials(context: Context, offering: Offering) -> tuple[View, ...]:
    found = cast("tuple[Material, ...]", _from(context, offering, "material"))
    made = _by_kind(found) if len(found) > MOST_CARDS else material_cards(context, found)
    return (Section("What to show or send", "materials", made),) if made else ()


def _by_kind(materials: Iterable[Material]) -> tuple[View, ...]:
    """Name materials by what they are: of so many, cards would only be scrolled past."""
    kinds: dict[str, list[Material]] = {}
    for material in materials:
        kinds.setdefault(material.kind or "other", []).append(material)
    return (Facts(tuple((capital(kind), joined(map(ref, kinds[kind]))) for kind in sorted(kinds, key=str.casefold))),)


def _pointing(context: Context, offering: Offering) -> tuple[View, ...]:
    sections = []
    for kind, title, anchor in (
        ("program", "Programs that carry it", "programs"),
        ("competitor", "Competitors", "competitors"),
    ):
        items = tuple(
            (ref(item), ": ", *words) if (words := line(item, "summary")) else (ref(item),)
            for item in _from(context, offering, kind)
        )
        if items:
            sections.append(Section(title, anchor, (Bullets(items),)))
    return tuple(sections)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all offerings."""
    return pages_of(context, KIND.name)


PAGE = PageType("offering", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def offerings_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the offerings in use, or those that meet a need, each with the needs it meets."""
    need = cast("Need | None", option(context, options, "need"))
    playbook = context.playbook
    found: Iterable[Offering] = playbook.offerings_for(need) if need else playbook.all(Offering)
    made = tuple(card(context, item) for item in found if item.live)
    return (Cards(made),) if made else (Paragraph(("There is no offering here yet.",), "quiet"),)


PARTS = (Part("offerings", offerings_views, {"need": "the id of a need that they meet"}),)
