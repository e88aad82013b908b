"""The page that lists all records of a kind: what they are, and those facts by which one picks."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import getdoc
from typing import TYPE_CHECKING, cast

from stagebook.addresses import COVERAGE, HOME, index_of
from stagebook.kinds import KINDS
from stagebook.kinds.fields import slugified
from stagebook.kinds.record import Kind
from stagebook.pages.context import Context, PageType
from stagebook.pages.fields import shape_of, value_text
from stagebook.pages.material import opener
from stagebook.pages.stage import PHASES, trail
from stagebook.pages.words import capital, count_of, criteria, day, exists, line, link, mentions, reuse_badge, review_of
from stagebook.views import Badge, Bullets, Day, Page, PageRef, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stagebook.kinds.material import Material
    from stagebook.kinds.motion import Motion
    from stagebook.kinds.need import Need
    from stagebook.kinds.persona import Persona
    from stagebook.kinds.record import Record
    from stagebook.kinds.role import Role
    from stagebook.kinds.stage import Stage
    from stagebook.kinds.tool import Tool
    from stagebook.views import Text, View

    Column = tuple[str, Callable[[Context, Record], Text]]


@dataclass(frozen=True, slots=True)
class Listing:
    """How the records of a kind are listed: the fields and further columns beside the name, and what groups them.

    ``groups`` gives the words of each group in order; what is not among them follows by name. ``newest`` names a date
    by which the latest comes first, ``order`` a field by whose words records stand together in a table that is too long
    to read. ``picks`` are the columns out of whose values readers pick one; one in ``varying`` is told only where it
    says more than one thing. What is ``brief`` tells no summaries.
    """

    fields: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    group: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    newest: str = ""
    order: str = ""
    picks: tuple[str, ...] = ()
    varying: tuple[str, ...] = ()
    brief: bool = False


# --- columns that no single field holds ------------------------------------------------------------------------------


def _leads(context: Context, record: Record) -> Text:
    pairs = context.playbook.roles_of(cast("Stage", record))
    return joined(mentions(context, (role for role, use in pairs if use.part == "lead")))


def _moves_on(_context: Context, record: Record) -> Text:
    return joined(criteria(record, "exit_criteria")[:1])


def _to_show(context: Context, record: Record) -> Text:
    number = len(context.playbook.reusable_materials_of(cast("Stage", record)))
    return (count_of("material", number),) if number else (Badge("None yet", "warn"),)


def _serves_at(context: Context, record: Record) -> Text:
    return joined(mentions(context, context.playbook.stages_for(cast("Material", record))))


def _kind(_context: Context, record: Record) -> Text:
    kind = cast("Material", record).kind
    return (capital(kind),) if kind else ()


def _reuse(_context: Context, record: Record) -> Text:
    material = cast("Material", record)
    internal: Text = (" ", Badge("Internal only", "warn")) if material.audience == "internal" else ()
    return (reuse_badge(material), *internal)


def _owner(context: Context, record: Record) -> Text:
    team = context.playbook.owner_of(record)
    return (ref(team),) if team else ()


def _reviewed(context: Context, record: Record) -> Text:
    review = review_of(context, record)
    if review.reviewed is None:
        return ()
    late: Text = (" ", Badge("Overdue", "warn")) if review.overdue else ()
    return (Day(review.reviewed.isoformat(), day(context, review.reviewed)), *late)


def _open_material(_context: Context, record: Record) -> Text:
    found = opener(cast("Material", record))
    return (found,) if found else (Quiet("no link yet"),)


def _open_tool(_context: Context, record: Record) -> Text:
    tool = cast("Tool", record)
    return (link(tool.url, f"Open {tool.name}"),) if tool.url else ()


def _used_at(context: Context, record: Record) -> Text:
    found = {edge.source.key: edge.source for edge in context.playbook.links_to(record) if edge.where[0] == "tools"}
    return joined(mentions(context, (stage for stage in context.playbook.stages if stage.key in found)))


def _met_at(context: Context, record: Record) -> Text:
    return joined(mentions(context, context.playbook.stages_with(cast("Persona", record))))


def _had_by(context: Context, record: Record) -> Text:
    return joined(mentions(context, context.playbook.personas_with(cast("Need", record))))


def _met_by(context: Context, record: Record) -> Text:
    need = cast("Need", record)
    found = (*context.playbook.offerings_for(need), *context.playbook.programs_for(need))
    return joined(mentions(context, found)) or (Badge("Nothing yet", "warn"),)


def _team(context: Context, record: Record) -> Text:
    team = context.playbook.team_of(cast("Role", record))
    return (ref(team),) if team else ()


def _leads_stages(context: Context, record: Record) -> Text:
    pairs = context.playbook.stages_led_by(cast("Role", record))
    return joined(mentions(context, (stage for stage, use in pairs if use.part == "lead")))


def _stages_in(context: Context, record: Record) -> Text:
    return joined(mentions(context, context.playbook.stages_of(cast("Motion", record))))


LISTINGS: Mapping[str, Listing] = {
    "motion": Listing(("runs", "led_by"), (("Stages", _stages_in),)),
    "stage": Listing(
        ("buyer_question",),
        (("Leads", _leads), ("To show or send", _to_show), ("Moves on when", _moves_on)),
        group="phase",
        groups=tuple(PHASES.items()),
    ),
    "tool": Listing(
        ("kind",),
        (("At stages", _used_at), ("Owner", _owner), ("Reviewed", _reviewed), ("Open", _open_tool)),
        picks=("Kind", "At stages", "Owner"),
    ),
    # The longest list of all, made to be picked from: what a material is for stands on its page.
    "material": Listing(
        (),
        (
            ("Kind", _kind),
            ("Reuse", _reuse),
            ("At stages", _serves_at),
            ("Owner", _owner),
            ("Reviewed", _reviewed),
            ("Language", lambda _, record: (cast("Material", record).language,)),
            ("Open", _open_material),
        ),
        order="kind",
        picks=("Kind", "Reuse", "At stages", "Owner", "Language"),
        varying=("Language",),
        brief=True,
    ),
    "persona": Listing(("buying_roles",), (("Met at", _met_at),)),
    "need": Listing(
        (),
        (("Who has it", _had_by), ("Met by", _met_by)),
        group="priority",
        groups=(("high", "High priority"), ("medium", "Medium priority"), ("low", "Low priority")),
    ),
    "evidence": Listing(("date", "kind", "voice", "supports"), newest="date"),
    "offering": Listing(("type", "needs")),
    "program": Listing(
        ("personas", "cadence", "metric"),
        group="purpose",
        groups=(
            ("acquire", "To win customers"),
            ("retain", "To keep customers"),
            ("cross-sell", "To serve customers with more"),
            ("advocate", "To let customers tell their story"),
        ),
    ),
    "play": Listing(("trigger", "stages", "roles")),
    "objection": Listing(("personas", "stages")),
    "competitor": Listing(("offerings", "stages")),
    "handoff": Listing(("from_", "to", "stage")),
    "forecast-category": Listing(("at_least", "stages")),
    "metric": Listing(("target", "tool", "stages")),
    "team": Listing(("function", "roles", "contact")),
    "role": Listing(("short",), (("Team", _team), ("Leads", _leads_stages)), group=""),
    "framework-session": Listing(("date", "next_date", "attended"), newest="date"),
}
"""How each kind is listed; a kind that is not here is listed with its summary alone."""


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, docname: str, argument: object) -> Page:
    """Make the page that lists the records of a kind."""
    assert isinstance(argument, Kind)  # noqa: S101  (it is what `docnames` gives)
    kind = argument
    listing = LISTINGS.get(kind.name, Listing())
    records = list(context.shown(context.playbook.of_kind(kind.name)))
    if listing.newest:
        records.sort(key=lambda record: str(getattr(record, listing.newest) or ""), reverse=True)
    if listing.order:
        records.sort(key=lambda record: _word(str(getattr(record, listing.order) or "")))
    used = [record for record in records if record.status != "retired"]
    retired = mentions(context, (record for record in records if record.status == "retired"))
    views: list[View] = [Paragraph((getdoc(kind.model) or "",), "lead")]
    if kind.name == "stage":
        for motion in context.shown(context.playbook.motions):
            views += trail(context, cast("Motion", motion))
    if kind.name == "material" and exists(context, COVERAGE):
        more = PageRef(COVERAGE, "Go by stage and person")
        views.append(Paragraph(("Looking for something to show now? ", more, ".")))
    views += _grouped(context, kind, listing, used)
    if retired:
        views.append(Section("No longer in use", "retired", (Bullets(retired, "links"),)))
    return Page(
        docname,
        kind.many,
        tuple(views),
        kind=kind.name,
        kicker=(count_of(kind.name, len(used)),),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _grouped(context: Context, kind: Kind, listing: Listing, records: list[Record]) -> tuple[View, ...]:
    if not listing.group:
        return (_table(context, kind, listing, records),) if records else ()
    groups: dict[str, list[Record]] = {value: [] for value, _ in listing.groups}
    for record in records:
        groups.setdefault(getattr(record, listing.group) or "", []).append(record)
    order = sorted(groups, key=lambda value: (value == "", *_place(listing, value)))
    words = dict(listing.groups)
    titles = {value: words.get(value) or capital(value) or "Others" for value in order if groups[value]}
    if len(titles) == 1:
        return (_table(context, kind, listing, records),)
    jumps = (
        PageRef(index_of(kind.name), f"{title} ({len(groups[value])})", _anchor(title))
        for value, title in titles.items()
    )
    sections = (
        Section(title, _anchor(title), (_table(context, kind, listing, groups[value], title),))
        for value, title in titles.items()
    )
    return (Paragraph(joined(jumps, " · "), "quiet"), *sections)


def _word(text: str) -> tuple[bool, str]:
    """Give the key that sorts words whatever their letters' size; what says nothing comes last."""
    return text == "", text.casefold()


def _place(listing: Listing, value: str) -> tuple[int, str]:
    order = [name for name, _ in listing.groups]
    return (order.index(value) if value in order else len(order), value.casefold())


def _anchor(title: str) -> str:
    return slugified(title) or "others"


def _table(context: Context, kind: Kind, listing: Listing, records: Iterable[Record], group: str = "") -> Table:
    """Make a table of records; a column that would be empty is left out."""
    records = tuple(records)
    columns: list[tuple[str, list[Text]]] = [(kind.one, [(ref(record),) for record in records])]
    if not listing.brief and "buyer_question" not in listing.fields and "trigger" not in listing.fields:
        columns.append(("In short", [line(record, "summary") for record in records]))
    for name in listing.fields:
        shape = shape_of(type(records[0]), name)
        columns.append((shape.label, [value_text(context, record, (shape.key,), shape) for record in records]))
    for label, column in listing.columns:
        columns.append((label, [column(context, record) for record in records]))
    kept = [(label, cells) for label, cells in columns if _tells(cells, varies=label in listing.varying)]
    caption = f"{kind.many}: {group}" if group else f"All {kind.many[:1].lower()}{kind.many[1:]}"
    rows = tuple(zip(*(cells for _, cells in kept), strict=True))
    return Table(caption, tuple(label for label, _ in kept), rows, listing.picks)


def _tells(cells: list[Text], *, varies: bool) -> bool:
    return len(set(cells)) > 1 if varies else any(cells)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the index of each kind with pages of its own of which there is a record."""
    return {
        index_of(kind.name): kind for kind in KINDS if kind.page and context.shown(context.playbook.of_kind(kind.name))
    }


PAGE = PageType("index", docnames, build)
