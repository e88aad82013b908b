"""The audience framework: whom we serve, what they need, and which offerings, programs and materials meet it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from stagebook.addresses import FRAMEWORK, HOME
from stagebook.diagrams import framework_diagram
from stagebook.kinds.need import Need
from stagebook.kinds.offering import Offering
from stagebook.kinds.persona import Persona
from stagebook.kinds.program import Program
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.evidence import has_passed
from stagebook.pages.framework_session import session_rows, sessions_views
from stagebook.pages.record import option
from stagebook.pages.words import count, day
from stagebook.views import Badge, Bullets, Facts, Note, Page, PageRef, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stagebook.kinds.evidence import Evidence
    from stagebook.kinds.record import Record
    from stagebook.playbook import FrameworkRow
    from stagebook.views import Text, View

TITLE = "Audience framework"

INTRO = (
    "Whom we serve, what they need, and what we offer, run and show for each need. People of all functions draw this "
    "map together; it is renewed in sessions and read by everybody."
)

COLUMNS = ("Need", "Offerings", "Programs", "Materials", "Evidence")

MOST_EVIDENCE = 3
"""Pieces of evidence named in a cell; the rest stand on the need's page."""


@dataclass(frozen=True, slots=True)
class Framework:
    """The rows of the framework by persona, for each live persona."""

    personas: tuple[Persona, ...]
    rows: Mapping[str, tuple[FrameworkRow, ...]]


def framework_of(context: Context) -> Framework:
    """Group the rows of the framework by persona, once."""
    return context.once("framework by persona", _framework)


def _framework(context: Context) -> Framework:
    personas = tuple(persona for persona in context.playbook.all(Persona) if persona.live)
    rows: dict[str, list[FrameworkRow]] = {}
    for row in context.playbook.framework:
        rows.setdefault(row.persona.id, []).append(row)
    return Framework(personas, {name: tuple(found) for name, found in rows.items()})


# --- the part --------------------------------------------------------------------------------------------------------


def framework_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the needs of one persona, or of all, with what meets each of them and what is missing."""
    chosen = cast("Persona | None", option(context, options, "persona"))
    framework = framework_of(context)
    if chosen is not None:
        return persona_views(context, chosen)
    views = tuple(
        Section(persona.name, f"persona-{persona.id}", persona_views(context, persona, named=True))
        for persona in framework.personas
    )
    return views or (Paragraph(("There is no persona yet, so there is no audience to serve.",), "quiet"),)


def persona_views(context: Context, persona: Persona, *, named: bool = False) -> tuple[View, ...]:
    """Show the needs of a persona with what meets each; with ``named`` the persona is linked first."""
    rows = framework_of(context).rows.get(persona.id, ())
    views: list[View] = []
    if named:
        views.append(Paragraph((ref(persona), Quiet(f" · {count(len(rows), 'need')}")), "plain"))
    if not rows:
        text = ("Nobody has written down yet what ", ref(persona), " needs.")
        return (*views, Note("No need yet", text, "warn"))
    told = tuple(((ref(row.need),), *_cells(context, row)) for row in rows)
    views.append(Table(f"What meets the needs of {persona.name}", COLUMNS, told))
    diagram = framework_diagram(context.playbook, (persona,))
    return (*views, diagram) if diagram else tuple(views)


def _cells(context: Context, row: FrameworkRow) -> tuple[Text, ...]:
    return (
        _records(row.offerings, "no offering yet"),
        _records(row.programs, "no program yet"),
        _records(row.materials, "no material yet"),
        _evidence(context, row.evidence),
    )


def _records(records: Sequence[Record], missing: str) -> Text:
    return joined(ref(record) for record in records) or (Badge(missing, "warn"),)


def _evidence(context: Context, found: Sequence[Evidence]) -> Text:
    """Name the newest evidence, and say where it is weak: none with a date, old, or only our own voices."""
    evidence = [item for item in found if item.live]
    if not evidence:
        return (Badge("no evidence yet", "warn"),)
    text: list[Text] = [(ref(item),) for item in evidence[:MOST_EVIDENCE]]
    if len(evidence) > MOST_EVIDENCE:
        text.append((Quiet(f"{len(evidence) - MOST_EVIDENCE} more"),))
    weak = weakness(context, evidence)
    if weak:
        return (*joined(text), " ", Badge(weak, "warn"))
    newest = evidence[0].date
    return (*joined(text), Quiet(f" (newest {day(context, newest)})")) if newest else joined(text)


def weakness(context: Context, evidence: Sequence[Evidence]) -> str:
    """Say in words why evidence is weak, as the checks see it; empty where it is not."""
    dates = [item.date for item in evidence if item.date]
    if not dates:
        return "no date"
    if has_passed(context, max(dates)):
        return f"old: newest {day(context, max(dates))}"
    voices = {item.voice for item in evidence}
    return "only our own voices" if voices == {"internal"} else ""


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, docname: str, _argument: object) -> Page:
    """Make the page of the audience framework."""
    framework = framework_of(context)
    audiences = framework_views(context, {})
    return Page(
        docname,
        TITLE,
        (
            Paragraph(
                (INTRO,),
                "lead",
            ),
            *_summary(context, framework),
            Section("Audience by audience", "audiences", audiences) if framework.personas else audiences[0],
            *_loose_ends(context),
            Section("Sessions", "sessions", sessions_views(context, {})),
        ),
        kicker=("For all functions",),
        words=("needs", "audiences", "message map", "framework session"),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _summary(context: Context, framework: Framework) -> tuple[View, ...]:
    rows = context.playbook.framework
    sessions = tuple(row for row in session_rows(context) if row[0] != "Functions present")
    if not rows:
        return (Facts(sessions),) if sessions else ()
    needs = {row.need.id for row in rows}
    holes = (
        ("without an offering", {row.need.id for row in rows if not row.offerings}),
        ("without a program", needs - {row.need.id for row in rows if row.programs}),
        ("without a material", needs - {row.need.id for row in rows if row.materials}),
        ("without evidence", {row.need.id for row in rows if not any(item.live for item in row.evidence)}),
    )
    told = ", ".join(f"{count(len(ids), 'need')} {words}" for words, ids in holes if ids)
    counts = f"{count(len(framework.personas), 'audience')} with {count(len(needs), 'need')}"
    missing = told or "nothing: each need has an offering, a program, a material and evidence"
    return (Facts((("On the map", (counts,)), ("Still missing", (missing,)), *sessions)),)


def _loose_ends(context: Context) -> tuple[View, ...]:
    """Tell what stands beside the map: needs that nobody has, offerings and programs that meet no need."""
    playbook = context.playbook
    ends: tuple[tuple[str, Iterable[Record]], ...] = (
        (
            "Needs of no persona",
            (need for need in playbook.all(Need) if need.live and not playbook.personas_with(need)),
        ),
        ("Offerings that meet no need", (item for item in playbook.all(Offering) if item.live and not item.needs)),
        ("Programs that meet no need", (item for item in playbook.all(Program) if item.live and not item.needs)),
    )
    items = tuple((f"{words}: ", *joined(told)) for words, found in ends if (told := [ref(item) for item in found]))
    return (Section("Not on the map yet", "loose-ends", (Bullets(items),)),) if items else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the page, where there is an audience, a need or a session."""
    playbook = context.playbook
    found = any(playbook.of_kind(kind) for kind in ("persona", "need", "framework-session"))
    return {FRAMEWORK: None} if found else {}


PAGE = PageType("framework", docnames, build)

PARTS = (Part("framework", framework_views, {"persona": "the id of a persona, to show only their needs"}),)
