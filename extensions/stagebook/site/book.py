"""The book: the Playbook with its pages, as one build of the site sees it."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from stagebook.addresses import GAPS
from stagebook.pages import PAGES, PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.record import Record
    from stagebook.pages import Context, PageType
    from stagebook.playbook import Playbook
    from stagebook.spans import Span
    from stagebook.views import Page, View

DEPENDS_ON_NOTHING = "-"


def digest(answer: object) -> str:
    """Give a short text that changes when, and only when, the answer does.

    Views are frozen data whose ``repr`` leaves out where things stand, so equal pages have equal digests.
    """
    return hashlib.blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class Book:
    """All pages and parts of one build, each made once and only when somebody asks."""

    def __init__(self, context: Context) -> None:
        """Take what pages are functions of."""
        self.context = context
        self._pages: dict[str, Page] = {}

    @property
    def playbook(self) -> Playbook:
        """The playbook."""
        return self.context.playbook

    @cached_property
    def makers(self) -> Mapping[str, tuple[PageType, object]]:
        """Which type of page makes each document, and of what."""
        made: dict[str, tuple[PageType, object]] = {}
        for page_type in PAGES:
            for docname, argument in page_type.docnames(self.context).items():
                made.setdefault(docname, (page_type, argument))
        return made

    def page(self, docname: str) -> Page:
        """Make the page of a document.

        Raises KeyError where no page makes it.
        """
        if docname not in self._pages:
            page_type, argument = self.makers[docname]
            self._pages[docname] = page_type.build(self.context, docname, argument)
        return self._pages[docname]

    def part(self, name: str, options: Mapping[str, str]) -> tuple[View, ...]:
        """Make a part that a hand-written page asks for.

        Raises PartError where an option is wrong.
        """
        part = next(item for item in PARTS if item.name == name)
        return part.build(self.context, options)

    @cached_property
    def _terms(self) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for record in self.playbook.terms:
            for words in (record.name, *record.aliases, record.id):
                found.setdefault(" ".join(words.split()).casefold(), record)
        return found

    def term(self, words: str) -> Record | None:
        """Find a term of the glossary by its name or another name, in lower case."""
        return self._terms.get(words)

    @property
    def frame(self) -> tuple[object, ...]:
        """All that stands around every page: a change in it is a change of each page's look, but of none's content."""
        playbook = self.playbook
        return (
            playbook.title,
            playbook.company.name,
            repr(playbook.settings),
            self.context.today,
            tuple((team.id, team.name, getattr(team, "contact", None)) for team in playbook.of_kind("team")),
            tuple(docname for docname in self.makers if "/" not in docname or docname.endswith("/index")),
        )

    @cached_property
    def places(self) -> dict[str, tuple[Span, str]]:
        """Where each finding stands now, and the address at which it is edited ("" without a forge)."""
        forge = self.playbook.settings.forge
        return {
            item.identity: (item.span, forge.edit_url(item.span.path, item.span.line) if forge else "")
            for item in (*self.context.findings, *(waived.finding for waived in self.context.waived))
        }

    @cached_property
    def _places_by_record(self) -> dict[str, dict[str, tuple[Span, str]]]:
        found: dict[str, dict[str, tuple[Span, str]]] = {}
        for item in self.context.findings:
            if item.record:
                found.setdefault(item.record, {})[item.identity] = self.places[item.identity]
        return found

    def stamp_of(self, docname: str) -> str:
        """Give what the page shows of places in the files: a change in it has the page written again, not read."""
        path, line = self.path_of(docname)
        _, argument = self.makers[docname]
        found = self.places if docname == GAPS else self._places_by_record.get(getattr(argument, "key", ""), {})
        shown = digest(sorted(found.items())) if found else ""
        return f"{path}:{line} {shown}\n"

    def path_of(self, docname: str) -> tuple[str, int]:
        """Give the file, below the root, and the line that a document's page comes from."""
        _, argument = self.makers[docname]
        span = getattr(argument, "span", None)
        if span is not None and span.path:
            return span.path, span.line
        return self.playbook.company.span.path or "data/playbook.yaml", 0

    def answer(self, question: tuple[str, ...]) -> str:
        """Answer a question that a document put to the playbook, as a digest.

        Questions are ``("page", docname)``, ``("part", name, option, value, ...)``, ``("term", words)`` and
        ``("title", kind, id)``.
        """
        match question:
            case ("page", docname):
                return digest(self.page(docname)) if docname in self.makers else DEPENDS_ON_NOTHING
            case ("part", name, *pairs):
                return self._part_answer(name, dict(zip(pairs[::2], pairs[1::2], strict=True)))
            case ("term", words):
                found = self.term(words)
                return digest(found.id) if found else DEPENDS_ON_NOTHING
            case ("title", kind, name):
                record = self.playbook.get(kind, name)
                return digest((record.name, record.id, record.status)) if record else DEPENDS_ON_NOTHING
        return DEPENDS_ON_NOTHING

    def _part_answer(self, name: str, options: Mapping[str, str]) -> str:
        from stagebook.pages import PartError  # noqa: PLC0415  (kept beside its only use)

        if not any(item.name == name for item in PARTS):
            return DEPENDS_ON_NOTHING
        try:
            return digest(self.part(name, options))
        except PartError as error:
            return digest(str(error))
