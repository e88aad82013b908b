"""Mending: the edit that a finding asks for, where there is no doubt which record was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Edit
from stagebook.kinds import BY_FOLDER, BY_NAME
from stagebook.kinds.fields import SLUG
from stagebook.meant import Meanings
from stagebook.mentions import mentions_in
from stagebook.spans import Span
from stagebook.yamlio.editing import BYTE_ORDER_MARK, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stagebook.findings import Finding
    from stagebook.playbook import Playbook

REFERENCE = "SB101"
ROLE = "SB107"


def with_mendable(playbook: Playbook, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Mark the findings that `--fix` can mend."""
    texts = {item.span.path for item in findings if item.code == ROLE}
    sources = {
        path: content.data.decode("utf-8", "replace")
        for path, content in playbook.contents.items()
        if path in texts and content
    }
    mending = Mending(playbook, sources)
    return tuple(item._replace(mendable=bool(item.edits or mending.edits(item))) for item in findings)


class Mending:
    """Which record a reference to nothing was meant for, where there is no doubt."""

    def __init__(self, playbook: Playbook, sources: Mapping[str, str]) -> None:
        self.playbook = playbook
        self.sources = sources
        self.lines: dict[str, list[str]] = {}
        self.known: dict[tuple[str, ...], Meanings] = {}
        self.references = {
            (item.source.key, item.source.place_of(*item.where)): (item.text, item.kinds) for item in playbook.dangling
        }
        for waiver in playbook.waivers:
            if "/" in waiver.record:
                self.references["", waiver.place_of("record")] = (waiver.record, tuple(BY_NAME))

    def edits(self, finding: Finding) -> tuple[Edit, ...]:
        """Give the edit that a finding on a reference or a role asks for; none where there is any doubt."""
        if finding.code == REFERENCE:
            text, kinds = self.references.get((finding.record, finding.span), ("", ()))
            new = self.reference(text, kinds)
            return (Edit(finding.span, text, new),) if new else ()
        return self.role(finding.span) if finding.code == ROLE else ()

    def reference(self, text: str, kinds: tuple[str, ...]) -> str | None:
        """Give the reference that was meant, in the form in which it is written: ``id`` or ``kind/id``."""
        written, slash, name = text.rpartition("/")
        if slash:
            kind = BY_FOLDER[written].name if written in BY_FOLDER else written
            kinds = tuple({kind} & set(kinds))
        new = self.ids(kinds).of(name)
        return f"{written}{slash}{new}" if new else None

    def role(self, span: Span) -> tuple[Edit, ...]:
        """Give the edit of the target of the role that stands at a place."""
        line = self.line(span)[span.column - 1 :]
        role = next(mentions_in(line), None) if span.column else None
        if role is None or role.offset:
            return ()
        new = self.ids((role.kind,)).of(role.target)
        # The title, if there is one, stands before the target and may hold the same word.
        place = span.column + role.text.rfind(role.target)
        return (Edit(Span(span.path, span.line, place), role.target, new),) if new else ()

    def ids(self, kinds: tuple[str, ...]) -> Meanings:
        """Give the ids that records of these kinds have, old ones among the aliases included."""
        if kinds not in self.known:
            records = (record for kind in kinds for record in self.playbook.records.get(kind, {}).values())
            names = (name for record in records for name in (record.id, *record.aliases))
            self.known[kinds] = Meanings(name for name in names if SLUG.match(name))
        return self.known[kinds]

    def line(self, span: Span) -> str:
        """Give the line of a place, empty where there is none."""
        if span.path not in self.lines:
            self.lines[span.path] = lines_of(self.sources.get(span.path, "").removeprefix(BYTE_ORDER_MARK))
        lines = self.lines[span.path]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else ""
