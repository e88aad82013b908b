"""Findings for people: the place, what is wrong, the line with a mark below it, and what to do.

Places are written as seen from the present folder, so that terminals and editors open them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Severity
from stagebook.reports.report import Report
from stagebook.screen import BAD, BOLD, GOOD, NOTE, QUIET, WARNING, Paint, columns, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.findings import Finding
    from stagebook.reports.report import Results

WIDTH = 100
"""Columns of a line of a file that are shown; the rest of a longer one is left out."""

BEFORE = 60
"""Columns of such a line that are shown before the place."""

_COLOURS = {Severity.ERROR: BAD, Severity.WARNING: WARNING, Severity.INFO: NOTE}


def write(results: Results) -> str:
    """Give the findings one after the other, and a line that sums them up."""
    told = list(_statistics(results) if results.statistics else (_told(item, results) for item in results.findings))
    told += [_told(item.finding, results, item.why) for item in results.told_known]
    return "\n".join([*told, summary(results)]) + "\n"


def _statistics(results: Results) -> Iterator[str]:
    """Count by rule, each in a line, with a blank one below."""
    paint = Paint(on=results.colour)
    for finding, number in results.by_rule:
        severity = paint(f"{finding.severity!s:8}", _COLOURS[finding.severity])
        yield f"{number:6,}  {severity} {paint(finding.code, BOLD)} {finding.name}"
    if results.findings:
        yield ""


def _told(finding: Finding, results: Results, why: str = "") -> str:
    paint = Paint(on=results.colour)
    severity = paint(str(finding.severity), _COLOURS[finding.severity])
    where = f"{results.here}{finding.span}" if finding.span.path else ""
    head = f"{paint(visible(where), BOLD)}: {severity}: {paint(finding.code, BOLD)} {visible(finding.message)}"
    shown = [head]
    line = results.lines.at(finding.span)
    if line.strip():
        number = str(finding.span.line)
        excerpt, place = _excerpt(line, finding.span.column)
        margin = " " * len(number)
        shown.append(f"  {paint(f'{number} |', QUIET)} {excerpt}")
        if finding.span.column:
            shown.append(f"  {paint(f'{margin} |', QUIET)} {' ' * place}{paint('^', _COLOURS[finding.severity])}")
    if why:
        shown.append(f"  {paint('known:', QUIET)} {visible(why)}")
    elif finding.fix:
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


def summary(results: Results) -> str:
    """Sum the results up in one line."""
    paint = Paint(on=results.colour)
    checked = f"{_count(results.records, 'record')} checked"
    covered = sum(1 for item in results.known if item.by == "baseline")
    if results.baseline:
        checked += f"; {_count(covered, 'known finding')} in {visible(results.baseline)}"
    stale = ""
    if results.stale:
        entries = _count(results.stale, "entry", "entries")
        stale = f" {entries} of the baseline matched nothing: --update-baseline takes them out."
    if not results.findings:
        none = "No new findings" if results.baseline else "No findings"
        return f"{paint(none, GOOD)}: {checked}.{stale}"
    parts = [
        paint(_count(number, str(severity), "info" if severity is Severity.INFO else ""), _COLOURS[severity])
        for severity, number in results.counts.items()
        if number
    ]
    *first, last = parts
    counted = f"{', '.join(first)} and {last}" if first else last
    mendable = sum(item.mendable for item in results.findings)
    mend = f" {mendable:,} can be mended by `stagebook check --fix`." if mendable else ""
    return f"{counted}; {checked}.{mend}{stale} `stagebook rule CODE` explains a rule."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


REPORT = Report("text", write, counts=True)
