"""What every drawing needs to be written down: text, arrow heads, ids of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stagebook.render.drawing import markup, paint
from stagebook.render.drawing.markup import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

ROW = 17.6
"""Pixels from line to line: the renderer measures at 16 pixels with a line height of 1.1."""

TYPE_SIZE = 14
"""Pixels; text is drawn smaller than it was measured, because the renderer takes letters for narrower than they are."""

HEAVIER = 1.12
"""How much wider a heading is than plain text: it is set in a heavier face than the one that is measured."""

BASELINE = 0.35 * TYPE_SIZE
"""From the middle of a line down to the feet of its letters."""

GEOMETRY = (
    *("d", "points", "x", "y", "width", "height", "rx", "ry"),
    *("cx", "cy", "r", "x1", "y1", "x2", "y2", "transform"),
)
"""The attributes that place a shape."""

_REFERENCE = re.compile(r"url\(#([^()\s]+)\)\Z")
_MARKER_FRAME = ("viewBox", "refX", "refY", "markerUnits", "markerWidth", "markerHeight", "orient")
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(slots=True)
class Pen:
    """One drawing under way: what is written so far, and which arrow heads it uses."""

    prefix: str
    """Starts every id."""
    stand_ins: dict[int, str]
    """Characters to put back, see `preamble`."""
    out: list[str] = field(default_factory=list)
    markers: dict[str, str] = field(default_factory=dict)
    """The renderer's ids of the arrow heads in use, with ours."""

    def marker_references(self, element: Element) -> str:
        """Give the attributes that put arrow heads onto a line, under ids of this drawing."""
        written = ""
        for name in ("marker-start", "marker-mid", "marker-end"):
            if match := _REFERENCE.match(element.get(name, "")):
                ours = self.markers.setdefault(match[1], f"{self.prefix}-m{len(self.markers)}")
                written += f' {name}="url(#{ours})"'
        return written

    def define_markers(self, root: Element, sheet: paint.Sheet) -> None:
        """Write the arrow heads that are in use, in front of everything."""
        if not self.markers:
            return
        written = []
        for element in root.iter():
            ours = self.markers.get(element.get("id", ""), "")
            if not ours or local(element) != "marker":
                continue
            frame = attributes(element, _MARKER_FRAME)
            path = [("marker", frozenset(element.get("class", "").split()))]
            heads = "".join(_head(child, path, sheet) for child in element)
            written.append(f'<marker id="{ours}"{frame}>{heads}</marker>')
        self.out.insert(0, f"<defs>{''.join(written)}</defs>")

    def rows(self, element: Element) -> list[str]:
        """Give the lines of a text that the renderer has broken into lines."""
        rows = ("".join(row.itertext()) for row in element.iter() if "text-outer-tspan" in row.get("class", ""))
        return [self.shown(" ".join(row.split())) for row in rows if row.strip()]

    def words(self, element: Element) -> str:
        """Give the text of an element as one escaped line."""
        return markup.text(self.shown(" ".join("".join(element.itertext()).split())))

    def shown(self, text: str | None) -> str:
        """Give text with the characters that stood behind entity codes."""
        return (text or "").translate(self.stand_ins) if self.stand_ins else text or ""


def local(element: Element) -> str:
    """Give an element's tag without its namespace; empty for what is no element."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def address(element: Element) -> str:
    """Give where an `a` element leads, if a reader may be sent there."""
    return markup.link(element.get(_HREF) or element.get("href") or "")


def attributes(element: Element, names: Iterable[str]) -> str:
    """Give those attributes of an element that are named and allowed."""
    return "".join(markup.attribute(name, element.get(name, "")) for name in names if name in element.keys())  # noqa: SIM118


def linked(group: str, href: str, rows: Sequence[str]) -> str:
    """Give ``group`` as a link named by its text, or as it is where there is nowhere to go."""
    if not href:
        return group
    return f'<a class="sb-link" href="{markup.text(href)}" aria-label="{markup.text(" ".join(rows))}">{group}</a>'


def lines(rows: Sequence[str], middle: tuple[float, float], anchor: str) -> str:
    """Give a text of one or more lines around the point ``middle``."""
    x, y = middle
    first = y - (len(rows) - 1) * ROW / 2 + BASELINE
    left = number(x)
    spots = [(number(first + i * ROW), markup.text(row)) for i, row in enumerate(rows)]
    if len(spots) == 1:
        top, row = spots[0]
        return f'<text x="{left}" y="{top}" text-anchor="{anchor}">{row}</text>'
    # The space between the lines is not drawn, but it is read out, found by search and copied.
    spans = " ".join(f'<tspan x="{left}" y="{top}">{row}</tspan>' for top, row in spots)
    return f'<text text-anchor="{anchor}">{spans}</text>' if spans else ""


def _head(element: Element, path: list[paint.Step], sheet: paint.Sheet) -> str:
    """Give a part of an arrow head: filled like its line, hollow, or filled with paper."""
    tag = local(element)
    if tag not in markup.SHAPES:
        return ""
    here = [*path, (tag, frozenset(element.get("class", "").split()))]
    around = paint.resolve(sheet, path, "").get("fill", "")
    own = paint.resolve(sheet, here, element.get("style", "")).get("fill") or element.get("fill")
    fill = own or around
    name = "sb-arrow"
    if fill in {"none", "transparent"} or "cross" in " ".join(path[0][1]):
        name = "sb-arrow sb-open"
    elif fill and paint.fill_class(fill) == "sb-fill-paper":
        name = "sb-arrow sb-paper"
    return f'<{tag} class="{name}"{attributes(element, GEOMETRY)}/>'
