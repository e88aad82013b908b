"""Views to ordinary docutils nodes, for builders that write something other than HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from stagebook.addresses import anchor_of, docname_of
from stagebook.render.html import is_plain
from stagebook.views import (
    Badge,
    Bullets,
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
    place_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def plain_nodes(view: View, docname: str, prose: Iterator[list[nodes.Node]]) -> list[nodes.Node]:
    """Make the ordinary nodes of a view; ``docname`` is the document on which it stands.

    ``prose`` gives the nodes of each piece of prose that is more than plain words, in the order of the view.
    """
    return _Plain(docname, prose).view(view)


class _Plain:
    def __init__(self, docname: str, prose: Iterator[list[nodes.Node]]) -> None:
        self.docname = docname
        self.prose = prose

    def read(self, prose: Prose) -> list[nodes.Node]:
        """Give the nodes of a piece of prose: blocks, or what stands in a line."""
        if not is_plain(prose.markdown):
            return next(self.prose, [nodes.Text(prose.markdown)])
        words = prose.markdown.strip()
        return [nodes.Text(words)] if prose.inline else [nodes.paragraph("", words)]

    def view(self, view: View) -> list[nodes.Node]:  # noqa: C901, PLR0911, PLR0912  (one case a view is the plainest form)
        match view:
            case Prose():
                return self.read(view)
            case Paragraph(text=text):
                return [self.paragraph(text)]
            case Note(title=title, text=text):
                return [nodes.admonition("", nodes.title("", title), self.paragraph(text))]
            case Facts(rows=rows):
                return [self.definitions(rows)]
            case Bullets(items=items, style=style):
                make = nodes.enumerated_list if style == "steps" else nodes.bullet_list
                return [make("", *(nodes.list_item("", self.paragraph(item)) for item in items))]
            case Table(caption=caption, columns=columns, rows=rows):
                return [self.table(caption, [(column,) for column in columns], rows)]
            case Matrix(caption=caption, corner=corner, columns=columns, rows=rows):
                heads = [(corner,), *columns]
                return [self.table(caption, heads, [(head, *(cell.text for cell in cells)) for head, cells in rows])]
            case Cards(cards=cards):
                made: list[nodes.Node] = []
                for card in cards:
                    item = [self.paragraph((*card.title, *((" – ", *card.text) if card.text else ())))]
                    if card.badges:
                        item.append(self.paragraph(card.badges))
                    if card.way:
                        item.append(self.paragraph(card.way))
                    made.append(nodes.list_item("", *item, *([self.definitions(card.facts)] if card.facts else [])))
                return [nodes.bullet_list("", *made)]
            case Disclosure(summary=summary, views=views):
                return [self.paragraph(summary), nodes.block_quote("", *self.views(views))]
            case Diagram(title=title, alternative=alternative):
                return [self.paragraph((Strong(title),)), *self.views(alternative)]
            case Section(title=title, anchor=anchor, views=views):
                return [nodes.section("", nodes.title("", title), *self.views(views), ids=[anchor])]
            case Trail(stops=stops):
                return [self.paragraph(_between([(stop.ref,) for stop in stops], " → "))]
            case Steps(when=when, steps=steps):
                listed = [nodes.list_item("", self.paragraph((f"{step.action}: ", *step.text))) for step in steps]
                return [self.paragraph((Strong(when),)), nodes.enumerated_list("", *listed)]
            case Progress() | Chooser():
                return []  # Only a browser can remember or choose.
            case Definitions(items=items):
                return [self.definitions([(term, text) for _, term, text in items])]

    def views(self, views: Iterable[View]) -> list[nodes.Node]:
        return [node for view in views for node in self.view(view)]

    def paragraph(self, text: Text) -> nodes.Element:
        """Make a paragraph, or a group of blocks where prose brings blocks of its own."""
        made: list[nodes.Element] = []
        line: list[nodes.Node] = []
        for piece in text:
            for node in self.read(piece) if isinstance(piece, Prose) else [self.piece(piece)]:
                if (
                    isinstance(node, nodes.Element)
                    and isinstance(node, nodes.Body)
                    and not isinstance(node, nodes.Inline)
                ):
                    made += [nodes.paragraph("", "", *line)] if line else []
                    made.append(node)
                    line = []
                else:
                    line.append(node)
        if line or not made:
            made.append(nodes.paragraph("", "", *line))
        return made[0] if len(made) == 1 else nodes.container("", *made)

    def piece(self, piece: Piece) -> nodes.Node:  # noqa: C901, PLR0911  (one case a piece)
        match piece:
            case str():
                return nodes.Text(piece)
            case Ref():
                return self.link(docname_of(piece), anchor_of(piece), piece.name)
            case PageRef(docname=docname, text=text, anchor=anchor):
                return self.link(docname, anchor, text)
            case Url(href=href, text=text):
                return nodes.reference("", text, refuri=href.removeprefix("sb-file:"))
            case Badge(text=text):
                return nodes.Text(f"[{text}] ")
            case Place(span=span, href=href):
                return nodes.reference("", place_words(span), refuri=href) if href else nodes.Text(place_words(span))
            case Prose(markdown=words):
                return nodes.Text(words)
            case Strong(text=text):
                return nodes.strong("", text)
            case Code(text=text):
                return nodes.literal("", text)
            case Quiet(text=text) | Day(text=text):
                return nodes.Text(text)

    def link(self, docname: str, anchor: str, text: str) -> nodes.Node:
        return pending_xref(
            "", nodes.inline("", text), refdomain="std", reftype="doc", reftarget=f"/{docname}", refexplicit=True,
            refdoc=self.docname, refwarn=False, anchor=anchor,
        )  # fmt: skip

    def definitions(self, rows: Iterable[tuple[str, Text]]) -> nodes.definition_list:
        items = [
            nodes.definition_list_item("", nodes.term("", term), nodes.definition("", self.paragraph(text)))
            for term, text in rows
        ]
        return nodes.definition_list("", *items)

    def table(self, caption: str, heads: Sequence[Text], rows: Iterable[Sequence[Text]]) -> nodes.table:
        group = nodes.tgroup(cols=len(heads))
        group += [nodes.colspec(colwidth=max(1, 100 // len(heads))) for _ in heads]
        group += nodes.thead("", self.row(heads))
        group += nodes.tbody("", *(self.row(row) for row in rows))
        return nodes.table("", nodes.title("", caption), group)

    def row(self, cells: Iterable[Text]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", self.paragraph(cell)) for cell in cells))


def _between(items: Iterable[Text], sign: str) -> Text:
    line: list[Piece] = []
    for item in items:
        line += [sign, *item] if line else [*item]
    return tuple(line)
