"""The small pieces of text that pages are put together from: prose with its place, dates, owners, mentions, badges.

A material that lies in the playbook as a file is linked by :func:`file_link`, whose address has a scheme of our own:
``sb-file:`` and the path below the root. The site copies the file and puts the real address there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NamedTuple

from stagebook.addresses import HOME, docname_of, index_of
from stagebook.kinds import BY_NAME
from stagebook.views import Badge, PageRef, Prose, Quiet, Url, joined, plain, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from stagebook.kinds.fields import Criterion, Link
    from stagebook.kinds.material import Material
    from stagebook.kinds.record import Record
    from stagebook.kinds.walking import Where
    from stagebook.pages.context import Context
    from stagebook.views import Piece, Text, View

FILE = "sb-file:"
"""What the address of a file of the playbook begins with; the rest is its path below the root, with ``/``."""

BLOCKS = re.compile(r"\n[ \t]*(?:\n[ \t]*\S|[-*+][ \t]|\d{1,9}[.)][ \t])")
"""What Markdown takes for the start of a second paragraph or of a list."""

SHOWN_ADDRESS = 60
"""The most characters of an address that are shown where a link has no title."""


# --- prose -----------------------------------------------------------------------------------------------------------


def prose(record: Record, where: Where | str, *, inline: bool = False) -> Prose:
    """Give the prose at a place in a record, with its place in the file; ``where`` is in the names used in files.

    ``prose(stage, "goal")`` is a field, ``prose(stage, ("tools", 0, "for"))`` lies deeper.
    """
    steps = (where,) if isinstance(where, str) else where
    span, moving = record.prose_place_of(*steps)
    return Prose(value_at(record, steps) or "", inline, span, moving)


def value_at(record: Record, where: Where) -> Any:  # noqa: ANN401  (fields are of every type)
    """Give the value at a place in a record; names that are words of Python's end in ``_`` there."""
    value: Any = record
    for step in where:
        value = value[step] if isinstance(step, int) else getattr(value, f"{step}_" if iskeyword(step) else step)
    return value


def line(record: Record, where: Where | str) -> Text:
    """Give prose that stands inside a line; nothing where the field is empty.

    Where somebody wrote paragraphs or a list all the same, it keeps them and is no line.
    """
    found = prose(record, where, inline=True)
    if BLOCKS.search(found.markdown):
        return (replace(found, inline=False),)
    return (found,) if found.markdown else ()


def block(record: Record, where: Where | str) -> tuple[View, ...]:
    """Give prose that stands by itself; nothing where the field is empty."""
    found = prose(record, where)
    return (found,) if found.markdown else ()


def lines(record: Record, field: str) -> tuple[Text, ...]:
    """Give each item of a list of prose as a line."""
    count = len(getattr(record, f"{field}_" if iskeyword(field) else field))
    return tuple(line(record, (field, index)) for index in range(count))


def sentence(text: Text) -> Text:
    """Begin a line with a capital letter, as it stands by itself where it is shown."""
    match text:
        case (Prose() as first, *rest):
            return (replace(first, markdown=capital(first.markdown)), *rest)
        case (str() as first, *rest):
            return (capital(first), *rest)
    return text


def criterion(record: Record, where: Where, item: Criterion) -> Text:
    """Give one condition: its words, when it counts, by how much per segment, and whether the buyer can verify it."""
    text: list[Piece] = [*line(record, (*where, "text"))]
    if item.when:
        text += [Quiet(" When: "), *line(record, (*where, "when"))]
    if item.thresholds:
        figures = ", ".join(f"{part.segment}: {part.value}" for part in item.thresholds)
        text.append(Quiet(f" ({figures})"))
    if item.verifiable_by_buyer:
        text += [" ", Badge("Buyer can verify", "good")]
    if item.status != "active":
        text += [" ", *status_badges(item)]
    return tuple(text)


def criteria(record: Record, field: str) -> tuple[Text, ...]:
    """Give all conditions of a field, those that are retired left out."""
    items: Sequence[Criterion] = getattr(record, field)
    return tuple(
        criterion(record, (field, index), item) for index, item in enumerate(items) if item.status != "retired"
    )


# --- words -----------------------------------------------------------------------------------------------------------


def capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest alone."""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: ``1 stage``, ``3 stages``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def count_of(kind: str, number: int) -> str:
    """Give a number of records of a kind: ``1 framework session``, ``3 materials``."""
    one, many = one_of(kind), many_of(kind)
    return count(number, one, many) if one != many else count(number, f"piece of {one}", f"pieces of {many}")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def one_of(kind: str) -> str:
    """Give the name of a kind inside a sentence: ``framework session``."""
    return _lower(BY_NAME[kind].one)


def many_of(kind: str) -> str:
    """Give the plural of a kind inside a sentence: ``framework sessions``."""
    return _lower(BY_NAME[kind].many)


# --- dates and reviews -----------------------------------------------------------------------------------------------


def day(context: Context, value: date) -> str:
    """Give a date in the handbook's language and form."""
    settings = context.playbook.settings
    return _day(value, settings.date_format, settings.language.replace("-", "_"))


@lru_cache(maxsize=4096)
def _day(value: date, form: str, language: str) -> str:
    from babel.core import UnknownLocaleError  # noqa: PLC0415  (only pages with dates pay for the import)
    from babel.dates import format_date  # noqa: PLC0415

    for locale in (language, language.split("_", maxsplit=1)[0], "en"):
        try:
            return format_date(value, form, locale) or value.isoformat()
        except UnknownLocaleError:
            continue
        except (ValueError, LookupError, TypeError, AttributeError):
            break  # The form asks for something that a day does not have.
    return value.isoformat()


class Review(NamedTuple):
    """When a record was reviewed and when it is to be reviewed again; ``overdue`` where that day has passed."""

    reviewed: date | None
    due: date | None
    overdue: bool


def review_of(context: Context, record: Record) -> Review:
    """Tell the state of a record's review, by its own cadence, its kind's or the playbook's."""
    due = context.playbook.review_due(record)
    return Review(record.reviewed, due, overdue=due is not None and due < context.today)


def review_text(context: Context, record: Record) -> Text:
    """Tell in words when a record was reviewed and when it is due again."""
    review = review_of(context, record)
    if review.reviewed is None:
        return (Quiet("not reviewed yet"),)
    text: list[Piece] = [day(context, review.reviewed)]
    if review.overdue and review.due:
        text += [" ", Badge(f"Review overdue since {day(context, review.due)}", "warn")]
    elif review.due:
        text.append(Quiet(f" (next review by {day(context, review.due)})"))
    return tuple(text)


# --- people ----------------------------------------------------------------------------------------------------------


def owner_text(context: Context, record: Record) -> Text:
    """Tell who keeps a record true and how to reach them; without an owner, whom to ask instead."""
    team = context.playbook.owner_of(record)
    contact = context.playbook.settings.contact
    if team is None:
        return (Quiet("nobody yet; ask "), link(contact)) if contact else (Quiet("nobody yet"),)
    reach = team.contact or contact
    return (ref(team), Quiet(" · "), link(reach)) if reach else (ref(team),)


# --- mentions and links ----------------------------------------------------------------------------------------------


def mentions(context: Context, records: Iterable[Record]) -> tuple[Text, ...]:
    """Link to each record, leaving out drafts that are not published."""
    return tuple((ref(record),) for record in context.shown(records))


def named(context: Context, text: str, kinds: tuple[str, ...]) -> Text:
    """Link to what a reference names; the reference itself where it names nothing."""
    record = context.playbook.find(text, kinds)
    return (ref(record),) if record else (text, Quiet(" (not in the playbook)"))


def named_all(context: Context, texts: Iterable[str], kinds: tuple[str, ...]) -> tuple[Text, ...]:
    """Link to what each reference names, each record once, leaving out drafts that are not published."""
    found: dict[str, Text] = {}
    for text in texts:
        record = context.playbook.find(text, kinds)
        if record is None:
            found.setdefault(text, named(context, text, kinds))
        elif context.shown((record,)):
            found.setdefault(record.key, (ref(record),))
    return tuple(found.values())


def listed(texts: Iterable[Piece | Text], last: str = "and") -> Text:
    """Put texts into a sentence: ``a, b and c``."""
    items = tuple(texts)
    if len(items) <= 1:
        return joined(items)
    return (*joined(items[:-1]), f" {last} ", *joined(items[-1:]))


def run_on(texts: Iterable[Text]) -> Text:
    """Put conditions and the like on one line: whole sentences follow each other, anything less is divided by ``;``."""
    found: list[Piece] = []
    for text in texts:
        if found:
            last = found[-1]
            whole = isinstance(last, Badge) or plain((last,)).rstrip().endswith((".", "?", "!", "”", ")"))
            found.append(" " if whole else "; ")
        found += text
    return tuple(found)


def link(href: str, title: str = "") -> Url:
    """Link out of the handbook; without a title the address is shown, shortened where it is long."""
    shown = title or href.split(":", 1)[-1].lstrip("/").removeprefix("www.").rstrip("/") or href
    if not title and len(shown) > SHOWN_ADDRESS:
        shown = shown[: SHOWN_ADDRESS - 1] + "…"
    return Url(href, shown)


def file_link(path: str, title: str = "") -> Url:
    """Link to a file of the playbook by its path below the root; the site resolves the address."""
    clean = path.replace("\\", "/").lstrip("/")
    return Url(FILE + clean, title or clean.rsplit("/", 1)[-1])


def link_text(context: Context, item: Link) -> Text:
    """Give one of a record's links, with the day on which somebody last saw that it is right."""
    seen: Text = (Quiet(f" (seen {day(context, item.date)})"),) if item.date else ()
    return (link(item.url, item.title), *seen)


# --- badges ----------------------------------------------------------------------------------------------------------


def status_badges(record: Record | Criterion) -> tuple[Badge, ...]:
    """Mark what is no longer, or not yet, in use."""
    match record.status:
        case "draft":
            return (Badge("Draft", "warn"),)
        case "retired":
            return (Badge("Retired", "bad"),)
    return ()


def reuse_badge(material: Material) -> Badge:
    """Say whether a material is used as it is or adapted first."""
    match material.reuse:
        case "template":
            return Badge("Adapt it to the deal")
        case "single-client":
            return Badge("Made for a single client", "bad")
    return Badge("Ready, with parts to adapt" if material.adapt else "Use it as it is", "good")


# --- places ----------------------------------------------------------------------------------------------------------


def exists(context: Context, docname: str) -> bool:
    """Tell whether a page makes a document."""
    return docname in context.once("docnames", _docnames)


def _docnames(context: Context) -> frozenset[str]:
    from stagebook.pages import PAGES  # noqa: PLC0415  (all pages stand above their words)

    return frozenset(docname for page in PAGES for docname in page.docnames(context))


def page_ref(record: Record) -> PageRef:
    """Link to a record's page, as the neighbour of another page."""
    return PageRef(docname_of(record), record.name)


def crumbs(kind: str) -> tuple[PageRef, ...]:
    """Give the way from the home page to the pages of a kind."""
    return (PageRef(HOME, "Home"), PageRef(index_of(kind), BY_NAME[kind].many))


def neighbours(context: Context, record: Record) -> tuple[PageRef | None, PageRef | None]:
    """Give the pages before and after a record's among those of its kind."""
    kind = record.kind_name
    places = context.once(("neighbours", kind), lambda known: beside(known.shown(known.playbook.of_kind(kind))))
    return places.get(record.key, (None, None))


def beside(records: Sequence[Record]) -> dict[str, tuple[PageRef | None, PageRef | None]]:
    """Give, for the key of each record, the pages before and after it."""
    pages = [None, *(page_ref(record) for record in records), None]
    return {record.key: (pages[at], pages[at + 2]) for at, record in enumerate(records)}
