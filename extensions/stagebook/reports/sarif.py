"""Findings as SARIF 2.1.0, the format of code scanners: with the manual of each rule, and known ones suppressed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import stagebook
from stagebook.findings import Severity
from stagebook.fingerprints import fingerprints
from stagebook.reports.report import Report, sentences

if TYPE_CHECKING:
    from stagebook.findings import Finding
    from stagebook.reports.report import Results
    from stagebook.rules.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
"""The words for severity in GitHub's own property of a rule."""

Json = dict[str, Any]


def write(results: Results) -> str:
    """Give a log of one run."""
    places = {rule.code: index for index, rule in enumerate(results.rules)}
    findings = [*results.findings, *(item.finding for item in results.told_known)]
    told = [
        _result(finding, places, fingerprint, results)
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    if results.show_known:
        # Where one result says whether it is suppressed, all have to.
        for entry in told:
            entry["suppressions"] = []
        for entry, item in zip(told[len(results.findings) :], results.known, strict=True):
            entry["suppressions"] = [{"kind": "external", "status": "accepted", "justification": item.why}]
    driver: Json = {"name": "Stagebook", "version": stagebook.__version__, "semanticVersion": stagebook.__version__}
    if results.handbook:
        driver["informationUri"] = f"{results.handbook}rules.html"
    driver["rules"] = [_rule(rule, results) for rule in results.rules]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": told,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _result(finding: Finding, places: dict[str, int], fingerprint: str, results: Results) -> Json:
    path = quote(results.path(finding).encode("utf-8", "surrogateescape"))
    physical: Json = {"artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"}}
    if finding.span.line:
        physical["region"] = {"startLine": finding.span.line, "startColumn": finding.span.column}
    location: Json = {"physicalLocation": physical}
    if finding.record:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.record}]
    return {
        "ruleId": finding.code,
        **({"ruleIndex": places[finding.code]} if finding.code in places else {}),
        "level": _LEVELS[finding.severity],
        "message": {"text": sentences(finding)},
        "locations": [location],
        "partialFingerprints": {"stagebook/v1": fingerprint},
    }


def _rule(rule: Rule, results: Results) -> Json:
    told: Json = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.defect}."},
        "fullDescription": {"text": rule.section("What it does")},
        "help": {"text": rule.manual.strip(), "markdown": rule.manual.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "problem.severity": _PROBLEMS[rule.severity]},
    }
    if results.handbook:
        told["helpUri"] = f"{results.handbook}rules.html#{rule.code.lower()}"
    return told


REPORT = Report("sarif", write, rules=True)
