"""Placing: from a value of a record to where it stands in the file.

A record's fields are whole where the file may be short: one thing stands for a list of one, a bare text for the main
field of a mapping. The ways into a record are therefore shortened to what the file really holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.spans import Span
from stagebook.yamlio.reading import Map, Seq, prose_line, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stagebook.yamlio.reading import Value


def way_to(source: Map | Seq, where: Sequence[str | int]) -> tuple[str | int, ...]:
    """Shorten the way to a value, in the names used in files, to the steps that the file has; ends where it does."""
    way: list[str | int] = []
    here: object = source
    for step in where:
        if isinstance(step, int) and not isinstance(here, Seq):
            continue  # One thing was written where a list may stand.
        if not isinstance(here, (Map, Seq)):
            break  # A bare text was written for a mapping.
        way.append(step)
        try:
            here = here[step]  # type: ignore[index]
        except (LookupError, TypeError):
            break
    return tuple(way)


def texts_in(source: Map | Seq, where: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every text below a mapping or a list as it stands in the file, each with the way to it."""
    steps: Iterable[tuple[str | int, Value]] = source.items() if isinstance(source, Map) else enumerate(source)
    for step, value in steps:
        if isinstance(value, str):
            yield (*where, step), value
        elif value is not None:
            yield from texts_in(value, (*where, step))


def place_in(source: Map | Seq, where: Sequence[str | int], *, key: bool = False) -> Span:
    """Give the place of a value, or with ``key`` of its field's name; without either, of the mapping around it."""
    return span_of(source, way_to(source, where), key=key)


def prose_place_in(source: Map | Seq, where: Sequence[str | int]) -> tuple[Span, bool]:
    """Give the line on which a text begins, and whether its lines are lines of the file, as in a ``|`` block."""
    way = way_to(source, where)
    span, line = span_of(source, way), prose_line(source, way)
    return Span(span.path, line, span.column), line != span.line
