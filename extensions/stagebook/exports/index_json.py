"""All records in one file for other programs: what there is, what it goes with and where its page is.

The object holds ``title``, ``company``, ``version``, ``language`` and ``site`` (the site's address, "" where it is not
known), and in ``records`` an object for each published record: ``kind``, ``id``, ``name``, ``aliases``, ``status``,
``summary`` (plain words), ``owner`` (a team's id), ``reviewed`` (a date), ``url`` and ``markdown`` (its page and the
same as Markdown, below the site's root), and under the plural of a kind (``stages``, ``personas``, ``materials`` ...)
the ids of the records of that kind that it is linked with, whichever side wrote the link. A material or a tool also has
``sort`` (its own kind, such as ``battlecard``) and ``link`` (where it opens: an address, or a file below the site's
root), a material ``reuse`` and ``language`` too. What a record has not is left out. The
order is that of the kinds and, within each, that of the handbook.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from stagebook.addresses import place_of
from stagebook.exports.plain_words import plain_words
from stagebook.kinds import BY_NAME, KINDS
from stagebook.kinds.material import Material
from stagebook.kinds.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stagebook.kinds.record import Record
    from stagebook.pages import Context
    from stagebook.playbook import Playbook


def index_json(context: Context, address: Callable[[str], str], file: Callable[[str], str]) -> str:
    """Write the file; ``address`` gives where a document's page is, below the site's root, ``file`` where a file is."""
    playbook = context.playbook
    records = [record for kind in KINDS for record in context.shown(playbook.of_kind(kind.name))]
    linked = _linked(playbook, records)
    lines = (
        json.dumps(_entry(playbook, record, {**_own(record, file), **linked[record.key]}, address), ensure_ascii=False)
        for record in records
    )
    head = {
        "title": playbook.title,
        "company": playbook.company.name,
        "version": playbook.settings.version,
        "language": playbook.settings.language,
        "site": playbook.settings.site_url or "",
    }
    # A line for each record, so that a change shows as one.
    start = json.dumps(head, ensure_ascii=False).removesuffix("}")
    return f'{start}, "records": [\n' + ",\n".join(lines) + "\n]}\n"


def _entry(playbook: Playbook, record: Record, more: dict[str, Any], address: Callable[[str], str]) -> dict[str, Any]:
    def name_of(kind: str, name: str) -> str | None:
        found = playbook.get(kind, name)
        return found.name if found else None

    docname, anchor = place_of(record.kind_name, record.id)
    at = f"#{anchor}" if anchor else ""
    owner = playbook.owner_of(record)
    entry = {
        "kind": record.kind_name,
        "id": record.id,
        "name": record.name,
        "aliases": list(record.aliases),
        "status": record.status,
        "summary": plain_words(str(getattr(record, "definition", "") or record.summary), name_of),
        "owner": owner.id if owner else "",
        "reviewed": record.reviewed.isoformat() if record.reviewed else "",
        "url": f"{address(docname)}{at}",
        "markdown": f"{docname}.md{at}",
        **more,
    }
    return {name: value for name, value in entry.items() if value}


def _own(record: Record, file: Callable[[str], str]) -> dict[str, str]:
    """Tell what programs ask of a thing to use: which sort it is, where it opens, and how it may be used."""
    match record:
        case Material(kind=sort, url=url, file=path, reuse=reuse, language=language):
            return {
                "sort": sort or "",
                "link": url or (file(path) if path else ""),
                "reuse": reuse,
                "language": language,
            }
        case Tool(kind=sort, url=url):
            return {"sort": sort or "", "link": url or ""}
    return {}


def _linked(playbook: Playbook, records: Iterable[Record]) -> dict[str, dict[str, list[str]]]:
    """Give, for each record, the ids of the records that it is linked with, by the plural of their kind."""
    places = {record.key: place for place, record in enumerate(records)}
    pairs: set[tuple[str, str]] = set()
    for edge in playbook.edges:
        # Who keeps a record true says nothing of what it is about; ranges of stages are written out below.
        if edge.where[0] != "owner" and not (isinstance(edge.source, Material) and edge.where[0] == "stages"):
            pairs.add((edge.source.key, edge.target.key))
    for material in playbook.all(Material):
        pairs.update((material.key, stage.key) for stage in playbook.stages_for(material))
    pairs |= {(target, source) for source, target in pairs}
    found: dict[str, dict[str, list[str]]] = {key: {} for key in places}
    for source, target in sorted(
        (pair for pair in pairs if pair[0] in places and pair[1] in places), key=lambda pair: places[pair[1]]
    ):
        kind, _, name = target.partition("/")
        found[source].setdefault(BY_NAME[kind].folder, []).append(name)
    return found
