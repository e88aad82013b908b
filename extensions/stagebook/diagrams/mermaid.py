"""Writing Mermaid flowcharts safely: any text may become a label, any id a node's name, any record a link.

A diagram is plain data: a `Chart` of `Node` and `Group` parts and of `Edge` lines. `Chart.source()` writes it down as
Mermaid text that `stagebook.render.svg` draws, and that any other Mermaid renderer reads too.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

LINK_BASE = "https://stagebook.invalid/"
"""Where links to our own pages point until the page that shows the diagram is known.

Mermaid's strict mode drops schemes that it does not know and the renderer keeps https; `.invalid` is the top-level name
that is promised never to exist (RFC 2606), so a link that was left unresolved by a fault reaches nobody.
"""

SHAPED = frozenset(
    {
        "stage",
        "tool",
        "material",
        "persona",
        "need",
        "offering",
        "program",
        "role",
        "step",
        "evidence",
    }
)
"""The classes that have a colour and a shape of their own."""

STATES = frozenset({"current", "gap", "optional", "terminal", "more"})
"""Classes that modify a shape: where we are, what is missing, what may be skipped, where it ends, what is left out."""

SPACER = "spacer"
"""The class of a node that only takes up room; it is not drawn."""

LINE_WIDTH = 20
"""Letters of average width a line of a label: what fits a box of the default width in all common typefaces."""

LINES = 4
"""Lines a label; what is longer ends in an ellipsis, and stands in full in the diagram's text alternative."""

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of reading and can make text look like other text."""

_AVERAGE = 0.53
_NARROW = frozenset("iljtfrI.,;:'|!()[]{}-`’‘ ")
_WIDE = frozenset("mwMW@%—…ABCDEGHKNOPQRUVXY&")
# Written as numbers rather than names, because the renderer leaves numbers alone and `draw` turns each back once.
_SPECIAL = re.compile(r'["#&<>`\\;]|%(?=%)|(?<=%)%|\$(?=\$)|(?<=\$)\$')
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+| {2,}")
_CONTROL_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200c\u200d")


def link_target(docname: str) -> str:
    """Give the address that stands for the page ``docname`` (``stages/discovery``) until `relink` puts the real one."""
    return LINK_BASE + quote(docname, safe="/-_.~#", errors="replace")


def plain(text: str) -> str:
    """Give ``text`` as one line without control characters, direction overrides and the like."""
    line = _BREAKS.sub(" ", text)
    if line.isascii() and line.isprintable():
        return line.strip()
    # The two joiners shape letters and emoji and can reorder nothing.
    kept = (c for c in line if c in _JOINERS or unicodedata.category(c) not in _CONTROL_CATEGORIES)
    return "".join(kept).strip()


@lru_cache(maxsize=4096)
def label(text: str, *, width: int = LINE_WIDTH, lines: int = LINES) -> str:
    """Give ``text`` as the inside of a quoted Mermaid label: cleaned, wrapped and with special characters escaped.

    A line takes about ``width`` letters; at most ``lines`` lines are written. Text without anything to show becomes
    an en dash, because Mermaid does not take an empty label.
    """
    # Even the narrowest letters fill all lines with less than this, so no text of any length takes long.
    most = 2 * width * lines + width
    wrapped = wrap(plain(text[: most * 20])[:most], width=width, lines=lines)
    return "<br/>".join(_SPECIAL.sub(_code, line) for line in wrapped) or "–"


def wrap(text: str, *, width: int, lines: int) -> list[str]:
    """Break ``text`` at spaces into at most ``lines`` lines of about ``width`` letters of average width."""
    room = width * _AVERAGE
    rows: list[str] = []
    row, taken = "", 0.0
    for word in _words(text, room):
        size = measure(word)
        if row and taken + 0.28 + size > room:
            rows.append(row)
            row, taken = word, size
        else:
            row, taken = (f"{row} {word}", taken + 0.28 + size) if row else (word, size)
    if row:
        rows.append(row)
    if len(rows) > lines:
        last = full = rows[lines - 1]
        while measure(last) + 1 > room and len(last) > 1:
            last = last[:-1]
        if full[len(last) :].strip() and full[len(last)] != " " and " " in last:
            # Half a word would be read as another one.
            last = last[: last.rindex(" ")]
        rows[lines - 1 :] = [last.rstrip(" ,.;:–-") + "…"]
    return rows


def measure(text: str) -> float:
    """Estimate the width of ``text`` in ems of a common sans-serif type."""
    return sum(map(_em, text))


def node_id(kind: str, record_id: str) -> str:
    """Give the name of a record's node: only letters, digits and underscores, different for different records."""
    return f"{_safe(kind)}__{_safe(record_id)}"


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its name, its text, the record's kind, the states it is in and the docname that it links to."""

    id: str
    text: str
    kind: str = ""
    states: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A frame with a heading around nodes and further frames; ``direction`` says how its inside runs."""

    id: str
    text: str
    parts: tuple[Node | Group, ...]
    kind: str = ""
    states: tuple[str, ...] = ()
    target: str = ""
    direction: Literal["TB", "LR"] = "TB"
    stacked: bool = False
    """Ties the nodes together with hidden edges, so that they stand one after the other along ``direction``."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one node or frame to another."""

    source: str
    target: str
    text: str = ""
    style: Literal["solid", "dotted", "thick", "hidden"] = "solid"


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole flowchart; `source` writes it down."""

    direction: Literal["TB", "LR"]
    parts: tuple[Node | Group, ...]
    edges: tuple[Edge, ...] = ()
    gap: int = 14
    """Pixels between neighbours of the same rank."""
    step: int = 56
    """Pixels between one rank and the next."""
    box: int = 168
    """Least width of a node's text in pixels, so that boxes line up."""

    def source(self) -> str:
        """Give the Mermaid text, with its settings in front."""
        settings = {"flowchart": {"nodeSpacing": self.gap, "rankSpacing": self.step, "minNodeWidth": self.box}}
        lines = ["---", f"config: {json.dumps(settings)}", "---", f"flowchart {self.direction}"]
        for part in self.parts:
            lines += _lines_of(part, "  ")
        lines += (_edge(edge) for edge in self.edges)
        for part in _walk(self.parts):
            # A node takes one class where it is written, a frame none.
            lines += (f"  class {part.id} {name}" for name in _classes(part)[isinstance(part, Node) :])
            if part.target:
                lines.append(f'  click {part.id} href "{link_target(part.target)}"')
        return "\n".join(lines) + "\n"


def _lines_of(part: Node | Group, indent: str) -> Iterator[str]:
    if isinstance(part, Node):
        first = "".join(f":::{name}" for name in _classes(part)[:1])
        # A stage's name is set in a heavier face.
        width = LINE_WIDTH - 2 if part.kind == "stage" else LINE_WIDTH
        yield f'{indent}{part.id}["{label(part.text, width=width)}"]{first}'
        return
    # A heading has the frame's width, less the room that its heavier face takes.
    abreast = len(part.parts) > 1 and part.direction == "LR"
    heading = label(part.text, width=LINE_WIDTH * 2 if abreast else LINE_WIDTH + 2, lines=2)
    yield f'{indent}subgraph {part.id}["{heading}"]'
    yield f"{indent}  direction {part.direction}"
    for inner in part.parts:
        yield from _lines_of(inner, indent + "  ")
    if part.stacked and len(part.parts) > 1:
        yield f"{indent}  {' ~~~ '.join(inner.id for inner in part.parts)}"
    yield f"{indent}end"


def _walk(parts: tuple[Node | Group, ...]) -> Iterator[Node | Group]:
    for part in parts:
        yield part
        if isinstance(part, Group):
            yield from _walk(part.parts)


def _classes(part: Node | Group) -> list[str]:
    return [name for name in (part.kind, *part.states) if name]


_ARROWS = {"solid": "-->", "dotted": "-.->", "thick": "==>", "hidden": "~~~"}


def _edge(edge: Edge) -> str:
    arrow = _ARROWS[edge.style]
    if edge.text and edge.style != "hidden":
        arrow += f'|"{label(edge.text, width=18, lines=3)}"|'
    return f"  {edge.source} {arrow} {edge.target}"


def _words(text: str, room: float) -> Iterator[str]:
    for word in text.split(" "):
        start, taken = 0, 0.0
        for at, char in enumerate(word):
            size = _em(char)
            if taken + size > room and at > start:
                yield word[start:at]
                start, taken = at, 0.0
            taken += size
        if word[start:]:
            yield word[start:]


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.3
    if char in _WIDE:
        return 0.75
    if char.isascii():
        return 0.55
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.6


def _code(match: re.Match[str]) -> str:
    return f"#{ord(match[0])};"


def _safe(name: str) -> str:
    # Upper case is never kept as it is, so that X can mark what was rewritten and no two names meet.
    return re.sub(r"[^a-z0-9]", lambda m: "_" if m[0] == "-" else f"X{ord(m[0]):x}X", name)
