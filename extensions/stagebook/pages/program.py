"""A program's page: whom it serves, which needs it meets, how it runs and how we judge it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stagebook.kinds.program import KIND, Program
from stagebook.pages.context import Context, PageType, Part, PartError
from stagebook.pages.fields import fact_rows, field_section
from stagebook.pages.record import lead, pages_of, record_page
from stagebook.pages.words import line, named_all, status_badges
from stagebook.views import Badge, Card, Cards, Facts, Note, Paragraph, Quiet, joined, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.views import Page, Text, View

PURPOSES = {
    "acquire": "Wins new customers",
    "retain": "Keeps customers",
    "cross-sell": "Offers customers more of what they need",
    "advocate": "Lets customers tell their story",
}
"""The purposes of programs in the words that readers see."""


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def badges(program: Program) -> tuple[Badge, ...]:
    """Mark what a program is meant to do."""
    purpose = (Badge(PURPOSES[program.purpose], "program"),) if program.purpose else ()
    return (*status_badges(program), *purpose)


def card(context: Context, program: Program) -> Card:
    """Show a program at a glance: for whom, for which needs, how often."""
    facts: list[tuple[str, Text]] = []
    for label, texts, kind in (("For", program.personas, "persona"), ("Meets", program.needs, "need")):
        found = joined(named_all(context, texts, (kind,)))
        facts.append((label, found or (Quiet("nobody yet" if kind == "persona" else "no need yet"),)))
    if program.cadence:
        facts.append(("How often", (program.cadence,)))
    return Card((ref(program),), line(program, "summary"), badges(program), tuple(facts), "program")


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a program's page."""
    assert isinstance(record, Program)  # noqa: S101  (it is what `docnames` gives)
    program = record
    rows = fact_rows(context, program, ("personas", "needs", "offerings", "stages", "cadence", "metric"))
    page = record_page(
        context,
        program,
        (
            *lead(program),
            *((Facts(rows),) if rows else ()),
            *_missing(program),
            *field_section(context, program, "runs"),
        ),
    )
    return replace(page, badges=badges(program))


def _missing(program: Program) -> tuple[View, ...]:
    lacks = [
        words
        for words, there in (("for whom it is", program.personas), ("which need it meets", program.needs))
        if not there
    ]
    if not lacks:
        return ()
    return (Note("Not on the map yet", (f"Nobody has written down yet {' and '.join(lacks)}.",), "warn"),)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all programs."""
    return pages_of(context, KIND.name)


PAGE = PageType("program", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def programs_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the programs in use, or those of one purpose."""
    purpose = options.get("purpose", "").strip().lower().replace(" ", "-")
    if purpose and purpose not in PURPOSES:
        raise PartError(f"“{options['purpose']}” is no purpose of a program; choose from: {', '.join(PURPOSES)}")
    found = (item for item in context.playbook.all(Program) if item.live and purpose in ("", item.purpose))
    made = tuple(card(context, item) for item in found)
    return (Cards(made),) if made else (Paragraph(("There is no program here yet.",), "quiet"),)


PARTS = (
    Part("programs", programs_views, {"purpose": "what they are meant to do: acquire, retain, cross-sell or advocate"}),
)
