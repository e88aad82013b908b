"""What a report is: a name, and a function that turns the results of a check into a text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stagebook.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagebook.findings import Finding
    from stagebook.lines import Lines


@dataclass(frozen=True)
class Results:
    """What a check found: the findings in their order, the files that they are about, and how many records there are.

    ``colour`` says whether a person reads the report on a terminal.
    """

    findings: tuple[Finding, ...]
    lines: Lines
    records: int = 0
    colour: bool = False

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity there are, the gravest first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in sorted(Severity, reverse=True)}


@dataclass(frozen=True)
class Report:
    """A form in which findings are told: ``write`` gives the whole text, with a line end at its end."""

    name: str
    write: Callable[[Results], str]
