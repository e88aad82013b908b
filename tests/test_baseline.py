"""A baseline knows the findings again that were there before, and no others."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagebook.baseline import Baseline, BaselineError, read_baseline
from stagebook.checking import check
from stagebook.findings import Finding, Severity
from stagebook.fingerprints import essence, fingerprints
from stagebook.spans import Span
from tests.factories import TODAY, make_playbook

ANY_TEXT = st.text(st.characters(exclude_categories=()))
ANY_FINDING = st.builds(
    Finding,
    st.builds(Span, ANY_TEXT, st.integers(0, 9)),
    ANY_TEXT,
    record=ANY_TEXT,
    code=st.sampled_from(["SB301", "SB402"]),
)


def finding(message: str = "no tool", line: int = 1, record: str = "stage/demo", code: str = "SB302") -> Finding:
    return Finding(Span("data/stages.yaml", line, 1), message, "do it", record, code, "stage-without-tool")


def read(text: str, tmp_path: Path) -> Baseline:
    file = tmp_path / "baseline.yaml"
    file.write_text(text, encoding="utf-8")
    return read_baseline(file)


# --- what stays the same ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        finding(line=200),
        Finding(Span("data/stages/demo.yaml", 3, 1), "no tool", "", "stage/demo", "SB302"),
        finding("no\n  tool"),
    ],
    ids=["other line", "other file", "other spaces"],
)
def test_a_finding_is_known_again(other: Finding) -> None:
    assert essence(finding()) == essence(other)
    assert fingerprints([finding()]) == fingerprints([other])


def test_figures_may_change_with_the_days_but_not_what_is_quoted() -> None:
    assert essence(finding("due 14 months ago, on 2025-09-09")) == essence(finding("due 3 months ago, on 2026-08-09"))
    assert essence(finding("nothing answers `need-1`")) != essence(finding("nothing answers `need-2`"))
    assert essence(finding("“Deck 2025” is old")) != essence(finding("“Deck 2026” is old"))


@pytest.mark.parametrize("other", [finding(record="stage/won"), finding(code="SB301"), finding("no material")])
def test_another_finding_is_another(other: Finding) -> None:
    assert fingerprints([finding()]) != fingerprints([other])


def test_where_no_record_is_at_fault_the_file_counts() -> None:
    assert essence(finding(record="")).about == "data/stages.yaml"


def test_findings_alike_have_fingerprints_of_their_own() -> None:
    one, two = fingerprints([finding(line=1), finding(line=2)])
    assert one != two
    assert (one,) == fingerprints([finding(line=2)])


# --- comparing -------------------------------------------------------------------------------------------------------


def test_only_what_is_new_counts() -> None:
    baseline = Baseline().renewed([finding(), finding("no material"), finding(record="stage/won")])
    new = finding("dead link")
    found = baseline.compare([finding(line=70), new])
    assert ((new,), (finding(line=70),), 2) == found


def test_of_findings_alike_no_more_are_known_than_there_were() -> None:
    baseline = Baseline().renewed([finding(line=1), finding(line=2)])
    found = baseline.compare([finding(line=line) for line in (1, 2, 3)])
    assert [3] == [item.span.line for item in found.new]
    assert 0 == found.stale
    assert 1 == baseline.compare([finding(line=2)]).stale


def test_rules_that_were_not_asked_keep_their_entries() -> None:
    baseline = Baseline().renewed([finding(), finding(code="SB301")])
    assert 0 == baseline.compare([finding(code="SB301")], left_out={"SB302"}).stale
    assert baseline == baseline.renewed([finding(code="SB301")], left_out={"SB302"})
    assert Baseline().renewed([finding(code="SB301")]) == baseline.renewed([finding(code="SB301")])


def test_entries_that_stay_are_counted_once() -> None:
    baseline = Baseline().renewed([finding(), finding()])
    assert baseline == baseline.renewed([finding()], left_out={"SB302"})


def test_severity_is_no_part_of_it() -> None:
    graver = Finding(Span("data/stages.yaml"), "no tool", "", "stage/demo", "SB302", severity=Severity.ERROR)
    assert () == Baseline().renewed([finding()]).compare([graver]).new


def test_a_baseline_outlives_moved_lines_and_days() -> None:
    text = """
    stages: [{id: demo, name: Demo}, {id: won, terminal: won}]
    materials: [{id: deck, reviewed: 2024-01-01, stages: [demo]}]
    """
    before = check(make_playbook(text), today=TODAY)
    moved = (
        "\n\n# Comments, and another order.\nmaterials:\n  - id: deck\n    reviewed: 2024-01-01\n    stages: [demo]\n"
    )
    stages = "- id: demo\n  name: Demo\n\n- {id: won, terminal: won}\n"
    after = check(make_playbook({"playbook.yaml": moved, "stages.yaml": stages}), today=date(2027, 3, 1))
    assert len(before) > 3
    found = Baseline().renewed(before).compare(after)
    assert ((), 0) == (found.new, found.stale)


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_file_is_for_people_and_always_the_same() -> None:
    findings = [finding(), finding("“Q: Why?” is #1"), finding(line=8), finding(code="SB301", record="")]
    text = Baseline().renewed(findings).text()
    assert (
        dedent("""\
        # The findings that this playbook had when its baseline was written: `stagebook check --baseline FILE` tells new ones
        # only. Nobody has to edit this by hand: with --update-baseline the command writes it anew, without what was mended.
        version: 1
        findings:
          - {rule: SB301, about: data/stages.yaml, message: "no tool"}
          - {rule: SB302, about: stage/demo, message: "no tool", times: 2}
          - {rule: SB302, about: stage/demo, message: "“Q: Why?” is #0"}
        """)  # noqa: E501
        == text
    )
    assert text == Baseline().renewed(reversed(findings)).text()


def test_an_empty_baseline(tmp_path: Path) -> None:
    assert Baseline() == read(Baseline().text(), tmp_path)


@settings(max_examples=50)
@given(st.lists(ANY_FINDING))
def test_whatever_was_found_is_read_again(findings: list[Finding]) -> None:
    baseline = Baseline().renewed(findings)
    with tempfile.TemporaryDirectory() as folder:
        assert baseline == read(baseline.text(), Path(folder))
    assert (tuple(findings), 0) == baseline.compare(findings)[1:]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<<<<<<< HEAD\nversion: 1\n", "baseline.yaml:2:8: "),
        ("findings: []\n", "is no baseline of this version"),
        ("version: 2\nfindings: []\n", "is no baseline of this version"),
        ("- one\n", "is no baseline of this version"),
        ("version: 1\nfindings:\n  - {rule: SB301, about: x}\n", "baseline.yaml:3:5: this is no entry"),
        (
            'version: 1\nfindings:\n  - {rule: SB301, about: x, message: "", times: -1}\n',
            "baseline.yaml:3:5: this is no entry",
        ),
        ("version: 1\nfindings: SB301\n", "this is no entry"),
    ],
)
def test_what_is_no_baseline_is_told(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(BaselineError) as told:
        read(text, tmp_path)
    assert message in str(told.value)


def test_a_missing_baseline_is_told(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"baseline\.yaml: the file does not exist"):
        read_baseline(tmp_path / "baseline.yaml")
