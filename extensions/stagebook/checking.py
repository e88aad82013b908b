"""The engine of the checks: which findings count, how much they weigh, and in what order they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from stagebook.findings import Finding, Severity
from stagebook.kinds import BY_NAME
from stagebook.near import near
from stagebook.rules import ALL, BY_CODE, unneeded_waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from stagebook.playbook import Playbook
    from stagebook.rules import Rule
    from stagebook.settings import Waiver

DANGLING = "SB101"
OFF = "off"


class UnknownRuleError(ValueError):
    """The caller named a rule that does not exist; the message says which, and the near one."""


def check(
    playbook: Playbook,
    *,
    today: date,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule] = ALL,
) -> tuple[Finding, ...]:
    """Give all findings on a playbook, in the order of its files.

    ``select`` and ``ignore`` name rules by code, by the beginning of a code (``SB3`` for a family) or by name; without
    ``select`` all count. Every rule runs in any case, as one may depend on what another finds.
    Raises UnknownRuleError where one of them names no rule.
    """
    wanted = codes_of(select) if select else None
    unwanted = codes_of(ignore)
    found = [*playbook.faults, *_found(playbook, today, rules)]
    waivers = _Waivers(playbook, today)
    waived = {id(item) for item in found if waivers.cover(item)}
    doubts = _Doubts(playbook)
    flagged = {(item.code, item.record) for item in found if item.record}
    kept = [item for item in found if id(item) not in waived and not _set_off(item, flagged) and not doubts.reach(item)]
    kept += waivers.unneeded()
    weighed = (_weighed(item, playbook.settings.rules) for item in kept)
    chosen = {
        item
        for item in weighed
        if item is not None and (wanted is None or item.code in wanted) and item.code not in unwanted
    }
    return tuple(sorted(chosen, key=lambda item: (*item.order, item.record)))


def codes_of(names: Iterable[str]) -> frozenset[str]:
    """Give the codes of the rules that are named: by code, by the beginning of one, or by name.

    Raises UnknownRuleError where one names no rule.
    """
    codes: set[str] = set()
    for name in names:
        found = [
            rule.code
            for rule in ALL
            if rule.name == name.lower() or (name.upper().startswith("SB") and rule.code.startswith(name.upper()))
        ]
        if not found:
            guess = near(name, (*BY_CODE, *(rule.name for rule in ALL)))
            raise UnknownRuleError(f"no rule is called “{name}”" + (f"; did you mean {guess}?" if guess else ""))
        codes.update(found)
    return frozenset(codes)


def _found(playbook: Playbook, today: date, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Run the rules and stamp what they find."""
    for rule in rules:
        for item in rule.findings(playbook, today):
            yield replace(item, code=rule.code, name=rule.name, severity=rule.severity)


def _weighed(item: Finding, settings: dict[str, str]) -> Finding | None:
    """Give a finding the severity that the company has set for its rule; None where the rule is off."""
    said = settings.get(item.code)
    if said is None:
        return item
    return None if said == OFF else replace(item, severity=Severity[said.upper()])


def _set_off(item: Finding, flagged: set[tuple[str, str]]) -> bool:
    """Tell whether another finding on the same record comes first."""
    rule = BY_CODE.get(item.code)
    if rule is None or not item.record:
        return False
    # A reference to nothing counts field by field, which is for the doubts to say.
    return any((code, item.record) in flagged for code in rule.requires if code != DANGLING)


class _Waivers:
    """The waivers, and which of them were of use."""

    def __init__(self, playbook: Playbook, today: date) -> None:
        self.playbook = playbook
        self.in_force: dict[tuple[str, str], Waiver] = {}
        for waiver in playbook.waivers:
            record = playbook.find(waiver.record, tuple(BY_NAME)) if "/" in waiver.record else None
            if record is not None and waiver.rule in BY_CODE and waiver.until >= today:
                self.in_force[waiver.rule, record.key] = waiver
        self.used: set[tuple[str, str]] = set()

    def cover(self, item: Finding) -> bool:
        pair = (item.code, item.record)
        if pair not in self.in_force:
            return False
        self.used.add(pair)
        return True

    def unneeded(self) -> Iterator[Finding]:
        rule = unneeded_waiver.RULE
        for pair, waiver in self.in_force.items():
            if pair not in self.used and pair[1] not in self.playbook.faulty:
                finding = unneeded_waiver.about(waiver)
                yield replace(finding, code=rule.code, name=rule.name, severity=rule.severity)


class _Doubt(NamedTuple):
    """A place at which the playbook may not say what its authors meant."""

    record: str
    """The record with the fault, as ``kind/id``; empty where it is not known."""
    words: frozenset[str] | None
    """The ids that may have been meant; None where any may."""
    dangling: bool
    """True for a reference to nothing, False for something that could not be read."""


class _Doubts:
    """Which verdicts rest on something that could not be read, or on a reference to nothing."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self.by_field: dict[str, list[_Doubt]] = {}
        for left in playbook.left_out:
            key = f"{left.kind}/{left.id}" if left.id else ""
            # Both ends of a range count for all that lies between them.
            words = None if left.words is not None and {"from", "to"} & left.words else left.words
            self._add(left.kind, left.field, _Doubt(key, words, dangling=False))
        for item in playbook.dangling:
            meant = playbook.meant_by(item)
            in_range = len(item.where) > 1 and item.where[-1] in {"from", "to"}
            words = None if in_range else frozenset((meant,) if meant else ())
            self._add(item.source.kind_name, str(item.where[0]), _Doubt(item.source.key, words, dangling=True))

    def _add(self, kind: str, field: str, doubt: _Doubt) -> None:
        self.by_field.setdefault(f"{kind}.{field}", []).append(doubt)

    def reach(self, item: Finding) -> bool:
        """Tell whether a rule could not know what it says about a record."""
        rule = BY_CODE.get(item.code)
        if rule is None or rule.found_by != "rule" or not self.by_field:
            return False
        kind, _, name = item.record.partition("/")
        for field in ("status", *rule.reads):
            own = "." not in field
            for doubt in self._about(f"{kind}.{field}" if own else field):
                if doubt.dangling and DANGLING not in rule.requires:
                    continue
                if doubt.record == item.record if own else self._concerns(doubt, item.record, name):
                    return True
        return False

    def _about(self, field: str) -> Iterator[_Doubt]:
        """Give the doubts about a field, and those about whole records that may have had it."""
        yield from self.by_field.get(field, ())
        yield from self.by_field.get(f"{field.partition('.')[0]}.", ())

    def _concerns(self, doubt: _Doubt, record: str, name: str) -> bool:
        if doubt.words is None or name in doubt.words:
            return True
        return bool(doubt.record) and doubt.record in self._neighbours(record)

    def _neighbours(self, key: str) -> set[str]:
        """Give the records to which this one links, and those that link to it."""
        kind, _, name = key.partition("/")
        record = self.playbook.get(kind, name)
        if record is None:
            return set()
        out = {edge.target.key for edge in self.playbook.links_from(record)}
        return out | {edge.source.key for edge in self.playbook.links_to(record)}
