"""Frames put in order: boxes set close and in a grid, frames side by side of one height, no room wasted.

The layout engine centres frames of different heights on one line, with gaps inside them that it does not let us choose.
A reader compares columns from the top, as on a board. So a frame that holds nothing but rows and columns of boxes is
set anew around its own middle; frames around it close up; and the room that this frees is taken out of the drawing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from stagebook.diagrams.mermaid import measure
from stagebook.render.drawing.pen import HEAVIER, TYPE_SIZE
from stagebook.render.drawing.picture import Box, map_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagebook.render.drawing.picture import Frame, Line, Node, Picture

GAP = 10.0
"""Pixels between two boxes of a frame."""

_SIDE = 15.0
_UNDER_HEAD = 12.0
_ABOVE_FOOT = 16.0
_SAME_COLUMN = 30.0
_SAME_ROW = 2.0
_MAY_GROW = 16.0
_NEAR = 6.0
_REACH = 8.0
_AROUND = 8.0
# Curves and straight lines with absolute points: what the renderer writes for edges.
_SIMPLE_PATH = re.compile(r"[MLQC\d\s,.e-]*\Z")

Span = tuple[float, float]


@dataclass(slots=True)
class _Grid:
    """A frame with its boxes in columns, each from the top; room that is kept free has its place too."""

    frame: Frame
    columns: list[list[Node]]
    widths: list[float]
    heights: list[float]

    @property
    def width(self) -> float:
        return sum(self.widths) + GAP * (len(self.widths) - 1)

    @property
    def height(self) -> float:
        return sum(self.heights) + GAP * (len(self.heights) - 1)


def tidy(picture: Picture, led: frozenset[str]) -> None:
    """Put the frames of a picture in order; ``led`` names the lines that `route` will lead anew in any case."""
    if not picture.frames or not all(_SIMPLE_PATH.match(line.path) for line in picture.lines):
        return
    before = [frame.box for frame in picture.frames]
    stay = [line for line in picture.lines if line.name not in led]
    done = {id(grid.frame) for row in _rows(picture) if _set(row, picture, stay) for grid in row}
    # From the smallest frame outward, as a frame closes up around those inside.
    for frame in reversed(picture.frames):
        if id(frame) not in done:
            _hug(frame, picture, stay)
    for axis in (0, 1):
        freed = []
        for old, frame in zip(before, picture.frames, strict=True):
            (start, end), (new_start, new_end) = _span(old, axis), _span(frame.box, axis)
            freed += [(start, new_start), (new_end, end)]
        bands = _free(freed, picture, axis)
        if bands:
            _close(bands, picture, axis)
    _trim(picture)


def _rows(picture: Picture) -> list[list[_Grid]]:
    """Find the grids, in rows of those that stand side by side in the same frame."""
    found: list[tuple[int, float, _Grid]] = []
    for frame in picture.frames:
        grid = _grid(frame, picture)
        if grid is not None:
            around = [i for i, other in enumerate(picture.frames) if other.box.around(frame.box)]
            # Frames come largest first, so the last one around is the closest.
            found.append((around[-1] if around else -1, frame.box.middle[1], grid))
    _match_widths([grid for _, _, grid in found])
    rows: list[list[_Grid]] = []
    last: tuple[int, float] | None = None
    for around_it, middle, grid in sorted(found, key=lambda entry: entry[:2]):
        if last and last[0] == around_it and middle - last[1] <= _SAME_ROW:
            rows[-1].append(grid)
        else:
            rows.append([grid])
        last = (around_it, middle)
    return rows


def _grid(frame: Frame, picture: Picture) -> _Grid | None:
    if any(frame.box.around(other.box) for other in picture.frames) or _is_entered(frame.box, picture):
        return None
    nodes = [node for node in picture.nodes if frame.box.holds(node.x, node.y)]
    if not any(not node.hidden for node in nodes) or any(node.own_box is None for node in nodes):
        return None
    columns: list[list[Node]] = []
    for node in sorted(nodes, key=lambda node: node.x):
        if columns and node.x - columns[-1][0].x < _SAME_COLUMN:
            columns[-1].append(node)
        else:
            columns.append([node])
    if len({len(column) for column in columns}) > 1:
        return None
    for column in columns:
        column.sort(key=lambda node: node.y)
    columns = [column for column in columns if not all(node.hidden for node in column)]
    widths = [max(_size(node)[0] for node in column) for column in columns]
    heights = [max(_size(node)[1] for node in row) for row in zip(*columns, strict=True)]
    return _Grid(frame, columns, widths, heights)


def _match_widths(grids: list[_Grid]) -> None:
    """Make all columns of a drawing as wide as the widest, unless that would change a frame a lot."""
    widest = max((width for grid in grids for width in grid.widths), default=0.0)
    for grid in grids:
        matched = [widest] * len(grid.widths)
        if sum(matched) - sum(grid.widths) <= _MAY_GROW * len(matched):
            grid.widths = matched


def _size(node: Node) -> tuple[float, float]:
    box = node.own_box
    return (0.0, 0.0) if box is None or node.hidden else (box.width, box.height)


def _is_entered(box: Box, picture: Picture) -> bool:
    inner = Box(box.x + 2, box.y + 2, box.width - 4, box.height - 4)
    return any(inner.holds(x, y) for line in picture.lines for x, y in line.points)


def _set(row: list[_Grid], picture: Picture, stay: list[Line]) -> bool:
    """Set each grid of a row close, all at one height, if nothing is in the way."""
    head = max(grid.frame.head for grid in row)
    height = head + _UNDER_HEAD + max(grid.height for grid in row) + _ABOVE_FOOT
    if height > max(grid.frame.box.height for grid in row) + _MAY_GROW:
        return False
    boxes = []
    for grid in row:
        x, y = grid.frame.box.middle
        width = max(grid.width, _heading(grid.frame)) + 2 * _SIDE
        boxes.append(Box(x - width / 2, y - height / 2, width, height))
    if not all(_has_room(grid, box, picture, stay) for grid, box in zip(row, boxes, strict=True)):
        return False
    for grid, box in zip(row, boxes, strict=True):
        grid.frame.box, grid.frame.head = box, head
        grid.frame.indent = (box.width - grid.width) / 2
        x = box.x + grid.frame.indent
        for column, width in zip(grid.columns, grid.widths, strict=True):
            y = box.y + head + _UNDER_HEAD
            for node, tall in zip(column, grid.heights, strict=True):
                node.x, node.y = x + width / 2, y + tall / 2
                node.own_box, node.tidied = Box(-width / 2, -tall / 2, width, tall), True
                y += tall + GAP
            x += width + GAP
    return True


def _heading(frame: Frame) -> float:
    return max(map(measure, frame.rows), default=0.0) * TYPE_SIZE * HEAVIER


def _has_room(grid: _Grid, new: Box, picture: Picture, stay: list[Line]) -> bool:
    old = grid.frame.box
    if new.width > old.width + _MAY_GROW:
        return False
    own = {id(node) for column in grid.columns for node in column}
    for frame in picture.frames:
        # Frames around it close up later, and may have to hold it.
        if frame is not grid.frame and not frame.box.around(old) and frame.box.meets(new):
            return False
        if frame.box.around(old) and not frame.box.around(new):
            return False
    if any(id(node) not in own and not node.hidden and new.holds(node.x, node.y) for node in picture.nodes):
        return False
    if any(new.holds(caption.x, caption.y) for caption in picture.captions):
        return False
    return all(_stays_clear(line.points, old, new) for line in stay)


def _stays_clear(points: Sequence[tuple[float, float]], old: Box, new: Box) -> bool:
    """Say whether a line still ends at the frame where it did, and does not run through it."""
    for x, y in (points[0], points[-1]) if points else ():
        beside = min(abs(x - old.x), abs(x - old.right)) <= _NEAR and old.y - 1 <= y <= old.bottom + 1
        above = min(abs(y - old.y), abs(y - old.bottom)) <= _NEAR and old.x - 1 <= x <= old.right + 1
        if beside and (new.width != old.width or not new.y + _REACH <= y <= new.bottom - _REACH):
            return False
        if above and not beside:
            return False
    inner = Box(new.x + 2, new.y + 2, new.width - 4, new.height - 4)
    for (x, y), (u, v) in pairwise(points):
        reach = Box(min(x, u) - 0.1, min(y, v) - 0.1, abs(x - u) + 0.2, abs(y - v) + 0.2)
        if reach.meets(inner):
            return False
    return True


def _hug(frame: Frame, picture: Picture, stay: list[Line]) -> None:
    """Draw a frame close around what it holds."""
    old = frame.box
    inside = [other.box for other in picture.frames if old.around(other.box)]
    inside += [node.bounds for node in picture.nodes if not node.hidden and old.holds(node.x, node.y)]
    inside += [box for box in _caption_boxes(picture) if old.around(box)]
    points = [point for line in picture.lines for point in line.points]
    inside += [Box(x, y, 0, 0) for x, y in points if old.x + _NEAR < x < old.right - _NEAR and old.y < y < old.bottom]
    if not inside:
        return
    left = min(min(box.x for box in inside) - _SIDE, old.middle[0] - _heading(frame) / 2 - _SIDE)
    right = max(max(box.right for box in inside) + _SIDE, old.middle[0] + _heading(frame) / 2 + _SIDE)
    top = min(box.y for box in inside) - frame.head - _UNDER_HEAD
    bottom = max(box.bottom for box in inside) + _ABOVE_FOOT
    left, right = max(left, old.x), min(right, old.right)
    top, bottom = max(top, old.y - _MAY_GROW), min(bottom, old.bottom)
    new = Box(left, top, right - left, bottom - top)
    ends = [point for line in stay for point in (*line.points[:1], *line.points[-1:])]
    near = Box(old.x - _NEAR, old.y - _NEAR, old.width + 2 * _NEAR, old.height + 2 * _NEAR)
    if not any(near.holds(*point) for point in ends):
        frame.box = new


def _free(freed: Sequence[Span], picture: Picture, axis: int) -> list[Span]:
    """Give what is left of the freed spans where nothing else stands, over the whole breadth of the drawing."""
    taken: list[Span] = []
    for frame in picture.frames:
        start, end = _span(frame.box, axis)
        if any(frame.box.around(other.box) for other in picture.frames):
            before = frame.head + _UNDER_HEAD if axis else _SIDE
            taken += [(start, start + before), (end - (_ABOVE_FOOT if axis else _SIDE), end)]
        else:
            taken.append((start, end))
    boxes = [node.bounds for node in picture.nodes if not node.hidden] + _caption_boxes(picture)
    taken += [(start - _AROUND, end + _AROUND) for start, end in (_span(box, axis) for box in boxes)]
    left = _joined([span for span in freed if span[1] - span[0] > 1])
    for start, end in _joined(taken):
        left = [
            piece
            for span in left
            for piece in ((span[0], min(span[1], start)), (max(span[0], end), span[1]))
            if piece[1] - piece[0] > 1
        ]
    return left


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _close(bands: list[Span], picture: Picture, axis: int) -> None:
    """Take the bands out of the drawing: everything beyond moves up, or to the left."""

    def moved(at: float) -> float:
        return at - sum(min(max(at - start, 0.0), end - start) for start, end in bands)

    def put(x: float, y: float) -> tuple[float, float]:
        return (x, moved(y)) if axis else (moved(x), y)

    for frame in picture.frames:
        (x, y), (right, bottom) = put(frame.box.x, frame.box.y), put(frame.box.right, frame.box.bottom)
        frame.box = Box(x, y, right - x, bottom - y)
    for node in picture.nodes:
        node.x, node.y = put(node.x, node.y)
    for caption in picture.captions:
        caption.x, caption.y = put(caption.x, caption.y)
    for line in picture.lines:
        line.path = map_points(line.path, put)


def _trim(picture: Picture) -> None:
    """Show no more of the plane than there is on it."""
    boxes = [frame.box for frame in picture.frames] + _caption_boxes(picture)
    boxes += [node.bounds for node in picture.nodes if not node.hidden]
    boxes += [Box(x, y, 0, 0) for line in picture.lines for x, y in line.points]
    left, top = min(box.x for box in boxes) - _AROUND, min(box.y for box in boxes) - _AROUND
    right, bottom = max(box.right for box in boxes) + _AROUND, max(box.bottom for box in boxes) + _AROUND
    view = picture.view
    # A title stands above the middle of what was drawn first.
    if picture.titles:
        left, right, top = view.x, view.right, view.y
    picture.view = Box(left, top, right - left, bottom - top)


def _caption_boxes(picture: Picture) -> list[Box]:
    return [caption.box for caption in picture.captions]


def _span(box: Box, axis: int) -> Span:
    return (box.y, box.bottom) if axis else (box.x, box.right)
