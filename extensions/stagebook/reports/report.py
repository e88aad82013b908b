"""What a report is: a name, and a function that turns the results of a check into a text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from stagebook.findings import Severity
from stagebook.screen import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from stagebook.findings import Finding
    from stagebook.lines import Lines
    from stagebook.rules.rule import Rule


class Known(NamedTuple):
    """A finding that the company lives with for now; ``by`` is ``baseline`` or ``waiver``, ``why`` says more."""

    finding: Finding
    by: str
    why: str


class Results(NamedTuple):
    """What a check found: the findings in their order, the files that they are about, and how many records there are.

    ``rules`` are the rules that were asked, for reports that tell about them. ``known`` are the findings that do not
    count, as the baseline or a waiver covers them; ``show_known`` says whether to tell them too. ``stale`` counts the
    entries of the baseline that nothing matches any more. Findings from ``limit`` on make the check fail; without a
    limit none do.
    """

    findings: tuple[Finding, ...]
    lines: Lines
    records: int = 0
    rules: tuple[Rule, ...] = ()
    limit: Severity | None = Severity.ERROR
    known: tuple[Known, ...] = ()
    show_known: bool = False
    baseline: str = ""
    """The baseline's name; empty where there is none."""
    stale: int = 0
    today: date | None = None
    folder: str = ""
    """The folder of the repository that holds the playbook, with a slash at its end; empty for the top."""
    here: str = ""
    """The way from the present folder to the playbook's, with a slash at its end; empty where they are the same."""
    handbook: str = ""
    """The address of the published handbook, with a slash at its end; empty where it has none."""
    statistics: bool = False
    """Whether to count findings by rule instead of telling each, in the reports that know how."""
    colour: bool = False
    """Whether a person reads the report on a terminal."""

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity there are, the gravest first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in sorted(Severity, reverse=True)}

    @property
    def by_rule(self) -> tuple[tuple[Finding, int], ...]:
        """The first finding of each rule and severity, and how many there are; the most frequent first."""
        found: dict[tuple[str, Severity], list[Finding]] = {}
        for finding in self.findings:
            found.setdefault((finding.code, finding.severity), []).append(finding)
        ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple((same[0], len(same)) for _, same in ordered)

    @property
    def told_known(self) -> tuple[Known, ...]:
        """The known findings, where they are to be told."""
        return self.known if self.show_known else ()

    @property
    def failed(self) -> bool:
        """Whether a finding makes the check fail."""
        return any(self.fails(finding) for finding in self.findings)

    def fails(self, finding: Finding) -> bool:
        """Tell whether a finding makes the check fail."""
        return self.limit is not None and finding.severity >= self.limit

    def path(self, finding: Finding) -> str:
        """Give the path of a finding's file as the repository has it; the main file's where a finding names none."""
        return f"{self.folder}{finding.span.path or 'data/playbook.yaml'}"


class Report(NamedTuple):
    """A form in which findings are told: ``write`` gives the whole text, with a line end at its end.

    ``counts`` says whether it can count findings by rule instead of telling each, ``rules`` whether it tells about the
    rules that were asked.
    """

    name: str
    write: Callable[[Results], str]
    counts: bool = False
    rules: bool = False


def sentences(finding: Finding) -> str:
    """Give the message and the fix as sentences, for places that show both as running text."""
    return " ".join(_sentence(visible(text)) for text in (finding.message, finding.fix) if text)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"
