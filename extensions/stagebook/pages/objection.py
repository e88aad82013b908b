"""An objection's page: what lies behind it, what we say and what to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.kinds.objection import KIND, Objection
from stagebook.pages.context import Context, PageType
from stagebook.pages.evidence import evidence_section
from stagebook.pages.fields import fact_rows, field_section
from stagebook.pages.material import cards
from stagebook.pages.record import lead, pages_of, record_page
from stagebook.views import Facts, Note, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.material import Material
    from stagebook.views import Page, View

LISTED = frozenset({"Evidence"})
"""The back-links that the page shows in sections of its own."""


def build(context: Context, _docname: str, record: object) -> Page:
    """Make an objection's page."""
    assert isinstance(record, Objection)  # noqa: S101  (it is what `docnames` gives)
    objection = record
    rows = fact_rows(context, objection, ("personas", "stages", "competitors"))
    return record_page(
        context,
        objection,
        (
            *lead(objection),
            *field_section(context, objection, "says"),
            *field_section(context, objection, "means"),
            *_response(context, objection),
            *_materials(context, objection),
            *((Facts(rows),) if rows else ()),
            *evidence_section(context, objection),
        ),
        listed=LISTED,
    )


def _response(context: Context, objection: Objection) -> tuple[View, ...]:
    said = field_section(context, objection, "response")
    return said or (Note("No response yet", ("Nobody has written down yet what we say to this.",), "warn"),)


def _materials(context: Context, objection: Objection) -> tuple[View, ...]:
    found = (context.playbook.find(text, ("material",)) for text in objection.materials)
    made = cards(context, cast("tuple[Material, ...]", tuple({item.key: item for item in found if item}.values())))
    return (Section("What to show", "materials", made),) if made else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all objections."""
    return pages_of(context, KIND.name)


PAGE = PageType("objection", docnames, build)
