"""A competitor's page: what to say and ask when a buyer names them, what they do well, and what to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.kinds.competitor import KIND, Competitor
from stagebook.pages.context import Context, PageType
from stagebook.pages.evidence import evidence_section
from stagebook.pages.fields import fact_rows, field_section
from stagebook.pages.material import cards
from stagebook.pages.objections import objection
from stagebook.pages.record import lead, pages_of, record_page
from stagebook.views import Facts, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.material import Material
    from stagebook.kinds.objection import Objection
    from stagebook.kinds.record import Record
    from stagebook.views import Page, View

LISTED = frozenset({"Materials", "Objections", "Evidence"})
"""The back-links that the page shows in sections of its own."""


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a competitor's page: first what helps in a call, then what helps to prepare for one."""
    assert isinstance(record, Competitor)  # noqa: S101  (it is what `docnames` gives)
    competitor = record
    rows = fact_rows(context, competitor, ("offerings", "stages", "url"))
    return record_page(
        context,
        competitor,
        (
            *lead(competitor),
            *((Facts(rows),) if rows else ()),
            *field_section(context, competitor, "we_say"),
            *field_section(context, competitor, "questions"),
            *_materials(context, competitor),
            *field_section(context, competitor, "strengths"),
            *field_section(context, competitor, "weaknesses"),
            *field_section(context, competitor, "they_say"),
            *_objections(context, competitor),
            *evidence_section(context, competitor),
        ),
        listed=LISTED,
    )


def _from(context: Context, competitor: Competitor, kind: str) -> tuple[Record, ...]:
    pointing = (edge.source for edge in context.playbook.links_to(competitor) if edge.where[0] == "competitors")
    return context.shown({item.key: item for item in pointing if item.kind_name == kind and item.live}.values())


def _materials(context: Context, competitor: Competitor) -> tuple[View, ...]:
    made = cards(context, cast("tuple[Material, ...]", _from(context, competitor, "material")))
    return (Section("What to show, and what to read before", "materials", made),) if made else ()


def _objections(context: Context, competitor: Competitor) -> tuple[View, ...]:
    found = cast("tuple[Objection, ...]", _from(context, competitor, "objection"))
    made = tuple(objection(context, item) for item in found)
    return (Section("Objections they put into the buyer's head", "objections", made),) if made else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all competitors."""
    return pages_of(context, KIND.name)


PAGE = PageType("competitor", docnames, build)
