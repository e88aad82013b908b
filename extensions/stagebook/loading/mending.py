"""Mending: the edit that does away with a fault, where there is no doubt what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Edit
from stagebook.kinds.placing import place_in, way_to
from stagebook.meant import meant_date, meant_name
from stagebook.yamlio.reading import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Collection

    from stagebook.kinds.walking import Where
    from stagebook.yamlio.reading import Value


def renamed(source: Map, where: Where, names: Collection[str]) -> tuple[Edit, ...]:
    """Give the edit of a field's name that means one of these; none if the mapping has that one, or two may mean it."""
    holder = _value_at(source, where[:-1])
    written = where[-1] if where else ""
    if not isinstance(holder, Map) or not isinstance(written, str) or written not in holder:
        return ()
    new = meant_name(written, names)
    if new is None or new in holder or any(meant_name(key, names) == new for key in holder if key != written):
        return ()
    return (Edit(place_in(source, where, key=True), written, new),)


def mended(code: str, source: Map, where: Where, names: Collection[str]) -> tuple[Edit, ...]:
    """Give the edit of a value: a date in another form (SB014), or a choice that means one of these names (SB013)."""
    written = _value_at(source, where)
    new = None
    if isinstance(written, str):
        if code == "SB014":
            day = meant_date(written)
            new = day.isoformat() if day else None
        elif code == "SB013":
            new = meant_name(written, names)
    return (Edit(place_in(source, where), str(written), new),) if new else ()


def _value_at(source: Map, where: Where) -> Value:
    """Give what the file holds at a place; None where it holds nothing there."""
    here: Value = source
    for step in way_to(source, where):
        if isinstance(here, Map) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, Seq) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return None
    return here
