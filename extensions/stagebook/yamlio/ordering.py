"""Put the keys of mappings in order, each with its comments and blank lines, by moving whole lines.

What stands above a key belongs to it: comments, and the blank lines that set it off. Only what follows the last key,
and what stands above the first, stays where it is: that speaks of the mapping. Mappings in braces, and those whose keys
do not stand in a column, are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from stagebook.yamlio.decoding import decode
from stagebook.yamlio.editing import BYTE_ORDER_MARK, kept, lines_of
from stagebook.yamlio.faults import Faults
from stagebook.yamlio.parsers import best_parser
from stagebook.yamlio.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stagebook.yamlio.decoding import Source
    from stagebook.yamlio.parsers import Parser
    from stagebook.yamlio.values import Mark

MERGE: Final = "<<"

_DASHES: Final = re.compile(r"(?: *- )* *")
_COMMENT: Final = re.compile(r"( *)#")


class _Block(NamedTuple):
    """A mapping without braces: where it begins and ends, and the keys that it has itself."""

    mark: Mark
    end: Mark
    keys: tuple[tuple[str | None, Mark], ...]


class _Entry(NamedTuple):
    """The lines of a key and its value, and those above that belong to it."""

    above: list[str]
    lines: list[str]


class _Move(NamedTuple):
    """The lines that are to stand where others do now, as many as those."""

    start: int
    stop: int
    lines: list[str]


def reorder_keys(text: str, orders: Mapping[Mark, Sequence[str]]) -> tuple[str, tuple[Mark, ...]]:
    """Put the keys of some mappings in order; give the new text and the places of the mappings that were changed.

    ``orders`` says for the place of a mapping in which order its keys should stand; a key that it does not name stays
    behind the one before it. A mapping is left as it is where moving its lines would change any value.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    lines = lines_of(text.removeprefix(mark))
    wanted = [block for block in _blocks(text) if _move(lines, block, orders)]
    before = read_bytes(_encoded(text), "") if wanted else None
    if before is None or before.value is None:
        return text, ()

    def moved(some: Sequence[_Block]) -> str:
        new = list(lines)
        # From the end of the file: what moves inside a mapping changes no line above it, and not how many there are.
        for block in sorted(some, key=_place, reverse=True):
            if move := _move(new, block, orders):
                new[move.start : move.stop] = move.lines
        return mark + "".join(new)

    def harmless(some: Sequence[_Block]) -> bool:
        new = moved(some)
        after = read_bytes(_encoded(new), "")
        return (
            after.value == before.value
            and [item.code for item in after.findings] == [item.code for item in before.findings]
            and _content(lines) == _content(lines_of(new.removeprefix(mark)))
        )

    done = kept(wanted, harmless)
    return moved(done) if done else text, tuple(sorted(block.mark for block in done))


def keys_out_of_order(text: str, orders: Mapping[Mark, Sequence[str]]) -> tuple[Mark, ...]:
    """Give the places of the mappings whose keys :func:`reorder_keys` would move."""
    lines = lines_of(text.removeprefix(BYTE_ORDER_MARK))
    return tuple(sorted(block.mark for block in _blocks(text) if _move(lines, block, orders)))


def _encoded(text: str) -> bytes:
    # What can't be encoded is a fault to the reader, and then nothing is moved.
    return text.encode("utf-8", "surrogatepass")


def _place(block: _Block) -> Mark:
    return block.mark


def _content(lines: Sequence[str]) -> Counter[str]:
    """Count what stands on the lines, apart from how far in and behind which dash, as that moves on."""
    return Counter(line.strip().lstrip("- ") for line in lines)


def _ranks(block: _Block, order: Sequence[str]) -> list[int]:
    """Give the place of each key in the order; what it does not name goes with the key before."""
    places = {name: place for place, name in enumerate((MERGE, *order), 1)}
    ranks, last = [], 0
    for key, _ in block.keys:
        last = places.get(key or "", last)
        ranks.append(last)
    return ranks


def _move(lines: Sequence[str], block: _Block, orders: Mapping[Mark, Sequence[str]]) -> _Move | None:
    """Give the lines of a mapping with its keys in order; None where nothing is to be moved, or can be."""
    ranks = _ranks(block, orders[block.mark]) if block.mark in orders else []
    if ranks == sorted(ranks) or not _in_a_column(lines, block):
        return None
    start, end = block.keys[0][1][0] - 1, _end(lines, block)
    indent = lines[start][: block.keys[0][1][1] - 1]
    entries, tail = _entries(lines, block, end)
    first = entries[0]
    first.lines[0] = " " * len(indent) + first.lines[0][len(indent) :]
    # The last line of a file may lack its end, and no longer be the last.
    ending = _ending(lines[0])
    if bare := not _ending(entries[-1].lines[-1]):
        entries[-1].lines[-1] += ending
    entries = [entry for _, entry in sorted(zip(ranks, entries, strict=True), key=lambda pair: pair[0])]
    if entries[0] is not first:
        _swap_gap(entries[0], first)
    head = entries[0]
    # What stands above the first key now stands above the dash, if there is one, and as far in as that.
    outer = " " * (len(indent) - len(indent.lstrip()))
    head.above[:] = [outer + line.lstrip(" ") if "-" in indent else line for line in head.above]
    head.lines[0] = indent + head.lines[0][len(indent) :]
    new = [line for entry in entries for line in (*entry.above, *entry.lines)]
    if bare:
        new[-1] = new[-1].removesuffix(ending)
    return _Move(start, end, [*new, *tail])


def _in_a_column(lines: Sequence[str], block: _Block) -> bool:
    """Tell whether each key begins a line of its own, the first perhaps behind dashes, and all as far in."""
    starts = [lines[line - 1][: column - 1] for _, (line, column) in block.keys]
    names = [key for key, _ in block.keys]
    return (
        None not in names
        and len(set(names)) == len(names)
        and len({column for _, (_, column) in block.keys}) == 1
        and _DASHES.fullmatch(starts[0]) is not None
        and not any(start.strip(" ") for start in starts[1:])
    )


def _swap_gap(head: _Entry, first: _Entry) -> None:
    """Let the blank lines above what is first now stand above what was first: they set the one off from the other."""
    gap = 0
    while gap < len(head.above) and not head.above[gap].strip():
        gap += 1
    first.above[:0] = head.above[:gap]
    del head.above[:gap]


def _entries(lines: Sequence[str], block: _Block, end: int) -> tuple[list[_Entry], list[str]]:
    """Share the lines of a mapping out among its keys; give what follows the last of them as well."""
    column = block.keys[0][1][1]
    starts = [mark[0] - 1 for _, mark in block.keys]
    begins = [starts[0], *(_above(lines, before + 1, start, column) for before, start in pairwise(starts))]
    stop = _above(lines, starts[-1] + 1, end, column)
    entries = [
        _Entry(list(lines[begin:start]), list(lines[start:till]))
        for begin, start, till in zip(begins, starts, [*begins[1:], stop], strict=True)
    ]
    return entries, list(lines[stop:end])


def _above(lines: Sequence[str], first: int, stop: int, column: int) -> int:
    """Give the first of the blank lines and comments right above a line; one further in belongs to what is above."""
    while stop > first:
        line = lines[stop - 1]
        comment = _COMMENT.match(line)
        if line.strip() and not (comment and len(comment[1]) < column):
            break
        stop -= 1
    return stop


def _end(lines: Sequence[str], block: _Block) -> int:
    """Give the number of lines up to the end of a mapping, which the parser sees where the next thing begins."""
    line, column = block.end
    if line > len(lines):
        return len(lines)
    # In the last line of a file without an end of line, the mapping itself stands before its end.
    return line if not _DASHES.fullmatch(lines[line - 1][: column - 1]) else line - 1


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _blocks(text: str) -> list[_Block]:
    """Give the mappings of a file's first document that are written without braces."""
    source, parser = decode(_encoded(text), Faults("")), best_parser()
    if source is None or len(source.data) > parser.max_bytes:
        return []
    outline = _Outline()
    try:
        outline.take_all(source, parser)
    except parser.error:
        return []
    return outline.blocks


class _Outline:
    """Which mappings a file holds, with all of their keys: merge keys too, and none that only came by a merge."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.open: list[_Open] = []

    def take_all(self, source: Source, parser: Parser) -> None:
        """Take the events of a file, up to its second document."""
        scalar, alias, map_start, map_end, seq_start, seq_end, document_start = parser.events
        documents = 0
        for event in iter(parser.open(source.data), None):
            kind = event.__class__
            mark = event.start_mark.line + 1, event.start_mark.column + 1
            if kind is document_start:
                documents += 1
                if documents > 1:
                    break
            elif kind is scalar or kind is alias:
                self.take(event.value if kind is scalar else None, mark)
            elif kind is map_start or kind is seq_start:
                self.take(None, mark)
                self.open.append(
                    _Open(mark, [], is_map=kind is map_start, block=kind is map_start and not event.flow_style)
                )
            elif kind is map_end or kind is seq_end:
                done = self.open.pop()
                if done.block and done.keys:
                    self.blocks.append(_Block(done.mark, mark, tuple(done.keys)))

    def take(self, name: str | None, mark: Mark) -> None:
        """Note a key of the mapping that is open, or pass over a value."""
        here = self.open[-1] if self.open else None
        if here and here.is_map:
            if here.expects_key:
                here.keys.append((name, mark))
            here.expects_key = not here.expects_key


@dataclass(slots=True)
class _Open:
    """A mapping or a list that has not ended yet."""

    mark: Mark
    keys: list[tuple[str | None, Mark]]
    is_map: bool
    block: bool
    expects_key: bool = True
