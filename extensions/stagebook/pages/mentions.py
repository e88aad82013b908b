"""Which records speak of a record in their prose, by the roles of the domain: ``{stage}`discovery```."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.kinds import BY_NAME, KINDS
from stagebook.kinds.walking import prose_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stagebook.kinds.record import Record
    from stagebook.pages.context import Context
    from stagebook.playbook import Playbook

ROLE = re.compile(r"\{(?:playbook:)?([a-z]+(?:-[a-z]+)*)\}(`+)([^`]+)\2")
TITLED = re.compile(r"<([^<>]+)>\s*\Z")


def told_in_prose(context: Context) -> Mapping[str, tuple[Record, ...]]:
    """Give, for the key of each record, the records whose prose speaks of it, in the order of their kinds."""
    return context.once("told in prose", lambda known: _told(known.playbook))


def _told(playbook: Playbook) -> dict[str, tuple[Record, ...]]:
    found: dict[str, dict[str, Record]] = {}
    for kind in KINDS:
        for record in playbook.of_kind(kind.name):
            for _, text, _, _ in prose_in(record):
                if "{" in text:
                    for target in _targets(playbook, text):
                        if target.key != record.key:
                            found.setdefault(target.key, {}).setdefault(record.key, record)
    return {key: tuple(sources.values()) for key, sources in found.items()}


def _targets(playbook: Playbook, markdown: str) -> Iterator[Record]:
    for kind, _, text in ROLE.findall(markdown):
        titled = TITLED.search(text)
        record = playbook.get(kind, (titled[1] if titled else text).strip()) if kind in BY_NAME else None
        if record is not None:
            yield record
