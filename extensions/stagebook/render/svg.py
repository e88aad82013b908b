"""Mermaid text in, an accessible SVG out: the one place that knows the renderer.

`draw` gives an SVG that can stand in a page as it is: no script, no style, nothing from elsewhere, colours through the
classes of `diagrams.css`, links to follow by mouse and by keyboard. The links to our own pages are stand-ins
(`link_target`), because a drawing may stand in several pages; `relink` puts the real ones.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from stagebook.diagrams.mermaid import LINK_BASE, link_target
from stagebook.render.drawing import flowchart, markup, other
from stagebook.render.drawing.pen import TYPE_SIZE, Pen
from stagebook.render.drawing.picture import Box
from stagebook.render.drawing.preamble import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Drawing", "DrawingError", "draw", "link_target", "relink"]

_PLACEHOLDER = re.compile(rf' href="{re.escape(LINK_BASE)}([^"]*)"')
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9_-]+")
# A drawing narrower than this shrinks to any screen and stays readable.
_NARROW = 440.0
_WIDTH_STEP = 80
_WIDEST_STEP = 1200
_SMALLEST_SCALE = 0.85


class DrawingError(Exception):
    """The renderer failed, or gave something that we don't put into a page; the message says so in plain words."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing and its natural size in CSS pixels."""

    svg: str
    width: float
    height: float


def draw(source: str, *, prefix: str, title: str, description: str, for_paper: bool = False) -> Drawing:
    """Draw Mermaid ``source``; raise `DrawingError` where that fails.

    ``prefix`` starts every id, so it must be different for each drawing on a page. ``title`` names the drawing and
    ``description`` says what it shows; both are read out by screen readers. The same arguments give the same bytes.
    ``for_paper`` makes it one picture with these words, which is what a PDF can hold of them.
    """
    try:
        prepared = prepare(source)
    except ValueError as fault:
        raise DrawingError(f"the diagram could not be read: {fault}") from fault
    except RecursionError as fault:
        raise DrawingError("the diagram could not be read: its settings are nested too deeply") from fault
    root = _parse(_render(prepared.text))
    view = _view_box(root)
    name = _UNSAFE_IN_ID.sub("-", prefix) or "diagram"
    name = name if name[0].isalpha() else f"d{name}"
    pen = Pen(name, prepared.stand_ins)
    try:
        if root.get("aria-roledescription", "").startswith("flowchart"):
            view = flowchart.write(pen, root, view, prepared)
        else:
            other.write(pen, root)
    except RecursionError as fault:
        raise DrawingError("the diagram is nested too deeply") from fault
    classes = "sb-diagram"
    least = math.ceil(view.width * _SMALLEST_SCALE / _WIDTH_STEP) * _WIDTH_STEP
    if least > _WIDEST_STEP:
        classes += " sb-wide"
    elif view.width > _NARROW:
        classes += f" sb-least-{least}"
    size = " ".join(map(markup.number, view))
    # Sphinx marks the words searched for, and stumbles over those that no shape shows.
    unmarked = ' class="nohighlight"'
    role = f'role="group" aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
    if for_paper:
        role = f'role="img" aria-label="{markup.text(f"{title}: {description}")}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" {role}'
        f' viewBox="{size}" width="{markup.number(view.width)}" height="{markup.number(view.height)}"'
        f' preserveAspectRatio="xMidYMid meet" font-size="{TYPE_SIZE}">'
        f'<title id="{name}-title"{unmarked}>{markup.text(title)}</title>'
        f'<desc id="{name}-desc"{unmarked}>{markup.text(description)}</desc>'
        f"{''.join(pen.out)}</svg>"
    )
    return Drawing(svg, view.width, view.height)


def relink(svg: str, resolve: Callable[[str], str]) -> str:
    """Put ``resolve(docname)`` in the place of each link from `link_target`.

    Where ``resolve`` gives nothing, the link is taken away and its text stays.
    """

    def put(match: re.Match[str]) -> str:
        address = resolve(unquote(match[1].replace("&amp;", "&")))
        return f' href="{markup.text(address)}"' if address else ""

    return _PLACEHOLDER.sub(put, svg)


def _render(text: str) -> str:
    """Call the renderer; this function is all there is to replace to use another one."""
    try:
        import mmdr  # noqa: PLC0415  (27 MB of machine code, for builds only)

        svg = mmdr.render(text, backend="merman").svg()
    except ImportError as fault:
        raise DrawingError("the diagram renderer mmdr is not installed") from fault
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    # A panic in the renderer's Rust code arrives as a BaseException that is no Exception.
    except BaseException as fault:
        reason = (str(fault).strip() or type(fault).__name__).splitlines()[0][:300]
        raise DrawingError(f"the renderer could not draw the diagram: {reason}") from fault
    if not isinstance(svg, str):
        raise DrawingError("the renderer gave no text")
    return svg


def _parse(svg: str) -> ET.Element:
    # Without a document type there are no entities to expand, which is what makes XML parsers dangerous.
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise DrawingError("the renderer gave a document type declaration, which we don't accept")
    try:
        root = ET.fromstring(svg)  # noqa: S314  (see above)
    except ET.ParseError as fault:
        raise DrawingError("the renderer gave something that is no well-formed XML") from fault
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise DrawingError("the renderer gave something other than an SVG")
    return root


def _view_box(root: ET.Element) -> Box:
    try:
        left, top, width, height = (float(part) for part in root.get("viewBox", "").split())
    except ValueError as fault:
        raise DrawingError("the renderer gave a drawing without a size") from fault
    if not (0 < width < 100_000 and 0 < height < 100_000):  # noqa: PLR2004  (also false for NaN)
        raise DrawingError("the renderer gave a drawing of no possible size")
    return Box(left, top, width, height)
