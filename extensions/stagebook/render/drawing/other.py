"""Every type of diagram but flowcharts: the renderer's structure, with its style sheet resolved onto the elements.

Our own pages show flowcharts; these come from fences that people write by hand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.render.drawing import markup, paint
from stagebook.render.drawing.markup import number
from stagebook.render.drawing.pen import BASELINE, ROW, TYPE_SIZE, Pen, address, attributes, lines, local
from stagebook.render.drawing.picture import offset

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PIXELS = re.compile(r"([\d.]+)(?:px)?\Z")
_MEASURED_SIZE = 16
_SMALLEST = 11.0
_SPOT = ("x", "y", "dx", "dy")


def write(pen: Pen, root: Element) -> None:
    """Write a drawing of any type."""
    style = "".join(el.text or "" for el in root.iter() if local(el) == "style")
    sheet = paint.style_sheet(style)
    _Writer(pen, sheet, states="statediagram" in root.get("class", "")).element(root, [])
    pen.define_markers(root, sheet)


class _Writer:
    """Goes through the elements, each with the way that leads to it."""

    def __init__(self, pen: Pen, sheet: paint.Sheet, *, states: bool) -> None:
        self.pen = pen
        self.out = pen.out
        self.sheet = sheet
        self.states = states

    def element(self, element: Element, above: list[paint.Step]) -> None:
        tag = local(element)
        if tag not in markup.SHAPES and tag not in markup.CONTAINERS:
            return
        classes = frozenset(element.get("class", "").split())
        # The line for "today" would make each day's build differ from the last.
        if "today" in classes:
            return
        path = [*above, (tag, classes)]
        style = paint.resolve(self.sheet, path, element.get("style", ""))
        if style.get("display") == "none" or style.get("visibility") == "hidden":
            return
        if tag in markup.SHAPES:
            self.out.append(f"<{tag}{_looks(element, style)}{self.pen.marker_references(element)}/>")
        elif tag == "text":
            self.text(element, style)
        elif tag in {"svg", "defs"}:
            for child in element:
                self.element(child, path)
        elif not self.caption(element, classes):
            self.group(element, path, style)

    def group(self, element: Element, path: list[paint.Step], style: dict[str, str]) -> None:
        href = address(element) if path[-1][0] == "a" else ""
        name, link = ("a", f' href="{markup.text(href)}"') if href else ("g", "")
        start = len(self.out)
        self.out.append(f"<{name}{_looks(element, style, link=bool(href))}{link}>")
        for child in element:
            self.element(child, path)
        if len(self.out) == start + 1:
            self.out.pop()
        else:
            self.out.append(f"</{name}>")

    def caption(self, element: Element, classes: frozenset[str]) -> bool:
        """Write the texts that the renderer puts beside their place: captions of lines, and names of states."""
        if "edgeLabel" in classes:
            rows = self.pen.rows(element)
            at = offset(element.get("transform", ""))
        elif self.states and "label" in classes:
            rows = self.pen.rows(element)
            at = (0.0, offset(element.get("transform", ""))[1] + len(rows) * ROW / 2)
        else:
            return False
        if rows:
            kind = "sb-caption sb-halo" if "edgeLabel" in classes else "sb-name"
            self.out.append(f'<g class="{kind}">{lines(rows, at, "middle")}</g>')
        return True

    def text(self, element: Element, style: dict[str, str]) -> None:
        rows = self.pen.rows(element)
        if rows:
            first = next(el for el in element.iter() if "text-outer-tspan" in el.get("class", ""))
            anchor = first.get("text-anchor") or element.get("text-anchor") or style.get("text-anchor") or "start"
            looks = _looks(element, {**style, "text-anchor": anchor}, text=True)
            spots = ((number(ROW * (i + 0.5) + BASELINE), markup.text(row)) for i, row in enumerate(rows))
            inner = " ".join(f'<tspan x="0" y="{top}">{row}</tspan>' for top, row in spots)
            self.out.append(f"<text{looks}>{inner}</text>")
            return
        inner = self.spans(element)
        if inner.strip():
            self.out.append(f"<text{_looks(element, style, text=True)}>{inner}</text>")

    def spans(self, element: Element) -> str:
        written = [markup.text(self.pen.shown(element.text))]
        for child in element:
            if local(child) == "tspan":
                own = {name: value for name, value, _ in paint.declarations(child.get("style", ""))}
                anchor = markup.attribute("text-anchor", own.get("text-anchor") or child.get("text-anchor") or "")
                written.append(f"<tspan{attributes(child, _SPOT)}{anchor}>{self.spans(child)}</tspan>")
            written.append(markup.text(self.pen.shown(child.tail)))
        return "".join(written)


def _looks(element: Element, style: dict[str, str], *, text: bool = False, link: bool = False) -> str:
    """Give an element's attributes: geometry, what is kept of its style, and classes for its colours."""
    found = {name: value for name, value in element.items() if name in markup.ATTRIBUTES or name in {"fill", "stroke"}}
    found |= {name: value for name, value in style.items() if name not in {"display", "visibility"}}
    fill, stroke = found.pop("fill", ""), found.pop("stroke", "")
    names = ["sb-link"] if link else []
    plain = ""
    # All text is ink, whatever it stands on: fills are light in the light and dark in the dark.
    if not text:
        if paint.is_colour(fill):
            names.append(paint.fill_class(fill, by_hand="fill" in element.get("style", "")))
        elif fill:
            plain += ' fill="none"'
        if paint.is_colour(stroke):
            names.append(paint.line_class(stroke))
        elif stroke:
            plain += ' stroke="none"'
    if size := _PIXELS.match(found.get("font-size", "")):
        found["font-size"] = number(max(_SMALLEST, float(size[1]) * TYPE_SIZE / _MEASURED_SIZE))
    chosen = f' class="{" ".join(names)}"' if names else ""
    return chosen + plain + "".join(markup.attribute(name, value) for name, value in found.items())
