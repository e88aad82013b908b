"""Findings for people: the place, what is wrong, the line with a mark below it, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Severity
from stagebook.reports.report import Report
from stagebook.screen import BAD, BOLD, GOOD, NOTE, QUIET, WARNING, Paint, columns, visible

if TYPE_CHECKING:
    from stagebook.findings import Finding
    from stagebook.reports.report import Results

WIDTH = 100
"""Columns of a line of a file that are shown; the rest of a longer one is left out."""

BEFORE = 60
"""Columns of such a line that are shown before the place."""

_COLOURS = {Severity.ERROR: BAD, Severity.WARNING: WARNING, Severity.INFO: NOTE}


def write(results: Results) -> str:
    """Give the findings one after the other, and a line that sums them up."""
    told = [_told(finding, results) for finding in results.findings]
    return "\n".join([*told, _summary(results)]) + "\n"


def _told(finding: Finding, results: Results) -> str:
    paint = Paint(on=results.colour)
    severity = paint(str(finding.severity), _COLOURS[finding.severity])
    head = (
        f"{paint(visible(str(finding.span)), BOLD)}: {severity}: {paint(finding.code, BOLD)} {visible(finding.message)}"
    )
    shown = [head]
    line = results.lines.at(finding.span)
    if line.strip():
        number = str(finding.span.line)
        excerpt, place = _excerpt(line, finding.span.column)
        margin = " " * len(number)
        shown.append(f"  {paint(f'{number} |', QUIET)} {excerpt}")
        if finding.span.column:
            shown.append(f"  {paint(f'{margin} |', QUIET)} {' ' * place}{paint('^', _COLOURS[finding.severity])}")
    if finding.fix:
        shown.append(f"  {paint('fix:', GOOD)} {visible(finding.fix)}")
    return "\n".join(shown) + "\n"


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """Give the part of a line that is shown, and how many columns of the screen lie before the place in it."""
    start = 0
    if column > BEFORE and len(line) > WIDTH:
        start = min(column - BEFORE, max(len(line) - WIDTH, 0))
    before, rest = line[start : max(column - 1, start)], line[max(column - 1, start) : start + WIDTH]
    left, right = "…" if start else "", "…" if start + WIDTH < len(line) else ""
    return f"{left}{visible(before)}{visible(rest)}{right}", len(left) + columns(visible(before))


def _summary(results: Results) -> str:
    paint = Paint(on=results.colour)
    records = f"{results.records:,} record{'s' if results.records != 1 else ''} checked"
    if not results.findings:
        return f"{paint('No findings', GOOD)}: {records}."
    parts = [
        paint(
            f"{number:,} {severity}{'s' if number != 1 and severity is not Severity.INFO else ''}", _COLOURS[severity]
        )
        for severity, number in results.counts.items()
        if number
    ]
    *first, last = parts
    counted = f"{', '.join(first)} and {last}" if first else last
    return f"{counted}; {records}. `stagebook rule CODE` explains a rule."


REPORT = Report("text", write)
