"""``llms.txt``: the contents of the handbook for people and assistants that read text, in the form of llmstxt.org."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stagebook.addresses import index_of, place_of
from stagebook.exports.plain_words import plain_words
from stagebook.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stagebook.kinds.record import Record
    from stagebook.pages import Context

ABOUT = (
    "Each page of the handbook as Markdown, with links from one to the next."
    " The file [index.json](index.json) holds all records, with what each goes with."
)
_SPECIAL = re.compile(r"[\\<`\[\]]")
MANY = 200
"""Records of a kind above which only the page that lists them is named: the file is to be read in one go."""


class Listed(NamedTuple):
    """A page that is no record's."""

    docname: str
    title: str


def llms_text(context: Context, guides: Iterable[Listed], overviews: Iterable[Listed]) -> str:
    """Write the file: hand-written pages first, then overviews, then the records kind by kind."""
    playbook = context.playbook
    name_of = _Names(context)
    lines = [f"# {_line(playbook.title)}", ""]
    summary = plain_words(playbook.company.summary, name_of)
    if summary:
        lines += [f"> {_line(summary)}", ""]
    lines += [ABOUT, ""]
    lines += _section("Guide", (_item(page.docname, page.title) for page in guides))
    lines += _section("Overviews", (_item(page.docname, page.title) for page in overviews))
    for kind in KINDS:
        records = context.shown(playbook.of_kind(kind.name))
        # The company's page is the home page; glossary terms stand on one page.
        if not records or kind.name == "company" or not kind.page:
            continue
        if len(records) > MANY:
            lines += _section(kind.many, [_item(index_of(kind.name), f"All {len(records)}")])
        else:
            lines += _section(kind.many, (_record(record, name_of) for record in records))
    return "\n".join(lines).rstrip("\n") + "\n"


class _Names:
    def __init__(self, context: Context) -> None:
        self.context = context

    def __call__(self, kind: str, name: str) -> str | None:
        record = self.context.playbook.get(kind, name)
        return record.name if record else None


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield from (f"## {title}", "", *found, "")


def _record(record: Record, name_of: _Names) -> str:
    item = _item(place_of(record.kind_name, record.id)[0], record.name)
    summary = plain_words(record.summary, name_of)
    retired = " (retired)" if record.status == "retired" else ""
    return f"{item}{retired}: {_line(summary)}" if summary else f"{item}{retired}"


def _item(docname: str, title: str) -> str:
    return f"- [{_line(title)}]({docname}.md)"


def _line(text: str) -> str:
    """Give plain words on one line in Markdown: what would begin a tag, a link or code is escaped."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
