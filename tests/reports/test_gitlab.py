"""GitLab's code quality report, held to more than GitLab asks for.

GitLab publishes what it asks for in its own repository alone, as ``app/validators/json_schemas/codeclimate.json``:
``description``, ``fingerprint``, ``severity`` and ``location`` must be there, and lines be whole numbers. Whatever
keeps to the schema below keeps to that one too.
"""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft7Validator

from stagebook.reports.gitlab import write
from stagebook.spans import Span
from tests.reports.sample import ERROR, FINDINGS, NO_FILE, ODD_ONE, WARNING, WHOLE_FILE, results

TEXT = {"type": "string", "minLength": 1}

ENTRY = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": TEXT,
        "check_name": TEXT,
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                # Relative to the top of the repository, and not by way of ./ either.
                "path": {"type": "string", "pattern": "^[^./]"},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}


def entries(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    Draft7Validator({"type": "array", "items": ENTRY}).validate(found)
    return found


def test_an_entry() -> None:
    [entry] = entries(write(results(ERROR, folder="handbook/")))
    del entry["fingerprint"]
    assert {
        "description": "SB301: Stage “Demo” has no reusable material. Name `demo` in the `stages` of a material.",
        "check_name": "stage-without-reusable-material",
        "severity": "major",
        "location": {"path": "handbook/data/stages.yaml", "lines": {"begin": 2}},
    } == entry


def test_all_kinds_of_findings() -> None:
    found = entries(write(results(*FINDINGS, ODD_ONE)))
    assert ["info", "minor", "major", "minor", "major"] == [entry["severity"] for entry in found]
    assert 5 == len({entry["fingerprint"] for entry in found})
    assert WARNING.span.path == found[1]["location"]["path"]


def test_whole_files_and_no_file_at_all() -> None:
    assert [
        {"path": "data/empty.yaml", "lines": {"begin": 1}},
        {"path": "data/playbook.yaml", "lines": {"begin": 1}},
    ] == [entry["location"] for entry in entries(write(results(WHOLE_FILE, NO_FILE)))]


def test_fingerprints_outlive_moved_lines() -> None:
    moved = ERROR._replace(span=Span("data/stages/demo.yaml", 40, 1))
    [before], [after] = entries(write(results(ERROR))), entries(write(results(moved)))
    assert before["fingerprint"] == after["fingerprint"]


def test_no_findings_are_an_empty_list() -> None:
    assert "[]\n" == write(results())
