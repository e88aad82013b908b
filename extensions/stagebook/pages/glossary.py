"""The glossary: the words that people in the company use, and what they mean here."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.addresses import GLOSSARY, HOME, anchor_of
from stagebook.pages.context import Context, PageType, Part, PartError
from stagebook.pages.mentions import told_in_prose
from stagebook.pages.words import link_text, prose
from stagebook.views import Definitions, Page, PageRef, Paragraph, Quiet, Section, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.kinds.record import Record
    from stagebook.kinds.term import Term
    from stagebook.views import Piece, Text, View

TITLE = "Glossary"

MANY = 40
"""Terms from which on they stand under their first letters."""

MOST_PLACES = 5
"""Records named that speak of a term."""


def glossary_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Explain the words that people in the company use: all, or those named."""
    terms = cast("tuple[Term, ...]", context.shown(context.playbook.terms))
    wanted = [name.strip() for name in options.get("terms", "").split(",") if name.strip()]
    if wanted:
        terms = tuple(_named(context, name) for name in wanted)
    return (definitions(context, terms),) if terms else (Paragraph(("There is no term yet.",), "quiet"),)


def _named(context: Context, name: str) -> Term:
    found = context.playbook.get("term", name)
    if found is None:
        raise PartError(f"there is no term “{name}”")
    return cast("Term", found)


def definitions(context: Context, terms: Iterable[Term]) -> Definitions:
    """Put terms with their meanings into one list."""
    return Definitions(tuple((anchor_of(term), term.name, meaning(context, term)) for term in terms))


def meaning(context: Context, term: Term) -> Text:
    """Tell what a term means, what else it is called, and where it comes up."""
    text: list[Piece] = []
    if term.status != "active":
        text.append(Quiet("(no longer used) " if term.status == "retired" else "(draft) "))
    found = next((field for field in ("definition", "summary", "notes") if getattr(term, field)), "")
    # A definition of several paragraphs can't stand inside a line.
    text.append(
        prose(term, found, inline="\n\n" not in getattr(term, found).strip()) if found else Quiet("not explained yet")
    )
    if term.aliases:
        text.append(Quiet(f" Also called: {', '.join(term.aliases)}."))
    places = _places(context, term)
    if places:
        shown = [ref(record) for record in places[:MOST_PLACES]]
        more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
        text += [Quiet(" Comes up in: "), *joined(shown), Quiet(f"{more}.")]
    if term.links:
        text += [Quiet(" See also: "), *joined(link_text(context, item) for item in term.links), Quiet(".")]
    return tuple(text)


def _places(context: Context, term: Term) -> tuple[Record, ...]:
    pointing = {edge.source.key: edge.source for edge in context.playbook.links_to(term)}
    spoken = {record.key: record for record in told_in_prose(context).get(term.key, ())}
    return context.shown((pointing | spoken).values())


def build(context: Context, docname: str, _argument: object) -> Page:
    """Make the glossary."""
    terms = cast("tuple[Term, ...]", context.shown(context.playbook.terms))
    return Page(
        docname,
        TITLE,
        (Paragraph(("The words we use, and what they mean here.",), "lead"), *_lists(context, terms)),
        kind="term",
        words=tuple(dict.fromkeys(alias for term in terms for alias in term.aliases)),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _lists(context: Context, terms: tuple[Term, ...]) -> tuple[View, ...]:
    if not terms:
        return (Paragraph(("No term has been explained yet.",), "quiet"),)
    if len(terms) < MANY:
        return (definitions(context, terms),)
    by_letter: dict[str, list[Term]] = {}
    for term in terms:
        letter = term.name[:1].upper()
        by_letter.setdefault(letter if letter.isalpha() else "#", []).append(term)
    # The place in the list tells letters of all scripts apart where an anchor could not.
    return tuple(
        Section(letter, f"letter-{letter.lower() if 'A' <= letter <= 'Z' else index}", (definitions(context, theirs),))
        for index, (letter, theirs) in enumerate(by_letter.items())
    )


def docnames(context: Context) -> Mapping[str, object]:
    """Give the glossary, where there is a term."""
    return {GLOSSARY: None} if context.shown(context.playbook.terms) else {}


PAGE = PageType("glossary", docnames, build)

PARTS = (Part("glossary", glossary_views, {"terms": "the ids of the terms to explain, with commas between"}),)
