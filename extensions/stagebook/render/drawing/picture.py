"""A flowchart taken apart: frames, boxes, lines and captions, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stagebook.diagrams.mermaid import SPACER, measure
from stagebook.render.drawing import markup
from stagebook.render.drawing.pen import ROW, TYPE_SIZE, Pen, address, local

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

HEAD_PADDING = 18.0
"""Room above and below a frame's heading together."""

_TRANSLATE = re.compile(r"translate\(\s*(-?[\d.eE+-]+)[\s,]+(-?[\d.eE+-]+)\s*\)\Z")
_POINT = re.compile(r"(-?[\d.]+(?:e-?\d+)?)[, ](-?[\d.]+(?:e-?\d+)?)")


Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside or on the edge."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def meets(self, other: Box) -> bool:
        """Say whether two rectangles share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def around(self, other: Box) -> bool:
        """Say whether ``other`` lies inside this one and is not the same."""
        return (
            self != other
            and self.x <= other.x
            and self.right >= other.right
            and self.y <= other.y
            and self.bottom >= other.bottom
        )


@dataclass(slots=True)
class Frame:
    """A subgraph: its rectangle, its heading, how high the heading's band is and how far the text is indented."""

    name: str
    classes: list[str]
    box: Box
    rows: list[str]
    href: str
    head: float = 0.0
    indent: float = 16.0

    def __post_init__(self) -> None:
        """Take the height of the band from the lines of the heading."""
        self.head = len(self.rows) * ROW + HEAD_PADDING if self.rows else 0.0


@dataclass(slots=True)
class Node:
    """A box around its own middle, and where that middle stands; ``order`` is its place in the source."""

    name: str
    classes: list[str]
    shapes: list[Element]
    rows: list[str]
    text_middle: Point
    href: str
    x: float
    y: float
    order: int
    hidden: bool
    """Only takes up room."""
    own_box: Box | None
    """The rectangle around the box's own middle, if it is one."""
    tidied: bool = False
    """Whether the rectangle was set anew."""

    @property
    def outline(self) -> Box | None:
        """The rectangle that the box takes up in the diagram, if it is one."""
        box = self.own_box
        return Box(self.x + box.x, self.y + box.y, box.width, box.height) if box else None

    @property
    def bounds(self) -> Box:
        """The outline, or a guess at it for other shapes."""
        return self.outline or Box(self.x - 40, self.y - 20, 80, 40)


@dataclass(slots=True)
class Line:
    """An edge: its name, which holds the names of its ends, and its path."""

    name: str
    element: Element
    path: str

    @property
    def points(self) -> tuple[Point, ...]:
        """The points that the line goes through or bends towards."""
        return _points(self.path)


@dataclass(slots=True)
class Caption:
    """The text on an edge, around its middle; ``line`` is the edge's name."""

    line: str
    rows: list[str]
    x: float
    y: float

    @property
    def box(self) -> Box:
        """The paper that the text stands on."""
        width = max(map(measure, self.rows)) * TYPE_SIZE + 12
        height = len(self.rows) * ROW + 2
        return Box(self.x - width / 2, self.y - height / 2, width, height)


@dataclass(slots=True)
class Picture:
    """A flowchart in pieces; ``view`` is the part of the plane to show."""

    view: Box
    frames: list[Frame] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    titles: list[Element] = field(default_factory=list)


def take_apart(root: Element, view: Box, pen: Pen, links: dict[str, str]) -> Picture:
    """Find the pieces of a flowchart; ``links`` gives the addresses of subgraphs by their names."""
    picture = Picture(view)
    _Collector(picture, pen, links).collect(root, (0.0, 0.0))
    # Larger frames are painted first, so that the ones inside stay visible; ties go by place, never by chance.
    picture.frames.sort(key=lambda frame: (-frame.box.width * frame.box.height, frame.box))
    picture.nodes.sort(key=lambda node: node.order)
    return picture


@dataclass(slots=True)
class _Collector:
    picture: Picture
    pen: Pen
    links: dict[str, str]

    def collect(self, element: Element, at: Point) -> None:
        """Take up what ``element`` holds; ``at`` is where its own coordinates begin."""
        for child in element:
            classes = child.get("class", "").split()
            tag = local(child)
            if "cluster" in classes:
                self.frame(child, classes, at)
            elif "node" in classes:
                self.node(child, "", _moved(at, child))
            elif tag == "a":
                inner = next((el for el in child if "node" in el.get("class", "").split()), None)
                if inner is not None:
                    self.node(inner, address(child), _moved(_moved(at, child), inner))
            elif "edgeLabel" in classes:
                self.caption(child, _moved(at, child))
            elif child.get("data-edge"):
                self.line(child, classes, at)
            elif "flowchartTitleText" in classes:
                self.picture.titles.append(child)
            elif tag in {"g", "svg"}:
                self.collect(child, _moved(at, child))

    def frame(self, element: Element, classes: list[str], at: Point) -> None:
        rects = (el for el in element.iter() if local(el) == "rect")
        box = next((box_of(el) for el in rects), Box(0, 0, 0, 0))
        box = Box(box.x + at[0], box.y + at[1], box.width, box.height)
        name = element.get("id", "").partition("-")[2]
        href = markup.link(self.links.get(name, ""))
        self.picture.frames.append(Frame(name, classes, box, self.pen.rows(element), href))

    def node(self, element: Element, href: str, at: Point) -> None:
        shapes: list[Element] = []
        rows: list[str] = []
        middle = (0.0, 0.0)
        for child in element:
            if "label" in child.get("class", "").split():
                rows = self.pen.rows(child)
                x, y = _moved((0.0, 0.0), child)
                middle = (x, y + len(rows) * ROW / 2)
            else:
                shapes.append(child)
        start, _, tail = element.get("id", "").rpartition("-")
        name = start.partition("-flowchart-")[2]
        order = int(tail) if tail.isdigit() else 0
        classes = element.get("class", "").split()
        hidden = SPACER in classes
        own_box = box_of(shapes[0]) if len(shapes) == 1 and local(shapes[0]) == "rect" else None
        self.picture.nodes.append(Node(name, classes, shapes, rows, middle, href, *at, order, hidden, own_box))

    def caption(self, element: Element, at: Point) -> None:
        if rows := self.pen.rows(element):
            line = next((name for el in element if (name := el.get("data-id"))), "")
            self.picture.captions.append(Caption(line, rows, *at))

    def line(self, element: Element, classes: list[str], at: Point) -> None:
        path = element.get("d", "")
        if "edge-thickness-invisible" in classes or not markup.ATTRIBUTES["d"].match(path):
            return
        if at != (0.0, 0.0):
            path = map_points(path, lambda x, y: (x + at[0], y + at[1]))
        self.picture.lines.append(Line(element.get("data-id", ""), element, path))


@lru_cache(maxsize=1024)
def _points(path: str) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in _POINT.findall(path))


def map_points(path: str, move: Callable[[float, float], Point]) -> str:
    """Give ``path`` with each point moved; it must be of absolute points alone (`M`, `L`, `Q`, `C`)."""

    def put(match: re.Match[str]) -> str:
        x, y = move(float(match[1]), float(match[2]))
        return f"{x:.3f},{y:.3f}"

    return _POINT.sub(put, path)


def box_of(element: Element) -> Box:
    """Give the rectangle of a `rect` element."""
    return Box(*(_length(element.get(name, "0")) for name in ("x", "y", "width", "height")))


def offset(transform: str) -> Point:
    """Give how far a `translate(x, y)` moves."""
    match = _TRANSLATE.match(transform)
    return (float(match[1]), float(match[2])) if match else (0.0, 0.0)


def _moved(at: Point, element: Element) -> Point:
    transform = element.get("transform")
    if not transform:
        return at
    x, y = offset(transform)
    return (at[0] + x, at[1] + y)


def _length(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0
