"""Directives: every part of the handbook's pages, for hand-written pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from stagebook.pages import PARTS, PartError
from stagebook.site.nodes import NodeMaker
from stagebook.site.prose import ProseReader

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from stagebook.pages import Part
    from stagebook.site.domain import PlaybookDomain


class PartDirective(SphinxDirective):
    """Places a part; one subclass for each is made by :func:`register`."""

    part: ClassVar[Part]

    def run(self) -> list[nodes.Node]:
        """Make the part's nodes and note that the document shows it."""
        domain: PlaybookDomain = self.env.domains["playbook"]  # type: ignore[assignment]
        options = {name: str(value).strip() for name, value in self.options.items()}
        pairs = tuple(text for name in sorted(options) for text in (name, options[name]))
        domain.note_question(self.env.current_document.docname, ("part", self.part.name, *pairs))
        try:
            views = domain.book.part(self.part.name, options)
        except PartError as error:
            return [self.state_machine.reporter.warning(f"{self.name}: {error}", line=self.lineno)]
        document = self.state.document
        reader = ProseReader(document, domain.markdown, domain.book.playbook.root)
        made = NodeMaker(reader, document, drafts=domain.book.context.drafts)
        made.start_at(self.env.new_serialno("stagebook-part") + 1)
        return made.views(views)


def register(app: Sphinx) -> None:
    """Make the directive of each part."""
    for part in PARTS:
        made = type(
            f"{part.name.title().replace('-', '')}Directive",
            (PartDirective,),
            {
                "part": part,
                "__doc__": part.build.__doc__,
                "option_spec": dict.fromkeys(part.options, directives.unchanged),
            },
        )
        app.add_directive(f"playbook-{part.name}", made)
