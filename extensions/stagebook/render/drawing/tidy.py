"""Columns put in order: frames side by side get one height, their boxes start at the top and stand close.

The layout engine centres frames of different heights on one line, with gaps inside them that it does not let us choose.
A reader compares columns from the top, as on a board. So a row of frames that hold nothing but a column of boxes is
set anew, and the room that this frees is taken out of the drawing. Where lines, captions or other frames would be in
the way, the row stays as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from stagebook.render.drawing.picture import Box, map_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.render.drawing.picture import Frame, Node, Picture

GAP = 10.0
"""Pixels between two boxes of a column."""
_UNDER_HEAD = 12.0
_ABOVE_FOOT = 16.0
_NEAR = 6.0
_WORTH_IT = 2.0
_REACH = 8.0
# Curves and straight lines with absolute points: what the renderer writes for edges.
_SIMPLE_PATH = re.compile(r"[MLQC\d\s,.e-]*\Z")


@dataclass(slots=True)
class _Column:
    frame: Frame
    nodes: list[Node]
    outlines: list[Box]

    @property
    def height(self) -> float:
        """The height of the boxes and of the gaps between them."""
        return sum(box.height for box in self.outlines) + GAP * (len(self.outlines) - 1)


def tidy(picture: Picture) -> None:
    """Set the rows of columns anew, and close the room that is freed."""
    if not picture.frames or not all(_SIMPLE_PATH.match(line.path) for line in picture.lines):
        return
    freed: list[tuple[float, float]] = []
    for row in _rows(picture):
        old = [column.frame.box for column in row]
        top, bottom = min(box.y for box in old), max(box.bottom for box in old)
        if _set(row, picture):
            new = row[0].frame.box
            # The headings of the frames around keep their room.
            heads = [frame.box.y + frame.head + _UNDER_HEAD for frame in picture.frames if frame.box.around(new)]
            freed += [(max(top, *heads) if heads else top, new.y), (new.bottom, bottom)]
    bands = [band for band in freed if band[1] - band[0] > _WORTH_IT and _is_free(band, picture)]
    if bands:
        _close(sorted(bands), picture)


def _rows(picture: Picture) -> Iterator[list[_Column]]:
    rows: dict[tuple[int, int], list[_Column]] = {}
    for frame in picture.frames:
        nodes = [node for node in picture.nodes if frame.box.holds(node.x, node.y)]
        outlines = [box for node in nodes if (box := node.outline)]
        within = (other for other in picture.frames if frame.box.around(other.box))
        if not nodes or len(outlines) != len(nodes) or next(within, None):
            continue
        if max(node.x for node in nodes) - min(node.x for node in nodes) > 1 or _is_entered(frame.box, picture):
            continue
        parents = [i for i, other in enumerate(picture.frames) if other.box.around(frame.box)]
        # Frames come largest first, so the last one around is the closest.
        key = (parents[-1] if parents else -1, round(frame.box.middle[1]))
        pairs = sorted(zip(nodes, outlines, strict=True), key=lambda pair: pair[0].y)
        rows.setdefault(key, []).append(_Column(frame, [n for n, _ in pairs], [b for _, b in pairs]))
    yield from rows.values()


def _is_entered(box: Box, picture: Picture) -> bool:
    inner = Box(box.x + 2, box.y + 2, box.width - 4, box.height - 4)
    return any(inner.holds(x, y) for line in picture.lines for x, y in line.points)


def _set(row: list[_Column], picture: Picture) -> bool:
    """Give each column of a row the same height, if nothing is in the way."""
    head = max(column.frame.head for column in row)
    height = head + _UNDER_HEAD + max(column.height for column in row) + _ABOVE_FOOT
    if height > max(column.frame.box.height for column in row):
        return False
    boxes = []
    for column in row:
        old = column.frame.box
        boxes.append(Box(old.x, old.middle[1] - height / 2, old.width, height))
    if not all(_has_room(column, box, picture) for column, box in zip(row, boxes, strict=True)):
        return False
    for column, box in zip(row, boxes, strict=True):
        column.frame.box, column.frame.head = box, head
        column.frame.indent = min(outline.x for outline in column.outlines) - box.x
        y = box.y + head + _UNDER_HEAD
        for node, outline in zip(column.nodes, column.outlines, strict=True):
            node.y += y - outline.y
            y += outline.height + GAP
    return True


def _has_room(column: _Column, new: Box, picture: Picture) -> bool:
    old = column.frame.box
    for frame in picture.frames:
        outside = frame is not column.frame and not frame.box.around(old)
        # Columns of the same row stand beside each other and never overlap.
        if outside and frame.box.meets(new):
            return False
        if frame.box.around(old) and not frame.box.around(new):
            return False
    own = {id(node) for node in column.nodes}
    for node in picture.nodes:
        if id(node) not in own and new.holds(node.x, node.y):
            return False
    if any(new.holds(caption.x, caption.y) for caption in picture.captions):
        return False
    return all(_stays_clear(line.points, old, new) for line in picture.lines)


def _stays_clear(points: list[tuple[float, float]], old: Box, new: Box) -> bool:
    """Say whether a line still ends at the frame where it did, and does not run through it."""
    for x, y in (points[0], points[-1]) if points else ():
        beside = min(abs(x - old.x), abs(x - old.right)) <= _NEAR and old.y - 1 <= y <= old.bottom + 1
        if beside and not new.y + _REACH <= y <= new.bottom - _REACH:
            return False
        above = min(abs(y - old.y), abs(y - old.bottom)) <= _NEAR and old.x - 1 <= x <= old.right + 1
        if above and not beside:
            return False
    inner = Box(new.x + 2, new.y + 2, new.width - 4, new.height - 4)
    for (x, y), (u, v) in pairwise(points):
        reach = Box(min(x, u) - 0.1, min(y, v) - 0.1, abs(x - u) + 0.2, abs(y - v) + 0.2)
        if reach.meets(inner):
            return False
    return True


def _is_free(band: tuple[float, float], picture: Picture) -> bool:
    top, bottom = band
    for frame in picture.frames:
        box = frame.box
        begins, ends = top - 1 < box.y < bottom - 1, top + 1 < box.bottom < bottom + 1
        if begins or ends or box.y < top < box.y + frame.head:
            return False
    boxes = (node.outline or Box(node.x - 40, node.y - 40, 80, 80) for node in picture.nodes)
    if any(box.y < bottom and top < box.bottom for box in boxes):
        return False
    return not any(top - 30 < caption.y < bottom + 30 for caption in picture.captions)


def _close(bands: list[tuple[float, float]], picture: Picture) -> None:
    """Take the bands out of the drawing: everything below moves up."""

    def moved(y: float) -> float:
        return y - sum(min(max(y - top, 0.0), bottom - top) for top, bottom in bands)

    for frame in picture.frames:
        box = frame.box
        frame.box = Box(box.x, moved(box.y), box.width, moved(box.bottom) - moved(box.y))
    for node in picture.nodes:
        node.y = moved(node.y)
    for caption in picture.captions:
        caption.y = moved(caption.y)
    for line in picture.lines:
        line.path = map_points(line.path, lambda x, y: (x, moved(y)))
    view = picture.view
    picture.view = Box(view.x, view.y, view.width, moved(view.bottom) - view.y)
