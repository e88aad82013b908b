"""The reference: every field of every kind, for those who edit the playbook's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.addresses import HOME, REFERENCE
from stagebook.kinds import KINDS
from stagebook.kinds.describing import FieldText, fields_of
from stagebook.kinds.record import Record
from stagebook.pages.context import Context, PageType
from stagebook.settings import PlaybookFile
from stagebook.views import Page, PageRef, Paragraph, Prose, Quiet, Section, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stagebook.kinds.fields import Model
    from stagebook.views import View

COLUMNS = ("Field", "What it takes", "What it means")


def _docnames(_context: Context) -> dict[str, object]:
    return {REFERENCE: None}


def _build(context: Context, docname: str, _argument: object) -> Page:
    sections = [
        Section(
            kind.one,
            f"{kind.name}-fields",
            (
                Paragraph(_prose(kind.model.__doc__ or "")),
                Paragraph(_prose(f"Files: `data/{kind.folder}/ID.yaml`, or a list in `data/{kind.folder}.yaml`.")),
                _table(f"The fields of a {kind.one.lower()}", _unshared(kind.model)),
                *_own(context, kind.name),
            ),
        )
        for kind in KINDS
        if kind.name != "company"
    ]
    company = next(kind for kind in KINDS if kind.name == "company")
    intro: tuple[View, ...] = (
        Paragraph(
            ("For those who edit the playbook: what may stand in its files. Readers need none of this.",),
            "lead",
        ),
        Section(
            "All kinds", "shared-fields",
            (Paragraph(("These fields every record may have.",)), _table("Fields of every record", fields_of(Record))),
        ),
        Section(
            "The playbook file", "playbook-file",
            (
                Paragraph(_prose("What `data/playbook.yaml` holds beside records.")),
                _table("Fields of playbook.yaml", fields_of(PlaybookFile)),
            ),
        ),
        Section(
            company.one, "company-fields",
            (
                Paragraph(_prose("Stands under `company` in `data/playbook.yaml`.")),
                _table("The fields of the company", _unshared(company.model)),
            ),
        ),
    )  # fmt: skip
    return Page(
        docname,
        "Fields of the files",
        (*intro, *sections, _parts()),
        kicker=("For editors",),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _parts() -> Section:
    """List the parts that hand-written pages can place, from the parts themselves."""
    from stagebook.pages import PARTS  # noqa: PLC0415  (that list names this page too)

    rows = []
    for part in sorted(PARTS, key=lambda item: item.name):
        shows = " ".join((part.build.__doc__ or "").split())
        options = tuple(
            piece
            for name, text in part.options.items()
            for piece in (Prose(f"`:{name}:`", inline=True), f" {text.rstrip('.')}. ")
        )
        rows.append((_prose(f"`playbook-{part.name}`"), _prose(shows), options or (Quiet("none"),)))
    intro = _prose(
        "A Markdown page in `source/` places a part as a directive: three backquotes, the name in braces, the options "
        "on lines of their own, three backquotes."
    )
    table = Table("Parts for pages of your own", ("Directive", "What it shows", "Options"), tuple(rows))
    return Section("Parts for pages of your own", "parts", (Paragraph(intro), table))


def _unshared(model: type[Model]) -> tuple[FieldText, ...]:
    return tuple(field for field in fields_of(model) if field.name not in Record.model_fields)


def _own(context: Context, kind: str) -> Iterator[View]:
    fields = context.playbook.own_fields.get(kind, {})
    if fields:
        rows = tuple(
            (
                _prose(f"`{name}`"),
                (field.type if not field.choices else f"one of: {', '.join(field.choices)}",),
                (field.text,),
            )
            for name, field in fields.items()
        )
        yield Table(f"Our own fields of {kind.replace('-', ' ')} records", COLUMNS, rows)


def _table(caption: str, fields: Iterable[FieldText]) -> Table:
    return Table(caption, COLUMNS, tuple(_rows(fields, "")))


def _rows(fields: Iterable[FieldText], before: str) -> Iterator[tuple[Text, ...]]:
    for field in fields:
        name = f"{before}{field.name}"
        required = (" Required.",) if field.required and not (not before and field.name in {"id", "name"}) else ()
        yield _prose(f"`{name}`"), _prose(field.takes), (*_prose(field.text), *required)
        yield from _rows(field.below, f"{name}.")


def _prose(markdown: str) -> Text:
    return (Prose(markdown, inline=True),) if markdown else ()


PAGE = PageType("reference", _docnames, _build)
