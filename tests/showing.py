"""Pages as lines of plain text, so that a test can say what a reader would see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.views import (
    Badge,
    Bullets,
    Cards,
    Chooser,
    Definitions,
    Diagram,
    Disclosure,
    Facts,
    Matrix,
    Note,
    Page,
    Paragraph,
    Progress,
    Prose,
    Ref,
    Section,
    Steps,
    Table,
    Trail,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stagebook.views import Text, View


def told(text: Text) -> str:
    """Give a line's words; links to records as ``[name]`` and badges as ``<words>``."""
    pieces = []
    for piece in text:
        match piece:
            case Ref(name=name):
                pieces.append(f"[{name}]")
            case Badge(text=words):
                pieces.append(f"<{words}>")
            case _:
                pieces.append(plain((piece,)))
    return "".join(pieces)


def show(views: Page | Iterable[View]) -> list[str]:
    """Give views as lines, one for each thing that a reader sees on a line."""
    return [shown for view in (views.views if isinstance(views, Page) else views) for shown in _shown(view)]


def section(page: Page | Section, anchor: str) -> Section:
    """Find a section by its anchor; a KeyError says that the page has none."""
    for view in page.views:
        if isinstance(view, Section):
            if view.anchor == anchor:
                return view
            try:
                return section(view, anchor)
            except KeyError:
                continue
    raise KeyError(anchor)


def anchors(page: Page | Section) -> list[str]:
    """Give the anchors of all sections, in order."""
    found = []
    for view in page.views:
        if isinstance(view, Section):
            found += [view.anchor, *anchors(view)]
    return found


def _shown(view: View) -> Iterator[str]:  # noqa: C901, PLR0912  (one case a view)
    match view:
        case Prose(markdown=markdown):
            yield markdown.strip()
        case Paragraph(text=text):
            yield told(text)
        case Note(title=title, text=text, tone=tone):
            yield f"{tone}: {title}: {told(text)}"
        case Facts(rows=rows):
            yield from (f"{term}: {told(text)}" for term, text in rows)
        case Bullets(items=items):
            yield from (f"- {told(item)}" for item in items)
        case Table(columns=columns, rows=rows):
            yield " | ".join(columns)
            yield from (" | ".join(told(cell) for cell in row) for row in rows)
        case Matrix(columns=columns, rows=rows):
            yield " | ".join(told(column) for column in columns)
            yield from (" | ".join([told(head), *(told(cell.text) for cell in cells)]) for head, cells in rows)
        case Cards(cards=cards):
            for card in cards:
                yield " ".join(part for part in (f"* {told(card.title)}", *(told((b,)) for b in card.badges)) if part)
                yield from ([told(card.text)] if card.text else [])
                if card.way:
                    yield told(card.way)
                yield from (f"{term}: {told(text)}" for term, text in card.facts)
        case Disclosure(summary=summary, views=views):
            yield f"> {told(summary)}"
            yield from show(views)
        case Diagram(name=name):
            yield f"diagram {name}"
        case Trail(stops=stops):
            marks = {"before": "{}", "here": "({})", "after": "{}"}
            yield " > ".join(marks[stop.state].format(stop.ref.name) for stop in stops)
        case Steps(when=when, steps=steps):
            yield f"{when}:"
            yield from (f"{step.action}: {told(step.text)}" for step in steps)
        case Definitions(items=items):
            yield from (f"{term}: {told(text)}" for _, term, text in items)
        case Progress() | Chooser():
            pass
        case Section(title=title, views=views):
            yield f"# {title}"
            yield from show(views)
