"""A verdict: all that a check says about a playbook, as plain data that can be kept and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from stagebook.findings import Finding, Severity
from stagebook.spans import Span

if TYPE_CHECKING:
    from collections.abc import Container


class Waived(NamedTuple):
    """A finding that the company has looked at and lives with until a day (as ISO 8601), who said so, and why."""

    finding: Finding
    until: str
    by: str
    reason: str

    @property
    def why(self) -> str:
        """All that in words."""
        by = f" by {self.by}" if self.by else ""
        return f"waived until {self.until}{by}: {self.reason}"


class RuleState(NamedTuple):
    """A rule as this playbook has it: whether it asks other servers, and whether the company has turned it off."""

    code: str
    name: str
    is_online: bool
    is_off: bool


class Verdict(NamedTuple):
    """What came of a check by all rules; findings are in the order of the files, with the severity that they have here.

    ``records`` says how many records there are, ``is_whole`` whether everything in the files could be read,
    ``site_url`` where the handbook is published, and ``baseline`` the file of known findings that the settings name.
    """

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    rules: tuple[RuleState, ...]
    records: int
    is_whole: bool
    site_url: str
    baseline: str

    def only(self, codes: Container[str]) -> Verdict:
        """Leave out what other rules found."""
        return self._replace(
            findings=tuple(item for item in self.findings if item.code in codes),
            waived=tuple(item for item in self.waived if item.finding.code in codes),
        )


def as_json(verdict: Verdict) -> list[Any]:
    """Give a verdict as lists, texts and numbers; of what ``check --fix`` would do, only whether it can."""
    waived = [[_finding_as_json(item.finding), *item[1:]] for item in verdict.waived]
    return [[_finding_as_json(item) for item in verdict.findings], waived, *verdict[2:]]


def from_json(value: list[Any]) -> Verdict:
    """Make a verdict of what :func:`as_json` gave. Raises TypeError, ValueError or LookupError at anything else."""
    findings, waived, rules, records, is_whole, site_url, baseline = value
    return Verdict(
        tuple(_finding_from_json(item) for item in findings),
        tuple(Waived(_finding_from_json(item), str(until), str(by), str(reason)) for item, until, by, reason in waived),
        tuple(RuleState(*item) for item in rules),
        int(records),
        bool(is_whole),
        str(site_url),
        str(baseline),
    )


def _finding_as_json(item: Finding) -> list[Any]:
    texts = [item.span, item.message, item.fix, item.record, item.code, item.name, int(item.severity), item.about]
    return [*texts, item.mendable]


def _finding_from_json(value: list[Any]) -> Finding:
    span, message, fix, record, code, name, severity, about, mendable = value
    return Finding(
        Span(*span), message, fix, record, code, name, Severity(severity), about=about, mendable=bool(mendable)
    )
