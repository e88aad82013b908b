"""Show one record in the terminal, as its page in the handbook shows it.

Examples:
  stagebook show stage/discovery            a record of the playbook in this folder
  stagebook show tool/crm handbook          one of another playbook
  stagebook show term/champion --markdown   as Markdown, for another program
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from stagebook.cli.command import (
    FINE,
    Command,
    MisuseError,
    add_root,
    add_today,
    present_day,
    wants_colour,
)

if TYPE_CHECKING:
    import argparse

    from stagebook.kinds import Record
    from stagebook.pages import Context
    from stagebook.playbook import Playbook
    from stagebook.views import Page

WIDEST = 100
"""Columns beyond which lines are hard to read, however wide the terminal is."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("record", metavar="KIND/ID", help="the record, such as stage/discovery")
    add_root(parser)
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    add_today(parser)


def run(options: argparse.Namespace) -> int:
    """Print the page of a record."""
    from stagebook.checking import check
    from stagebook.loading import load
    from stagebook.pages import Context

    playbook = load(options.root)
    record = _found(playbook, options.record)
    today = options.today or present_day()
    page = _page(Context(playbook, today, findings=check(playbook, today=today), drafts=True), record)

    def name_of(kind: str, name: str) -> str | None:
        found = playbook.get(kind, name)
        return found.name if found else None

    if options.markdown:
        from stagebook.render.markdown import markdown

        sys.stdout.write(markdown(page, name_of=name_of))
    else:
        from stagebook.render.terminal import terminal

        width = min(shutil.get_terminal_size().columns, WIDEST)
        sys.stdout.write(terminal(page, width=width, colour=wants_colour(sys.stdout), name_of=name_of))
    return FINE


def _found(playbook: Playbook, text: str) -> Record:
    from stagebook.kinds import BY_FOLDER, BY_NAME
    from stagebook.near import near

    record = playbook.find(text, tuple(BY_NAME)) if "/" in text else None
    if record is not None:
        return record
    kind, slash, name = text.partition("/")
    if not slash:
        same = [playbook.records[kind][text].key for kind in BY_NAME if text in playbook.records[kind]]
        guess = same[0] if same else near(text, [f"{key}/" for key in BY_NAME]) if text else None
        hint = f"; did you mean `{guess}`?" if guess else "; such as stage/discovery"
        raise MisuseError(f"“{text}” names no record; expected KIND/ID{hint}")
    kind = BY_FOLDER[kind].name if kind in BY_FOLDER else kind
    if kind not in BY_NAME:
        guess = near(kind, BY_NAME)
        hint = f"did you mean `{guess}/{name}`?" if guess else f"the kinds are: {', '.join(BY_NAME)}"
        raise MisuseError(f"there is no kind “{kind}”; {hint}")
    if f"{kind}/{name}" in playbook.faulty:
        raise MisuseError(f"{kind}/{name} could not be read; `stagebook check` says why")
    guess = playbook.near_id(name, (kind,))
    hint = f"did you mean `{kind}/{guess}`?" if guess else f"there are {len(playbook.records[kind])}"
    raise MisuseError(f"no {kind} has the id “{name}”; {hint}")


def _page(context: Context, record: Record) -> Page:
    """Make the page of a record; for one that is shown on another page, that one's part of it."""
    from stagebook.addresses import place_of
    from stagebook.pages import PAGES
    from stagebook.views import Definitions, Page, Prose

    docname, anchor = place_of(record.kind_name, record.id)
    if anchor:
        meaning = (Prose(str(getattr(record, "definition", "") or record.summary)),)
        return Page(docname, record.name, (Definitions(((anchor, record.name, meaning),)),), record.key)
    for page_type in PAGES:
        docnames = page_type.docnames(context)
        if docname in docnames:
            return page_type.build(context, docname, docnames[docname])
    return Page(docname, record.name, (Prose(record.summary), Prose(record.notes)), record.key)


COMMAND = Command("show", __doc__, arguments, run)
