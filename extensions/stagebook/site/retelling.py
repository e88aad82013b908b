"""Hand-written pages as Markdown: what Sphinx made of them, whatever directives they use, told in the plainest form.

The parts that a page takes from the playbook are told by :mod:`stagebook.render.markdown`, as on the playbook's own
pages. A node that is not known here is told by what it holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.mermaid import mermaid

from stagebook.render.markdown import escaped, parts
from stagebook.site.nodes import finished, viewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SKIPPED = (
    finished, nodes.raw, nodes.comment, nodes.substitution_definition, nodes.system_message, nodes.Invisible,
    nodes.docinfo, nodes.meta, nodes.title, addnodes.toctree, addnodes.index,
)  # fmt: skip
_AROUND: dict[type[nodes.Element], str] = {nodes.emphasis: "*", nodes.strong: "**", nodes.title_reference: "*"}
_DEEPEST = 6
"""Markdown has six levels of headings."""


def retold(
    document: nodes.document, docname: str, link: Callable[[str], str], name_of: Callable[[str, str], str | None]
) -> str:
    """Give a document as Markdown; ``link`` turns an address as Sphinx wrote it into one that leads on from there."""
    told = _Reteller(docname, link, name_of).blocks(document.children, 1)
    return "\n\n".join(block for block in told if block.strip()) + "\n"


class _Reteller:
    def __init__(self, docname: str, link: Callable[[str], str], name_of: Callable[[str, str], str | None]) -> None:
        self.docname = docname
        self.link = link
        self.name_of = name_of

    # --- blocks ------------------------------------------------------------------------------------------------------

    def blocks(self, children: Iterable[nodes.Node], level: int) -> list[str]:
        """Give blocks of text, in order; ``level`` is that of the next heading."""
        told: list[str] = []
        for node in children:
            if isinstance(node, nodes.Text):
                told += [escaped(node.astext())] if node.astext().strip() else []
            elif isinstance(node, nodes.Element):
                # What a label names, other than a section, which tells its own.
                if node.get("names") and not isinstance(node, (nodes.section, nodes.footnote, nodes.citation)):
                    told += _anchors(node["ids"])
                told += self.block(node, level)
        return told

    def block(self, node: nodes.Element, level: int) -> list[str]:  # noqa: C901, PLR0911, PLR0912  (one case a node)
        match node:
            case viewed():
                return parts([node["view"]], self.docname, level=level, name_of=self.name_of)
            case mermaid():
                return [_fenced(str(node["code"]), "mermaid")]
            case nodes.section():
                return self.section(node, level)
            case nodes.Invisible() | nodes.raw() | nodes.system_message() | nodes.docinfo():
                return []
            case nodes.literal_block() | nodes.doctest_block():
                return [_fenced(node.astext(), str(node.get("language", "")).replace("default", ""))]
            case nodes.math_block():
                return [f"$$\n{node.astext().strip()}\n$$"]
            case nodes.bullet_list() | nodes.enumerated_list():
                return [self.listed(node, level)]
            case nodes.definition_list() | nodes.field_list() | nodes.option_list():
                return [self.defined(node, level)]
            case nodes.block_quote():
                return [_quoted(self.blocks(node.children, level))]
            case nodes.Admonition():
                return [self.admonition(node, level)]
            case nodes.table():
                return self.table(node)
            case nodes.figure():
                return self.blocks(node.children, level)
            case nodes.rubric() | nodes.caption():
                return [f"**{self.line(node)}**"]
            case nodes.title():
                # A title below a section is its heading, and told there; any other stands by itself.
                return [f"**{self.line(node)}**"]
            case nodes.transition():
                return ["---"]
            case nodes.line_block():
                return ["  \n".join(self.lines(node))]
            case nodes.footnote() | nodes.citation():
                label, *rest = node.children
                return [f"[^{label.astext()}]: {' '.join(self.blocks(rest, level))}"]
            case nodes.image():
                return [self.inline(node)]
            case nodes.TextElement() | nodes.Inline():
                words = self.line(node)
                return [f"**{words}**"] if words and _is_label(node) else [words]
            case nodes.Element() if _is_label(node):
                return [f"**{' '.join(self.blocks(node.children, level))}**"]
        return self.blocks(node.children, level)

    def section(self, node: nodes.section, level: int) -> list[str]:
        title, rest = node.children[0], node.children[1:]
        heading = f"{'#' * min(level, _DEEPEST)} {self.line(title) if isinstance(title, nodes.Element) else ''}"
        if level > 1:
            return [*_anchors(node["ids"]), heading, *self.blocks(rest, level + 1)]
        # The page's own heading needs no name, as the page has one; further names are those of labels.
        labels = node["ids"] if len(node["ids"]) > 1 else []
        return [heading, *_anchors(labels), *self.blocks(rest, level + 1)]

    def listed(self, node: nodes.Element, level: int) -> str:
        start = int(node.get("start", 1))
        items = []
        for number, item in enumerate(node.children, start):
            mark = f"{number}. " if isinstance(node, nodes.enumerated_list) else "- "
            items.append(_hung(mark, self.blocks([item], level)))
        return "\n".join(items)

    def defined(self, node: nodes.Element, level: int) -> str:
        items = []
        for item in node.children:
            if isinstance(item, nodes.Element):
                terms = [child for child in item.children if isinstance(child, nodes.Element)]
                words = ", ".join(self.line(term) for term in terms[:-1])
                items.append(_hung("- ", [f"**{words}:**", *self.blocks(terms[-1:], level)]))
        return "\n".join(items)

    def admonition(self, node: nodes.Element, level: int) -> str:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        words = self.line(title) if title is not None else str(node.tagname).replace("_", " ").capitalize()
        rest = [child for child in node.children if child is not title]
        return _quoted([f"**{words}**", *self.blocks(rest, level)])

    def table(self, node: nodes.table) -> list[str]:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        heads = [self.row(row) for head in node.findall(nodes.thead) for row in head.children]
        rows = [self.row(row) for body in node.findall(nodes.tbody) for row in body.children]
        wide = max((len(row) for row in (*heads, *rows)), default=0)
        head, *more = heads or [[""] * wide]
        lines = [head, ["---"] * wide, *more, *rows]
        text = "\n".join(f"| {' | '.join(line + [''] * (wide - len(line)))} |" for line in lines)
        return [f"**{self.line(title)}**", text] if title is not None else [text]

    def row(self, node: nodes.Node) -> list[str]:
        cells = []
        for entry in node.children:
            words = " ".join(" ".join(self.blocks(entry.children, _DEEPEST)).split())
            cells.append(re.sub(r"(?<!\\)\|", r"\\|", words))
        return cells

    def lines(self, node: nodes.Element) -> Iterable[str]:
        for child in node.children:
            if isinstance(child, nodes.line_block):
                yield from self.lines(child)
            elif isinstance(child, nodes.Element):
                yield self.line(child)

    # --- pieces of text ----------------------------------------------------------------------------------------------

    def line(self, node: nodes.Element) -> str:
        """Give what stands in a line."""
        return "".join(self.inline(child) for child in node.children).strip()

    def inline(self, node: nodes.Node) -> str:  # noqa: PLR0911  (one case a node)
        match node:
            case nodes.Text():
                return escaped(re.sub(r"\s*\n\s*", " ", node.astext()))
            case nodes.literal():
                return _ticked(node.astext())
            case nodes.math():
                return f"${node.astext()}$"
            case nodes.image():
                return f"![{escaped(str(node.get('alt', '')))}](<{self.link(str(node['uri']))}>)"
            case nodes.reference() | addnodes.download_reference():
                return self.reference(node)
            case nodes.footnote_reference() | nodes.citation_reference():
                return f"[^{node.astext()}]"
            case nodes.Element() if not isinstance(node, _SKIPPED):
                words = "".join(self.inline(child) for child in node.children)
                around = next((mark for kind, mark in _AROUND.items() if isinstance(node, kind)), "")
                return f"{around}{words.strip()}{around}" if words.strip() else words
        return ""

    def reference(self, node: nodes.Element) -> str:
        words = "".join(self.inline(child) for child in node.children)
        address = str(node.get("refuri") or node.get("filename") or "")
        if not address and node.get("refid"):
            address = f"#{node['refid']}"
        elif node.get("filename"):
            address = f"_downloads/{address}"
        return f"[{words}](<{self.link(address)}>)" if address and words.strip() else words


def _anchors(ids: Iterable[str]) -> list[str]:
    anchors = "".join(f'<a id="{name}"></a>' for name in ids)
    return [anchors] if anchors else []


def _is_label(node: nodes.Element) -> bool:
    """Tell the titles of tabs, dropdowns and cards, which are no titles to docutils."""
    return node.tagname in {"sd_tab_label", "dropdown_title"} or "sd-card-title" in node.get("classes", ())


def _hung(mark: str, blocks: Iterable[str]) -> str:
    """Write blocks behind a mark, the later lines below the first."""
    text = "\n\n".join(blocks)
    return mark + text.replace("\n", "\n" + " " * len(mark)).replace("\n" + " " * len(mark) + "\n", "\n\n")


def _quoted(blocks: Iterable[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _ticked(text: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"
