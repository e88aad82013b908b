"""JUnit's XML, held to the schema by which Jenkins reads it, and to what Ant's asks for besides."""

from __future__ import annotations

import re
import sys
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from xmlschema import XMLSchema

from stagebook.findings import Severity
from stagebook.reports.junit import write
from tests.reports.sample import ERROR, FINDINGS, ODD_ONE, OLD, RULES, WARNING, results

COUNT = r"\d+"
TEXT = r"\S(?s:.*)"
ATTRIBUTES = {
    "testsuites": {},
    "testsuite": {
        "name": TEXT,
        "package": TEXT,
        "id": COUNT,
        "tests": COUNT,
        "failures": COUNT,
        "errors": COUNT,
        "skipped": COUNT,
        "time": r"\d+(\.\d+)?",
        "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
        "hostname": TEXT,
    },
    "properties": {},
    "testcase": {"name": TEXT, "classname": TEXT, "time": r"\d+(\.\d+)?"},
    "failure": {"message": TEXT, "type": "error|warning|info"},
    "skipped": {"message": TEXT},
    "system-out": {},
    "system-err": {},
}
"""The attributes of each element with what they hold; all that Ant requires, and none that Jenkins does not know."""

CHILDREN = {
    "testsuites": r"(testsuite )*",
    "testsuite": r"properties (testcase )*system-out system-err ",
    "testcase": r"(skipped |failure )?",
}
"""The order in which Ant wants the elements below each."""


@cache
def jenkins() -> XMLSchema:
    """Read the schema that Jenkins publishes; `make test` puts it beside the packages."""
    return XMLSchema(Path(sys.prefix, "schemas", "junit-10.xsd"))


def suites(text: str) -> dict[str, ET.Element]:
    """Read a report that keeps to both schemas; give its suites by the rule's code."""
    jenkins().validate(text)
    root = ET.fromstring(text.encode())
    assert "testsuites" == root.tag
    for element in root.iter():
        expected = ATTRIBUTES[element.tag]
        assert set(expected) == set(element.attrib)
        for name, pattern in expected.items():
            assert re.fullmatch(pattern, element.attrib[name])
        assert re.fullmatch(CHILDREN.get(element.tag, ""), "".join(f"{child.tag} " for child in element))
    found = root.findall("testsuite")
    assert [str(number) for number in range(len(found))] == [suite.get("id") for suite in found]
    for suite in found:
        counts = [len(suite.findall(path)) for path in ("testcase", "*/failure", "*/skipped")]
        assert counts == [int(suite.attrib[name]) for name in ("tests", "failures", "skipped")]
    return {suite.attrib["name"].split()[0]: suite for suite in found}


def test_the_schema_would_complain() -> None:
    assert not jenkins().is_valid("<testsuites><testsuite name='a'><testcase/></testsuite></testsuites>")


def test_each_rule_is_a_suite_and_passes_where_it_finds_nothing() -> None:
    found = suites(write(results()))
    assert [rule.code for rule in RULES] == list(found)
    [case] = found["SB301"].findall("testcase")
    assert {"classname": "stagebook.SB301", "name": "nothing found", "time": "0"} == case.attrib
    assert "SB301 stage-without-reusable-material" == found["SB301"].get("name")
    assert "2026-11-22T00:00:00" == found["SB301"].get("timestamp")


def test_a_finding_is_a_failed_test(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "stages.yaml").write_text("stages:\n  - id: demo\n", encoding="utf-8")
    suite = suites(write(results(ERROR, root=tmp_path, folder="handbook/")))["SB301"]
    [case] = suite.findall("testcase")
    assert "stage/demo: stage “Demo” has no reusable material" == case.get("name")
    [failure] = case
    assert {"type": "error", "message": "stage “Demo” has no reusable material"} == failure.attrib
    assert (
        "handbook/data/stages.yaml:2:5: stage “Demo” has no reusable material\n"
        "    - id: demo\n"
        "fix: name `demo` in the `stages` of a material"
    ) == failure.text


def test_what_does_not_make_the_check_fail_is_skipped() -> None:
    found = suites(write(results(*FINDINGS)))
    assert {"SB008": "skipped", "SB301": "failure", "SB303": "skipped", "SB601": "skipped"} == {
        code: suite.findall("testcase/*")[0].tag for code, suite in found.items() if code != "SB302"
    }
    strict = suites(write(results(WARNING, limit=Severity.WARNING)))
    assert "1" == strict["SB601"].get("failures")
    assert "0" == suites(write(results(ERROR, limit=None)))["SB301"].get("failures")


def test_known_findings_are_skipped_tests_on_request() -> None:
    assert "nothing found" in write(results(known=(OLD,), rules=RULES[2:3]))
    [skipped] = suites(write(results(known=(OLD,), show_known=True)))["SB302"].findall("testcase/skipped")
    assert "in baseline.yaml: data/stages.yaml:9:1: no tool" == skipped.get("message")


def test_odd_text_is_escaped_and_control_characters_are_gone() -> None:
    text = write(results(ODD_ONE))
    [failure] = suites(text)["SB301"].findall("testcase/failure")
    assert "<&> “50%”, key: 'x'" in failure.attrib["message"]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", text)


def test_rules_that_were_not_asked_appear_only_with_findings() -> None:
    assert [] == list(suites(write(results(rules=()))))
    assert ["SB301"] == list(suites(write(results(ERROR, rules=()))))


def test_without_a_day_the_report_is_still_whole() -> None:
    assert suites(write(results(ERROR, today=None)))
    assert write(results(ERROR)) == write(results(ERROR, today=date(2026, 11, 22)))
