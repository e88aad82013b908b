"""The vocabulary of a page: plain, frozen data that says what to show and not how.

A page is a list of views. Text is a tuple of pieces (:data:`Text`), so that nothing in the data can be taken for
markup: plain words, links to records and pages, addresses, badges, and prose, which alone is Markdown. Where prose
stands in the files is carried along for messages but takes no part in comparison or in ``repr``, so that a line that
moved makes no page new.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stagebook.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.kinds.record import Record


# --- pieces of text ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to a record; ``kind`` also gives the colour and the icon."""

    kind: str
    id: str
    name: str
    status: str = "active"


@dataclass(frozen=True, slots=True)
class PageRef:
    """A link to a page of the handbook by its docname, with an anchor where one is wanted."""

    docname: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Url:
    """A link out of the handbook."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A word or two set apart; ``tone`` is ``plain``, ``good``, ``warn``, ``bad`` or a kind's name."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown out of a record, with the line on which it begins; ``inline`` where it stands inside a line."""

    markdown: str
    inline: bool = False
    span: Span = field(default=Span(""), repr=False, compare=False)
    moving: bool = field(default=True, repr=False, compare=False)
    """True where the lines of the text are lines of the file (a ``|`` block); else all of it stands at the span."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the weight of a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words as they stand in a file: the name of a field, an id, a path."""

    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date: ``value`` as ``2026-03-31``, by which it sorts in every language, and the words that are read."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Words that say something beside the point."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands in the files, as a link to edit it; ``finding`` is its identity, which no line is part of.

    The line takes no part in comparison: HTML shows the present one whenever a page is written.
    """

    finding: str
    path: str
    span: Span = field(default=Span(""), repr=False, compare=False)
    href: str = field(default="", repr=False, compare=False)


Piece = str | Ref | PageRef | Url | Badge | Prose | Strong | Code | Day | Quiet | Place
Text = tuple[Piece, ...]


# --- views ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or a few; ``tone`` is ``plain``, ``lead`` or ``quiet``."""

    text: Text
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should not miss; ``tone`` is ``info``, ``warn`` or ``good``; the title says it in words."""

    title: str
    text: Text
    tone: str = "info"


@dataclass(frozen=True, slots=True)
class Facts:
    """Short answers: a term and what there is to say about it, in rows."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, plain or of another style.

    ``style`` is ``plain``, ``steps`` (numbered), ``checks`` (conditions), ``links`` (close together) or ``jumps``
    (ways to other parts of the same page, side by side).
    """

    items: tuple[Text, ...]
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first cell of a row is its heading. ``caption`` says what the table tells.

    ``picks`` are the columns out of whose values readers pick one to see its rows alone.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    picks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Two kinds of thing against each other. A cell is what there is; ``hole`` marks one that ought to."""

    caption: str
    corner: str
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a matrix: ``state`` is ``full``, ``hole`` (something is missing) or ``none`` (nothing is expected)."""

    text: Text
    state: str = "full"


@dataclass(frozen=True, slots=True)
class Card:
    """Something to look at as a whole: its title, a line about it, badges, the way to the thing itself, and facts."""

    title: Text
    text: Text = ()
    badges: tuple[Badge, ...] = ()
    facts: tuple[tuple[str, Text], ...] = ()
    kind: str = ""
    since: str = ""
    """The day by which cards may be sorted, as ``2026-03-31``."""
    way: Text = ()
    """Where the thing itself opens: what most came for."""
    fold: str = ""
    """The words behind which the facts are kept until somebody asks; without them they are always in sight."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side, as many as there is room for."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A line that opens to show more."""

    summary: Text
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing in Mermaid's language, with a title, a description and the same told in words.

    ``narrow`` is a form for narrow screens, where the wide one would not be legible there.
    """

    name: str
    title: str
    description: str
    source: str
    alternative: tuple[View, ...]
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """A strip of stages with the present one marked: where am I in the cycle."""

    label: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage of a trail; ``state`` is ``before``, ``here`` or ``after``."""

    ref: Ref
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an onboarding path."""

    id: str
    action: str
    text: Text
    minutes: int | None = None
    good: Text = ()
    unlocks: Text = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps due at one time."""

    when: str
    steps: tuple[Step, ...]
    path: str = ""
    """The id of the path, under which the reader's device remembers what is done."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a path is done, and where to go on: only the reader's device knows, so there it is filled in."""

    path: str
    steps: int


@dataclass(frozen=True, slots=True)
class Chooser:
    """Two choices, a stage and a persona, that lead to what there is for both on a page; each is an id and words."""

    docname: str
    stages: tuple[tuple[str, str], ...]
    personas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms with what they mean; each term is a target of its own."""

    items: tuple[tuple[str, str, Text], ...]
    """Anchor, term, meaning."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; ``anchor`` is stable, so that links into the page keep working."""

    title: str
    anchor: str
    views: tuple[View, ...]


View = (
    Paragraph
    | Note
    | Facts
    | Bullets
    | Table
    | Matrix
    | Cards
    | Disclosure
    | Diagram
    | Trail
    | Steps
    | Progress
    | Chooser
    | Definitions
    | Section
    | Prose
)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page: its docname, title and views; ``record`` is ``kind/id`` where it is a record's page.

    ``kicker`` is the small line above the title that says what kind of page it is; ``badges`` stand beside the title;
    ``words`` are further words that the page should be found by; ``owner`` is told at the page's foot.
    ``near`` are the few pages that the sidebar lists beside this one, in order and with it; without them it lists
    ``before`` and ``after``.
    """

    docname: str
    title: str
    views: tuple[View, ...]
    record: str = ""
    kind: str = ""
    kicker: Text = ()
    badges: tuple[Badge, ...] = ()
    words: tuple[str, ...] = ()
    before: PageRef | None = None
    after: PageRef | None = None
    crumbs: tuple[PageRef, ...] = ()
    near: tuple[PageRef, ...] = ()


# --- small makers used by pages and diagrams alike ------------------------------------------------------------


def ref(record: Record) -> Ref:
    """Make the link to a record."""
    return Ref(record.kind_name, record.id, record.name, record.status)


def refs(records: Iterable[Record]) -> tuple[Text, ...]:
    """Make one item of a list for each record."""
    return tuple((ref(record),) for record in records)


def joined(pieces: Iterable[Piece | Text], between: str = ", ") -> Text:
    """Put pieces, or texts, into one line with something between them."""
    line: list[Piece] = []
    for piece in pieces:
        if line:
            line.append(between)
        line.extend(piece if isinstance(piece, tuple) else (piece,))
    return tuple(line)


def place_words(span: Span) -> str:
    """Write a place as ``path:line``, or the path alone where there is no line."""
    return f"{span.path}:{span.line}" if span.line else span.path


def plain(text: Text) -> str:
    """Give the words of a text without links and marks."""
    words = []
    for piece in text:
        match piece:
            case str():
                words.append(piece)
            case Ref(name=name):
                words.append(name)
            case Place(span=span):
                words.append(place_words(span))
            case Prose(markdown=markdown):
                words.append(markdown)
            case PageRef(text=shown) | Url(text=shown) | Badge(text=shown):
                words.append(shown)
            case Strong(text=shown) | Code(text=shown) | Day(text=shown) | Quiet(text=shown):
                words.append(shown)
    return "".join(words)
