"""Findings as JSON, for other programs.

``findings`` is a list of ``code``, ``name``, ``severity``, ``path``, ``line``, ``column``, ``message``, ``record`` and
``fix``. ``line`` and ``column`` count from 1; 0 means the file as a whole. ``record`` is ``kind/id``, or empty where
the finding is about no record. ``summary`` counts findings by severity, and the records that were checked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stagebook.reports.report import Report

if TYPE_CHECKING:
    from stagebook.findings import Finding
    from stagebook.reports.report import Results


def write(results: Results) -> str:
    """Give the findings as a JSON object."""
    counts = {str(severity): number for severity, number in results.counts.items()}
    summary = {**counts, "findings": len(results.findings), "records": results.records}
    whole = {"findings": [_entry(finding) for finding in results.findings], "summary": summary}
    return json.dumps(whole, indent=2) + "\n"


def _entry(finding: Finding) -> dict[str, str | int]:
    path, line, column = finding.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "path": path,
        "line": line,
        "column": column,
        "message": finding.message,
        "record": finding.record,
        "fix": finding.fix,
    }


REPORT = Report("json", write)
