"""The home page: where are you in the sale, where to begin, what there is, and what needs care."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.addresses import COVERAGE, FRAMEWORK, GAPS, GLOSSARY, HOME, REFERENCE, ROADMAP, index_of
from stagebook.findings import Severity
from stagebook.kinds import BY_NAME, KINDS
from stagebook.kinds.company import Company
from stagebook.pages.context import Context, PageType
from stagebook.pages.lookup import chooser
from stagebook.pages.record import about_section, field_views_of, lead, notes_section, search_words
from stagebook.pages.stage import trail
from stagebook.pages.words import count, day, exists, line, listed, one_of
from stagebook.rules import review_overdue
from stagebook.views import Bullets, Card, Cards, Facts, Note, Page, PageRef, Paragraph, Quiet, Section, joined, ref

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from stagebook.findings import Finding
    from stagebook.kinds.motion import Motion
    from stagebook.kinds.path import Path as OnboardingPath
    from stagebook.kinds.record import Record
    from stagebook.kinds.role import Role
    from stagebook.views import Text, View

RECENT = 6
"""The most changes that are listed."""

NAMED = 3
"""The most records that a change names."""

GROUPS = (
    ("The sales cycle", ("motion", "stage", "handoff", "qualification", "forecast-category", "metric")),
    ("To use", ("tool", "material", "play", "objection", "competitor")),
    ("Audiences", ("persona", "need", "evidence", "offering", "program", "framework-session")),
    ("People and words", ("team", "role", "path", "term")),
)
"""How the kinds are put together for readers; one that is not here is listed at the end."""

LOOK_UP = (
    (COVERAGE, "What to show to whom, and when", "Find your stage and the person you talk to."),
    (ROADMAP, "From lead to close and beyond", "Every stage with its tools, materials and exit criteria."),
    (FRAMEWORK, "Who needs what, and what meets it", "Audiences, their needs, and our offerings and programs."),
    (GLOSSARY, "Glossary", "What our words mean."),
)
"""The pages that answer a question across many records: docname, words, and what the page is good for."""


def build(context: Context, docname: str, record: object) -> Page:
    """Make the home page."""
    assert isinstance(record, Company)  # noqa: S101  (it is what `docnames` gives)
    company = record
    views = (
        *lead(company),
        *_where(context),
        *_look_up(context),
        *_begin(context),
        *_kinds(context),
        *_changes(context),
        *_care(context),
        *_company(context, company),
    )
    return Page(
        docname,
        context.playbook.title,
        views,
        record=company.key,
        kind="company",
        words=(company.name, *search_words(company)),
    )


def _where(context: Context) -> tuple[View, ...]:
    """Show the way through each pipeline: the quickest way to a stage."""
    motions = [motion for motion in context.shown(context.playbook.motions) if motion.status != "retired"]
    main = context.playbook.main_motion
    motions.sort(key=lambda motion: motion is not main)
    views: list[View] = []
    for motion in cast("list[Motion]", motions):
        road = trail(context, motion)
        if road and len(motions) > 1:
            views.append(Paragraph((ref(motion),)))
        views += road
    if not views:
        return ()
    intro = Paragraph(("Pick the stage: its page says what to do, with which tools, and what to show to whom.",))
    whole = Paragraph((PageRef(ROADMAP, "See the whole roadmap"),))
    return (Section("Where are you in the sale?", "where", (*chooser(context), intro, *views, whole)),)


def _look_up(context: Context) -> tuple[View, ...]:
    cards = tuple(
        Card((PageRef(docname, words),), (about,)) for docname, words, about in LOOK_UP if exists(context, docname)
    )
    return (Section("Look it up", "look-up", (Cards(cards),)),) if cards else ()


def _begin(context: Context) -> tuple[View, ...]:
    """Lead somebody new to the path of their role."""
    playbook = context.playbook
    cards = []
    led: set[str] = set()
    for role in cast("tuple[Role, ...]", _in_use(context, "role")):
        path = playbook.path_of(role)
        facts: tuple[tuple[str, Text], ...] = ()
        if path is not None and context.shown((path,)):
            led.add(path.id)
            facts = (("Begin with", _path(path)),)
        cards.append(Card((ref(role),), line(role, "summary"), (), facts, "role"))
    others = [path for path in cast("tuple[OnboardingPath, ...]", _in_use(context, "path")) if path.id not in led]
    cards += [Card(_path(path), line(path, "summary"), (), (), "path") for path in others]
    if led or others:
        intro = "Find your role. Its path takes you through what you need, in the order in which you need it."
        return (Section("New here?", "new", (Paragraph((intro,)), Cards(tuple(cards)))),)
    if cards:
        intro = "Find your role: its page says at which stages it takes part."
        return (Section("Your role", "new", (Paragraph((intro,)), Cards(tuple(cards)))),)
    return ()


def _in_use(context: Context, kind: str) -> tuple[Record, ...]:
    return tuple(item for item in context.shown(context.playbook.of_kind(kind)) if item.status != "retired")


def _path(path: OnboardingPath) -> Text:
    minutes = sum(step.minutes or 0 for step in path.steps)
    about = count(len(path.steps), "step") + (f", about {_time(minutes)}" if minutes else "")
    return (ref(path), Quiet(f" ({about})"))


def _time(minutes: int) -> str:
    hours = round(minutes / 60)
    return count(hours, "hour") if hours > 1 else count(minutes, "minute")


def _kinds(context: Context) -> tuple[View, ...]:
    """Lead to the lists of all kinds of which there is a record, with how many there are in use, as the lists count."""
    grouped = {name for _, names in GROUPS for name in names}
    others = ("More", tuple(kind.name for kind in KINDS if kind.name not in grouped))
    rows = []
    for words, names in (*GROUPS, others):
        found: list[Text] = []
        for name in names:
            number = len(_in_use(context, name))
            if number and index_of(name) != HOME and exists(context, index_of(name)):
                found.append((PageRef(index_of(name), BY_NAME[name].many), Quiet(f" {number}")))
        if found:
            rows.append((words, joined(found)))
    return (Section("What is in here", "kinds", (Facts(tuple(rows)),)),) if rows else ()


def _changes(context: Context) -> tuple[View, ...]:
    """List what was done lately, each piece of work once: the pages that it touched, then what was said of it.

    A file of many records does not tell which of them changed. Work on such files alone is listed only where no other
    is: its words are all that there is to tell then.
    """
    works: dict[tuple[date, str], list[str]] = {}
    for change in context.history:
        works.setdefault((change.day, change.subject), []).append(change.path)
    named: list[Text] = []
    others: list[Text] = []
    for (when, subject), paths in works.items():
        touched = _touched(context, paths)
        if touched:
            named.append((*touched, Quiet(f" · {day(context, when)}: {subject}")))
        else:
            others.append((Quiet(f"{day(context, when)}: "), subject))
    items = tuple((named or others)[:RECENT])
    return (Section("What changed lately", "changes", (Bullets(items),)),) if items else ()


def _touched(context: Context, paths: Iterable[str]) -> Text:
    """Link to the records that have a file of their own among some, each with its kind."""
    places = context.once("records by file", _by_file)
    found: dict[str, Text] = {}
    for path in paths:
        records = places.get(path, ())
        if len(records) == 1:
            (record,) = records
            found.setdefault(record.key, (ref(record), Quiet(f" ({one_of(record.kind_name)})")))
    texts = list(found.values())
    more: Text = (Quiet(f" and {len(texts) - NAMED} more"),) if len(texts) > NAMED else ()
    return (*joined(texts[:NAMED]), *more)


def _by_file(context: Context) -> Mapping[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for kind in KINDS:
        for record in context.shown(context.playbook.of_kind(kind.name)):
            if kind.page:
                found.setdefault(record.span.path, []).append(record)
    return {path: tuple(records) for path, records in found.items()}


def _care(context: Context) -> tuple[View, ...]:
    """Say in a line or two what needs care, for those who keep the handbook."""
    if not exists(context, GAPS):
        return ()
    told = [
        f"{count(len(found), one, many)}{_overdue(found)}"
        for severity, one, many in (
            (Severity.ERROR, "gap that misleads readers", "gaps that mislead readers"),
            (Severity.WARNING, "gap worth closing", "gaps worth closing"),
            (Severity.INFO, "hint", "hints"),
        )
        if (found := [finding for finding in context.findings if finding.severity == severity])
    ]
    more = PageRef(GAPS, "See what and where")
    help_to_edit = Paragraph(("What may stand in the files: ", PageRef(REFERENCE, "the fields of all kinds"), "."))
    text: Text = ("Nothing is missing or out of date, as far as the checks can tell.",)
    said: View = (
        Paragraph(("The checks found ", *listed(told), ". ", more, ".")) if told else Note("No gaps", text, "good")
    )
    return (Section("For those who keep it", "care", (said, help_to_edit)),)


def _overdue(found: Collection[Finding]) -> str:
    """Say how many of some findings are overdue reviews, as it takes only a reading to close those."""
    number = sum(finding.code == review_overdue.RULE.code for finding in found)
    if not number:
        return ""
    one = number == 1
    if number == len(found):
        return " (an overdue review)" if one else " (all of them overdue reviews)"
    return f" ({number} of them {'an overdue review' if one else 'overdue reviews'})"


def _company(context: Context, company: Company) -> tuple[View, ...]:
    views = (*field_views_of(context, company, ("largest_customers",)), *_largest(company))
    about = about_section(context, company)
    sections: list[View] = [*notes_section(company)]
    if views:
        sections.insert(0, Section(f"About {company.name}", "company", views))
    return (*sections, *about)


def _largest(company: Company) -> tuple[View, ...]:
    """Tell how much of the revenue the largest customers bring, in words."""
    rows = []
    for item in company.largest_customers:
        who = f"The {item.customers} largest" if item.customers.isdecimal() else f"The {item.customers}"
        rows.append((who, (f"up to {item.share:g}% of revenue",)))
    return (Section("Largest customers", "largest-customers", (Facts(tuple(rows)),)),) if rows else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the home page."""
    return {HOME: context.playbook.company}


PAGE = PageType("home", docnames, build)
