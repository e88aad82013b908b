"""Findings as JSON, for other programs.

``findings`` is a list of ``code``, ``name``, ``severity``, ``path``, ``line``, ``column``, ``message``, ``record`` and
``fix``. ``line`` and ``column`` count from 1; 0 means the file as a whole. ``record`` is ``kind/id``, or empty where
the finding is about no record. ``summary`` counts findings by severity, and the records that were checked.

With a baseline the summary counts the findings that it covers (``known``) and its entries that nothing matches any more
(``stale``). Where known findings are told, they are in a list ``known`` of their own, each with ``by`` (``baseline`` or
``waiver``) and ``why``. With statistics a list ``statistics`` of ``code``, ``name``, ``severity`` and ``count`` stands
in the place of ``findings``.
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
    if results.baseline:
        covered = sum(1 for item in results.known if item.by == "baseline")
        summary |= {"known": covered, "stale": results.stale}
    whole: dict[str, object] = (
        {"statistics": [_count(finding, number) for finding, number in results.by_rule]}
        if results.statistics
        else {"findings": [finding.data for finding in results.findings]}
    )
    if results.show_known:
        whole["known"] = [{**item.finding.data, "by": item.by, "why": item.why} for item in results.known]
    return json.dumps({**whole, "summary": summary}, indent=2) + "\n"


def _count(finding: Finding, number: int) -> dict[str, str | int]:
    return {"code": finding.code, "name": finding.name, "severity": str(finding.severity), "count": number}


REPORT = Report("json", write, counts=True)
