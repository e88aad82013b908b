"""The parser of mounted documents: it asks the book for the page and turns it into nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.parsers import Parser

from stagebook.site.mount import FILETYPE
from stagebook.site.nodes import NodeMaker
from stagebook.site.prose import ProseReader

if TYPE_CHECKING:
    from docutils import nodes

    from stagebook.site.domain import PlaybookDomain


class PlaybookParser(Parser):
    """Builds the document of a record or of another page of the playbook.

    The text that Sphinx hands over is the stamp's and of no interest: the record is loaded already.
    """

    supported: ClassVar[tuple[str, ...]] = (FILETYPE,)

    def parse(self, inputstring: str, document: nodes.document) -> None:  # noqa: ARG002  (see the class)
        """Fill the document with the page's nodes."""
        env = self._env
        docname = env.current_document.docname
        domain: PlaybookDomain = env.domains["playbook"]  # type: ignore[assignment]
        book = domain.book
        root = book.playbook.root
        path, _ = book.path_of(docname)
        document["source"] = document.reporter.source = str(root / path)
        document.settings.record_dependencies.list.clear()
        page = book.page(docname)
        domain.note_question(docname, ("page", docname))
        # Record pages stand in no toctree: their index pages list them.
        env.metadata[docname]["orphan"] = True
        maker = NodeMaker(
            ProseReader(document, domain.markdown, root),
            document,
            drafts=book.context.drafts,
        )
        document += maker.page(page)
