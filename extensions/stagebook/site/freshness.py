"""Freshness: which documents to read again, decided by asking their questions anew.

While a document is read, each question that it puts to the playbook is kept with a digest of the answer. On the next
build the same questions are asked again, and just the documents whose answer changed are read again. So a table is
made anew when a record *newly* matches it, and a comment in YAML makes nothing anew.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from stagebook.site.book import digest
from stagebook.site.mount import MountedProject
from stagebook.site.theme import guides

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from stagebook.site.domain import PlaybookDomain


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Tell Sphinx what to read again; the handler of ``env-get-outdated``.

    Sphinx has already marked the mounted documents whose stamp moved. A stamp moves with the line of a record too,
    which is no reason to read it again, so those marks are taken back: only digests count.
    """
    domain: PlaybookDomain = env.domains["playbook"]  # type: ignore[assignment]
    project = app.project
    mounted = project.mounted if isinstance(project, MountedProject) else frozenset()
    stale = set()
    answers: dict[tuple[str, ...], str] = {}
    for docname, questions in domain.questions.items():
        if docname in added or docname in removed:
            continue
        for question, before in questions.items():
            if question not in answers:
                answers[question] = domain.book.answer(question)
            if answers[question] != before:
                stale.add(docname)
                break
    # A document that was written by hand and is now made from the playbook, or the other way round,
    # has no such question.
    stale |= {name for name in mounted if name not in added and ("page", name) not in domain.questions.get(name, {})}
    moved = changed & mounted - stale
    changed -= moved
    now = time.time_ns() // 1_000
    for docname in moved:
        env.all_docs[docname] = now
    for docname in (stale | added) & mounted:
        touch(app, domain, docname, force=docname in stale)
    return sorted(stale)


def touch(app: Sphinx, domain: PlaybookDomain, docname: str, *, force: bool = False) -> None:
    """Write the stamp of a mounted document where its place is new."""
    project = app.project
    assert isinstance(project, MountedProject)  # noqa: S101  (set on builder-inited, before any document is looked at)
    project.touch(docname, domain.book.stamp_of(docname), force=force)


def framed(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have every page written again, though not read, when what stands around all of them changed.

    The handler of ``env-get-updated``. Header, sidebar and foot show the title, the kinds, the hand-written pages, the
    owners' contacts and the day, which are part of no page's own digest.
    """
    domain: PlaybookDomain = env.domains["playbook"]  # type: ignore[assignment]
    placed = digest(sorted(domain.book.places.items()))
    moved = [
        docname
        for docname, questions in domain.questions.items()
        if placed != domain.data["places"] and any(question[:2] == ("part", "gaps") for question in questions)
    ]
    domain.data["places"] = placed
    now = digest((domain.book.frame, guides(app, domain.book)))
    if domain.data["frame"] == now:
        return moved
    domain.data["frame"] = now
    for docname in app.project.mounted if isinstance(app.project, MountedProject) else ():
        # For other builders that share the doctrees.
        touch(app, domain, docname, force=True)
    return sorted(env.found_docs)
