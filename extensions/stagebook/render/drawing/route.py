"""Lines led anew: from the middle of one side to the middle of another, in one calm curve.

The layout engine aims each line at the middle of a box and cuts it off at the edge, so that lines arrive at odd places
and angles. Where two rectangles or frames stand clear of each other and nothing is between them, the line is drawn
here; everywhere else it stays as it was.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stagebook.diagrams.mermaid import measure
from stagebook.render.drawing.picture import Box, map_points

if TYPE_CHECKING:
    from stagebook.render.drawing.picture import Caption, Line, Picture, Point

_CLEAR = 14.0
"""Least distance between two boxes for a curve to look like one."""
_ARROW = 4.0
"""How far a line stays away from where its arrow head ends."""
_STRAIGHT = 0.75
_CAPTION_EM = 6.5
_TURN = 30.0
_STEPS = 24


def ends_of(picture: Picture) -> dict[str, tuple[str, str]]:
    """Give the lines that can be led anew: their names with the names of their ends."""
    boxes = _boxes(picture)
    captioned = {caption.line for caption in picture.captions}
    found = {line.name: ends for line in picture.lines if (ends := _ends(line.name, boxes))}
    count = Counter(found.values())
    # Lines between the same boxes will lie on each other, which their captions must not.
    return {name: ends for name, ends in found.items() if count[ends] == 1 or name not in captioned}


def route(picture: Picture, led: dict[str, tuple[str, str]], *, upright: bool) -> None:
    """Lead the lines ``led`` of a picture anew; ``upright`` says that it runs from top to bottom."""
    boxes = _boxes(picture)
    captions = {caption.line: caption for caption in picture.captions}
    obstacles = [node.bounds for node in picture.nodes if not node.hidden]
    obstacles += [frame.box for frame in picture.frames]
    for line in picture.lines:
        if line.name not in led:
            continue
        source, target = (boxes[name] for name in led[line.name])
        points = _curve(source, target, captions.get(line.name), upright=upright)
        if points and _is_free(points, (source, target), obstacles):
            line.path = _path(points, line)
        else:
            line.path = _snapped(line, source, target)


def _boxes(picture: Picture) -> dict[str, Box]:
    boxes = {node.name: box for node in picture.nodes if (box := node.outline)}
    return boxes | {frame.name: frame.box for frame in picture.frames}


def _snapped(line: Line, source: Box, target: Box) -> str:
    """Give the line as it was, with its ends where the boxes are now."""
    points = line.points
    if len(points) < 2:  # noqa: PLR2004  (a line has two ends)
        return line.path
    first, last = points[0], points[-1]
    moved = {first: _onto(source, first, 0.0), last: _onto(target, last, _ARROW)}
    return map_points(line.path, lambda x, y: moved.get((x, y), (x, y)))


def _onto(box: Box, point: Point, away: float) -> Point:
    """Give the point on the edge of a box that is nearest to ``point``, or a little outside."""
    x, y = min(max(point[0], box.x), box.right), min(max(point[1], box.y), box.bottom)
    edges = {
        abs(point[1] - box.y): (x, box.y - away),
        abs(point[1] - box.bottom): (x, box.bottom + away),
        abs(point[0] - box.x): (box.x - away, y),
        abs(point[0] - box.right): (box.right + away, y),
    }
    return edges[min(edges)]


def _ends(name: str, boxes: dict[str, Box]) -> tuple[str, str] | None:
    """Read the two names out of `L_source_target_0`; names may hold underscores themselves."""
    parts = name.split("_")
    if len(parts) < len("L12n") or parts[0] != "L":
        return None
    for cut in range(2, len(parts) - 1):
        source, target = "_".join(parts[1:cut]), "_".join(parts[cut:-1])
        if source in boxes and target in boxes:
            return (source, target)
    return None


def _curve(source: Box, target: Box, caption: Caption | None, *, upright: bool) -> list[Point]:
    """Give the points of a chain of curves (start, and three for each curve), or nothing where none would do."""
    across = target.x - source.right >= _CLEAR
    down = target.y - source.bottom >= _CLEAR
    if across and down:
        across, down = not upright, upright
    if across:
        start, end = (source.right, source.middle[1]), (target.x, target.middle[1])
    elif down:
        start, end = (source.middle[0], source.bottom), (target.middle[0], target.y)
    else:
        return []
    if caption is None:
        return [start, *_bend(start, end, across=across)]
    half = (max(map(measure, caption.rows)) * _CAPTION_EM, len(caption.rows) * _CAPTION_EM)
    here = (caption.x, caption.y)
    before = (here[0] - half[0], here[1]) if across else (here[0], here[1] - half[1])
    after = (here[0] + half[0], here[1]) if across else (here[0], here[1] + half[1])
    along = 0 if across else 1
    if not start[along] < before[along] < after[along] < end[along]:
        return []
    points = [start]
    # All the turning is done close to the boxes, clear of the other captions in the middle.
    first = (min(before[0], start[0] + _TURN), before[1]) if across else (before[0], min(before[1], start[1] + _TURN))
    last = (max(after[0], end[0] - _TURN), after[1]) if across else (after[0], max(after[1], end[1] - _TURN))
    for one, other in ((start, first), (first, last), (last, end)):
        points += _bend(one, other, across=across)
    return points


def _bend(start: Point, end: Point, *, across: bool) -> list[Point]:
    (x, y), (u, v) = start, end
    if across:
        return [(x + (u - x) / 2, y), (x + (u - x) / 2, v), end]
    return [(x, y + (v - y) / 2), (u, y + (v - y) / 2), end]


def _is_free(points: list[Point], ends: tuple[Box, Box], obstacles: list[Box]) -> bool:
    """Say whether a chain of curves runs through no box and no frame but those that hold its ends."""
    # A curve lies within the rectangle around its points.
    across, down = [x for x, _ in points], [y for _, y in points]
    reach = Box(min(across), min(down) - 1, max(across) - min(across), max(down) - min(down) + 2)
    in_the_way = [
        box
        for box in obstacles
        if box.meets(reach) and box not in ends and not any(box.around(end) or end.around(box) for end in ends)
    ]
    return not any(box.holds(*spot) for spot in _spots(points) for box in in_the_way) if in_the_way else True


def _spots(points: list[Point]) -> list[Point]:
    spots = []
    for i in range(0, len(points) - 1, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[i : i + 4]
        for step in range(_STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            spots.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return spots


def _path(points: list[Point], line: Line) -> str:
    """Write the curves down, a little short where an arrow head comes."""
    (x, y), (u, v) = points[0], points[-1]
    across = abs(points[1][1] - y) < _STRAIGHT and points[1] != points[0]
    (p, q) = points[-2]
    if line.element.get("marker-end"):
        points[-1] = (u - _ARROW, v) if abs(q - v) < _STRAIGHT and p < u else (u, v - _ARROW)
    if line.element.get("marker-start"):
        points[0] = (x + _ARROW, y) if across else (x, y + _ARROW)
    written = [f"M{_pair(points[0])}"]
    for i in range(1, len(points), 3):
        first, second, end = points[i : i + 3]
        before = points[i - 1]
        straight = abs(before[1] - end[1]) < _STRAIGHT or abs(before[0] - end[0]) < _STRAIGHT
        written.append(f"L{_pair(end)}" if straight else f"C{_pair(first)} {_pair(second)} {_pair(end)}")
    return "".join(written)


def _pair(point: Point) -> str:
    return f"{point[0]:.2f},{point[1]:.2f}"
