"""Lists: which item of one list is which of another, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

LIKE = 60
"""The least likeness, in percent, of two texts for one to be taken for a new wording of the other."""

MANY = 10_000
"""Pairs of texts beyond which they are not compared one by one."""

T = TypeVar("T")
Both = tuple["Sequence[T]", "Sequence[T]"]


def paired(whole: Both[Hashable], keys: Both[Hashable], texts: Both[str]) -> list[tuple[int, int]]:
    """Pair the items of two lists, each at most once: places in the first and in the second, in its order.

    First those that are the same, then those of the same key, then those whose texts are like each other.
    """
    found: dict[int, int] = {}
    for values in (whole, keys):
        found |= _same(_left(values[0], found), _left(values[1], found.values()))
    old, new = _left(texts[0], found), _left(texts[1], found.values())
    found |= _like([(at, text) for at, text in old if text], [(at, text) for at, text in new if text])
    return sorted(found.items(), key=lambda pair: pair[1])


def _left(items: Sequence[T], taken: Iterable[int]) -> list[tuple[int, T]]:
    known = set(taken)
    return [(at, item) for at, item in enumerate(items) if at not in known]


def _same(old: list[tuple[int, Hashable]], new: list[tuple[int, Hashable]]) -> dict[int, int]:
    places: dict[Hashable, list[int]] = {}
    for to, value in reversed(new):
        places.setdefault(value, []).append(to)
    return {at: places[value].pop() for at, value in old if places.get(value)}


def _like(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> dict[int, int]:
    if not old or not new or len(old) * len(new) > MANY:
        return {}
    from rapidfuzz.fuzz import token_sort_ratio  # noqa: PLC0415  (only new wordings pay for the import)

    scored = [(token_sort_ratio(mine, other), at, to) for at, mine in old for to, other in new]
    found: dict[int, int] = {}
    for score, at, to in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score >= LIKE and at not in found and to not in found.values():
            found[at] = to
    return found


def moved(places: Sequence[int]) -> list[int]:
    """Give which items have to move for the others to stay in order: as few as possible, as places in the list.

    ``places`` are the old places of the items, in their new order.
    """
    ends: list[int] = []
    chain: list[int] = []
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        found = bisect_left(ends, place)
        before[at] = chain[found - 1] if found else -1
        ends[found : found + 1] = [place]
        chain[found : found + 1] = [at]
    stay: set[int] = set()
    at = chain[-1] if chain else -1
    while at >= 0:
        stay.add(at)
        at = before[at]
    return [at for at in range(len(places)) if at not in stay]
