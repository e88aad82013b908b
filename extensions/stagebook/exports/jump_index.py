"""The index behind the jump palette: every record and page by its names, as a script that a browser loads from a file.

A script, as a page opened from a disk may load no data. It sets ``window.stagebookIndex`` to ``kinds``, each with its
name and what readers call one and many of it, and ``entries``: the place of the kind in ``kinds``, the name, the
address below the site's root, and then, as far as there are any, the word for what sort of the kind it is (``case
study``), other names, the places of its stages among the entries, and 1 where it is no longer in use.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from stagebook.addresses import place_of
from stagebook.kinds import KINDS
from stagebook.kinds.material import Material
from stagebook.kinds.stage import Stage
from stagebook.pages.record import search_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stagebook.kinds.record import Record
    from stagebook.pages import Context
    from stagebook.playbook import Playbook

PAGE = "page"
"""What stands for a kind where a page is no record's."""

AT_STAGES = frozenset(
    {"material", "tool", "persona", "program", "play", "objection", "competitor", "handoff", "metric", "role"}
)
"""The kinds whose records are found by the stages at which they serve; others have too much to do with stages."""


class NamedPage(NamedTuple):
    """A page that is no record's, with what people may call it besides its title."""

    docname: str
    title: str
    words: tuple[str, ...] = ()


def jump_script(context: Context, pages: Iterable[NamedPage], address: Callable[[str], str]) -> str:
    """Write the index as a script; ``address`` gives where a document is, below the site's root."""
    text = json.dumps(jump_index(context, pages, address), separators=(",", ":"))
    # Whoever puts the file into a page is safe from a name that ends the script there.
    return f"window.stagebookIndex={text.replace('<', chr(92) + 'u003c')};\n"


def jump_index(
    context: Context, pages: Iterable[NamedPage], address: Callable[[str], str]
) -> dict[str, list[list[Any]]]:
    """Gather what there is to jump to: the pages in the order given, then the records, kind by kind."""
    kinds = [[PAGE, "Page", "Pages"]]
    entries = [_shortened([0, page.title, address(page.docname), "", list(page.words)]) for page in pages]
    records = list(_records(context))
    # Stages are named by their place, so that their names stand in the file once.
    places = {record.key: place for place, (_, record) in enumerate(records, len(entries))}
    for kind in KINDS:
        of_kind = [record for name, record in records if name == kind.name]
        if of_kind:
            kinds.append([kind.name, kind.one, kind.many])
            entries += [_entry(context.playbook, record, len(kinds) - 1, places, address) for record in of_kind]
    return {"kinds": kinds, "entries": entries}


def _records(context: Context) -> Iterator[tuple[str, Record]]:
    for kind in KINDS:
        # The company's page is the home page.
        if kind.name != "company":
            for record in context.shown(context.playbook.of_kind(kind.name)):
                yield kind.name, record


def _entry(
    playbook: Playbook, record: Record, kind: int, places: dict[str, int], address: Callable[[str], str]
) -> list[Any]:
    docname, anchor = place_of(record.kind_name, record.id)
    stages = sorted({places[stage.key] for stage in _stages(playbook, record) if stage.key in places})
    return _shortened(
        [
            kind,
            record.name,
            f"{address(docname)}#{anchor}" if anchor else address(docname),
            str(getattr(record, "kind", None) or ""),
            list(search_words(record)),
            stages,
            int(record.status == "retired"),
        ]
    )


def _stages(playbook: Playbook, record: Record) -> Iterable[Record]:
    if isinstance(record, Material):
        return playbook.stages_for(record)
    if record.kind_name not in AT_STAGES:
        return ()
    ends = (
        *(edge.target for edge in playbook.links_from(record)),
        *(edge.source for edge in playbook.links_to(record)),
    )
    return (end for end in ends if isinstance(end, Stage))


def _shortened(entry: list[Any]) -> list[Any]:
    """Leave out what an entry has not, from its end; it always has a kind, a name and an address."""
    while len(entry) > 3 and not entry[-1]:  # noqa: PLR2004  (as the sentence above says)
        entry.pop()
    return entry
