"""Comparing: what changed between two states of a playbook, in the terms of the trade.

``matching`` finds which record is which, ``fields`` what changed inside one, ``lists`` what became of the items of a
list, ``wording`` puts it in words, and ``changes`` is what comes out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from stagebook.comparing.changes import ORDER, SETTINGS, Changes, Detail, RecordChange, State
from stagebook.comparing.fields import Differ
from stagebook.comparing.introducing import introduced
from stagebook.comparing.lists import moved
from stagebook.comparing.matching import matched
from stagebook.comparing.wording import Words, value_of
from stagebook.figures import figures_of
from stagebook.fingerprints import essence
from stagebook.kinds import KINDS
from stagebook.kinds.motion import Motion
from stagebook.kinds.stage import Stage
from stagebook.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stagebook.comparing.matching import Matched
    from stagebook.findings import Finding
    from stagebook.fingerprints import Essence
    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook

__all__ = ["ORDER", "SETTINGS", "Changes", "Detail", "RecordChange", "State", "compare"]

ROUTINE = frozenset({"reviewed"})
"""Fields that change at every review; where nothing else did, the record was found true."""

_STATUS = {"active": "taken into use", "draft": "made a draft", "retired": "retired"}


def compare(before: State, after: State) -> Changes:
    """Tell what changed from one state of a playbook to another."""
    match = matched(before.playbook, after.playbook)
    changes = [*_records(before.playbook, after.playbook, match), *_settings(before.playbook, after.playbook)]
    rank = {kind.name: position for position, kind in enumerate(KINDS)}
    changes.sort(key=lambda item: (rank.get(item.kind, len(rank)), ORDER.index(item.change)))
    figures = zip(figures_of(before.playbook).all, figures_of(after.playbook).all, strict=True)
    known = _Identities(match)
    new, gone = known.apart(before.findings, after.findings)
    return Changes(tuple(changes), tuple(figures), new, gone)


# --- records ---------------------------------------------------------------------------------------------------------


def _records(before: Playbook, after: Playbook, match: Matched) -> Iterator[RecordChange]:
    for record in match.added:
        known = before.may_be_unread(record.id, (record.kind_name,))
        text = "" if known else introduced(after, record)
        text = "; ".join(part for part in ("a draft" if record.status == "draft" else "", text) if part)
        what = "readable again" if known else "added"
        yield RecordChange(record.kind_name, record.id, record.name, what, record.span, text)
    for record in match.removed:
        # Of what stands in a file that can't be read nobody knows whether it is still there.
        what = "not readable" if after.may_be_unread(record.id, (record.kind_name,)) else "removed"
        yield RecordChange(record.kind_name, record.id, record.name, what, record.span)
    unread = _unread_fields(before) | _unread_fields(after)
    differ = Differ(before, after, match.renamed)
    for old, new in match.pairs:
        # Most records are as they were, and comparing their fields one by one would take its time.
        if old.__dict__ != new.__dict__ and (change := _record(differ, (old, new), match, unread)):
            yield change


def _unread_fields(playbook: Playbook) -> set[tuple[str, str]]:
    """Give the fields that could not be read, which are not gone for that: the record's key and the field's name."""
    return {(f"{left.kind}/{left.id}", left.field) for left in playbook.left_out if left.field}


def _record(
    differ: Differ, pair: tuple[Record, Record], match: Matched, unread: set[tuple[str, str]]
) -> RecordChange | None:
    old, new = pair
    details: list[Detail] = []
    if old.id != new.id:
        lost = "" if old.id in new.aliases else f", and links to {old.id} lead nowhere, as it is no alias"
        text = f"Id changed: {old.id} → {new.id}{lost}"
        details.append(Detail("id", "changed", text, old.id, new.id))
    if old.name != new.name:
        details.append(Detail("name", "changed", f"It was called “{old.name}”", old.name, new.name))
    skip = {"id", "name", "status"} | {field for key, field in unread if key in {old.key, new.key}}
    if isinstance(old, Motion) and isinstance(new, Motion):
        details += _stages(differ, old, new, match)
        skip.add("stages")
    # That the old id is an alias now goes without saying.
    details += (
        detail
        for detail in differ.details(old, new, skip=skip)
        if not (detail.field == "aliases" and detail.after == old.id != new.id)
    )
    if old.status != new.status and not {(old.key, "status"), (new.key, "status")} & unread:
        change = _STATUS[new.status]
    elif not details:
        return None
    elif all(detail.field in {"id", "name"} for detail in details):
        change = "renamed"
    elif all(detail.field in ROUTINE for detail in details) and value_of(new, "reviewed"):
        change = "reviewed"
    else:
        change = "changed"
    return RecordChange(new.kind_name, new.id, new.name, change, new.span, "", tuple(details))


def _stages(differ: Differ, old: Motion, new: Motion, match: Matched) -> Iterator[Detail]:
    """Tell how a motion runs now; that a new stage stands in it is told of the stage."""
    before, after = differ.before.words.playbook, differ.after.words.playbook
    renamed = match.renamed
    then = [renamed.get(stage.key, stage.key) for stage in before.picked(Stage, old.stages)]
    stages = after.picked(Stage, new.stages)
    now = [stage.key for stage in stages]
    fresh, lost = {record.key for record in match.added}, {record.key for record in match.removed}
    for at, stage in enumerate(stages):
        if stage.key not in then and stage.key not in fresh:
            yield Detail("stages", "added", f"Stage added: {stage.name}, {_after(stages, at)}", "", stage.name)
    for stage in before.picked(Stage, old.stages):
        key = renamed.get(stage.key, stage.key)
        if key not in now and key not in lost:
            yield Detail("stages", "removed", f"Stage taken out: {stage.name}", stage.name, "")
    both = [at for at, stage in enumerate(stages) if stage.key in then]
    for place in moved([then.index(now[at]) for at in both]):
        at = both[place]
        text = f"Stage moved: {stages[at].name}, now {_after(stages, at)}"
        yield Detail("stages", "moved", text, str(then.index(now[at]) + 1), str(at + 1))


def _after(stages: tuple[Stage, ...], at: int) -> str:
    return f"after {stages[at - 1].name}" if at else "first"


# --- settings --------------------------------------------------------------------------------------------------------


def _settings(before: Playbook, after: Playbook) -> Iterator[RecordChange]:
    """Tell what changed in ``playbook.yaml`` beside the records: a waiver or a rule that is off weighs in a review."""
    details = [
        replace(detail, text=_capital(detail.text.removeprefix("Settings: ")))
        for detail in Differ(before, after, {}).details(before.file, after.file, skip={"fields"})
    ]
    details += _own_fields(before, after)
    if details:
        path = after.company.span.path or before.company.span.path or "data/playbook.yaml"
        yield RecordChange(SETTINGS, "", "Settings", "changed", Span(path), "", tuple(details))


def _own_fields(before: Playbook, after: Playbook) -> Iterator[Detail]:
    then, now = _declared(before), _declared(after)
    for name in dict.fromkeys((*now, *then)):
        if then.get(name) != now.get(name):
            change = "added" if name not in then else "removed" if name not in now else "changed"
            old, new = then.get(name, ""), now.get(name, "")
            yield Detail(f"fields.{name}", change, f"Own field {change}: {name} ({new or old})", old, new)


def _declared(playbook: Playbook) -> dict[str, str]:
    words = Words(playbook)
    return {
        f"{kind}.{name}": words.model(field) or "type: text"
        for kind, fields in playbook.own_fields.items()
        for name, field in fields.items()
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- findings --------------------------------------------------------------------------------------------------------


class _Identities:
    """Knows a finding of one playbook again in the other, also where its record has another id or name."""

    def __init__(self, match: Matched) -> None:
        self.renamed: Mapping[str, tuple[str, str, str]] = {
            old.key: (new.key, old.name, new.name)
            for old, new in match.pairs
            if (old.key, old.name) != (new.key, new.name)
        }

    def apart(
        self, before: Iterable[Finding], after: Iterable[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Give the findings that are new and those that are gone; of several alike as many as there are more."""
        old = [(self._now(finding), finding) for finding in before]
        new = [(essence(finding), finding) for finding in after]
        return _more(new, old), _more(old, new)

    def _now(self, finding: Finding) -> Essence:
        found = essence(finding)
        key, old, new = self.renamed.get(found.about, (found.about, "", ""))
        message = found.message.replace(f"“{old}”", f"“{new}”") if old else found.message
        return found._replace(about=key, message=message)


def _more(these: list[tuple[Essence, Finding]], those: list[tuple[Essence, Finding]]) -> tuple[Finding, ...]:
    left = Counter(known for known, _ in those)
    found = []
    for known, finding in these:
        if left[known] > 0:
            left[known] -= 1
        else:
            found.append(finding)
    return tuple(found)
