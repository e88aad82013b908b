"""The ``playbook`` domain: roles that link to records, and the inventory of them all."""

from __future__ import annotations

from functools import cached_property
from logging import Filter, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.utils import get_source_line
from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from stagebook.addresses import place_of
from stagebook.kinds import KINDS
from stagebook.rules import dangling_role, dead_anchor
from stagebook.rules.dangling_role import fault_of
from stagebook.site.prose import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from logging import LogRecord

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

    from stagebook.kinds.record import Record
    from stagebook.site.book import Book

logger = logging.getLogger(__name__)
BARE_EXCEPT = frozenset({"term"})
"""Kinds whose role has only its full name (``{playbook:term}``), as Sphinx has one of the bare name."""

TOLD = frozenset({dangling_role.RULE.code, dead_anchor.RULE.code})
"""The rules that find what Sphinx and MyST would tell of as well."""


class RecordRole(XRefRole):
    """A role such as ``{stage}`discovery``` that links to a record and shows its name."""

    def __init__(self, kind: str) -> None:
        """Take the name of the kind."""
        super().__init__(warn_dangling=True, innernodeclass=nodes.inline)
        self.kind = kind

    def __call__(
        self,
        name: str,  # noqa: ARG002  (the base class's signature, here and below)
        *args: Any,  # noqa: ANN401
        **options: Any,  # noqa: ANN401
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the link, whichever name the role was called by."""
        return super().__call__(f"playbook:{self.kind}", *args, **options)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Put the record's name in place of its id, and note that the document shows it."""
        domain: PlaybookDomain = env.domains["playbook"]  # type: ignore[assignment]
        target = target.strip()
        domain.note_question(env.current_document.docname, ("title", self.kind, target))
        record = domain.published(self.kind, target)
        if record is not None and not has_explicit_title:
            title = record.name
        refnode["classes"] = ["sb-ref", f"sb-kind-{self.kind}"]
        return title, target


class PlaybookDomain(Domain):
    """All records as objects that roles, the search and other handbooks can link to."""

    name = "playbook"
    label = "Playbook"
    object_types: ClassVar[dict[str, ObjType]] = {kind.name: ObjType(kind.one.lower(), kind.name) for kind in KINDS}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {kind.name: RecordRole(kind.name) for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {"questions": {}, "frame": "", "places": ""}
    data_version = 1

    book: Book
    """The playbook with its pages; it is set anew in each run and never stored."""

    told: set[tuple[str, str]]
    """The roles and links that were said to lead nowhere, by file and words: a text may stand on several pages."""
    for_html: bool = True
    """Whether the builder of this run writes HTML."""

    @cached_property
    def markdown(self) -> Markdown:
        """The parser of prose, for all documents that this process reads."""
        return Markdown(self.env.myst_config)  # type: ignore[attr-defined]

    # --- questions --------------------------------------------------------------------------------------------------

    @property
    def questions(self) -> dict[str, dict[tuple[str, ...], str]]:
        """The questions that each document put to the playbook, with the digests of the answers."""
        kept: dict[str, dict[tuple[str, ...], str]] = self.data["questions"]
        return kept

    def note_question(self, docname: str, question: tuple[str, ...]) -> None:
        """Keep a question with the digest of its answer."""
        asked = self.questions.setdefault(docname, {})
        if question not in asked:
            asked[question] = self.book.answer(question)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document asked."""
        self.questions.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what documents asked that another process read."""
        for docname in docnames:
            if docname in otherdata["questions"]:
                self.questions[docname] = otherdata["questions"][docname]

    def path_of(self, source: object) -> str:
        """Give the path below the playbook's folder of a source as docutils names it."""
        try:
            return Path(str(source)).resolve().relative_to(self.book.playbook.root.resolve()).as_posix()
        except ValueError:
            return str(source)

    # --- records ----------------------------------------------------------------------------------------------------

    def published(self, kind: str, name: str) -> Record | None:
        """Find a record that has a place in the handbook."""
        record = self.book.playbook.get(kind, name)
        if record is None or (record.status == "draft" and not self.book.context.drafts):
            return None
        return record

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002  (the base class's signature)
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,  # noqa: ARG002
        contnode: Element,
    ) -> nodes.reference | None:
        """Link to a record's page, by its id or an old one."""
        record = self.published(typ, target)
        if record is None:
            return None
        docname, anchor = place_of(typ, record.id)
        reference = make_refnode(builder, fromdocname, docname, anchor, contnode, None)
        reference["classes"] += ["sb-ref", f"sb-kind-{typ}"]
        return reference

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Link to whichever records have the id."""
        found = []
        for kind in KINDS:
            reference = self.resolve_xref(env, fromdocname, builder, kind.name, target, node, contnode)
            if reference is not None:
                found.append((f"playbook:{kind.name}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Name every published record, and each of its old ids, for ``objects.inv`` and the search."""
        for kind in KINDS:
            for record in self.book.context.shown(self.book.playbook.of_kind(kind.name)):
                docname, anchor = place_of(kind.name, record.id)
                # The search finds pages by their titles; only records without a page of their own need more.
                yield record.id, record.name, kind.name, docname, anchor, -1 if kind.page else 1
        for (name, old), record in self.book.playbook.old_ids.items():
            if self.published(name, record.id):
                yield (old, record.name, name, *place_of(name, record.id), -1)

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Give the id that other handbooks know the target by."""
        return str(node.get("reftarget", "")) or None


def note_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Note the glossary terms that a document mentions by Sphinx's own role; the handler of ``doctree-read``."""
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    for node in doctree.findall(pending_xref):
        if node["reftype"] == "term" and node.get("refdomain") == "std":
            question = ("term", " ".join(str(node["reftarget"]).split()).casefold())
            domain.note_question(app.env.current_document.docname, question)


def resolve_term(app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element) -> nodes.reference | None:
    """Let Sphinx's role ``{term}`Word``` find the playbook's terms by name or alias; handles ``missing-reference``."""
    if node["reftype"] != "term" or node.get("refdomain") != "std":
        return None
    domain: PlaybookDomain = env.domains["playbook"]  # type: ignore[assignment]
    record = domain.book.term(" ".join(str(node["reftarget"]).split()).casefold())
    if record is None or domain.published("term", record.id) is None:
        return None
    docname, anchor = place_of("term", record.id)
    return make_refnode(app.builder, node["refdoc"], docname, anchor, contnode, None)


def tell_missing(_app: object, domain: object, node: pending_xref) -> bool | None:
    """Say in plain words which record a role does not find; the handler of ``warn-missing-reference``.

    What the check has found in that file was told when the build began.
    """
    if not isinstance(domain, PlaybookDomain):
        return None
    kind, target = str(node["reftype"]), str(node["reftarget"])
    fault = fault_of(domain.book.playbook, kind, target)
    # Where a file could not be read, the check leaves open whether the record is there; on the site it is not.
    message, fix = (fault.message, fault.fix) if fault else (f"no {kind} has the id `{target}`", "")
    place = (domain.path_of(get_source_line(node)[0]), message)
    if place not in domain.told:
        domain.told.add(place)
        logger.warning(
            "%s%s", message, fix and f"; {fix}", location=node, type="stagebook", subtype=dangling_role.RULE.code
        )
    return True


class ToldAlready(Filter):
    """Keeps MyST from telling of links on a hand-written page that the check has found to lead nowhere."""

    def __init__(self, domain: PlaybookDomain) -> None:
        """Take the domain, which knows what was found."""
        super().__init__()
        self.domain = domain

    def filter(self, record: LogRecord) -> bool:
        """Tell whether a warning says something new."""
        node = getattr(record, "location", None)
        if getattr(record, "subtype", "") != "xref_missing" or not isinstance(node, pending_xref):
            return True
        path = self.domain.path_of(get_source_line(node)[0])
        name = str(node.get("reftargetid") or node["reftarget"]).rpartition("/")[2].partition("#")[0]
        return not any(path == file and name in message for file, message in self.domain.told)


def tell_once(domain: PlaybookDomain) -> None:
    """Take what was told of the playbook as told, in this process and in those that it starts."""
    domain.told = {(item.span.path, item.message) for item in domain.book.context.findings if item.code in TOLD}
    resolver = getLogger(f"sphinx.{MystReferenceResolver.__module__}")
    for earlier in [item for item in resolver.filters if isinstance(item, ToldAlready)]:
        resolver.removeFilter(earlier)
    resolver.addFilter(ToldAlready(domain))
