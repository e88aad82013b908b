"""Findings as GitLab's code quality report: a list in JSON, which a merge request compares with that of its target."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stagebook.findings import Severity
from stagebook.fingerprints import fingerprints
from stagebook.reports.report import Report, sentences

if TYPE_CHECKING:
    from stagebook.reports.report import Results

# GitLab also knows "critical" and "blocker"; no gap in a handbook is either.
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(results: Results) -> str:
    """Give one entry for each finding."""
    entries = [
        {
            "description": f"{finding.code}: {sentences(finding)}",
            "check_name": finding.name,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            # A finding about a whole file stands at its first line.
            "location": {"path": results.path(finding), "lines": {"begin": max(finding.span.line, 1)}},
        }
        for finding, fingerprint in zip(results.findings, fingerprints(results.findings), strict=True)
    ]
    return json.dumps(entries, indent=2) + "\n"


REPORT = Report("gitlab", write)
