"""A page for the terminal: its views as lines of a given width, in colour where a person looks.

Records are shown by their names; what a name stands for, ``stagebook show`` tells by kind and id. Diagrams give way to
their text alternative.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.mentions import Mention, replaced
from stagebook.screen import BOLD, GOOD, LINK, QUIET, WARNING, Paint, columns, visible
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

NARROW = 40
"""The least width that lines are broken at."""

_CODES = re.compile(r"\x1b\[[0-9;]*m")
_LINKED = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_\n]+)(?<=\S)\1(?![\w*_])")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def terminal(
    page: Page, *, width: int = 80, colour: bool = False, name_of: Callable[[str, str], str | None] = lambda *_: None
) -> str:
    """Give a page as text; ``name_of`` gives the name of a record by kind and id, for the roles in prose."""
    writer = _Writer(max(width, NARROW), Paint(on=colour), name_of)
    writer.page(page)
    return "\n".join(writer.done).strip("\n") + "\n"


class _Writer:
    """The lines written so far, and how far the present ones are indented."""

    def __init__(self, width: int, paint: Paint, name_of: Callable[[str, str], str | None]) -> None:
        self.width = width
        self.paint = paint
        self.name_of = name_of
        self.done: list[str] = []
        self.indent = ""
        self.level = 0

        self.docname = ""

    def page(self, page: Page) -> None:
        self.docname = page.docname
        if page.kicker:
            self.flow(self.paint(self.words(page.kicker), QUIET))
        title = visible(page.title)
        badges = "".join(f"  {self.piece(badge)}" for badge in page.badges)
        self.put(self.paint(title, BOLD) + badges)
        self.put("=" * min(columns(title), self.width))
        self.views(page.views)

    # --- lines -------------------------------------------------------------------------------------------------------

    def put(self, line: str = "") -> None:
        self.done.append(f"{self.indent}{line}".rstrip())

    def gap(self) -> None:
        if self.done and self.done[-1]:
            self.done.append("")

    def flow(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Break a text into lines; ``first`` stands before the first and ``rest`` before all others."""
        rest = " " * columns(_CODES.sub("", first)) if rest is None else rest
        line, used, room = first, columns(_CODES.sub("", first)), self.width - len(self.indent)
        empty = True
        for word in text.split():
            size = columns(_CODES.sub("", word))
            if not empty and used + 1 + size > room:
                self.put(line)
                line, used, empty = rest, len(rest), True
            line += word if empty else f" {word}"
            used += size + (not empty)
            empty = False
        self.put(line)

    # --- pieces of text ----------------------------------------------------------------------------------------------

    def words(self, text: Text) -> str:
        return "".join(self.piece(piece) for piece in text)

    def piece(self, piece: Piece) -> str:  # noqa: C901, PLR0911  (one case a piece is the plainest form)
        match piece:
            case str():
                return visible(piece)
            case Ref(name=name, status=status):
                return self.paint(visible(name), LINK) + (f" ({status})" if status != "active" else "")
            case PageRef(text=text):
                return self.paint(visible(text), LINK)
            case Url(href=href, text=text):
                return self.url(href, text)
            case Badge(text=text, tone=tone):
                way = {"good": GOOD, "warn": WARNING, "bad": WARNING}.get(tone, BOLD)
                return self.paint(f"[{visible(text)}]", way)
            case Strong(text=text):
                return self.paint(visible(text), BOLD)
            case Code(text=text):
                return self.paint(f"`{visible(text)}`", BOLD)
            case Day(text=text):
                return visible(text)
            case Quiet(text=text):
                return self.paint(visible(text), QUIET)
            case Place(span=span):
                return self.paint(visible(place_words(span)), QUIET)
            case Prose(markdown=markdown):
                return visible(self.plain(markdown))

    def url(self, href: str, text: str) -> str:
        href = href.removeprefix("sb-file:")
        if text and text not in href:
            return f"{visible(text)} <{self.paint(visible(href), LINK)}>"
        return self.paint(visible(href), LINK)

    def plain(self, markdown: str) -> str:
        """Give Markdown as people would type it: roles as names, links with their address behind, no emphasis."""

        def named(mention: Mention) -> str:
            return mention.title or self.name_of(mention.kind, mention.target) or mention.target

        text = _LINKED.sub(r"\1 <\2>", replaced(markdown, named))
        return _EMPHASIS.sub(r"\2", text)

    def block(self, markdown: str) -> None:
        """Write prose that stands by itself: paragraphs are broken anew, lists and code keep their lines."""
        for part in re.split(r"\n[ \t]*\n", self.plain(markdown).strip("\n")):
            lines = part.split("\n")
            self.gap()
            if lines[0].startswith(("```", "    ")):
                for line in lines:
                    self.put(visible(line))
            elif _ITEM.match(lines[0]):
                self.items(lines)
            else:
                self.flow(" ".join(visible(line) for line in lines))

    def items(self, lines: Iterable[str]) -> None:
        item = ""
        for line in lines:
            if _ITEM.match(line) and item:
                self.item(item)
                item = line
            else:
                item = f"{item} {line.strip()}" if item else line
        self.item(item)

    def item(self, line: str) -> None:
        match = _ITEM.match(line)
        mark = match[0] if match else ""
        self.flow(visible(line[len(mark) :]), visible(mark))

    # --- views -------------------------------------------------------------------------------------------------------

    def views(self, views: Iterable[View]) -> None:
        for view in views:
            self.view(view)

    def view(self, view: View) -> None:  # noqa: C901, PLR0912  (one case a view is the plainest form)
        match view:
            case Prose(markdown=markdown):
                self.block(markdown)
            case Paragraph(text=text):
                if not self.is_menu(text):
                    self.gap()
                    self.text(text)
            case Note(title=title, text=text):
                self.gap()
                self.flow(self.words(text), f"{self.paint(f'! {visible(title)}:', WARNING)} ", "  ")
            case Facts(rows=rows):
                self.gap()
                self.facts(rows)
            case Bullets(items=items, style=style) if style != "jumps":
                self.gap()
                for number, item in enumerate(items, 1):
                    mark = f"{number}. " if style == "steps" else "[ ] " if style == "checks" else "- "
                    self.flow(self.words(item), mark)
            case Table(caption=caption, columns=heads, rows=rows):
                self.table(caption, tuple((head,) for head in heads), rows)
            case Matrix(caption=caption, corner=corner, columns=heads, rows=rows):
                cells = tuple((head, *(cell.text for cell in cells)) for head, cells in rows)
                self.table(caption, ((corner,), *heads), cells)
            case Cards(cards=cards):
                for card in cards:
                    self.card(card)
            case Disclosure(summary=summary, views=views):
                self.gap()
                self.flow(self.paint(self.words(summary), BOLD))
                self.inside(views)
            case Diagram(title=title, alternative=alternative):
                self.gap()
                self.flow(self.paint(visible(title), BOLD))
                self.inside(alternative)
            case Trail(label=label, stops=stops):
                names = [
                    f"[{visible(stop.ref.name)}]" if stop.state == "here" else visible(stop.ref.name) for stop in stops
                ]
                self.gap()
                self.flow(" > ".join(names), f"{self.paint(visible(label), BOLD)}: ", "  ")
            case Steps():
                self.steps(view)
            case Definitions(items=items):
                for _, term, text in items:
                    self.gap()
                    self.flow(self.words(text), f"{self.paint(visible(term), BOLD)}: ", "  ")
            case Progress() | Chooser():
                pass  # Only a browser can remember or choose.
            case Section(title=title, views=views):
                self.gap()
                self.put(self.paint(visible(title), BOLD))
                self.put(
                    ("-" if self.level == 0 else "~") * min(columns(visible(title)), self.width - len(self.indent))
                )
                self.level += 1
                self.views(views)
                self.level -= 1

    def is_menu(self, text: Text) -> bool:
        """Tell a line of links to sections of the same page, which a terminal can't follow."""
        links = [piece for piece in text if isinstance(piece, PageRef)]
        words = [piece for piece in text if not isinstance(piece, (PageRef, str, Quiet))]
        return bool(links) and not words and all(link.anchor and link.docname == self.docname for link in links)

    def text(self, text: Text) -> None:
        """Write a paragraph; prose that stands by itself within it keeps its shape."""
        if any(isinstance(piece, Prose) and not piece.inline for piece in text):
            for piece in text:
                if isinstance(piece, Prose):
                    self.block(piece.markdown)
                elif words := self.piece(piece).strip():
                    self.flow(words)
        else:
            self.flow(self.words(text))

    def inside(self, views: Iterable[View]) -> None:
        self.indent += "  "
        self.views(views)
        self.indent = self.indent[:-2]

    def facts(self, rows: Iterable[tuple[str, Text]]) -> None:
        for term, text in rows:
            self.flow(self.words(text), f"{self.paint(visible(term), BOLD)}: ", "  ")

    def card(self, card: Card) -> None:
        self.gap()
        badges = "".join(f" {self.piece(badge)}" for badge in card.badges)
        self.flow(self.paint(self.words(card.title), BOLD) + badges, "* ", "  ")
        self.indent += "  "
        if card.text:
            self.text(card.text)
        if card.way:
            self.text(card.way)
        self.facts(card.facts)
        self.indent = self.indent[:-2]

    def table(self, caption: str, heads: tuple[Text, ...], rows: Iterable[tuple[Text, ...]]) -> None:
        """Write a table as such where the screen is wide enough, else each row below its first cell."""
        self.gap()
        self.flow(self.paint(visible(caption), BOLD))
        shown = [[" ".join(self.words(cell).split()) for cell in row] for row in (heads, *rows)]
        sizes = [max(columns(_CODES.sub("", row[at])) for row in shown if at < len(row)) for at in range(len(heads))]
        if sum(sizes) + 2 * len(sizes) + len(self.indent) <= self.width:
            for number, row in enumerate(shown):
                cells = [cell + " " * (sizes[at] - columns(_CODES.sub("", cell))) for at, cell in enumerate(row)]
                line = "  ".join(cells)
                self.put(self.paint(line, BOLD) if number == 0 else line)
                if number == 0:
                    self.put("  ".join("-" * size for size in sizes))
            return
        names, *body = shown
        for row in body:
            self.gap()
            self.flow(self.paint(row[0], BOLD))
            for head, cell in zip(names[1:], row[1:], strict=False):
                if cell:
                    self.flow(cell, f"  {head}: " if head else "  ", "    ")

    def steps(self, steps: Steps) -> None:
        self.gap()
        if steps.when:
            self.put(self.paint(visible(steps.when), BOLD))
        for step in steps.steps:
            minutes = f" ({step.minutes} min)" if step.minutes else ""
            self.flow(self.words(step.text) + minutes, f"[ ] {visible(step.action)}: ", "      ")
            if step.good:
                self.flow(self.words(step.good), "      What good looks like: ", "      ")
            if step.unlocks:
                self.flow(self.words(step.unlocks), "      Only after this: ", "      ")
