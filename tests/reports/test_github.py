"""Annotations in GitHub; the checks undo the escapes in the way that GitHub's runner does."""

from __future__ import annotations

from stagebook.reports.github import write
from tests.reports.sample import ERROR, FINDINGS, ODD_ONE, WARNING, results


def undone(text: str, *, value: bool = False) -> str:
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), *([("%3A", ":"), ("%2C", ",")] if value else ()), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def commands(told: str) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in told.splitlines()[:-1]:
        _, head, message = line.split("::", 2)
        level, _, properties = head.partition(" ")
        pairs = (pair.split("=", 1) for pair in properties.split(","))
        found.append((level, {name: undone(value, value=True) for name, value in pairs}, undone(message)))
    return found


def test_an_annotation_stands_at_its_line() -> None:
    assert (
        "::error file=data/stages.yaml,line=2,col=5,title=SB301 stage-without-reusable-material"
        "::stage “Demo” has no reusable material%0AFix: name `demo` in the `stages` of a material\n"
        "1 error; 12 records checked. `stagebook rule CODE` explains a rule.\n"
    ) == write(results(ERROR))


def test_levels_and_places() -> None:
    found = commands(write(results(*FINDINGS)))
    assert ["notice", "warning", "error", "warning"] == [level for level, _, _ in found]
    assert {"file": "data/empty.yaml", "title": "SB008 empty-file"} == found[0][1]
    assert "data/playbook.yaml" == found[3][1]["file"]


def test_paths_begin_at_the_top_of_the_repository() -> None:
    [(_, properties, _)] = commands(write(results(ERROR, folder="sales/handbook/")))
    assert "sales/handbook/data/stages.yaml" == properties["file"]


def test_percent_signs_commas_and_colons_come_through() -> None:
    line = write(results(WARNING)).splitlines()[0]
    assert "file=data/my files%2C 100%25/tools%3Aé.yaml,line=7" in line
    assert WARNING.span.path == commands(write(results(WARNING)))[0][1]["file"]


def test_nothing_in_the_data_is_taken_for_a_command() -> None:
    told = write(results(ODD_ONE))
    assert 2 == len(told.splitlines())
    [(level, properties, message)] = commands(told)
    assert "error" == level
    assert ["file", "line", "col", "title"] == list(properties)
    assert 2 == len(message.splitlines())
