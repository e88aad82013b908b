"""The engine of the checks: which findings count, how much they weigh, and in what order they are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds import BY_NAME
from stagebook.kinds.material import Material
from stagebook.kinds.stage import Stage
from stagebook.kinds.walking import kinds_named
from stagebook.rules import ALL, BY_CODE, rule_named, severities, unneeded_waiver
from stagebook.selecting import chosen
from stagebook.verdict import RuleState, Verdict, Waived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from stagebook.playbook import Playbook
    from stagebook.records import LeftOut
    from stagebook.rules import Rule
    from stagebook.settings import Waiver

DANGLING = "SB101"
OFF = "off"

RANGE = frozenset({"from", "to"})
"""The fields that name the ends of a range of stages."""


def check(
    playbook: Playbook,
    *,
    today: date,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule] = ALL,
) -> tuple[Finding, ...]:
    """Give all findings on a playbook, in the order of its files.

    ``select`` and ``ignore`` name rules as for :func:`stagebook.selecting.chosen`. Every rule runs in any case, as one
    may depend on what another finds.
    Raises UnknownRuleError where one of them names no rule.
    """
    verdict = examine(playbook, today=today, rules=rules)
    if select or ignore:
        verdict = verdict.only(chosen(select, ignore, {rule.code: rule.name for rule in ALL}))
    return verdict.findings


def examine(playbook: Playbook, *, today: date, rules: Sequence[Rule] = ALL) -> Verdict:
    """Give all findings on a playbook and those that it waives."""
    found = [*playbook.faults, *_found(playbook, today, rules)]
    waivers = _Waivers(playbook, today, rules)
    waived = {id(item): waiver for item in found if (waiver := waivers.cover(item))}
    doubts = _Doubts(playbook)
    flagged = {(item.code, item.record) for item in found}
    # What gives way to another finding is told of nowhere, not as waived either; its waiver is needed all the same.
    stands = [item for item in found if not _set_off(item, flagged) and not doubts.reach(item)]
    kept = [*(item for item in stands if id(item) not in waived), *waivers.unneeded()]
    settings = severities(playbook.settings)
    covered = {tell: waived[id(item)] for item in stands if id(item) in waived and (tell := _weighed(item, settings))}
    return Verdict(
        tuple(sorted({tell for item in kept if (tell := _weighed(item, settings))}, key=_order)),
        tuple(_told(item, covered[item]) for item in sorted(covered, key=_order)),
        tuple(
            RuleState(rule.code, rule.name, rule.found_by == "network", settings.get(rule.code) == OFF) for rule in ALL
        ),
        records=sum(len(records) for records in playbook.records.values()),
        is_whole=not playbook.left_out,
        site_url=playbook.settings.site_url or "",
        baseline=playbook.settings.baseline,
    )


def _told(item: Finding, waiver: Waiver) -> Waived:
    return Waived(item, waiver.until.isoformat(), *(" ".join(text.split()) for text in (waiver.by, waiver.reason)))


def _order(item: Finding) -> tuple[str, int, int, str, str, str]:
    return (*item.order, item.record)


def _found(playbook: Playbook, today: date, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Run the rules and stamp what they find."""
    for rule in rules:
        for item in rule.findings(playbook, today):
            yield item._replace(code=rule.code, name=rule.name, severity=rule.severity)


def _weighed(item: Finding, settings: dict[str, str]) -> Finding | None:
    """Give a finding the severity that the company has set for its rule; None where the rule is off."""
    said = settings.get(item.code)
    if said is None:
        return item
    return None if said == OFF else item._replace(severity=Severity[said.upper()])


def _set_off(item: Finding, flagged: set[tuple[str, str]]) -> bool:
    """Tell whether another finding comes first: one on the same record, or one that is about all of them."""
    rule = BY_CODE.get(item.code)
    if rule is None or not item.record:
        return False
    # A reference to nothing counts field by field, which is for the doubts to say.
    first = set(rule.requires) - {DANGLING}
    return any((code, record) in flagged for code in first for record in ("", item.record))


class _Waivers:
    """The waivers, and which of them were of use."""

    def __init__(self, playbook: Playbook, today: date, rules: Sequence[Rule]) -> None:
        self.playbook = playbook
        # Whether a waiver for the network is of use shows only when the network is asked.
        self.unasked = {rule.code for rule in rules if rule.found_by == "network"}
        self.unasked -= {rule.code for rule in rules if rule.check is not None}
        self.in_force: dict[tuple[str, str], Waiver] = {}
        for waiver in playbook.waivers:
            record = playbook.find(waiver.record, tuple(BY_NAME)) if "/" in waiver.record else None
            rule = rule_named(waiver.rule)
            if record is not None and rule is not None and waiver.until >= today:
                self.in_force[rule.code, record.key] = waiver
        self.used: set[tuple[str, str]] = set()

    def cover(self, item: Finding) -> Waiver | None:
        pair = (item.code, item.record)
        waiver = self.in_force.get(pair)
        if waiver is not None:
            self.used.add(pair)
        return waiver

    def unneeded(self) -> Iterator[Finding]:
        rule = unneeded_waiver.RULE
        for pair, waiver in self.in_force.items():
            if pair not in self.used and pair[0] not in self.unasked and pair[1] not in self.playbook.faulty:
                finding = unneeded_waiver.about(waiver)
                yield finding._replace(code=rule.code, name=rule.name, severity=rule.severity)


class _Doubt:
    """Where a field, in some records, may not say what its authors meant."""

    def __init__(self) -> None:
        self.records: set[str] = set()
        """The records with the fault, as ``kind/id``."""
        self.vague: set[str] = set()
        """Of the records, those that name something that is like no id."""
        self._anything: set[str] = set()
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, record: str, words: Iterable[str] | None) -> None:
        """Take a record with the ids that it may have meant; None where any id may."""
        self.records.add(record)
        if words is None:
            self._anything.add(record)
        for word in words or ():
            self._by_word[word].add(record)

    def meaning(self, key: str) -> set[str]:
        """Give the records that may have meant this one."""
        return self._anything | self._by_word.get(key.partition("/")[2], set())


class _Doubts:
    """Which verdicts rest on something that could not be read, or on a reference to nothing."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self.unread: defaultdict[str, _Doubt] = defaultdict(_Doubt)
        """By ``kind.field``, and by ``kind.`` for whole records."""
        self.dangling: defaultdict[str, _Doubt] = defaultdict(_Doubt)
        for left in playbook.left_out:
            words = left.words
            if words is not None and RANGE & words:
                # Both ends of a range count for all that lies between them.
                words |= playbook.records["stage"].keys()
            key = f"{left.kind}/{left.id}"
            self._add(self.unread, f"{left.kind}.{left.field}", key, words)
            if left.field and left.certain and words is not None and self._names_nothing(left, words):
                self.unread[f"{left.kind}.{left.field}"].vague.add(key)
        # Where nobody wants to hear of references to nothing, what follows from one is told.
        silent = severities(playbook.settings).get(DANGLING) == OFF
        dangling = () if silent else playbook.dangling
        counts = Counter((item.field, item.text) for item in dangling)
        for item in dangling:
            guess = playbook.near_id(item.text, item.kinds)
            # What is there and could not be read is no other record; what several references name without that is one
            # that has another id by now, whatever that is.
            unread = playbook.may_be_unread(item.text, item.kinds)
            any_id = guess is None and not unread and counts[item.field, item.text] > 1
            if any_id or (len(item.where) > 1 and item.where[-1] in RANGE):
                self._add(self.dangling, item.field, item.source.key, None)
            else:
                self._add(self.dangling, item.field, item.source.key, {guess} if guess else ())
            if guess is None and not unread:
                self.dangling[item.field].vague.add(item.source.key)

    def _add(self, doubts: dict[str, _Doubt], field: str, record: str, words: Collection[str] | None) -> None:
        if field in {"motion.", "motion.stages"} and self._has_broken_range:
            words = None
        doubts[field].add(record, words)

    def _names_nothing(self, left: LeftOut, words: Iterable[str]) -> bool:
        """Tell whether a field names other records, and what was left out of it none of them."""
        kinds = kinds_named(BY_NAME[left.kind].model, left.field)
        return bool(kinds) and not any(self.playbook.get(kind, word) for word in words for kind in kinds)

    @cached_property
    def _has_broken_range(self) -> bool:
        """Whether a material serves from one stage to another that stand in no motion together."""
        orders = [{stage.id for stage in self.playbook.stages_of(motion)} for motion in self.playbook.motions]
        uses = (use for material in self.playbook.all(Material) for use in material.stages if use.stage is None)
        ranges = ({stage.id for stage in self.playbook.picked(Stage, (use.from_, use.to))} for use in uses)
        return any(not any(ends <= order for order in orders) for ends in ranges)

    @cached_property
    def _fields_of_many(self) -> set[str]:
        """The fields, as ``kind.field``, by which no record is named a single time."""
        counts = Counter((edge.field, edge.target.key) for edge in self.playbook.edges)
        return {field for field, _ in counts} - {field for (field, _), count in counts.items() if count == 1}

    def reach(self, item: Finding) -> bool:
        """Tell whether a rule could not know what it says about a record."""
        rule = BY_CODE.get(item.code)
        if rule is None or rule.found_by != "rule" or not (self.unread or self.dangling):
            return False
        # By an id that is not its own, others can't name a record.
        return any(self._reach(item, field, rule) for field in ("status", "id", *rule.reads))

    def _reach(self, item: Finding, field: str, rule: Rule) -> bool:
        own = "." not in field
        whole = f"{_kind(item.record)}.{field}" if own else field
        records, *doubts = self.unread.get(f"{_kind(whole, '.')}."), self.unread.get(whole)
        if DANGLING in rule.requires:
            doubts.append(self.dangling.get(whole))
        if own:
            return any(doubt and item.record in doubt.records for doubt in (records, *doubts))
        if records and set.intersection(*(records.meaning(key) for key in (item.record, item.about) if key)):
            return True
        return any(doubt and self._touches(item, doubt, whole, rule) for doubt in doubts)

    def _touches(self, item: Finding, doubt: _Doubt, field: str, rule: Rule) -> bool:
        """Tell whether what was found hangs on a doubtful field, ``kind.field``, of other records."""
        kind, _, name = field.partition(".")
        named = kinds_named(BY_NAME[kind].model, name)
        if _kind(item.about) == kind:
            return item.about in doubt.records
        if _kind(item.about) in named:
            return self._joins(doubt, item.about, item.record, kind, rule)
        if _kind(item.record) not in named:
            # Records of one kind are compared with each other, as with the last session; others by their links.
            return _kind(item.record) == kind or bool(doubt.records & self._neighbours(item.record))
        if item.about:
            return self._joins(doubt, item.record, item.about, kind, rule)
        # Where several references name each of the others, a record does not hang on the vague one.
        return bool(doubt.meaning(item.record)) or (bool(doubt.vague) and field not in self._fields_of_many)

    def _joins(self, doubt: _Doubt, key: str, other: str, kind: str, rule: Rule) -> bool:
        """Tell whether records with a doubtful field may have meant one record and go with another one as well."""
        near = self._neighbours(other)
        sides = [field for field in rule.reads if field.startswith(f"{kind}.") and self._may_name(field, other)]
        if not sides:
            return bool(doubt.meaning(key) or doubt.vague & near)
        for field in sides:
            found = (self.unread.get(field), self.dangling.get(field))
            near = near.union(*(unsure.records for unsure in found if unsure))
        return not near.isdisjoint(doubt.meaning(key) | doubt.vague)

    def _may_name(self, field: str, key: str) -> bool:
        kind, _, name = field.partition(".")
        return _kind(key) in kinds_named(BY_NAME[kind].model, name)

    def _neighbours(self, key: str) -> set[str]:
        """Give the records to which this one links, and those that link to it, be it by a range."""
        kind, _, name = key.partition("/")
        record = self.playbook.get(kind, name)
        if record is None:
            return set()
        found = {edge.target.key for edge in self.playbook.links_from(record)}
        found |= {edge.source.key for edge in self.playbook.links_to(record)}
        if isinstance(record, Stage):
            found |= {material.key for material in self.playbook.materials_of(record)}
        return found


def _kind(key: str, mark: str = "/") -> str:
    return key.partition(mark)[0]
