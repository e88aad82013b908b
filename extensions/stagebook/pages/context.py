"""What a page is made from, and how a page says which documents it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from stagebook.findings import Finding
    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook
    from stagebook.verdict import Waived
    from stagebook.views import Page, View

T = TypeVar("T")


class Change(NamedTuple):
    """A change to a file of the playbook, as git knows it."""

    day: date
    path: str
    subject: str


@dataclass(frozen=True)
class Context:
    """All that pages are functions of. Nothing here is looked up elsewhere: git's history and the day come in as data.

    ``drafts`` is True where drafts are published too.
    """

    playbook: Playbook
    today: date
    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    history: tuple[Change, ...] = ()
    drafts: bool = False
    _memo: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def shown(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Leave out the drafts, unless they are published too."""
        return tuple(record for record in records if self.drafts or record.status != "draft")

    def once(self, key: object, make: Callable[[Context], T]) -> T:
        """Work something out once for all pages; ``key`` says what it is, ``make`` works it out."""
        if key not in self._memo:
            self._memo[key] = make(self)
        return cast("T", self._memo[key])


@dataclass(frozen=True, slots=True)
class PageType:
    """A type of page: which documents it makes, and how each is made.

    ``docnames`` maps the docname of each document to the argument for ``build``; ``template`` names the layout's
    extra class on the page (``stage``, ``home`` ...).
    """

    name: str
    docnames: Callable[[Context], Mapping[str, object]]
    build: Callable[[Context, str, object], Page]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page that hand-written pages can place too, by the directive ``playbook-NAME``.

    ``options`` maps each option to what it means; the docstring of ``build`` says what the part shows.
    ``build`` gets the options given, as text; an option that names a record holds its id. It raises
    :class:`PartError` where an option is wrong.
    """

    name: str
    build: Callable[[Context, Mapping[str, str]], tuple[View, ...]]
    options: Mapping[str, str]


class PartError(Exception):
    """An option of a part is wrong; the message says what was expected."""
