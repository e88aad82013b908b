"""Undeclared: fields of the company's own whose declaration could not be read, so that nobody can judge what they hold.

One slip in ``playbook.yaml`` must not turn each use of such a field into a fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.kinds import BY_FOLDER, BY_NAME
from stagebook.near import near
from stagebook.yamlio.reading import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stagebook.kinds.record import Kind
    from stagebook.yamlio.reading import Content, Value

_NAME = re.compile(rb"[a-z][a-z0-9_]*")


class Undeclared:
    """The names of fields that may be the company's own, by kind; false where all declarations could be read."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names: dict[str, set[str]] = {}
        self._main_is_lost = False
        self._words: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether there may be any."""
        return bool(self._names) or self._main_is_lost

    def lose_main(self, content: Content | None) -> None:
        """Note that the main file, which may declare any field, is of no use; None where it can't be read at all."""
        self._main_is_lost = True
        self._words = frozenset(word.decode() for word in _NAME.findall(content.data)) if content else frozenset()

    def add(self, kind: str, name: str) -> None:
        """Note a field whose own declaration is at fault; the kind may go by the name of its folder."""
        self._names.setdefault(_kind_name(kind), set()).add(name)

    def add_all(self, fields: Value) -> None:
        """Note that a declaration of several fields was not understood; what it is made of may be their names."""
        kinds = fields if isinstance(fields, Map) else {"": fields}
        for kind, declared in kinds.items():
            names = declared if isinstance(declared, Map) else words_of(declared)
            name = _kind_name(near(kind, (*BY_NAME, *BY_FOLDER)) or "")
            for meant in [name] if name else BY_NAME:
                self._names.setdefault(meant, set()).update(names)

    def among(self, fields: Iterable[str], kind: Kind) -> list[str]:
        """Give those of a record's fields that may be the company's own."""
        known = kind.model.known_fields
        names = [name for name in fields if name not in known]
        if not names or not self._main_is_lost:
            return [name for name in names if name in self._names.get(kind.name, ())]
        if self._words:
            return [name for name in names if name in self._words]
        return [name for name in names if not near(name, known)]


def words_of(value: Value) -> frozenset[str]:
    """Give the texts of which a value is made, the names of its fields among them; of ``kind/id`` the id as well."""
    return frozenset(_words(value))


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, Map):
        yield from value
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, Seq):
        for item in value:
            yield from _words(item)
    elif value is not None:
        yield value
        yield value.rsplit("/", 1)[-1]


def _kind_name(name: str) -> str:
    return BY_FOLDER[name].name if name in BY_FOLDER else name
