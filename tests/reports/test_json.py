"""The report for other programs."""

from __future__ import annotations

import json

from stagebook.reports.json import write
from tests.reports.sample import ERROR, FINDINGS, ODD, ODD_ONE, OLD, WAIVED, results


def test_a_finding_has_these_keys() -> None:
    told = json.loads(write(results(ERROR)))
    assert {
        "findings": [
            {
                "code": "SB301",
                "name": "stage-without-reusable-material",
                "severity": "error",
                "path": "data/stages.yaml",
                "line": 2,
                "column": 5,
                "message": "stage “Demo” has no reusable material",
                "record": "stage/demo",
                "fix": "name `demo` in the `stages` of a material",
            }
        ],
        "summary": {"error": 1, "warning": 0, "info": 0, "findings": 1, "records": 12},
    } == told


def test_odd_text_comes_through() -> None:
    assert ODD == json.loads(write(results(ODD_ONE)))["findings"][0]["message"]


def test_a_baseline_is_in_the_summary_and_known_findings_on_request() -> None:
    told = json.loads(write(results(known=(OLD, WAIVED), baseline="b.yaml", stale=3)))
    assert (1, 3) == (told["summary"]["known"], told["summary"]["stale"])
    assert "known" not in told
    told = json.loads(write(results(known=(OLD, WAIVED), show_known=True)))
    assert [("SB302", "baseline", "in baseline.yaml"), ("SB601", "waiver", WAIVED.why)] == [
        (item["code"], item["by"], item["why"]) for item in told["known"]
    ]
    assert [] == told["findings"]


def test_statistics_stand_in_the_place_of_findings() -> None:
    told = json.loads(write(results(*FINDINGS, ERROR, statistics=True)))
    assert ["statistics", "summary"] == list(told)
    assert {
        "code": "SB301",
        "name": "stage-without-reusable-material",
        "severity": "error",
        "count": 2,
    } == told["statistics"][0]
