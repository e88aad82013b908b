"""A page as Markdown, for whatever reads that: another handbook, a review, a model.

Links inside the handbook lead to ``.md`` files beside this one, in the folders of the site. What comes out of the data
is escaped, so that it can't be taken for markup; prose alone is Markdown already: its roles become links, and what may
harm elsewhere is escaped.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from stagebook.addresses import anchor_of, docname_of
from stagebook.mentions import Mention, replaced
from stagebook.render.harmless import harmless
from stagebook.views import (
    Badge,
    Bullets,
    Card,
    Cards,
    Chooser,
    Code,
    Day,
    Definitions,
    Diagram,
    Disclosure,
    Facts,
    Matrix,
    Note,
    Page,
    PageRef,
    Paragraph,
    Piece,
    Place,
    Progress,
    Prose,
    Quiet,
    Ref,
    Section,
    Step,
    Steps,
    Strong,
    Table,
    Text,
    Trail,
    Url,
    View,
    place_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|~$#&]")
_BAR, _ESCAPED_BAR = re.compile(r"(?<!\\)\|"), r"\\|"
_CLICK = re.compile(r"^[ \t]*click [^\n]*\n?", re.MULTILINE)
_LINK = "\x01"
_LIST_MARK = re.compile(r"^([-+=:]|\d+[.)])(?=\s|$|[-=])")


def markdown(page: Page, *, name_of: Callable[[str, str], str | None] = lambda *_: None) -> str:
    """Give a page as Markdown; ``name_of`` gives the name of a record by kind and id, for the roles in prose."""
    writer = _Writer(page.docname, name_of)
    if page.kicker:
        writer.block(writer.line(page.kicker))
    badges = "".join(f" {writer.piece(badge)}" for badge in page.badges)
    writer.block(f"# {escaped(page.title)}{badges}")
    writer.views(page.views, 2)
    return "\n\n".join(writer.done) + "\n"


def parts(
    views: Iterable[View], docname: str, *, level: int = 2, name_of: Callable[[str, str], str | None] = lambda *_: None
) -> list[str]:
    """Give views as blocks of Markdown, as they stand on the page of a document; ``level`` is that of headings."""
    writer = _Writer(docname, name_of)
    writer.views(views, level)
    return writer.done


def escaped(text: str) -> str:
    """Escape plain words, on one line, so that they mean themselves in Markdown."""
    return _SPECIAL.sub(r"\\\g<0>", re.sub(r"\s", " ", text))


def _started(text: Text, line: str) -> str:
    """Escape what would make a list, a heading or code of a line that begins with plain words."""
    if text and isinstance(text[0], str):
        return _LIST_MARK.sub(lambda match: f"{match[1][:-1]}\\{match[1][-1]}", line.lstrip())
    return line


class _Writer:
    """The blocks written so far."""

    def __init__(self, docname: str, name_of: Callable[[str, str], str | None]) -> None:
        self.docname = docname
        self.name_of = name_of
        self.done: list[str] = []

    def block(self, text: str) -> None:
        if text.strip():
            self.done.append(text)

    # --- pieces of text ----------------------------------------------------------------------------------------------

    def line(self, text: Text) -> str:
        """Give a text on one line."""
        words = (
            self.prose(" ".join(piece.markdown.split())) if isinstance(piece, Prose) else self.piece(piece)
            for piece in text
        )
        return _started(text, _joined(words))

    def piece(self, piece: Piece) -> str:  # noqa: C901, PLR0911  (one case a piece is the plainest form)
        match piece:
            case str():
                return escaped(piece)
            case Ref(status=status):
                link = self.link(piece.name, docname_of(piece), anchor_of(piece))
                return f"{link} ({status})" if status != "active" else link
            case PageRef(docname=docname, text=text, anchor=anchor):
                return self.link(text, docname, anchor)
            case Url(href=href, text=text):
                return f"[{escaped(text)}](<{_address(href.removeprefix('sb-file:'))}>)"
            case Badge(text=text):
                return code(text)
            case Strong(text=text):
                return f"**{escaped(text.strip())}**"
            case Code(text=text):
                return code(text)
            case Quiet(text=text) | Day(text=text):
                return escaped(text)
            case Place(span=span):
                return escaped(place_words(span))
            case Prose(markdown=markdown):
                return self.prose(markdown)

    def link(self, words: str, docname: str, anchor: str = "") -> str:
        if docname == self.docname and anchor:
            return f"[{escaped(words)}](<#{_address(anchor)}>)"
        target = posixpath.relpath(f"{docname}.md", posixpath.dirname(self.docname) or ".")
        return f"[{escaped(words)}](<{_address(target)}{'#' + anchor if anchor else ''}>)"

    def prose(self, markdown: str) -> str:
        links: list[str] = []

        def linked(mention: Mention) -> str:
            name = self.name_of(mention.kind, mention.target)
            words = mention.title or name or mention.target
            ref = Ref(mention.kind, mention.target, words)
            links.append(self.link(words, docname_of(ref), anchor_of(ref)) if name else escaped(words))
            return _LINK

        # No text of a user's holds the sign that stands for a link meanwhile.
        found = iter(links)
        return re.sub(_LINK, lambda _: next(found), harmless(replaced(markdown, linked)))

    # --- views -------------------------------------------------------------------------------------------------------

    def views(self, views: Iterable[View], level: int) -> None:
        for view in views:
            self.view(view, level)

    def view(self, view: View, level: int) -> None:  # noqa: C901, PLR0912  (one case a view is the plainest form)
        match view:
            case Prose(markdown=markdown):
                self.block(self.prose(markdown).strip("\n"))
            case Paragraph(text=text):
                self.block(_started(text, _joined(self.piece(piece) for piece in text)))
            case Note(title=title, text=text):
                self.block(f"> **{escaped(title)}** {self.line(text)}")
            case Facts(rows=rows):
                self.block(_list(f"**{escaped(term)}:** {self.line(text)}" for term, text in rows))
            # Who reads text has the headings to jump to.
            case Bullets(items=items, style=style) if style != "jumps":
                lines = (self.line(item) for item in items)
                self.block(_list(lines, numbered=style == "steps", boxes=style == "checks"))
            case Table(caption=caption, columns=heads, rows=rows):
                self.table(caption, tuple((head,) for head in heads), rows)
            case Matrix(caption=caption, corner=corner, columns=heads, rows=rows):
                cells = tuple((head, *(cell.text for cell in cells)) for head, cells in rows)
                self.table(caption, ((corner,), *heads), cells)
            case Cards(cards=cards):
                self.block("\n".join(self.card(card) for card in cards))
            case Disclosure(summary=summary, views=views):
                self.block(f"**{self.line(summary)}**")
                self.views(views, level)
            case Diagram(title=title, source=source, alternative=alternative):
                # The links of a diagram lead to pages of the site, which is not here.
                source = _CLICK.sub("", source)
                self.block(f"**{escaped(title)}**")
                self.block(f"{_fence(source)}mermaid\n{source.strip()}\n{_fence(source)}")
                self.views(alternative, level)
            case Trail(label=label, stops=stops):
                names = (
                    f"**{escaped(stop.ref.name)}**" if stop.state == "here" else self.piece(stop.ref) for stop in stops
                )
                self.block(f"{escaped(label)}: {' → '.join(names)}")
            case Steps(when=when, steps=steps):
                if when:
                    self.block(f"**{escaped(when)}**")
                self.block(_list((self.step(step) for step in steps), boxes=True))
            case Definitions(items=items):
                for anchor, term, text in items:
                    self.block(f'<a id="{_address(anchor)}"></a>**{escaped(term)}:** {self.line(text)}')
            case Progress() | Chooser():
                pass  # Only a browser can remember or choose.
            case Section(title=title, anchor=anchor, views=views):
                self.block(f'<a id="{_address(anchor)}"></a>\n\n{"#" * min(level, 6)} {escaped(title)}')
                self.views(views, level + 1)

    def card(self, card: Card) -> str:
        badges = "".join(f" {self.piece(badge)}" for badge in card.badges)
        lines = [f"- **{self.line(card.title)}**{badges}"]
        if card.text:
            lines.append(f"  {self.line(card.text)}")
        if card.way:
            lines.append(f"  - {self.line(card.way)}")
        lines += [f"  - **{escaped(term)}:** {self.line(text)}" for term, text in card.facts]
        return "\n".join(lines)

    def step(self, step: Step) -> str:
        minutes = f" ({step.minutes} min)" if step.minutes else ""
        good = f" What good looks like: {self.line(step.good)}" if step.good else ""
        unlocks = f" Only after this: {self.line(step.unlocks)}" if step.unlocks else ""
        return f"{escaped(step.action)}: {self.line(step.text)}{minutes}{good}{unlocks}"

    def table(self, caption: str, heads: tuple[Text, ...], rows: Iterable[tuple[Text, ...]]) -> None:
        self.block(f"**{escaped(caption)}**")
        lines = [self.row(heads), "|" + " --- |" * len(heads), *(self.row(row) for row in rows)]
        self.block("\n".join(lines))

    def row(self, cells: Iterable[Text]) -> str:
        # A bar that prose brings along would end the cell; one that is escaped already stays as it is.
        return "".join(f"| {_BAR.sub(_ESCAPED_BAR, self.line(cell))} " for cell in cells) + "|"


def code(text: str) -> str:
    """Write words as code; a backquote in them would end it."""
    return f"`{text.replace('`', chr(39))}`"


def _joined(pieces: Iterable[str]) -> str:
    """Put pieces into one line; an exclamation mark before a link would make a picture of it."""
    line = ""
    for piece in pieces:
        line = (f"{line[:-1]}\\!" if piece.startswith("[") and line.endswith("!") else line) + piece
    return line


def _list(items: Iterable[str], *, numbered: bool = False, boxes: bool = False) -> str:
    mark = "- [ ] " if boxes else "- "
    return "\n".join(f"{f'{number}. ' if numbered else mark}{item}" for number, item in enumerate(items, 1))


def _address(text: str) -> str:
    """Write what would end an address in angle brackets, or a quoted attribute, in another way."""
    return re.sub(r"[<>\"\s\\]", lambda match: f"%{ord(match[0]):02X}", text)


def _fence(text: str) -> str:
    """Give a fence that is longer than any run of backticks in a text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)
