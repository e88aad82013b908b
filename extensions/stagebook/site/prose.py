"""Prose: Markdown out of a record to docutils nodes, with the lines of the file it stands in."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.warnings_ import MystWarnings
from sphinx import addnodes
from sphinx.util import logging

from stagebook.kinds import KINDS
from stagebook.kinds.fields import SAFE_SCHEMES
from stagebook.near import near

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.config.main import MdParserConfig

    from stagebook.views import Prose

logger = logging.getLogger(__name__)
_UNKNOWN_ROLE = re.compile(r"Unknown interpreted text role \"([^\"]{1,60})\"")
# Prose may link, stress and list; it may not bring HTML of its own, read files or draw on other machines.
FORBIDDEN = ("html_block", "html_inline")
# Looks up whatever it is asked for in the running program.
FORBIDDEN_EXTENSIONS = frozenset({"substitution"})
DIRECTIVES = frozenset(
    {
        "admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip",
        "warning", "deprecated", "versionadded", "versionchanged", "versionremoved",
        "code", "code-block", "sourcecode", "mermaid",
        "figure", "image", "list-table", "table", "hlist",
        "compound", "container", "div", "epigraph", "highlights", "pull-quote", "rubric", "sidebar", "topic",
        "card", "card-carousel", "card-footer", "card-header", "dropdown", "grid", "grid-item", "grid-item-card",
        "button-link", "button-ref", "tab-item", "tab-set",
    }
)  # fmt: skip
"""What prose may use: directives that only lay out what it says. Others read files, run code or change other pages."""
_ELSEWHERE = "use it on a page of your own, in `source/`"
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


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

    def run_directive(  # noqa: PLR0913  (the base class's signature)
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        *,
        block_text: str | None = None,
    ) -> list[nodes.Element]:
        """Run a directive that prose may use; any other is shown as it is written."""
        written = block_text or content
        if name not in DIRECTIVES:
            guess = near(name, sorted(DIRECTIVES))
            meant = f"did you mean `{guess}`?" if guess else _ELSEWHERE
            return self._refused(f"prose takes no `{{{name}}}`; {meant}", written, position)
        if name == "mermaid" and first_line.strip():
            told = "prose takes no diagram out of a file; write the diagram itself here"
            return self._refused(told, written, position)
        try:
            return super().run_directive(name, first_line, content, position, additional_options, block_text=block_text)
        except Exception as error:  # noqa: BLE001  (whatever somebody else's directive stumbles over is a fault of the prose)
            return self._refused(f"`{{{name}}}` can't be shown: {error}", written, position)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Link to a page or a file; a target that no file can be called by is told like any other that is not there."""
        try:
            super().render_link_unknown(token)
        except (OSError, ValueError) as error:
            self.create_warning(f"a link leads nowhere: {error}", MystWarnings.XREF_MISSING, line=token_line(token, 0))
            self.render_children(token)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Show reStructuredText as it is written: its directives would pass by those that prose may use."""
        written = f"{token.markup}{token.info}\n{token.content}{token.markup}"
        told = f"prose takes no `{{eval-rst}}`; {_ELSEWHERE}"
        self.current_node += self._refused(told, written, token.map[0] if token.map else 0)

    def _refused(self, told: str, written: str, position: int) -> list[nodes.Element]:
        """Tell why a directive is not carried out, and show it as it is written."""
        self.create_warning(told, MystWarnings.DIRECTIVE_PARSING, line=position)
        text = written.rstrip("\n")
        return [nodes.literal_block(text, text, language="none")]


class Markdown:
    """The parser of prose, made once for all documents of a build, as making it costs more than most prose does."""

    def __init__(self, config: MdParserConfig) -> None:
        """Take the settings of MyST; what prose must not do is left out of them."""
        self._config = config.copy(
            disable_syntax=[*config.disable_syntax, *FORBIDDEN],
            enable_extensions=config.enable_extensions - FORBIDDEN_EXTENSIONS,
        )

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
        _Guard(renderer, self.document).look(root)
        return root.children


class _Guard:
    """Takes out of prose what no page should hold, and tells of it; the words stay."""

    def __init__(self, renderer: ProseRenderer, document: nodes.document) -> None:
        self.renderer = renderer
        self.env = document.settings.env
        self.source = Path(self.env.srcdir).resolve()

    def look(self, root: nodes.Element) -> None:
        """Look at all that a piece of prose became."""
        for node in list(root.findall(nodes.Element)):
            match node:
                case addnodes.download_reference():
                    self.file(node)
                case nodes.reference():
                    self.link(node)
                case nodes.image():
                    self.image(node)
                case nodes.math() | nodes.math_block():
                    # Browsers draw it by a script out of somebody else's server.
                    literal = nodes.literal_block if isinstance(node, nodes.math_block) else nodes.literal
                    node.replace_self(literal(node.astext(), node.astext()))

    def link(self, node: nodes.reference) -> None:
        address = str(node.get("refuri", ""))
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in SAFE_SCHEMES:
            self.tell(node, f"the link scheme `{scheme[1]}:` is not safe to publish; link with https: or mailto:")
            node.replace_self(nodes.inline("", "", *node.children))

    def file(self, node: addnodes.download_reference) -> None:
        path = str(node.get("reftarget", ""))
        if not self.is_home(path):
            self.tell(node, f"`{path}` is no file below `source/`, so it is not published")
            node.replace_self(nodes.inline("", "", *node.children))

    def image(self, node: nodes.image) -> None:
        """Turn images from other machines into links: the site asks nobody else's server for anything."""
        uri = str(node.get("uri", ""))
        words = str(node.get("alt") or uri)
        scheme = _SCHEME.match(uri)
        if uri.startswith(("https://", "http://")):
            self.put(node, nodes.reference("", words, refuri=uri))
        elif scheme or uri.startswith("//"):
            self.put(node, nodes.inline("", words))
        elif not self.is_home(uri):
            self.tell(node, f"`{uri}` is no file below `source/`, so it is not published")
            self.put(node, nodes.inline("", words))

    @staticmethod
    def put(image: nodes.image, words: nodes.Element) -> None:
        """Put words in the place of an image, in a paragraph where nothing else is around them."""
        alone = not isinstance(image.parent, nodes.TextElement)
        image.replace_self(nodes.paragraph("", "", words) if alone else words)

    def is_home(self, path: str) -> bool:
        """Tell whether there is a file below the folder of the pages, which is no link to one elsewhere."""
        try:
            _, full = self.env.relfn2path(path, self.env.docname)
            file = Path(full).resolve()
            # Sphinx itself chooses among the forms of a picture.
            return self.source in file.parents and (file.suffix == ".*" or file.is_file())
        except (OSError, RuntimeError, ValueError):
            return False  # A name that no file can have.

    def tell(self, node: nodes.Element, told: str) -> None:
        line: Any = node.line or next((parent.line for parent in _above(node) if parent.line), 0)
        self.renderer.create_warning(told, MystWarnings.NOT_SUPPORTED, line=line)


def _above(node: nodes.Element) -> list[nodes.Element]:
    """Give what a node stands in, from the inside out."""
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
