"""The page of any record, made from its kind's fields, and the parts that all pages of records share.

A kind with a page of its own puts together the middle of it and hands that to :func:`record_page`, which adds what all
have: what to know about a draft or a retired record, notes, the company's own fields, known gaps, what points here, and
who keeps it true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.addresses import GAPS, docname_of, index_of
from stagebook.kinds import BY_NAME, KINDS
from stagebook.kinds.fields import SLUG, slugified
from stagebook.kinds.record import Record
from stagebook.pages.context import Context, PageType, Part, PartError
from stagebook.pages.fields import COMMON, fact_rows, field_section, shape_of, shapes
from stagebook.pages.finding import finding_text
from stagebook.pages.mentions import told_in_prose
from stagebook.pages.words import (
    block,
    count,
    crumbs,
    line,
    link_text,
    mentions,
    neighbours,
    one_of,
    owner_text,
    review_text,
    status_badges,
)
from stagebook.views import Bullets, Facts, Note, Page, PageRef, Paragraph, Prose, Ref, Section, Url, joined, ref

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from stagebook.findings import Finding
    from stagebook.views import Piece, Text, View

SHORT_WORD = 3
"""Aliases up to this length are words rather than old ids: ``ae``, ``crm``."""


# --- what all pages of records share ---------------------------------------------------------------------------------


def record_page(
    context: Context,
    record: Record,
    views: Iterable[View],
    *,
    listed: Collection[str] = (),
    details: tuple[tuple[str, Text], ...] = (),
) -> Page:
    """Put a record's page together around what its kind has to say.

    ``listed`` names the groups of back-links (the words of ``Back``) that the views list already; ``details`` are facts
    that matter less and stand further down, with the company's own fields.
    """
    kind = BY_NAME[record.kind_name]
    said = tuple(views)
    before, after = neighbours(context, record)
    return Page(
        docname_of(record),
        record.name,
        (
            *status_note(context, record),
            *said,
            *notes_section(record),
            *own_fields_view(context, record, details),
            *mentions_section(context, record, said, listed=listed),
            *about_section(context, record),
        ),
        record=record.key,
        kind=record.kind_name,
        kicker=(PageRef(index_of(record.kind_name), kind.one),),
        badges=status_badges(record),
        words=search_words(record),
        before=before,
        after=after,
        crumbs=crumbs(record.kind_name),
    )


def lead(record: Record) -> tuple[View, ...]:
    """Say in a sentence or two what the record is."""
    summary = line(record, "summary")
    return (Paragraph(summary, "lead"),) if summary else ()


def search_words(record: Record) -> tuple[str, ...]:
    """Give the further words that a record should be found by: other names, job titles, short forms."""
    short = getattr(record, "short", "")
    words = (*record.aliases, *getattr(record, "titles", ()), *((short,) if short else ()))
    return tuple(dict.fromkeys(words))


def status_note(context: Context, record: Record) -> tuple[View, ...]:
    """Say so where a record is not, or no longer, in use, and what to use instead."""
    one = one_of(record.kind_name)
    if record.status == "draft":
        return (Note("Draft", (f"This {one} is being written. Do not rely on it yet.",), "warn"),)
    if record.status != "retired":
        return ()
    text: list[Piece] = [f"This {one} is no longer in use."]
    instead = getattr(record, "replaced_by", None)
    found = context.playbook.find(instead, (record.kind_name,)) if instead else None
    if found is not None:
        text += [" Use ", ref(found), " instead."]
    return (Note("Retired", tuple(text), "warn"),)


def notes_section(record: Record) -> tuple[Section, ...]:
    """Give whatever else a reader should know."""
    notes = block(record, "notes")
    return (Section("Good to know", "notes", notes),) if notes else ()


def own_fields_view(
    context: Context, record: Record, details: tuple[tuple[str, Text], ...] = ()
) -> tuple[Section, ...]:
    """Show the fields that the company added to the kind, below further facts of the kind's own."""
    model = type(record)
    present = {shape.name for shape in shapes(model)}
    names = [name for name in context.playbook.own_fields.get(record.kind_name, {}) if name in present]
    rows = (*details, *fact_rows(context, record, (name for name in names if shape_of(model, name).holds != "prose")))
    told = (_own_prose(context, record, name) for name in names if shape_of(model, name).holds == "prose")
    views = (*((Facts(rows),) if rows else ()), *(section for sections in told for section in sections))
    return (Section("Details", "details", views),) if views else ()


def _own_prose(context: Context, record: Record, name: str) -> tuple[Section, ...]:
    # A name of the company's choice must not take the anchor of a section of ours.
    return tuple(Section(made.title, f"own-{made.anchor}", made.views) for made in field_section(context, record, name))


def gaps_note(context: Context, record: Record) -> tuple[View, ...]:
    """List what the checks found about a record, each with what to do about it."""
    found = context.once("findings by record", _by_record).get(record.key, ())
    items = tuple(finding_text(context, finding) for finding in found)
    if not items:
        return ()
    if len(items) == 1:
        return (Note("Known gap", items[0], "warn"),)
    return (
        Note(count(len(items), "known gap"), ("All gaps stand on the page ", PageRef(GAPS, "Gaps"), "."), "warn"),
        Bullets(items),
    )


def _by_record(context: Context) -> Mapping[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in context.findings:
        if finding.record:
            found.setdefault(finding.record, []).append(finding)
    return {key: tuple(findings) for key, findings in found.items()}


def mentions_section(
    context: Context, record: Record, said: Iterable[View] = (), *, listed: Collection[str] = ()
) -> tuple[Section, ...]:
    """List what points at a record, under the words of the fields that do, and what speaks of it in prose.

    Of the groups in ``listed`` only those records remain that the views in ``said`` do not link to.
    """
    above = context.playbook.links_to(record)
    linked = linked_in(said) if listed else frozenset()
    groups: dict[str, dict[str, Record]] = {}
    for edge in above:
        heading = edge.back or "Named by"
        if heading not in listed or edge.source.key not in linked:
            groups.setdefault(heading, {}).setdefault(edge.source.key, edge.source)
    pointing = {edge.source.key for edge in above}
    for source in told_in_prose(context).get(record.key, ()):
        if source.key not in pointing:
            groups.setdefault("Also spoken of in", {}).setdefault(source.key, source)
    sections = []
    for heading, sources in groups.items():
        items = mentions(context, sources.values())
        if items:
            sections.append(Section(heading, f"mentions-{slugified(heading)}", (Bullets(items, "links"),)))
    return (Section("What points here", "mentions", tuple(sections)),) if sections else ()


def linked_in(views: Iterable[View]) -> frozenset[str]:
    """Give the keys (``kind/id``) of all records that views link to."""
    found: set[str] = set()
    _gather(tuple(views), found)
    return frozenset(found)


def _gather(value: object, found: set[str]) -> None:
    """Walk through views and texts; both are tuples and frozen data all the way down."""
    if isinstance(value, Ref):
        found.add(f"{value.kind}/{value.id}")
    elif type(value) is tuple:
        for item in value:
            if not isinstance(item, (str, Prose, Url)):
                _gather(item, found)
    else:
        for slot in getattr(type(value), "__slots__", ()):
            inner = getattr(value, slot)
            if inner and not isinstance(inner, str):
                _gather(inner, found)


def about_section(context: Context, record: Record) -> tuple[Section, ...]:
    """Tell who keeps a record true, when it was looked through, what else it is called, and what is missing.

    A small company need not write down owners and reviews; where it does not, no page asks for them.
    """
    keeps = context.once("keeps", _keeps)
    rows: list[tuple[str, Text]] = []
    if "owner" in keeps or context.playbook.settings.contact:
        rows.append(("Kept by", owner_text(context, record)))
    if "reviewed" in keeps:
        rows.append(("Reviewed", review_text(context, record)))
    aliases = [alias for alias in record.aliases if len(alias) <= SHORT_WORD or not SLUG.match(alias)]
    if aliases:
        rows.append(("Also called", (", ".join(aliases),)))
    if record.links:
        rows.append(("See also", joined(link_text(context, item) for item in record.links)))
    views = (*((Facts(tuple(rows)),) if rows else ()), *gaps_note(context, record))
    return (Section("About this page", "about", views),) if views else ()


def _keeps(context: Context) -> frozenset[str]:
    """Tell which of the fields about care the company uses at all."""
    every = [record for kind in KINDS for record in context.playbook.of_kind(kind.name)]
    return frozenset(name for name in ("owner", "reviewed") if any(getattr(record, name) for record in every))


# --- the page of any record ------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make the page of a record of any kind from its fields, in their order."""
    assert isinstance(record, Record)  # noqa: S101  (it is what `docnames` gives)
    return record_page(context, record, (*lead(record), *field_views_of(context, record)))


def field_views_of(context: Context, record: Record, without: Collection[str] = ()) -> tuple[View, ...]:
    """Show all fields of a record's kind but those that every record has: short answers first, then the rest."""
    own = context.playbook.own_fields.get(record.kind_name, {})
    mine = [
        shape
        for shape in shapes(type(record))
        if shape.name not in COMMON and shape.name not in own and shape.name not in without
    ]
    rows = fact_rows(context, record, (shape.name for shape in mine if shape.short))
    sections = (field_section(context, record, shape.name) for shape in mine if not shape.short)
    return (*((Facts(rows),) if rows else ()), *(section for made in sections for section in made))


def pages_of(context: Context, kind: str) -> dict[str, object]:
    """Give the docname of each record of a kind that has a page, with the record."""
    return {docname_of(record): record for record in context.shown(context.playbook.of_kind(kind))}


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all records that have pages of their own."""
    return {name: record for kind in KINDS if kind.page for name, record in pages_of(context, kind.name).items()}


PAGE = PageType("record", docnames, build)


# --- parts -----------------------------------------------------------------------------------------------------------


def option(context: Context, options: Mapping[str, str], name: str) -> Record | None:
    """Find the record that an option of a part names; None where the option is not given.

    Raises PartError where there is no such record.
    """
    text = options.get(name, "").strip()
    if not text:
        return None
    record = context.playbook.find(text, (name,))
    if record is None:
        raise PartError(f"there is no {one_of(name)} “{text}”")
    return record


def record_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show one record: what it is, and what its fields say."""
    text = options.get("record", "").strip()
    record = context.playbook.find(text, tuple(BY_NAME)) if "/" in text else None
    if record is None:
        raise PartError(f"there is no record “{text}”: name one as kind/id, such as stage/discovery")
    return (*status_note(context, record), *lead(record), *field_views_of(context, record))


PARTS = (Part("record", record_views, {"record": "the record, as kind/id"}),)
