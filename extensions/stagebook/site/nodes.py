"""Pages and views to docutils nodes.

For HTML a view becomes a few nodes that hold finished text, with the prose and drawings between them as ordinary nodes;
a build is as fast as its number of nodes is small. For other builders the same views become ordinary nodes, just
before they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.mermaid import mermaid

from stagebook.render.html import EDIT, PLACE, chunks, resolved
from stagebook.site.linking import address_of
from stagebook.site.plain import plain_nodes
from stagebook.spans import Span
from stagebook.views import Diagram, Page, Prose, Section, Text, View, place_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.writers.html5 import HTML5Translator

    from stagebook.site.domain import PlaybookDomain
    from stagebook.site.prose import ProseReader


class finished(nodes.raw):  # noqa: N801  (docutils' names of nodes are in lower case)
    """Finished HTML in which only the addresses of links are open; a ``raw`` node, as the search index reads those."""


class viewed(nodes.General, nodes.Element):  # noqa: N801
    """What one view became for HTML, with the view itself (``view``) for builders that write something else."""


class prosed(nodes.General, nodes.TextElement):  # noqa: N801
    """What one piece of prose became, so that builders other than HTML's find it again.

    A text element, as Sphinx writes a link below anything else as one around an image.
    """


class NodeMaker:
    """Turns the views of one document into nodes."""

    def __init__(self, prose: ProseReader, document: nodes.document, *, drafts: bool) -> None:
        """Take what reads the prose, and whether drafts have pages to link to."""
        self.prose = prose
        self.document = document
        self.drafts = drafts
        self._drawn = 0
        self._part = ""

    def start_at(self, serial: int) -> None:
        """Keep the ids of a part's drawings apart from those of other parts of the page."""
        self._part = f"p{serial}"

    def page(self, page: Page) -> nodes.section:
        """Make the one section that is a page."""
        top = nodes.section(ids=[page.docname.replace("/", "-")])
        top += _title(page.title)
        if page.badges or page.kicker:
            top += self.html_only(['<p class="sb-kicker">', *self._line(page.kicker), "</p>\n"] if page.kicker else [])
            top += self.html_only(['<p class="sb-badges">', *self._line(page.badges), "</p>\n"] if page.badges else [])
        top += self.views(page.views)
        if page.words:
            top += self._search_words(page.words)
        return top

    def views(self, views: Iterable[View]) -> list[nodes.Node]:
        """Make the nodes of some views, one for each."""
        made: list[nodes.Node] = []
        for view in views:
            if isinstance(view, Section):
                made.append(self.section(view))
            else:
                made.append(self._viewed(view))
        return made

    def section(self, section: Section) -> nodes.section:
        """Make a section with its heading."""
        node = nodes.section(ids=[section.anchor])
        node += _title(section.title)
        node += self.views(section.views)
        return node

    def _viewed(self, view: View) -> nodes.Element:
        node = viewed(view=view)
        for chunk in chunks([view], drafts=self.drafts):
            node += self._chunk(chunk)
        return node

    def _line(self, text: Text) -> list[Any]:
        from stagebook.views import Paragraph  # noqa: PLC0415

        pieces = chunks([Paragraph(text)], drafts=self.drafts)
        # The paragraph's own tags are the outermost of the first and last piece.
        if pieces and isinstance(pieces[0], str):
            pieces[0] = pieces[0].split(">", 1)[1]
        if pieces and isinstance(pieces[-1], str):
            pieces[-1] = pieces[-1].rsplit("</", 1)[0]
        return pieces

    def html_only(self, pieces: Iterable[Any]) -> list[nodes.Node]:
        """Make nodes that only HTML shows."""
        made: list[nodes.Node] = []
        for piece in pieces:
            made += self._chunk(piece)
        return made

    def _chunk(self, chunk: str | Prose | Diagram | Section) -> list[nodes.Node]:
        match chunk:
            case str():
                return [finished("", chunk, format="html")]
            case Prose():
                return [prosed("", "", *self.prose.read(chunk))]
            case Diagram():
                return [self._diagram(chunk)]
            case Section():
                return [self.section(chunk)]

    def _diagram(self, diagram: Diagram) -> nodes.Element:
        self._drawn += 1
        node = mermaid()
        node["code"] = diagram.source
        node["options"] = {}
        node["alt"] = diagram.description
        node["stagebook"] = diagram
        node["prefix"] = f"{self._part}d{self._drawn}"
        told = nodes.container(classes=["sb-told"])
        told += self.views(diagram.alternative)
        made: nodes.Element = node
        made += told
        return made

    @staticmethod
    def _search_words(words: Iterable[str]) -> nodes.Node:
        from html import escape  # noqa: PLC0415

        text = escape(", ".join(words))
        return finished("", f'<p class="sb-words" hidden>{text}</p>\n', format="html")


def _title(text: str) -> nodes.title:
    """Make a heading that shows a name letter by letter, as links, the palette and the sidebar do."""
    return nodes.title("", text, support_smartquotes=False)


def visit_finished(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write finished HTML with its links resolved."""
    builder = translator.builder
    docname = translator.docnames[-1]

    def address(target: str, anchor: str) -> str:
        if target.startswith((PLACE, EDIT)):
            start, identity = target.split(":", 1)
            domain: PlaybookDomain = builder.env.domains["playbook"]  # type: ignore[assignment]
            span, href = domain.book.places.get(identity, (Span(""), ""))
            return place_words(span) if f"{start}:" == PLACE else href
        if target.startswith("sb-file:"):
            from stagebook.site.extras import file_address  # noqa: PLC0415

            return file_address(builder, docname, target.removeprefix("sb-file:"))
        return address_of(builder, docname, target, anchor)

    translator.body.append(resolved(node.astext(), address))
    raise nodes.SkipNode


def visit_entry(translator: HTML5Translator, node: nodes.entry) -> None:
    """Write a cell of a table that somebody wrote by hand; a heading says what it is for."""
    type(translator).visit_entry(translator, node)
    cell = translator.body[-1]
    if cell.lstrip().startswith("<th"):
        scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        translator.body[-1] = cell.replace("<th", f'<th scope="{scope}"', 1)


def depart_entry(translator: HTML5Translator, node: nodes.entry) -> None:
    """Close the cell."""
    type(translator).depart_entry(translator, node)


def pass_through(_translator: object, _node: nodes.Element) -> None:
    """Write nothing for the node itself, only for what it holds."""


def skip(_translator: object, _node: nodes.Element) -> None:
    """Leave the node out: other writers get ordinary nodes instead."""
    raise nodes.SkipNode


class PlainViews(SphinxPostTransform):
    """For builders that do not write HTML: put ordinary nodes in place of finished HTML."""

    default_priority = 5

    def run(self, **_: Any) -> None:  # noqa: ANN401  (the base class's signature)
        """Replace what only HTML can show."""
        if self.env.domains["playbook"].for_html:  # type: ignore[attr-defined]
            return
        for node in list(self.document.findall(viewed)):
            read = iter([list(found.children) for found in node.findall(prosed)])
            node.replace_self(plain_nodes(node["view"], self.env.current_document.docname, read))
        for rest in list(self.document.findall(finished)):
            rest.parent.remove(rest)
