"""The quick way from text to values, which most files can go.

The C parser can put a file's nodes together by itself, and turning those into values takes a fraction of the time that
its events take. What that way would pass over (anchors, tags, keys that stand twice, escapes, faults of any kind) makes
a file take the long way instead, through :mod:`stagebook.yamlio.composing`; so does whatever may be that. The two ways
give the same.

Where each key and value stands is not kept: few of ten thousand files have anything to tell, and those are read the
long way when the first place is asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from stagebook.yamlio.composing import MAX_DEPTH, NULLS, compose
from stagebook.yamlio.faults import Faults
from stagebook.yamlio.values import Map, Seq

if TYPE_CHECKING:
    from stagebook.yamlio.decoding import Source
    from stagebook.yamlio.parsers import Nodes, Parser
    from stagebook.yamlio.values import Value

_ODD: Final = re.compile(rb"(?<![0-9A-Za-z])(?:&\S|!)")
"""What an anchor or a tag may begin with, and little else."""

_SMALL: Final = 2000
"""Bytes of a file that can't be too deep for the stack of the C parser, which takes some 300 bytes for each level."""

_BRACKETS: Final = 500
_DASHES: Final = b"-" * 100
_AS_DASHES: Final = bytes.maketrans(b"?:", b"--")
_LONGEST_NULL: Final = max(map(len, NULLS))
_ODD_KEYS: Final = NULLS | {"<<"}


class _OddError(Exception):
    """The file has to go the long way."""


class _Places:
    """Puts the places into the values of a file that went the quick way."""

    __slots__ = ("parser", "root", "source")

    def __init__(self, source: Source, parser: Parser) -> None:
        self.source = source
        self.parser = parser
        self.root: Map | Seq | None = None

    def __call__(self) -> None:
        root = self.root
        if root is None:
            return
        pairs: list[tuple[Value, Value]] = [(root, compose(self.source, self.parser, Faults(root.path)))]
        self.root = None
        while pairs:
            value, placed = pairs.pop()
            if isinstance(value, Map) and isinstance(placed, Map):
                value.take_places(placed)
                pairs += zip(value.values(), placed.values(), strict=True)
            elif isinstance(value, Seq) and isinstance(placed, Seq):
                value.take_places(placed)
                pairs += zip(value, placed, strict=True)


def compose_quickly(source: Source, parser: Parser, path: str) -> Map | Seq | None:
    """Give the value of a file, without places as yet; None where the file has to go the long way."""
    nodes, data = parser.nodes, source.data
    if nodes is None or len(data) > parser.max_values or _may_be_odd(data):
        return None
    try:
        root = nodes.open(data)
        if root is None or root.__class__ is nodes.scalar:
            return None
        places = _Places(source, parser)
        places.root = _value(root, nodes, path, places, 1)
    except (parser.error, TypeError, _OddError):
        # The type is wrong where a list or a mapping is a key.
        return None
    return places.root


def _may_be_odd(data: bytes) -> bool:
    """Tell whether the text may hold what nodes don't tell, or may be too deep."""
    if (b"&" in data or b"!" in data) and _ODD.search(data):
        return True
    if b"\\" in data and b'"' in data:
        return True
    # Lists and mappings lie inside one another by brackets, by indentation, or by signs in a row such as “- - ? -”.
    return len(data) > _SMALL and (
        data.count(b"[") + data.count(b"{") > _BRACKETS
        or b" " * 100 in data
        or _DASHES in data.translate(_AS_DASHES, b" \t")
    )


def _value(node: Any, nodes: Nodes, path: str, places: _Places, depth: int) -> Map | Seq:  # noqa: ANN401  (no type hints)
    """Turn a node into a mapping or list, and all below it."""
    if depth > MAX_DEPTH:
        raise _OddError
    scalar = nodes.scalar
    start = node.start_mark
    mark = (start.line + 1, start.column + 1)
    inner: Any
    # What stands for nothing is short, and a glance at the length spares the others a look into the set.
    if node.__class__ is nodes.mapping:
        made = Map(path, mark, places)
        for key, inner in node.value:
            if inner.__class__ is scalar:
                text = inner.value
                made[key.value] = text if len(text) > _LONGEST_NULL or text not in NULLS or inner.style else None
            else:
                made[key.value] = _value(inner, nodes, path, places, depth + 1)
        if len(made) != len(node.value) or not _ODD_KEYS.isdisjoint(made):
            raise _OddError
        return made
    items = Seq(path, mark, places)
    items += [
        (text if len(text := inner.value) > _LONGEST_NULL or text not in NULLS or inner.style else None)
        if inner.__class__ is scalar
        else _value(inner, nodes, path, places, depth + 1)
        for inner in node.value
    ]
    return items
