"""A link to a hand-written page, or to a place on it, that is not there.

## What it does

Flags a Markdown link in the prose of a record, or on a page written by hand in `source/`, to a page such as
`/how-we-sell.md`, and to a place on it such as `/how-we-sell.md#five-habits`, where there is no such page below
`source/` or no such heading or target on it; and a `page` of a path's step whose part behind the `#` is no place on the
page. Pages that the handbook makes itself are linked by roles, such as `{stage}`, and pages that take in other files
are not looked into.

## Why it matters

Headings are reworded all the time, and nobody sees that somebody links to them. The reader lands at the top of a long
page, or nowhere, and has to search for what the link promised.

## Example

```yaml
tools:
  - id: crm
    use: Keep the five habits that [the first page](/how-we-sell.md#five-habits) tells of.
```

## Fix

```yaml
tools:
  - id: crm
    use: Keep the habits of {stage}`lead`.
stages:
  - {id: lead, phase: postsale, tools: crm, exit_criteria: {text: They write back., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: lead}]
materials:
  - {id: letter, stages: lead}
```
"""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from stagebook.addresses import docname_of
from stagebook.findings import Finding, Severity
from stagebook.hyperlinks import anchors_of, page_links_in
from stagebook.kinds import BY_FOLDER
from stagebook.kinds.path import Path
from stagebook.lines import Lines, place_at
from stagebook.near import near
from stagebook.rules.page_not_found import written_docname
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import MAX_ALIKE, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.hyperlinks import Anchors, PageLink
    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each link in texts and each step of a path that leads nowhere; of very many in one text the first."""
    pages = _Pages(playbook)
    yield from _prose(playbook, pages)
    for docname, file, text in playbook.beside.markdown():
        for link, fault in pages.faults(text, posixpath.dirname(docname)):
            yield Finding(place_at(file, text, link.offset), fault.message, fault.fix)
    for path in playbook.all(Path):
        for position, step in enumerate(path.steps):
            page, _, anchor = step.page.partition("#")
            docname = written_docname(page)
            # That the page itself is missing is told by SB106.
            if path.live and anchor and playbook.beside.is_page(docname) and (found := pages.fault(docname, anchor)):
                yield Finding(path.place_of("steps", position, "page"), found.message, found.fix, path.key)


def _prose(playbook: Playbook, pages: _Pages) -> Iterator[Finding]:
    lines = Lines(playbook.root)
    for record in playbook.records_in(playbook.files_with(b"](")):
        for _, where, text in playbook.prose_of(record) if record.status != "draft" else ():
            for link, fault in pages.faults(text, posixpath.dirname(docname_of(record))):
                place = lines.find_part(link.text, link.offset, text, record.prose_place_of(*where))
                yield Finding(place, fault.message, fault.fix, record.key)


def _docname(page: str, folder: str) -> str:
    """Give the docname that a link means: from the top where it begins with a slash, else from the record's folder."""
    start = "" if page.startswith("/") else folder
    return written_docname(posixpath.normpath(posixpath.join(start, page.lstrip("/"))))


class _Fault(NamedTuple):
    """What is wrong with a link, and what to do."""

    message: str
    fix: str


class _Pages:
    """The hand-written pages and the places on them, each page read once and only when a link leads there."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self._known: dict[tuple[str, str], _Fault | None] = {}
        self._anchors: dict[str, Anchors] = {}

    def faults(self, text: str, folder: str) -> Iterator[tuple[PageLink, _Fault]]:
        """Give the links of a text that lead nowhere as seen from a folder; of very many the first."""
        found = ((link, self.fault(_docname(link.page, folder), link.anchor)) for link in page_links_in(text))
        yield from islice(((link, fault) for link, fault in found if fault), MAX_ALIKE)

    def fault(self, docname: str, anchor: str) -> _Fault | None:
        """Say what is wrong with a link to a page and to a place on it; None where nothing is."""
        if (docname, anchor) not in self._known:
            self._known[docname, anchor] = self._fault(docname, anchor)
        return self._known[docname, anchor]

    def _fault(self, docname: str, anchor: str) -> _Fault | None:
        if not self.playbook.beside.is_page(docname):
            return _Fault(f"there is no page `source/{shown(docname)[1:-1]}.md`", self._instead(docname))
        path = f"source/{docname}.md"
        if not anchor or not self.playbook.beside.text(path):
            return None
        if path not in self._anchors:
            self._anchors[path] = anchors_of(self.playbook.beside.text(path))
        names, all_known = self._anchors[path]
        if anchor in names or not all_known:
            return None
        guess = near(anchor, names)
        fix = (
            f"did you mean `#{guess}`?" if guess else f"link to the page alone, or write `({anchor})=` above the place"
        )
        return _Fault(f"the page `{path}` has no place `#{shown(anchor)[1:-1]}`", fix)

    def _instead(self, docname: str) -> str:
        folder, _, name = docname.partition("/")
        if folder in BY_FOLDER and self.playbook.get(BY_FOLDER[folder].name, name):
            return f"link to the record by its role: {{{BY_FOLDER[folder].name}}}`{name}`"
        guess = near(docname, self.playbook.beside.pages())
        return f"did you mean `/{guess}.md`?" if guess else "write the page, or link to one that exists"


RULE = Rule("SB702", "dead-anchor", Severity.WARNING, __doc__, check)
