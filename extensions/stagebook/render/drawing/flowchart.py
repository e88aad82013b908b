"""Flowcharts, the diagrams that our own pages show: written with a shape and a class for each kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.diagrams.mermaid import SHAPED, STATES, measure
from stagebook.render.drawing import markup, paint
from stagebook.render.drawing.markup import number
from stagebook.render.drawing.pen import GEOMETRY, HEAVIER, TYPE_SIZE, Pen, attributes, lines, linked, local
from stagebook.render.drawing.picture import Box, take_apart
from stagebook.render.drawing.route import ends_of, route
from stagebook.render.drawing.tidy import tidy

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from stagebook.render.drawing.picture import Caption, Frame, Line, Node
    from stagebook.render.drawing.preamble import Prepared

_CORNERS = {"stage": 9, "tool": 3, "need": 12, "offering": 2, "program": 9, "step": 9, "evidence": 2}
_PILLS = frozenset({"persona", "role"})
_BARRED = frozenset({"tool", "program"})
_FRAME_CORNER = 10
_FOLD = 8


def write(pen: Pen, root: Element, view: Box, prepared: Prepared) -> Box:
    """Write a flowchart and give the part of the plane that it fills.

    Frames come first, then lines and their captions, then the boxes in the order of the source, each frame's heading
    before the boxes in it: the order in which a reader tabs through the links.
    """
    picture = take_apart(root, view, pen, prepared.links)
    led = ends_of(picture) if prepared.curved else {}
    tidy(picture, frozenset(led))
    route(picture, led, upright=prepared.upright)
    out = pen.out
    out.extend(_frame(frame) for frame in picture.frames)
    out.extend(_line(line, pen) for line in picture.lines)
    out.extend(_caption(caption) for caption in picture.captions)
    waiting = list(picture.frames)
    for node in picture.nodes:
        if node.hidden:
            continue
        for frame in [frame for frame in waiting if frame.box.holds(node.x, node.y)]:
            waiting.remove(frame)
            out.append(_heading(frame))
        out.append(_node(node))
    out.extend(_heading(frame) for frame in waiting)
    for title in picture.titles:
        spot = attributes(title, ("x", "y"))
        out.append(f'<text class="sb-title"{spot} text-anchor="middle">{pen.words(title)}</text>')
    pen.define_markers(root, {})
    return picture.view


def _frame(frame: Frame) -> str:
    return f'<g class="{_classes("sb-frame", frame.classes)}">{_rect(frame.box, _FRAME_CORNER)}</g>'


def _heading(frame: Frame) -> str:
    if not frame.rows:
        return ""
    # A hair smaller than the frame, whose outline stays visible around it.
    x, y, width, height = frame.box.x + 0.6, frame.box.y + 0.6, frame.box.width - 1.2, frame.head - 0.6
    corner = _FRAME_CORNER - 0.6
    band = (
        f"M{number(x)} {number(y + height)}v{number(corner - height)}a{corner} {corner} 0 0 1 {corner} -{corner}"
        f"h{number(width - 2 * corner)}a{corner} {corner} 0 0 1 {corner} {corner}v{number(height - corner)}z"
    )
    fits = max(map(measure, frame.rows)) * TYPE_SIZE * HEAVIER <= frame.box.width - 2 * frame.indent
    middle = frame.box.y + frame.head / 2
    text = (
        lines(frame.rows, (frame.box.x + frame.indent, middle), "start")
        if fits
        else lines(frame.rows, (frame.box.middle[0], middle), "middle")
    )
    group = f'<g class="{_classes("sb-heading", frame.classes)}"><path class="sb-head" d="{band}"/>{text}</g>'
    return linked(group, frame.href, frame.rows)


def _line(line: Line, pen: Pen) -> str:
    classes = line.element.get("class", "")
    names = ["sb-edge"]
    if "edge-pattern-dotted" in classes or "edge-pattern-dashed" in classes:
        names.append("sb-dotted")
    if "edge-thickness-thick" in classes:
        names.append("sb-thick")
    style = _by_hand(line.element)
    if paint.is_colour(style.get("stroke", "")):
        names.append(paint.line_class(style["stroke"]))
    drawn = markup.attribute("d", line.path)
    return f'<path class="{" ".join(names)}" fill="none"{drawn}{pen.marker_references(line.element)}/>'


def _caption(caption: Caption) -> str:
    # On paper of its own, so that the line does not run through the words.
    paper = _rect(caption.box, 4)
    return f'<g class="sb-caption">{paper}{lines(caption.rows, (caption.x, caption.y), "middle")}</g>'


def _node(node: Node) -> str:
    kind = next((name for name in node.classes if name in SHAPED), "")
    terminal = "terminal" in node.classes
    if node.own_box and (kind or terminal or node.tidied):
        body = _box(node.own_box, kind, terminal=terminal)
    else:
        body = "".join(map(_shape, node.shapes))
    x, y = node.text_middle
    # Out of the way of the fold at the corner of a document.
    body += lines(node.rows, (x - _FOLD / 4, y) if kind == "material" else (x, y), "middle")
    where = f' transform="translate({number(node.x)},{number(node.y)})"'
    return linked(f'<g class="{_classes("sb-node", node.classes)}"{where}>{body}</g>', node.href, node.rows)


def _box(box: Box, kind: str, *, terminal: bool) -> str:
    """Write the outline of one of our boxes; kinds differ in shape too, so that colour is never the only sign."""
    if terminal or kind in _PILLS:
        return _rect(box, min(box.height / 2, 22), "sb-shape")
    if kind == "material":
        return _document(box)
    return _rect(box, _CORNERS.get(kind, 6), "sb-shape") + (_bar(box) if kind in _BARRED else "")


def _shape(element: Element) -> str:
    """Write a shape of Mermaid's own, as it is."""
    tag = local(element)
    if tag == "g":
        inner = [el for el in element if local(el) in markup.SHAPES or local(el) == "g"]
        # Some shapes come twice, as an area and as an outline of thousands of points; the area has an outline too.
        if len(inner) > 1 and all(local(el) == "path" for el in inner):
            inner = inner[:1]
        moved = attributes(element, ("transform",))
        drawn = "".join(map(_shape, inner))
        return f"<g{moved}>{drawn}</g>" if moved else drawn
    if tag not in markup.SHAPES:
        return ""
    names = ["sb-shape"]
    style = _by_hand(element)
    if paint.is_colour(style.get("fill", "")):
        names.append(paint.fill_class(style["fill"], by_hand=True))
    if paint.is_colour(style.get("stroke", "")):
        names.append(paint.line_class(style["stroke"]))
    kept = "".join(markup.attribute(name, value) for name, value in style.items() if name in paint.KEPT)
    return f'<{tag} class="{" ".join(names)}"{attributes(element, GEOMETRY)}{kept}/>'


def _by_hand(element: Element) -> dict[str, str]:
    """Give what `style`, `classDef` and `linkStyle` lines of the source say about an element."""
    return {name: value for name, value, _ in paint.declarations(element.get("style", ""))}


def _classes(first: str, names: list[str]) -> str:
    kinds = (f"sb-kind-{name}" for name in names if name in SHAPED)
    states = (f"sb-is-{name}" for name in names if name in STATES)
    return " ".join((first, *kinds, *states))


def _rect(box: Box, rounding: float, name: str = "") -> str:
    chosen = f' class="{name}"' if name else ""
    size = f'width="{number(box.width)}" height="{number(box.height)}" rx="{number(rounding)}"'
    return f'<rect{chosen} x="{number(box.x)}" y="{number(box.y)}" {size}/>'


def _document(box: Box) -> str:
    top, side = number(box.y), number(box.right - _FOLD)
    page = (
        f"M{number(box.x)} {top}h{number(box.width - _FOLD)}l{_FOLD} {_FOLD}"
        f"v{number(box.height - _FOLD)}h{number(-box.width)}z"
    )
    return f'<path class="sb-shape" d="{page}"/><path class="sb-fold" fill="none" d="M{side} {top}v{_FOLD}h{_FOLD}"/>'


def _bar(box: Box) -> str:
    return f'<path class="sb-bar" fill="none" d="M{number(box.x + 5)} {number(box.y + 6)}v{number(box.height - 12)}"/>'
