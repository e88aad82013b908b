"""Diagrams in HTML: drawn while the page is written, with the same told in words beside them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx.util import logging

from stagebook.render.svg import DrawingError, draw, relink
from stagebook.site.linking import WHOLE, address_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.writers.html5 import HTML5Translator

    from stagebook.views import Diagram

logger = logging.getLogger(__name__)


def visit_mermaid(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write a diagram as a figure; where it can't be drawn, its text stands alone and the build warns.

    Serves our own diagrams and the ``mermaid`` fences of hand-written pages.
    """
    diagram: Diagram | None = node.get("stagebook")
    title = diagram.title if diagram else str(node.get("alt") or "Diagram")
    description = diagram.description if diagram else str(node.get("alt") or "A diagram; its source stands below.")
    prefix = node.get("prefix") or f"m{translator.builder.env.new_serialno('stagebook-drawing')}"
    forms = [("", str(node["code"]))]
    if diagram and diagram.narrow:
        forms = [(" sb-when-wide", diagram.source), (" sb-when-narrow", diagram.narrow)]
    for_paper = translator.builder.name == WHOLE
    drawn: list[str] = []
    for index, (when, source) in enumerate(forms):
        try:
            drawing = draw(
                source, prefix=f"{prefix}-{index}", title=title, description=description, for_paper=for_paper
            )
        except DrawingError as error:
            logger.warning(
                "the diagram “%s” could not be drawn: %s; its text is shown instead",
                title, error, location=node, type="stagebook", subtype="diagram",
            )  # fmt: skip
            drawn = []
            break
        drawn.append(f'<div class="sb-diagram-box{when}">{_linked(translator, drawing.svg)}</div>\n')
    name = f" sb-diagram-{diagram.name}" if diagram else ""
    # In a PDF the drawing itself is the figure, and has the words that go with one.
    role = ' role="none"' if for_paper else ""
    translator.body.append(f'<figure class="sb-figure{name}"{role}>\n{"".join(drawn)}')
    summary = "The same in words" if diagram else "The diagram's source"
    opened = "" if drawn else " open"
    translator.body.append(f'<details class="sb-told"{opened}>\n<summary>{summary}</summary>\n')
    if not diagram:
        translator.body.append(f"<pre>{escape(str(node['code']))}</pre>\n")


def depart_mermaid(translator: HTML5Translator, _node: nodes.Element) -> None:
    """Close the figure."""
    translator.body.append("</details>\n</figure>\n")


def _linked(translator: HTML5Translator, svg: str) -> str:
    builder = translator.builder
    docname = translator.docnames[-1]

    def resolve(target: str) -> str:
        page, _, anchor = target.partition("#")
        if page not in builder.env.found_docs:
            return ""
        return address_of(builder, docname, page, anchor) or "#"

    return relink(svg, resolve)
