"""Findings as JUnit's XML, which nearly every system for continuous integration shows.

Each rule is a suite. A finding that makes the check fail is a failed test, one below that limit a skipped one, and a
rule that finds nothing a passed one. The order and the attributes are those that the schemas of both Ant and Jenkins
allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from stagebook.reports.report import Report
from stagebook.screen import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.findings import Finding
    from stagebook.reports.report import Known, Results


def write(results: Results) -> str:
    """Give a suite for each rule that was asked or that found something."""
    names = {rule.code: rule.name for rule in results.rules}
    found: dict[str, list[Finding]] = {}
    for finding in results.findings:
        found.setdefault(finding.code, []).append(finding)
        names.setdefault(finding.code, finding.name)
    known: dict[str, list[Known]] = {}
    for item in results.told_known:
        known.setdefault(item.finding.code, []).append(item)
        names.setdefault(item.finding.code, item.finding.name)
    root = ET.Element("testsuites")
    for number, code in enumerate(sorted(names)):
        suite = _suite(code, names[code], found.get(code, ()), known.get(code, ()), results)
        suite.set("id", str(number))
        root.append(suite)
    ET.indent(root)
    # A file's name may hold bytes that are no text.
    text = ET.tostring(root, encoding="unicode").encode("utf-8", "backslashreplace").decode()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(code: str, name: str, found: Iterable[Finding], known: Iterable[Known], results: Results) -> ET.Element:
    suite = ET.Element("testsuite", {"name": f"{code} {name}", "package": "stagebook"})
    ET.SubElement(suite, "properties")
    for finding in found:
        case = _case(suite, code, _title(finding))
        if results.fails(finding):
            failure = {"type": str(finding.severity), "message": visible(finding.message)}
            ET.SubElement(case, "failure", failure).text = _body(finding, results)
        else:
            ET.SubElement(case, "skipped", {"message": f"{finding.severity}: {visible(_line(finding, results))}"})
    for item in known:
        case = _case(suite, code, _title(item.finding))
        ET.SubElement(case, "skipped", {"message": f"{visible(item.why)}: {visible(_line(item.finding, results))}"})
    if suite.find("testcase") is None:
        _case(suite, code, "nothing found")
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    for attribute, path in (("tests", "testcase"), ("failures", "*/failure"), ("skipped", "*/skipped")):
        suite.set(attribute, str(len(suite.findall(path))))
    # When and how long it ran is no part of what was found: equal playbooks give equal reports.
    moment = f"{results.today}T00:00:00" if results.today else "1970-01-01T00:00:00"
    for attribute, value in (("errors", "0"), ("time", "0"), ("timestamp", moment), ("hostname", "localhost")):
        suite.set(attribute, value)
    return suite


def _case(suite: ET.Element, code: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", {"classname": f"stagebook.{code}", "name": name, "time": "0"})


def _title(finding: Finding) -> str:
    """Name the test without its line, so that it is known again in the next run."""
    return visible(f"{finding.record or finding.span.path}: {finding.message}")


def _line(finding: Finding, results: Results) -> str:
    line, column = finding.span[1:]
    return f"{results.path(finding)}{f':{line}:{column}' if line else ''}: {finding.message}"


def _body(finding: Finding, results: Results) -> str:
    lines = [visible(_line(finding, results))]
    if source := results.lines.at(finding.span).strip():
        lines.append(f"    {visible(source)}")
    if finding.fix:
        lines.append(f"fix: {visible(finding.fix)}")
    return "\n".join(lines)


REPORT = Report("junit", write, rules=True)
