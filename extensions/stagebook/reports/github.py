"""Findings as annotations in GitHub: commands in the output of a step, which a pull request shows beside the lines.

GitHub shows ten annotations of each level per step; the step's log holds all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Severity
from stagebook.reports.report import Report
from stagebook.reports.text import summary
from stagebook.screen import visible

if TYPE_CHECKING:
    from stagebook.findings import Finding
    from stagebook.reports.report import Results

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# GitHub undoes these, the percent sign last.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(results: Results) -> str:
    """Give a command for each finding, and a line for the log that sums them up."""
    return "\n".join([*(_command(finding, results) for finding in results.findings), summary(results)]) + "\n"


def _command(finding: Finding, results: Results) -> str:
    span = finding.span
    properties = {"file": results.path(finding)}
    if span.line:
        properties |= {"line": str(span.line), "col": str(span.column)}
    properties["title"] = f"{finding.code} {finding.name}"
    told = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    message = visible(finding.message)
    if finding.fix:
        message += f"\nFix: {visible(finding.fix)}"
    return f"::{_COMMANDS[finding.severity]} {told}::{message.translate(_MESSAGE)}"


REPORT = Report("github", write)
