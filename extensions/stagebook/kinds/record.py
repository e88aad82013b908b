"""What all records share, and how a kind of record is described."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar

from stagebook.kinds.fields import (
    Back,
    Day,
    Link,
    Model,
    Period,
    Prose,
    Slug,
    Status,
    TeamRef,
    Text,
)
from stagebook.kinds.placing import place_in, prose_place_in, texts_in
from stagebook.spans import Span
from stagebook.yamlio.reading import Map

NOWHERE = Span("")
"""The place of a record that was read from no file."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: how it is called, where its files lie and what its fields are.

    ``name`` is the singular in kebab case and also the role's name (``{framework-session}``), ``folder`` the plural,
    which is both the folder under ``data/`` and the start of the docname; ``one`` and ``many`` are for readers.
    ``page`` is False for kinds that readers meet on other pages only, such as glossary terms.
    """

    name: str
    folder: str
    model: "type[Record]"
    one: str
    many: str
    page: bool = True


class Record(Model):
    """A record of the playbook; these fields every kind has."""

    kind_name: ClassVar[str] = ""
    """The name of the kind, set by each kind's class."""

    id: Slug
    """The name by which other records point here; without it the file's name serves."""
    name: Text
    """What people call it; without it the id is written out."""
    summary: Prose = ""
    """One or two sentences that say what it is, shown at the top of its page and in lists."""
    owner: Annotated[TeamRef | None, Back("Owns")] = None
    """The team that keeps it true."""
    reviewed: Day | None = None
    """The day on which somebody last read it through and found it true."""
    review_every: Period | None = None
    """How often it is to be reviewed, such as 6 months; without it the playbook's cadence counts."""
    status: Status = "active"
    """`draft` while it is being written, `retired` when it is no longer to be used; neither counts for coverage."""
    aliases: tuple[Text, ...] = ()
    """Other names people search for; an alias in the form of an id is an old id, and links to it still work."""
    notes: Prose = ""
    """Whatever else a reader should know."""
    links: tuple[Link, ...] = ()
    """Pages elsewhere that say more."""

    # Slots, and no private attributes of pydantic's, which cost a record more than reading its fields.
    __slots__ = ("_source", "_span")

    @property
    def span(self) -> Span:
        """Where the record begins."""
        return getattr(self, "_span", NOWHERE)

    def come_from(self, source: Map | None, span: Span) -> None:
        """Note where the record was read, for messages about it."""
        # The records themselves are frozen.
        object.__setattr__(self, "_source", source)
        object.__setattr__(self, "_span", span)
        # Each record is asked for these; up to Python 3.11 a cached property takes a lock at first.
        self.__dict__.update(key=f"{self.kind_name}/{self.id}", live=self.status == "active")

    def place_of(self, *where: str | int, key: bool = False) -> Span:
        """Give the place of a value, in the names used in files: ``place_of("tools", 0, "for")``.

        With ``key`` it is the place of the field's name. What the file does not hold is shown at what should hold it.
        """
        source = getattr(self, "_source", None)
        return place_in(source, where, key=key) if where and source is not None else self.span

    def prose_place_of(self, *where: str | int) -> tuple[Span, bool]:
        """Give where a text begins, and whether each line of it is a line of the file (a ``|`` block)."""
        source = getattr(self, "_source", None)
        return prose_place_in(source, where) if source is not None else (self.span, False)

    @property
    def single_texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The texts that the file holds for the record, of whatever meaning, each with the way to it."""
        source = getattr(self, "_source", None)
        return texts_in(source) if source is not None else iter(())

    # Rules ask for these two over and over.

    @cached_property
    def key(self) -> str:
        """``kind/id``, which no other record of the playbook has."""
        return f"{self.kind_name}/{self.id}"

    @cached_property
    def live(self) -> bool:
        """Whether it counts: neither a draft nor retired."""
        return self.status == "active"
