"""The values that a YAML file holds, and where in the file each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from stagebook.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Mark: TypeAlias = tuple[int, int]
"""A line and a column, both counted from 1."""

Value: TypeAlias = "str | Map | Seq | None"
"""What a file can hold. Every scalar is text, as written: what it means is for the field's schema to say."""

_NO_KEYS: frozenset[str] = frozenset()
_NO_ITEMS: frozenset[int] = frozenset()


class Map(dict[str, "Value"]):
    """A mapping that knows where it, its keys and its values stand.

    ``path`` is the file as messages show it and ``mark`` the place where the mapping begins. ``literal`` names the keys
    whose value is a ``|`` block: the text of such a value begins on the line after its mark.

    The places of keys and values may come late: ``find_places`` then puts them in when the first one is asked for.
    """

    __slots__ = ("_find_places", "_key_marks", "_literal", "_value_marks", "mark", "path")

    path: str
    mark: Mark

    def __init__(self, path: str = "", mark: Mark = (1, 1), find_places: Callable[[], None] | None = None) -> None:
        """Begin an empty mapping at a place in a file."""
        self.path = path
        self.mark = mark
        self._find_places = find_places
        if find_places is None:
            self._key_marks: dict[str, Mark] = {}
            self._value_marks: dict[str, Mark] = {}
            self._literal: set[str] | frozenset[str] = _NO_KEYS

    @property
    def key_marks(self) -> dict[str, Mark]:
        """Where each key stands."""
        if self._find_places is not None:
            self._find_places()
        return self._key_marks

    @property
    def value_marks(self) -> dict[str, Mark]:
        """Where the value of each key stands."""
        if self._find_places is not None:
            self._find_places()
        return self._value_marks

    @property
    def literal(self) -> set[str] | frozenset[str]:
        """The keys whose value is a ``|`` block."""
        if self._find_places is not None:
            self._find_places()
        return self._literal

    def mark_literal(self, key: str) -> None:
        """Note that the value of ``key`` is a ``|`` block; most mappings have none, so the set is made when needed."""
        if isinstance(self._literal, set):
            self._literal.add(key)
        else:
            self._literal = {key}

    def take_places(self, other: Map) -> None:
        """Take over the places of a mapping that holds the same."""
        self._key_marks, self._value_marks, self._literal = other.key_marks, other.value_marks, other.literal
        self._find_places = None


class Seq(list["Value"]):
    """A list that knows where it and its items stand; the items' places may come late, as in a mapping.

    ``literal`` holds the positions, counted from 0, of the items that are ``|`` blocks.
    """

    __slots__ = ("_find_places", "_item_marks", "_literal", "mark", "path")

    path: str
    mark: Mark

    def __init__(self, path: str = "", mark: Mark = (1, 1), find_places: Callable[[], None] | None = None) -> None:
        """Begin an empty list at a place in a file."""
        self.path = path
        self.mark = mark
        self._find_places = find_places
        if find_places is None:
            self._item_marks: list[Mark] = []
            self._literal: set[int] | frozenset[int] = _NO_ITEMS

    @property
    def item_marks(self) -> list[Mark]:
        """Where each item stands."""
        if self._find_places is not None:
            self._find_places()
        return self._item_marks

    @property
    def literal(self) -> set[int] | frozenset[int]:
        """The positions of the items that are ``|`` blocks."""
        if self._find_places is not None:
            self._find_places()
        return self._literal

    def mark_literal(self, position: int) -> None:
        """Note that the item at ``position``, counted from 0, is a ``|`` block."""
        if isinstance(self._literal, set):
            self._literal.add(position)
        else:
            self._literal = {position}

    def take_places(self, other: Seq) -> None:
        """Take over the places of a list that holds the same."""
        self._item_marks, self._literal = other.item_marks, other.literal
        self._find_places = None


def span_of(value: Map | Seq, where: Sequence[str | int], *, key: bool = False) -> Span:
    """Give the place of what the steps of ``where`` lead to: keys of mappings and positions in lists.

    With ``key=True`` it is the place of the last step's key instead of its value. Steps that lead nowhere are left
    out: a field that is missing is shown at the mapping that should have it.
    """
    holder, step = _locate(value, where)
    if isinstance(holder, Map) and isinstance(step, str):
        marks = holder.key_marks if key else holder.value_marks
        return Span(holder.path, *marks[step])
    if isinstance(holder, Seq) and isinstance(step, int):
        return Span(holder.path, *holder.item_marks[step])
    return Span(holder.path, *holder.mark)


def prose_line(value: Map | Seq, where: Sequence[str | int]) -> int:
    """Give the line of the file on which the text at ``where`` begins.

    For a ``|`` block that is the line below its mark, and each further line of the text is one line of the file. For
    the other ways of writing a text it is the line where the text starts.
    """
    holder, step = _locate(value, where)
    return span_of(value, where).line + (step is not None and step in holder.literal)


def _locate(value: Map | Seq, where: Sequence[str | int]) -> tuple[Map | Seq, str | int | None]:
    """Walk as far as ``where`` leads: the deepest container reached, and the step in it, or None if it has no such."""
    holder = value
    for position, step in enumerate(where, 1):
        inner: Value
        if isinstance(holder, Map):
            if not isinstance(step, str) or step not in holder:
                return holder, None
            inner = holder[step]
        else:
            if not isinstance(step, int) or not 0 <= step < len(holder):
                return holder, None
            inner = holder[step]
        if position == len(where) or not isinstance(inner, Map | Seq):
            return holder, step
        holder = inner
    return holder, None
