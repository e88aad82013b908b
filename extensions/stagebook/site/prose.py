"""Prose: Markdown out of a record to docutils nodes, with the lines of the file it stands in."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.util import logging

from stagebook.kinds import KINDS
from stagebook.near import near

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it import MarkdownIt
    from myst_parser.config.main import MdParserConfig
    from myst_parser.warnings_ import MystWarnings

    from stagebook.views import Prose

logger = logging.getLogger(__name__)
_UNKNOWN_ROLE = re.compile(r"Unknown interpreted text role \"([^\"]{1,60})\"")
# Prose may link, stress and list; it may not bring HTML of its own, read files or draw on other machines.
FORBIDDEN = ("html_block", "html_inline")


class ProseRenderer(SphinxRenderer):
    """Tells of faults in prose where they stand: in the record's file, once, with the role that was probably meant."""

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: nodes.Element | None = None,  # noqa: ARG002  (the base class's signature)
    ) -> nodes.system_message | None:
        """Log a fault at the line of the file; the same text may stand on several pages and is told of once."""
        place = (str(self.document["source"]), line or 0, message)
        if place not in self.document.settings.env.domains["playbook"].told:
            self.document.settings.env.domains["playbook"].told.add(place)
            found = _UNKNOWN_ROLE.search(message)
            guess = near(found[1], [kind.name for kind in KINDS]) if found else None
            logger.warning(
                "%s%s",
                message.rstrip("."),
                f"; did you mean `{guess}`?" if guess else "",
                location=f"{place[0]}:{place[1]}",
                type=wtype or "myst",
                subtype=subtype if isinstance(subtype, str) else subtype.value,
            )
        return None


class Markdown:
    """The parser of prose, made once for all documents of a build, as making it costs more than most prose does."""

    def __init__(self, config: MdParserConfig) -> None:
        """Take the settings of MyST; what prose must not do is left out of them."""
        self._config = config.copy(disable_syntax=[*config.disable_syntax, *FORBIDDEN])

    @cached_property
    def parser(self) -> MarkdownIt:
        """The parser, which turns tokens into docutils nodes."""
        return create_md_parser(self._config, ProseRenderer)


class ProseReader:
    """Reads the prose of one document; the Markdown machinery is set up when the first piece needs it."""

    def __init__(self, document: nodes.document, markdown: Markdown, root: Path) -> None:
        """Take the document that the prose becomes part of."""
        self.document = document
        self.markdown = markdown
        self.root = root
        self._renderer: ProseRenderer | None = None

    def _ready(self) -> ProseRenderer:
        if self._renderer is None:
            parser = self.markdown.parser
            parser.options["document"] = self.document
            renderer = parser.renderer
            assert isinstance(renderer, ProseRenderer)  # noqa: S101  (see Markdown)
            renderer.setup_render(dict(parser.options), {})
            self._renderer = renderer
        return self._renderer

    def read(self, prose: Prose) -> list[nodes.Node]:
        """Give the nodes of a piece of prose: blocks, or what stands in a line where it is inline."""
        renderer = self._ready()
        settings = self.document.settings
        kept = settings.raw_enabled, settings.file_insertion_enabled
        source = str(self.root / prose.span.path) if prose.span.path else self.document["source"]
        before = self.document["source"], self.document.reporter.source
        self.document["source"] = self.document.reporter.source = source
        # Whoever may edit a record may not thereby run scripts in a page or read files of the building machine.
        settings.raw_enabled = settings.file_insertion_enabled = False
        root = nodes.Element()
        try:
            with renderer.current_node_context(root):
                renderer.nested_render_text(prose.markdown, max(prose.span.line - 1, 0), inline=prose.inline)
        finally:
            settings.raw_enabled, settings.file_insertion_enabled = kept
            self.document["source"], self.document.reporter.source = before
        for node in root.findall(nodes.Element):
            node.source = source
            if not prose.moving and prose.span.line:
                node.line = prose.span.line
        _keep_images_home(root)
        return root.children


def _keep_images_home(root: nodes.Element) -> None:
    """Turn images from other machines into links: the site asks nobody else's server for anything."""
    for image in list(root.findall(nodes.image)):
        uri = str(image.get("uri", ""))
        if "://" in uri or uri.startswith(("//", "data:")):
            words = str(image.get("alt") or uri)
            link = (
                nodes.reference("", words, refuri=uri)
                if uri.startswith(("https://", "http://"))
                else nodes.inline("", words)
            )
            image.replace_self(link)
