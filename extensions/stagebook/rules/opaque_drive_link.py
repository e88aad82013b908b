"""A link into a document drive that says neither what nor when.

## What it does

Flags an address on a document drive (Google Docs and Drive, SharePoint, OneDrive, Dropbox, Box, iCloud) in a live
record that does not say what is there and when somebody last saw it:

- under `links` without a `title` or without a `date`
- in a field such as `url`, where the record has no day of review (`reviewed`; evidence has its own `date`)
- in prose without words of its own, or with words such as *here*, or where the record has no day of review

## Why it matters

The address of a drive is a row of letters: it does not tell what is behind it, who may see it, or that the file was
replaced two years ago. In one public company handbook a fifth of all sales links was of this kind. A title and a day
let the reader judge before the click, and let the owner find the link when the document moves.

## Example

```yaml
tools:
  - id: crm
    use: All visits.
    links:
      - https://docs.google.com/document/d/1aBcD2eFgH3iJkL/edit
```

## Fix

```yaml
tools:
  - id: crm
    use: All visits.
    links:
      - url: https://docs.google.com/document/d/1aBcD2eFgH3iJkL/edit
        title: How to note down a visit
        date: 2026-10-01
```
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.hyperlinks import hyperlinks_in
from stagebook.kinds.evidence import Evidence
from stagebook.lines import Lines
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import MAX_ALIKE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook

_DRIVE = re.compile(
    r"https?://(?P<host>docs\.google\.com(?=/\S*/d/|/open\?)|drive\.google\.com(?=/.)|[\w-]+\.sharepoint\.com(?=/.)"
    r"|onedrive\.live\.com(?=/.)|1drv\.ms(?=/.)|(?:www\.)?dropbox\.com(?=/(?:s|sh|scl|home|preview)/)"
    r"|(?:[\w-]+\.)*box\.com(?=/(?:s|v|file|folder|notes)/)|(?:www\.)?icloud\.com(?=/iclouddrive/))",
    re.IGNORECASE,
)
HOSTS = (b"google.com", b"sharepoint.com", b"live.com", b"1drv.ms", b"box.com", b"icloud.com")
"""What is in the address of each of them."""
NO_TITLE = frozenset({"", "here", "link", "this", "doc", "document", "file", "click here", "this link", "google doc"})
"""Words that say nothing about what is behind a link."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each address on a drive that does not say what is there and when somebody saw it."""
    suspect = [record for record in playbook.records_in(playbook.files_with(*HOSTS)) if record.live]
    for record, where, url in chain.from_iterable(map(playbook.addresses_of, suspect)):
        if (match := _DRIVE.match(url)) and (lacks := _lacks(record, where)):
            in_list = where[0] == "links"
            yield Finding(
                record.place_of(*where),
                f"the link to {match['host']} in “{record.name}” has {lacks}",
                "say in `title` what is there, and in `date` when somebody last saw it"
                if in_list
                else "follow it to see that it is right, and set `reviewed` to the day",
                record.key,
            )
    yield from _in_prose(playbook, suspect)


def _in_prose(playbook: Playbook, suspect: list[Record]) -> Iterator[Finding]:
    lines = Lines(playbook.root)
    for record, where, text in chain.from_iterable(map(playbook.prose_of, suspect)):
        if "://" not in text:
            continue
        place, dated = record.prose_place_of(*where), record.reviewed is not None
        found = ((link, _without(titled=_says_what(link.words), dated=dated)) for link in hyperlinks_in(text))
        drives = ((link, match["host"], lacks) for link, lacks in found if lacks and (match := _DRIVE.match(link.url)))
        for link, host, lacks in islice(drives, MAX_ALIKE):
            yield Finding(
                lines.find_part(link.url, link.offset, text, place),
                f"the link to {host} in “{record.name}” has {lacks}",
                "move it to `links`, with a `title` that says what is there and the `date` when somebody saw it",
                record.key,
            )


def _lacks(record: Record, where: tuple[str | int, ...]) -> str:
    """Say what an address in a field lacks; the record itself is the title of one that is not under `links`."""
    if where[0] == "links":
        link = record.links[int(where[1])]
        return _without(titled=_says_what(link.title), dated=link.date is not None)
    dated = record.reviewed or (record.date if isinstance(record, Evidence) else None)
    return _without(titled=True, dated=dated is not None)


def _says_what(words: str) -> bool:
    return words.strip(" .*_").casefold() not in NO_TITLE and "://" not in words


def _without(*, titled: bool, dated: bool) -> str:
    lacking = [word for word, there in (("no title", titled), ("no date", dated)) if not there]
    return " and ".join(lacking)


RULE = Rule("SB704", "opaque-drive-link", Severity.WARNING, __doc__, check, reads=("reviewed", "links"))
