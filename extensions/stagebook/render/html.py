"""A page's views to HTML, in pieces: finished text, and between it the prose and drawings that others turn into nodes.

Nothing out of the data reaches the text unescaped. A link inside the handbook is written as a mark that holds the
docname (see :func:`resolved`), as its address is known only when a page is written: it differs from page to page and
from builder to builder.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from stagebook.addresses import anchor_of, docname_of
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
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Control characters can't stand in a playbook's files, so no text of a user's can be taken for a mark.
_OPEN, _CLOSE = "\x02", "\x03"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_MARKUP = re.compile(r"[\\`*_\[\]<>{}&|~$^#\n]|://|^\s*(?:[-+=:]|\d+[.)])|---?|\.\.\.|[\"']")

PLACE, EDIT = "sb-at:", "sb-edit:"
"""Starts of marks that stand for a finding's place in words, and for the address at which it is edited."""

PHONE_LETTERS = 34
"""The most letters that the columns of a table may take together to be read on a phone side by side."""

Chunk = str | Prose | Diagram | Section
"""A piece of a page: finished HTML, or something that is not HTML yet."""


def mark(docname: str, anchor: str = "") -> str:
    """Write the mark of a link to a page of the handbook."""
    return f"{_OPEN}{docname}{'#' if anchor else ''}{anchor}{_CLOSE}"


def resolved(html: str, address: Callable[[str, str], str]) -> str:
    """Put addresses in place of the marks; ``address`` gets a docname and an anchor ("" for the whole page)."""

    def put(match: re.Match[str]) -> str:
        if match[1].startswith((PLACE, EDIT)):
            return escape(address(unescape(match[1]), ""))
        docname, _, anchor = match[1].partition("#")
        return escape(address(docname, anchor))

    return _MARK.sub(put, html)


def is_plain(markdown: str) -> bool:
    """Tell whether a text means the same as Markdown and as plain words on one line."""
    return not _MARKUP.search(markdown)


def chunks(views: Iterable[View], *, drafts: bool = False, prefix: str = "") -> list[Chunk]:
    """Turn views into pieces of a page, in order.

    With ``drafts`` records in draft are linked, as they have pages then; ``prefix`` keeps ids on a page apart where a
    part stands on it more than once.
    """
    writer = _Writer(drafts=drafts, prefix=prefix)
    for view in views:
        writer.view(view)
    return writer.result()


class _Writer:
    """The pieces written so far; text is gathered until something comes that is not HTML."""

    def __init__(self, *, drafts: bool, prefix: str) -> None:
        self.drafts = drafts
        self.prefix = prefix
        self.done: list[Chunk] = []
        self.text: list[str] = []

    def result(self) -> list[Chunk]:
        self._flush()
        return self.done

    def _flush(self) -> None:
        if self.text:
            self.done.append("".join(self.text))
            self.text = []

    def _put(self, chunk: Prose | Diagram | Section) -> None:
        self._flush()
        self.done.append(chunk)

    # --- pieces of text ----------------------------------------------------------------------------------------------

    def line(self, text: Text) -> None:
        for piece in text:
            self.piece(piece)

    def piece(self, piece: Piece) -> None:  # noqa: C901  (one case a piece is the plainest form)
        write = self.text.append
        match piece:
            case str():
                write(escape(piece))
            case Ref():
                write(self.ref(piece))
            case Prose():
                self.prose(piece)
            case PageRef(docname=docname, text=text, anchor=anchor):
                write(f'<a href="{mark(docname, anchor)}">{escape(text)}</a>')
            case Url(href=href, text=text):
                write(self.url(href, text))
            case Badge(text=text, tone=tone):
                write(f'<span class="sb-badge sb-tone-{_word(tone)}">{escape(text)}</span> ')
            case Place():
                write(self.place(piece))
            case Strong(text=text):
                write(f"<strong>{escape(text)}</strong>")
            case Code(text=text):
                write(f"<code>{escape(text)}</code>")
            case Day(value=value, text=text):
                write(f'<time datetime="{escape(value)}">{escape(text)}</time>')
            case Quiet(text=text):
                write(f'<span class="sb-quiet">{escape(text)}</span>')

    def ref(self, ref: Ref) -> str:
        name = escape(ref.name)
        if ref.status == "draft" and not self.drafts:
            return f'<span class="sb-ref sb-unlinked">{name} <span class="sb-quiet">(draft)</span></span>'
        retired = ' <span class="sb-quiet">(retired)</span>' if ref.status == "retired" else ""
        href = mark(docname_of(ref), anchor_of(ref))
        return f'<a class="sb-ref sb-kind-{_word(ref.kind)}" href="{href}">{name}</a>{retired}'

    def url(self, href: str, text: str) -> str:
        if href.startswith("sb-file:"):
            return f'<a class="sb-out" href="{_OPEN}{escape(href)}{_CLOSE}">{escape(text)}</a>'
        return f'<a class="sb-out" href="{escape(href)}" rel="noopener noreferrer">{escape(text)}</a>'

    def place(self, place: Place) -> str:
        shown = f"{_OPEN}{PLACE}{escape(place.finding)}{_CLOSE}"
        if not place.href:
            return f'<span class="sb-quiet">{shown}</span>'
        href = f"{_OPEN}{EDIT}{escape(place.finding)}{_CLOSE}"
        return f'<a class="sb-out" href="{href}" rel="noopener noreferrer">{shown}</a>'

    def prose(self, prose: Prose) -> None:
        if not is_plain(prose.markdown):
            self._put(prose)
        elif prose.inline:
            self.text.append(escape(prose.markdown))
        else:
            self.text.append(f"<p>{escape(prose.markdown.strip())}</p>\n")

    # --- views -------------------------------------------------------------------------------------------------------

    def view(self, view: View) -> None:  # noqa: C901, PLR0912  (one case a view is the plainest form)
        match view:
            case Prose():
                self.prose(view)
            case Paragraph(text=text, tone=tone):
                self.wrapped("p", text, "" if tone == "plain" else f"sb-{_word(tone)}")
            case Note():
                self.note(view)
            case Facts(rows=rows):
                self.facts(rows)
            case Bullets():
                self.bullets(view)
            case Table():
                self.table(view)
            case Matrix():
                self.matrix(view)
            case Cards(cards=cards):
                self.text.append('<div class="sb-cards">\n')
                for card in cards:
                    self.card(card)
                self.text.append("</div>\n")
            case Disclosure(summary=summary, views=views):
                self.text.append('<details class="sb-disclosure">\n<summary>')
                self.line(summary)
                self.text.append('</summary>\n<div class="sb-disclosed">\n')
                self.views(views)
                self.text.append("</div>\n</details>\n")
            case Diagram() | Section():
                self._put(view)
            case Trail():
                self.trail(view)
            case Steps():
                self.steps(view)
            case Progress(path=path, steps=number):
                self.text.append(f'<div class="sb-progress" data-path="{escape(path)}" data-steps="{number}"></div>\n')
            case Chooser():
                self.chooser(view)
            case Definitions(items=items):
                self.text.append('<dl class="sb-definitions">\n')
                for anchor, term, text in items:
                    self.text.append(f'<dt id="{escape(self.prefix + anchor)}">{escape(term)}</dt>\n<dd>')
                    self.line(text)
                    self.text.append("</dd>\n")
                self.text.append("</dl>\n")

    def views(self, views: Iterable[View]) -> None:
        for view in views:
            self.view(view)

    def wrapped(self, tag: str, text: Text, classes: str = "", attributes: str = "") -> None:
        # Prose in a paragraph of its own would close the paragraph around it in the reader's browser.
        if tag == "p" and any(isinstance(piece, Prose) and not piece.inline for piece in text):
            tag = "div"
        named = f' class="{classes}"' if classes else ""
        self.text.append(f"<{tag}{named}{attributes}>")
        self.line(text)
        self.text.append(f"</{tag}>\n")

    def note(self, note: Note) -> None:
        self.text.append(f'<div class="sb-note sb-tone-{_word(note.tone)}" role="note">\n')
        self.text.append(f'<p class="sb-note-title">{escape(note.title)}</p>\n')
        self.wrapped("div", note.text)
        self.text.append("</div>\n")

    def facts(self, rows: Iterable[tuple[str, Text]]) -> None:
        self.text.append('<dl class="sb-facts">\n')
        for term, text in rows:
            self.text.append(f"<div><dt>{escape(term)}</dt>\n<dd>")
            self.line(text)
            self.text.append("</dd></div>\n")
        self.text.append("</dl>\n")

    def bullets(self, bullets: Bullets) -> None:
        tag = "ol" if bullets.style == "steps" else "ul"
        self.text.append(f'<{tag} class="sb-bullets sb-{_word(bullets.style)}">\n')
        for item in bullets.items:
            self.wrapped("li", item)
        self.text.append(f"</{tag}>\n")

    def table(self, table: Table) -> None:
        self.text.append('<div class="sb-scroll" tabindex="0" role="region" ')
        brief = " sb-brief" if _is_brief(table) else ""
        self.text.append(f'aria-label="{escape(table.caption)}">\n<table class="sb-table{brief}">\n')
        self.text.append(f"<caption>{escape(table.caption)}</caption>\n<thead><tr>\n")
        for column in table.columns:
            pick = " data-pick" if column in table.picks else ""
            self.text.append(f'<th scope="col"{pick}>{escape(column)}</th>\n')
        self.text.append("</tr></thead>\n<tbody>\n")
        for row in table.rows:
            self.text.append("<tr>\n")
            for index, cell in enumerate(row):
                if index == 0:
                    self.wrapped("th", cell, attributes=' scope="row"')
                else:
                    label = escape(table.columns[index]) if index < len(table.columns) else ""
                    self.wrapped("td", cell, attributes=f' data-label="{label}"')
            self.text.append("</tr>\n")
        self.text.append("</tbody>\n</table>\n</div>\n")

    def matrix(self, matrix: Matrix) -> None:
        self.text.append('<div class="sb-scroll" tabindex="0" role="region" ')
        self.text.append(f'aria-label="{escape(matrix.caption)}">\n<table class="sb-matrix">\n')
        self.text.append(f"<caption>{escape(matrix.caption)}</caption>\n")
        self.text.append(f'<thead><tr>\n<th scope="col">{escape(matrix.corner)}</th>\n')
        for column in matrix.columns:
            self.wrapped("th", column, attributes=' scope="col"')
        self.text.append("</tr></thead>\n<tbody>\n")
        for head, cells in matrix.rows:
            self.text.append("<tr>\n")
            self.wrapped("th", head, attributes=' scope="row"')
            for cell in cells:
                self.wrapped("td", cell.text, f"sb-cell-{_word(cell.state)}")
            self.text.append("</tr>\n")
        self.text.append("</tbody>\n</table>\n</div>\n")

    def card(self, card: Card) -> None:
        kind = f" sb-kind-{_word(card.kind)}" if card.kind else ""
        since = f' data-since="{escape(card.since)}"' if card.since else ""
        self.text.append(f'<div class="sb-card{kind}"{since}>\n')
        self.wrapped("p", card.title, "sb-card-title")
        if card.badges:
            self.wrapped("p", card.badges, "sb-card-badges")
        if card.text:
            self.wrapped("div", card.text, "sb-card-text")
        if card.way:
            self.wrapped("p", card.way, "sb-card-way")
        if card.facts and card.fold:
            self.text.append(f'<details class="sb-fold"><summary>{escape(card.fold)}</summary>\n')
            self.facts(card.facts)
            self.text.append("</details>\n")
        elif card.facts:
            self.facts(card.facts)
        self.text.append("</div>\n")

    def chooser(self, chooser: Chooser) -> None:
        self.text.append(f'<form class="sb-choose" method="get" action="{mark(chooser.docname)}">\n')
        for label, name, anyone, options in (
            ("I am at", "stage", "any stage", chooser.stages),
            ("with", "persona", "anybody", chooser.personas),
        ):
            self.text.append(f'<label>{label} <select name="{name}">\n<option value="">{anyone}</option>\n')
            self.text.extend(f'<option value="{escape(value)}">{escape(words)}</option>\n' for value, words in options)
            self.text.append("</select></label>\n")
        self.text.append('<button type="submit">Show</button>\n')
        hint = "Choosing both takes you there; with the keyboard, press Show."
        self.text.append(f'<p class="sb-quiet">{hint}</p>\n</form>\n')

    def trail(self, trail: Trail) -> None:
        self.text.append(f'<nav class="sb-trail" aria-label="{escape(trail.label)}">\n<ol>\n')
        for stop in trail.stops:
            here = ' aria-current="step"' if stop.state == "here" else ""
            self.text.append(f'<li class="sb-stop sb-{_word(stop.state)}"{here}>{self.ref(stop.ref)}')
            if stop.note:
                self.text.append(f' <span class="sb-quiet">{escape(stop.note)}</span>')
            self.text.append("</li>\n")
        self.text.append("</ol>\n</nav>\n")

    def steps(self, steps: Steps) -> None:
        if steps.when:
            self.text.append(f'<p class="sb-when">{escape(steps.when)}</p>\n')
        path = f' data-path="{escape(steps.path)}"' if steps.path else ""
        self.text.append(f'<ol class="sb-path"{path}>\n')
        for step in steps.steps:
            self.text.append(f'<li id="{escape(self.prefix + step.id)}" class="sb-step">\n')
            self.text.append(f'<span class="sb-badge sb-action-{_word(step.action)}">{escape(step.action)}</span> ')
            self.wrapped("span", step.text, "sb-step-text")
            if step.minutes:
                self.text.append(f' <span class="sb-quiet sb-minutes">{step.minutes} min</span>\n')
            if step.good:
                self.text.append('<details class="sb-good"><summary>What good looks like</summary>\n')
                self.wrapped("div", step.good)
                self.text.append("</details>\n")
            if step.unlocks:
                self.wrapped("p", ("Only after this: ", *step.unlocks), "sb-quiet")
            self.text.append("</li>\n")
        self.text.append("</ol>\n")


def _is_brief(table: Table) -> bool:
    """Tell whether a table fits a phone as it stands, so that it need not become cards there."""
    cells = [[plain(cell) for cell in row] for row in ((tuple((head,) for head in table.columns)), *table.rows)]
    return sum(max(map(len, column)) for column in zip(*cells, strict=False)) <= PHONE_LETTERS


def _word(text: str) -> str:
    """Keep what may stand in a class name."""
    return re.sub(r"[^a-z0-9-]", "-", text.lower())
