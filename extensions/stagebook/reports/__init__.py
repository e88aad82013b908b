"""The forms in which findings are told; a new one is one new file and one line in :data:`REPORTS`."""

from __future__ import annotations

from stagebook.reports import github, gitlab, json, junit, sarif, text
from stagebook.reports.report import Known, Report, Results

REPORTS: tuple[Report, ...] = (
    text.REPORT,
    json.REPORT,
    github.REPORT,
    gitlab.REPORT,
    sarif.REPORT,
    junit.REPORT,
)
"""All reports; the first is the one without asking."""

BY_NAME: dict[str, Report] = {report.name: report for report in REPORTS}

__all__ = ["BY_NAME", "REPORTS", "Known", "Report", "Results"]
