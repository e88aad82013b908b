"""Matching: which record of one playbook is which of the other, also where somebody gave it another id."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stagebook.kinds import KINDS
from stagebook.kinds.company import Company

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook

TELLING = 2
"""Fields beside id and name that have to be the same for two records to be taken for one."""

_NAMES = frozenset({"id", "name", "aliases"})


@dataclass(frozen=True, slots=True)
class Matched:
    """The records of two playbooks: those in both, as pairs, and those in one alone, each in the order of its kind."""

    pairs: tuple[tuple[Record, Record], ...]
    added: tuple[Record, ...]
    removed: tuple[Record, ...]

    @property
    def renamed(self) -> Mapping[str, str]:
        """The records whose id changed: old key (``kind/id``) to new key."""
        return {before.key: after.key for before, after in self.pairs if before.key != after.key}


def matched(before: Playbook, after: Playbook) -> Matched:
    """Match the records of two playbooks."""
    pairs: list[tuple[Record, Record]] = []
    added: list[Record] = []
    removed: list[Record] = []
    for kind in KINDS:
        old = {record.id: record for record in before.of_kind(kind.name)}
        new = {record.id: record for record in after.of_kind(kind.name)}
        found = {name: name for name in new if name in old}
        found |= _other_ids(
            [record for name, record in old.items() if name not in new],
            [record for name, record in new.items() if name not in old],
        )
        pairs += [(old[found[name]], record) for name, record in new.items() if name in found]
        taken = set(found.values())
        added += [record for name, record in new.items() if name not in found and _written(record)]
        removed += [record for name, record in old.items() if name not in taken and _written(record)]
    return Matched(tuple(pairs), tuple(added), tuple(removed))


def _other_ids(old: list[Record], new: list[Record]) -> dict[str, str]:
    """Find records under another id: new id to old id. An alias says so itself; else name or content must agree."""
    found: dict[str, str] = {}
    by_id = {record.id: record for record in old}
    for record in new:
        alias = next((alias for alias in record.aliases if alias in by_id), None)
        if alias is not None:
            found[record.id] = alias
            del by_id[alias]
        elif isinstance(record, Company) and by_id:
            found[record.id] = by_id.popitem()[0]
    for likeness in (_name, _content):
        left_old = [record for record in old if record.id in by_id]
        left_new = [record for record in new if record.id not in found]
        for mine, other in _alike(left_old, left_new, likeness):
            found[other.id] = mine.id
            del by_id[mine.id]
    return found


def _alike(
    old: Iterable[Record], new: Iterable[Record], likeness: Callable[[Record], Hashable]
) -> list[tuple[Record, Record]]:
    """Pair records that agree, where nobody else does."""
    groups: defaultdict[Hashable, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((old, new)):
        for record in records:
            groups[likeness(record)][side].append(record)
    return [(mine[0], other[0]) for key, (mine, other) in groups.items() if key != () and len(mine) == len(other) == 1]


def _name(record: Record) -> Hashable:
    return tuple(record.name.casefold().split())


def _content(record: Record) -> Hashable:
    told = {
        name: value for name, value in record.__dict__.items() if name in record.model_fields_set and name not in _NAMES
    }
    return tuple(sorted((name, repr(value)) for name, value in told.items())) if len(told) >= TELLING else ()


def _written(record: Record) -> bool:
    """Tell whether somebody wrote the record; the motion of a playbook without motions is made up while reading."""
    return bool(record.span.line)
