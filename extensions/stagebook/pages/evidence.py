"""A page of evidence: the words themselves, whose they are, when and where they were said, and what they support."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stagebook.kinds.evidence import KIND, Evidence
from stagebook.kinds.periods import day_after
from stagebook.pages.context import Context, PageType, Part, PartError
from stagebook.pages.fields import fact_rows
from stagebook.pages.need import evidence_items, evidence_text
from stagebook.pages.record import lead, pages_of, record_page
from stagebook.pages.words import block, capital, named_all, status_badges
from stagebook.views import Badge, Bullets, Facts, Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from stagebook.kinds.record import Record
    from stagebook.views import Page, View

SUPPORTED = ("need", "persona", "objection", "competitor", "offering", "stage")
"""The kinds of record that evidence may support."""


def old(context: Context, evidence: Evidence) -> bool:
    """Tell whether a piece of evidence is older than the company lets evidence be."""
    return evidence.date is not None and has_passed(context, evidence.date)


def has_passed(context: Context, day: date) -> bool:
    """Tell whether what was found out on a day is older than the company lets evidence be."""
    end = day_after(day, context.playbook.settings.limits.evidence_age)
    return end is not None and end < context.today


def evidence_section(context: Context, record: Record) -> tuple[View, ...]:
    """Give the section on what a record rests on; nothing without evidence, as not every record needs some."""
    items = evidence_items(context, record)
    return (Section("How we know", "evidence", (Bullets(items),)),) if items else ()


def build(context: Context, _docname: str, record: object) -> Page:
    """Make the page of a piece of evidence."""
    assert isinstance(record, Evidence)  # noqa: S101  (it is what `docnames` gives)
    evidence = record
    quote = block(evidence, "quote")
    rows = fact_rows(context, evidence, ("date", "source", "link"))
    supports = named_all(context, evidence.supports, SUPPORTED)
    page = record_page(
        context,
        evidence,
        (
            *lead(evidence),
            *((Section("In their words", "quote", quote),) if quote else ()),
            *((Facts(rows),) if rows else ()),
            *((Section("What it supports", "supports", (Bullets(supports, "links"),)),) if supports else ()),
        ),
    )
    return replace(page, badges=(*status_badges(evidence), *_badges(context, evidence)))


def _badges(context: Context, evidence: Evidence) -> tuple[Badge, ...]:
    found = []
    if evidence.kind:
        found.append(Badge(capital(evidence.kind), "evidence"))
    if evidence.voice == "customer":
        found.append(Badge("In a customer's voice", "good"))
    elif evidence.voice:
        found.append(Badge("From inside the company"))
    if evidence.date is None:
        found.append(Badge("No date", "warn"))
    elif old(context, evidence):
        found.append(Badge("Old", "warn"))
    return tuple(found)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all evidence."""
    return pages_of(context, KIND.name)


PAGE = PageType("evidence", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def evidence_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the evidence, or that on which a record rests, the newest first."""
    text = options.get("supports", "").strip()
    record = context.playbook.find(text, SUPPORTED) if text else None
    if text and record is None:
        raise PartError(
            f"there is no record “{text}” that evidence could support: name one as kind/id, such as need/speed"
        )
    playbook = context.playbook
    every: Iterable[Evidence] = sorted(playbook.all(Evidence), key=lambda item: str(item.date or ""), reverse=True)
    found = cast("tuple[Evidence, ...]", context.shown(playbook.evidence_for(record) if record else every))
    items = tuple(evidence_text(context, item) for item in found if item.live)
    return (Bullets(items),) if items else (Paragraph(("There is no evidence here yet.",), "quiet"),)


PARTS = (Part("evidence", evidence_views, {"supports": "the record that it supports, as kind/id"}),)
