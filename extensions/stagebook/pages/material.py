"""A material's page: where it is, what it is for, for whom and when, how to adapt it and what must stay."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from stagebook.kinds.material import KIND, MATERIAL_KINDS, Material
from stagebook.pages.context import Context, PageType, Part, PartError
from stagebook.pages.fields import fact_rows
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import (
    block,
    capital,
    count_of,
    day,
    file_link,
    line,
    lines,
    link,
    mentions,
    named,
    reuse_badge,
    review_of,
    run_on,
    sentence,
    status_badges,
)
from stagebook.views import Badge, Bullets, Card, Cards, Facts, Note, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stagebook.kinds.record import Record
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook
    from stagebook.views import Page, Piece, Text, Url, View


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def opener(material: Material) -> Url | None:
    """Link to the material itself; None where nobody said where it is."""
    words = f"Open the {material.kind}" if material.kind else "Open it"
    if material.url:
        return link(material.url, words)
    if material.file:
        name = material.file.replace("\\", "/").rsplit("/", 1)[-1]
        form = name.rsplit(".", 1)[-1].upper() if "." in name else ""
        return file_link(material.file, f"{words} ({form})" if form else words)
    return None


def badges(context: Context, material: Material) -> tuple[Badge, ...]:
    """Mark what somebody should know before using a material."""
    found = [*status_badges(material)]
    if expired(context, material):
        found.append(Badge("Expired", "bad"))
    if material.kind:
        found.append(Badge(capital(material.kind), "material"))
    found.append(reuse_badge(material))
    if material.audience == "internal":
        found.append(Badge("Internal only", "warn"))
    if review_of(context, material).overdue:
        found.append(Badge("Review overdue", "warn"))
    return tuple(found)


def expired(context: Context, material: Material) -> bool:
    """Tell whether a material must not be used any more."""
    return material.expires is not None and material.expires < context.today


def adaptations(context: Context, material: Material) -> Text:
    """Tell in one line which parts are adapted, and by whom."""
    parts = []
    for index, item in enumerate(material.adapt):
        part = line(material, ("adapt", index, "part"))
        by = named(context, item.by, ("role", "team")) if item.by else ()
        parts.append((*part, Quiet(" ("), *by, Quiet(")")) if by else part)
    return run_on(parts)


def use_at(playbook: Playbook, material: Material, stage: Stage) -> Text:
    """Tell what a material does for the buyer at a stage; nothing where it does not say."""
    spans: Text = ()
    for index, use in enumerate(material.stages):
        if use.for_ and use.stage is None:
            spans = spans or line(material, ("stages", index, "for"))
        elif use.for_ and playbook.find(use.stage or "", ("stage",)) is stage:
            return sentence(line(material, ("stages", index, "for")))
    # A range says the same for each of its stages.
    return sentence(spans)


def card(context: Context, material: Material, stage: Stage | None = None) -> Card:
    """Show a material at a glance; with a stage, by what it does there."""
    text: Text = use_at(context.playbook, material, stage) if stage else ()
    text = text or line(material, "summary") or line(material, "purpose")
    open_it = opener(material)
    facts: list[tuple[str, Text]] = []
    if material.adapt:
        facts.append(("Change", adaptations(context, material)))
    if material.keep:
        facts.append(("Must stay", run_on(lines(material, "keep"))))
    return Card(
        (ref(material),),
        text,
        badges(context, material),
        tuple(facts),
        "material",
        way=(open_it,) if open_it else (),
        fold="Adapt this" if material.adapt else "What must stay",
    )


def for_buyers(materials: Iterable[Material]) -> tuple[Material, ...]:
    """Give those materials that buyers may see."""
    return tuple(item for item in materials if item.audience == "external")


def for_us(materials: Iterable[Material]) -> tuple[Material, ...]:
    """Give those materials that are for our own preparation and are not sent."""
    return tuple(item for item in materials if item.audience == "internal")


def cards_for_us(context: Context, materials: Iterable[Material], stage: Stage | None = None) -> tuple[View, ...]:
    """Give the section with what is for our own preparation; nothing where there is nothing."""
    made = cards(context, for_us(materials), stage)
    intro = Paragraph(("For you to prepare with; these are not sent to buyers.",), "quiet")
    return (Section("For yourself", "materials-for-yourself", (intro, *made)),) if made else ()


def cards(context: Context, materials: Iterable[Material], stage: Stage | None = None) -> tuple[View, ...]:
    """Show materials side by side; nothing where there are none."""
    made = tuple(card(context, cast("Material", item), stage) for item in context.shown(materials))
    return (Cards(made),) if made else ()


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a material's page."""
    assert isinstance(record, Material)  # noqa: S101  (it is what `docnames` gives)
    material = record
    page = record_page(
        context,
        material,
        (
            *lead(material),
            _place(context, material),
            *_purpose(material),
            *_audience(context, material),
            *_stages(context, material),
            *_adapt(context, material),
        ),
        details=_details(context, material),
    )
    return replace(page, badges=badges(context, material))


def _place(context: Context, material: Material) -> View:
    """Say where it is, before all else: that is what most readers came for."""
    open_it = opener(material)
    if expired(context, material) and material.expires:
        text = (f"It must not be used since {day(context, material.expires)}. Ask its owner for the next one.",)
        return Note("Expired", text, "warn")
    if open_it is None:
        return Note("No link yet", ("Nobody has written down yet where this material is.",), "warn")
    form = [word for word in (material.format, f"version {material.version}" if material.version else "") if word]
    about: Text = (Quiet(f" ({', '.join(form)})"),) if form else ()
    return Note("Where it is", (open_it, *about), "good")


def _purpose(material: Material) -> tuple[View, ...]:
    purpose = block(material, "purpose")
    return (Section("What it is for", "purpose", purpose),) if purpose else ()


def _audience(context: Context, material: Material) -> tuple[View, ...]:
    rows = fact_rows(context, material, ("personas", "needs", "offerings", "competitors"))
    internal: tuple[View, ...] = ()
    if material.audience == "internal":
        internal = (Paragraph(("For our own preparation. It is not sent or shown to buyers.",)),)
    views = (*internal, *((Facts(rows),) if rows else ()))
    return (Section("For whom", "audience", views),) if views else ()


def _stages(context: Context, material: Material) -> tuple[View, ...]:
    items: list[Text] = []
    for index, use in enumerate(material.stages):
        told = line(material, ("stages", index, "for"))
        if use.stage is not None:
            where = named(context, use.stage, ("stage",))
        else:
            first, last = (named(context, text or "", ("stage",)) for text in (use.from_, use.to))
            where = ("From ", *first, " to ", *last)
        items.append((*where, ": ", *told) if told else where)
    if not items:
        return ()
    views: list[View] = [Bullets(tuple(items))]
    if any(use.stage is None for use in material.stages):
        all_stages = mentions(context, context.playbook.stages_for(material))
        views.append(Paragraph((f"That is {count_of('stage', len(all_stages))}: ", *joined(all_stages), "."), "quiet"))
    return (Section("When to use it", "stages", tuple(views)),)


def _adapt(context: Context, material: Material) -> tuple[View, ...]:
    views: list[View] = []
    match material.reuse:
        case "single-client":
            text = "This was made for one client. The library holds what serves many: keep such a copy with its deal."
            views.append(Note("Made for a single client", (text,), "warn"))
        case "template" if not material.adapt:
            text = "This is a template, but it does not say which parts to adapt. Ask its owner before you change it."
            views.append(Note("Which parts to adapt?", (text,), "warn"))
        case "reusable" if not material.adapt:
            views.append(
                Paragraph(("Use it as it is. If a deal needs something else, say so: others may need it too.",))
            )
    if material.adapt:
        views.append(_adapt_table(context, material))
    rows = fact_rows(context, material, ("copies_in", "old_versions"))
    if rows:
        views.append(Facts(rows))
    sections: list[View] = [Section("How to adapt it", "adapt", tuple(views))] if views else []
    if material.keep:
        sections.append(Section("What must stay", "keep", (Bullets(lines(material, "keep")),)))
    return tuple(sections)


def _adapt_table(context: Context, material: Material) -> View:
    rows: list[tuple[Text, ...]] = []
    for index, item in enumerate(material.adapt):
        by: Text = named(context, item.by, ("role", "team")) if item.by else (Quiet("whoever leads the deal"),)
        rows.append((line(material, ("adapt", index, "part")), by, line(material, ("adapt", index, "how"))))
    if not any(row[2] for row in rows):
        return Table("Parts to adapt to the deal", ("Part", "By"), tuple(row[:2] for row in rows))
    return Table("Parts to adapt to the deal", ("Part", "By", "How"), tuple(rows))


def _details(context: Context, material: Material) -> tuple[tuple[str, Text], ...]:
    rows = list(fact_rows(context, material, ("language", "pieces", "customer")))
    if material.expires:
        rows.append(("Use it until", (day(context, material.expires),)))
    if material.consent:
        rows.append(("Consent", _consent(context, material)))
    elif material.customer:
        rows.append(("Consent", (Badge("None on record", "warn"),)))
    return tuple(rows)


def _consent(context: Context, material: Material) -> Text:
    consent = material.consent
    assert consent is not None  # noqa: S101  (asked for only where there is one)
    text: list[Piece] = [f"Given by {consent.given_by}"]
    if consent.on:
        text.append(f" on {day(context, consent.on)}")
    if consent.until:
        text.append(f", until {day(context, consent.until)}")
        if consent.until < context.today:
            text += [" ", Badge("Ended", "bad")]
    covers = line(material, ("consent", "covers"))
    return (*text, ". Covers: ", *covers) if covers else tuple(text)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all materials."""
    return pages_of(context, KIND.name)


PAGE = PageType("material", docnames, build)


# --- parts -----------------------------------------------------------------------------------------------------------


def materials_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the materials in use that serve at a stage, are made for a persona, are of a kind, and so on."""
    playbook = context.playbook
    found: Iterable[Material] = (item for item in playbook.all(Material) if item.live and item.reuse != "single-client")
    stage = cast("Stage | None", option(context, options, "stage"))
    queries: tuple[tuple[Record | None, Callable[[Any], Iterable[Record]]], ...] = (
        (stage, playbook.materials_of),
        (option(context, options, "persona"), playbook.materials_for),
        (option(context, options, "need"), playbook.materials_on),
        (option(context, options, "offering"), partial(_presenting, playbook)),
    )
    for record, query in queries:
        if record is not None:
            found = _among(found, query(record))
    if wanted := options.get("kind", "").strip():
        kind = next((kind for kind in MATERIAL_KINDS if _alike(kind) == _alike(wanted)), None)
        if kind is None:
            raise PartError(f"“{wanted}” is no kind of material; choose from: {', '.join(MATERIAL_KINDS)}")
        found = (item for item in found if item.kind == kind)
    return cards(context, found, stage) or (Paragraph(("There is no such material yet.",), "quiet"),)


def _alike(kind: str) -> str:
    return kind.lower().replace("-", " ")


def _among(materials: Iterable[Material], wanted: Iterable[Record]) -> list[Material]:
    ids = {item.id for item in wanted}
    return [item for item in materials if item.id in ids]


def _presenting(playbook: Playbook, offering: Record) -> Iterable[Record]:
    return (edge.source for edge in playbook.links_to(offering) if edge.source.kind_name == KIND.name)


PARTS = (
    Part(
        "materials",
        materials_views,
        {
            "stage": "the id of a stage at which they serve",
            "persona": "the id of a persona for whom they are made",
            "kind": "a kind of material, such as case study",
            "need": "the id of a need that they answer",
            "offering": "the id of an offering that they present",
        },
    ),
)
