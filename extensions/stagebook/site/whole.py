"""The whole handbook on one page, for paper: every document in the order of the tabs, each with ids of its own.

Sphinx's builder joins what toctrees name. Record pages stand in none, and Sphinx leaves the ids of one document to
clash with those of the next, so this builder joins the documents itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.mermaid import mermaid

from stagebook.addresses import HOME, docname_of, index_of
from stagebook.site.linking import WHOLE, id_on_whole, prefix_on_whole
from stagebook.site.nodes import finished
from stagebook.site.theme import TABS, guides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from stagebook.site.domain import PlaybookDomain

TEMPLATE = "sb-whole.html"
_ID = re.compile(r'(\s(?:id|for|aria-controls|aria-labelledby|aria-describedby)=")')
_OWN_IDS = ("refid", "id", "set_id", "input_id", "aria_controls")
"""Attributes of nodes that hold an id: docutils' own, and those of the tabs of sphinx-design."""
_DOCUMENT = "#document-"


class Chapter(NamedTuple):
    """A document with those that belong below it, such as the list of stages with the stages."""

    docname: str
    below: tuple[str, ...] = ()


class WholeHandbook(SingleFileHTMLBuilder):
    """Writes the whole handbook as one page."""

    name = WHOLE
    epilog = "The handbook is on one page in %(outdir)s."
    search = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Keep the application, which builders are no longer to be asked for."""
        super().__init__(app, env)
        self.application = app

    def assemble_doctree(self) -> nodes.document:
        """Join all documents, each resolved by itself, so that it looks as it does on a page of its own."""
        tree = self._own(self.config.root_doc)
        home = next(tree.findall(nodes.section), tree)
        home["ids"].append(id_on_whole(self.config.root_doc))
        for chapter in chapters(self.application):
            part = self._part(chapter.docname)
            section = next(part.findall(nodes.section), part)
            section.extend(self._part(docname) for docname in chapter.below)
            # Beside the home page and not below it, so that the outline of the file begins with the chapters.
            tree.append(part)
        tree["docname"] = self.config.root_doc
        return tree

    def _part(self, docname: str) -> addnodes.start_of_file:
        part = addnodes.start_of_file(docname=docname)
        part.extend(self._own(docname).children)
        for section in part.children:
            if isinstance(section, nodes.section):
                section["classes"] += ["sb-document", *_kind_classes(self.application, docname)]
        return part

    def _own(self, docname: str) -> nodes.document:
        """Give a document with ids that no other document has."""
        document = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        prefix = prefix_on_whole(docname)
        for node in document.findall(nodes.Element):
            for name in ("ids", "backrefs"):
                if node.get(name):
                    node[name] = [f"{prefix}{text}" for text in node[name]]
            for name in _OWN_IDS:
                if node.get(name):
                    node[name] = f"{prefix}{node[name]}"
            if isinstance(node, finished):
                node.children = [nodes.Text(_ID.sub(rf"\g<1>{prefix}", node.astext()))]
            elif isinstance(node, nodes.literal_block):
                # Each coloured word would be a tag of the PDF, which are a good part of its size.
                node["language"] = "text"
            elif isinstance(node, mermaid) and "prefix" in node:
                node["prefix"] = f"{prefix}{node['prefix']}"
            elif isinstance(node, nodes.reference) and node.get("refuri", "").startswith(_DOCUMENT):
                target, _, anchor = node["refuri"].removeprefix(_DOCUMENT).partition("#")
                node["refuri"] = f"#{id_on_whole(target, anchor)}"
        return document

    def assemble_toc_secnumbers(self) -> dict[str, dict[str, tuple[int, ...]]]:
        """Give the numbers of sections by the ids that they have here."""
        numbers = {
            f"{docname}/{f'#{prefix_on_whole(docname)}{name[1:]}' if name else ''}": number
            for docname, found in self.env.toc_secnumbers.items()
            for name, number in found.items()
        }
        return {self.config.root_doc: numbers}

    def assemble_toc_fignumbers(self) -> dict[str, dict[str, dict[str, tuple[int, ...]]]]:
        """Give the numbers of figures by the ids that they have here."""
        numbers = {
            f"{docname}/{kind}": {f"{prefix_on_whole(docname)}{name}": number for name, number in found.items()}
            for docname, kinds in self.env.toc_fignumbers.items()
            for kind, found in kinds.items()
        }
        return {self.config.root_doc: numbers}

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        **rest: Any,  # noqa: ANN401  (whatever the base class takes)
    ) -> None:
        """Write the page for paper: without the frame that leads from page to page."""
        if pagename == self.config.root_doc:
            templatename = TEMPLATE
            titles = self.env.titles

            def entry(docname: str) -> dict[str, str]:
                return {"address": f"#{id_on_whole(docname)}", "text": titles[docname].astext()}

            addctx = {
                **addctx,
                "sb_contents": [
                    {**entry(chapter.docname), "below": [entry(name) for name in chapter.below]}
                    for chapter in chapters(self.application)
                ],
            }
        super().handle_page(pagename, addctx, templatename, **rest)


def chapters(app: Sphinx) -> list[Chapter]:
    """Put all documents but the home page in the order in which the tabs show them."""
    placed = {app.config.root_doc}
    found = []
    for chapter in _in_order(app):
        # Records of some kinds share a page.
        names = [
            name for name in dict.fromkeys((chapter.docname, *chapter.below)) if name in app.env.found_docs - placed
        ]
        placed.update(names)
        if names:
            found.append(Chapter(names[0], tuple(names[1:])))
    return [*found, *(Chapter(name) for name in sorted(app.env.found_docs - placed))]


def _in_order(app: Sphinx) -> Iterator[Chapter]:
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    book = domain.book
    yield from (Chapter(docname) for docname, _ in guides(app, book))
    for tab in TABS:
        # A tab may lead to the list of a kind, which comes with its records.
        if tab.docname != HOME and tab.docname not in {index_of(kind) for kind in tab.kinds}:
            yield Chapter(tab.docname)
        for kind in tab.kinds:
            records = book.context.shown(book.playbook.of_kind(kind))
            yield Chapter(index_of(kind), tuple(docname_of(record) for record in records))


def _kind_classes(app: Sphinx, docname: str) -> list[str]:
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    if docname not in domain.book.makers:
        return []
    page = domain.book.page(docname)
    kind = page.kind or page.record.partition("/")[0]
    return [f"sb-of-{kind}"] if kind else []
