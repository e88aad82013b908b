"""Records by kind and id, and the links between them both ways: what the Playbook's named questions stand on."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from stagebook.kinds import BY_FOLDER, KINDS
from stagebook.kinds.fields import SLUG
from stagebook.kinds.walking import addresses_in, prose_in, references_in
from stagebook.near import Names, near

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stagebook.findings import Finding
    from stagebook.kinds.fields import RefTo
    from stagebook.kinds.record import Record
    from stagebook.kinds.walking import Where
    from stagebook.yamlio.reading import Content

R = TypeVar("R", bound="Record")

GUESSES = 1000
"""References to nothing for which a near id is looked for."""


class Edge(NamedTuple):
    """A link between two records, written in the source's file at ``where``."""

    source: Record
    where: Where
    target: Record
    back: str
    """The heading under which the target lists the source."""

    @property
    def field(self) -> str:
        """The field that holds it, as ``kind.field``."""
        return f"{self.source.kind_name}.{self.where[0]}"


class Dangling(NamedTuple):
    """A reference to nothing."""

    source: Record
    where: Where
    text: str
    kinds: tuple[str, ...]

    @property
    def field(self) -> str:
        """The field that holds it, as ``kind.field``."""
        return f"{self.source.kind_name}.{self.where[0]}"


class Written(NamedTuple):
    """A piece of prose or an address, with its place in a record."""

    record: Record
    where: Where
    text: str


class LeftOut(NamedTuple):
    """Something in the files that could not be read: a field, a whole record, or records of a kind.

    ``id`` is empty where the record is not known, ``field`` where all of it was left out. ``words`` are the texts it is
    made of, so that checks can tell which other records may have been meant; None where not even those are known.
    ``certain`` is False where a name that is like none may have meant this field or another one.
    """

    kind: str
    id: str = ""
    field: str = ""
    words: frozenset[str] | None = frozenset()
    certain: bool = True


class Found(NamedTuple):
    """What reading found beside the records.

    ``contents`` maps the path of each file to what was read from it, None where it could not be; ``faults`` is what is
    wrong with the files, ``left_out`` what could not be read.
    """

    contents: Mapping[str, Content | None] = MappingProxyType({})
    faults: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class _Walked:
    """The links that stand in the records, in all and by both ends, and the references to nothing."""

    def __init__(self) -> None:
        self.edges: list[Edge] = []
        self.out: dict[str, list[Edge]] = {}
        self.into: dict[str, list[Edge]] = {}
        self.dangling: list[Dangling] = []


class Records:
    """Records by kind and id, in the order written, and the links between them."""

    def __init__(self, records: Mapping[str, Mapping[str, Record]], *, left_out: Iterable[LeftOut] = ()) -> None:
        """Take the records as they were read: a kind's name to its records by id."""
        self.records = records
        self.left_out = tuple(left_out)

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The keys (``kind/id``) of records that could not be read, or of which a field could not."""
        return frozenset(f"{item.kind}/{item.id}" for item in self.left_out if item.id)

    # --- finding -----------------------------------------------------------------------------------------------------

    def all(self, model: type[R]) -> tuple[R, ...]:
        """Give all records of a kind, in the order written."""
        return cast("tuple[R, ...]", tuple(self.records.get(model.kind_name, {}).values()))

    def get(self, kind: str, name: str) -> Record | None:
        """Find a record by its kind and its id or an old id among its aliases."""
        return self.records.get(kind, {}).get(name) or self._old_ids.get((kind, name))

    def find(self, text: str, kinds: tuple[str, ...]) -> Record | None:
        """Find the record a reference means: ``id``, or ``kind/id`` where several kinds are possible."""
        if "/" in text:
            kind, name = text.split("/", 1)
            kind = BY_FOLDER[kind].name if kind in BY_FOLDER else kind
            return self.get(kind, name) if kind in kinds else None
        for kind in kinds:
            record = self.get(kind, text)
            if record is not None:
                return record
        return None

    @cached_property
    def _old_ids(self) -> dict[tuple[str, str], Record]:
        return {
            (kind, alias): record
            for kind, records in self.records.items()
            for record in records.values()
            for alias in record.aliases
            if SLUG.match(alias) and alias not in records
        }

    @property
    def old_ids(self) -> Mapping[tuple[str, str], Record]:
        """Old ids that still lead somewhere: (kind, old id) to the record."""
        return self._old_ids

    # --- guessing ----------------------------------------------------------------------------------------------------

    @cached_property
    def _guesses(self) -> dict[tuple[str, tuple[str, ...]], str | None]:
        return {}

    @cached_property
    def _names(self) -> dict[tuple[str, ...], Names]:
        return {}

    def near_id(self, text: str, kinds: tuple[str, ...]) -> str | None:
        """Guess the id that a reference to nothing was meant for; None where no id is near.

        Past :data:`GUESSES` different references nothing is guessed any more: such files have another fault.
        """
        pair = (text, kinds)
        if pair not in self._guesses and len(self._guesses) < GUESSES:
            self._guesses[pair] = self._near_id(*pair)
        return self._guesses.get(pair)

    def _near_id(self, text: str, kinds: tuple[str, ...]) -> str | None:
        kind, slash, word = text.rpartition("/")
        if slash and (guess := near(kind, kinds)):
            kinds = (guess,)
        if kinds not in self._names:
            self._names[kinds] = Names({name for kind in kinds for name in self.records.get(kind, {})})
        return self._names[kinds].near(word)

    @cached_property
    def _unread(self) -> dict[str, tuple[set[str], bool]]:
        found: dict[str, tuple[set[str], bool]] = {}
        for left in self.left_out:
            # An id that could not be read is one that a record has and no other record is known by.
            if left.field in {"", "id"}:
                known = bool(left.id) and not left.field
                names, unknown = found.setdefault(left.kind, (set(), False))
                names |= {left.id} if known else left.words or set()
                found[left.kind] = (names, unknown or (left.words is None and not known))
        return found

    def may_be_unread(self, text: str, kinds: tuple[str, ...]) -> bool:
        """Tell whether what a reference names is there, or may be, in something that could not be read."""
        word = text.rpartition("/")[2]
        return any(kind in self._unread and (self._unread[kind][1] or word in self._unread[kind][0]) for kind in kinds)

    # --- links -------------------------------------------------------------------------------------------------------

    @cached_property
    def _walked(self) -> _Walked:
        found = _Walked()
        for record in self._in_order():
            self._walk(record, found)
        return found

    def _walk(self, record: Record, found: _Walked) -> None:
        own: list[Edge] = []
        for where, text, mark, back in references_in(record):
            # Nearly all are plain ids of the first kind.
            kinds = cast("RefTo", mark).kinds
            target = self.records.get(kinds[0], {}).get(text) or self.find(text, kinds)
            if target is None:
                found.dangling.append(Dangling(record, where, text, kinds))
            else:
                edge = Edge(record, where, target, back)
                own.append(edge)
                found.into.setdefault(target.key, []).append(edge)
        if own:
            found.edges += own
            found.out[record.key] = own

    @property
    def edges(self) -> Sequence[Edge]:
        """All links between records."""
        return self._walked.edges

    @property
    def dangling(self) -> Sequence[Dangling]:
        """All references to nothing."""
        return self._walked.dangling

    @property
    def prose(self) -> Iterator[Written]:
        """All prose of all records."""
        return (written for record in self._in_order() for written in self.prose_of(record))

    def prose_of(self, record: Record) -> Iterator[Written]:
        """Give the prose of a record."""
        return (Written(record, where, text) for where, text, _, _ in prose_in(record))

    @property
    def addresses(self) -> Iterator[Written]:
        """All addresses in fields of their own; those in prose not."""
        return (written for record in self._in_order() for written in self.addresses_of(record))

    def addresses_of(self, record: Record) -> Iterator[Written]:
        """Give the addresses of a record in fields of their own."""
        return (Written(record, where, text) for where, text, _, _ in addresses_in(record))

    def records_in(self, paths: Collection[str]) -> Iterator[Record]:
        """Give the records that stand in some files, by kind and in the order written."""
        return (record for record in self._in_order() if record.span.path in paths) if paths else iter(())

    def _in_order(self) -> Iterator[Record]:
        return (record for kind in KINDS for record in self.records.get(kind.name, {}).values())

    def links_from(self, record: Record) -> tuple[Edge, ...]:
        """Give the links that the record's own file writes."""
        return tuple(self._walked.out.get(record.key, ()))

    def links_to(self, record: Record) -> tuple[Edge, ...]:
        """Give the links that other records write to this one."""
        return tuple(self._walked.into.get(record.key, ()))

    def into(self, record: Record, model: type[R], field: str) -> tuple[R, ...]:
        """Give the records of a kind that point at this one by a field, each once, in the order of their kind."""
        found = {
            edge.source.id: edge.source
            for edge in self._walked.into.get(record.key, ())
            if edge.where[0] == field and edge.source.kind_name == model.kind_name
        }
        return cast("tuple[R, ...]", tuple(found.values()))

    def picked(self, model: type[R], texts: Iterable[str | None]) -> tuple[R, ...]:
        """Give the records that the references name, each once, leaving out those that name nothing."""
        found: dict[str, R] = {}
        for text in texts:
            record = self.find(text, (model.kind_name,)) if text else None
            if record is not None:
                found.setdefault(record.id, cast("R", record))
        return tuple(found.values())
