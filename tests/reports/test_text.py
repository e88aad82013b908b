"""The report for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.reports.text import write
from tests.reports.sample import ERROR, FINDINGS, ODD_ONE, OLD, WAIVED, WHOLE_FILE, results

if TYPE_CHECKING:
    from pathlib import Path


def test_silent_but_for_one_line_when_all_is_well() -> None:
    assert "No findings: 12 records checked.\n" == write(results())


def test_a_finding_shows_its_line_with_a_mark_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "stages.yaml").write_text("stages:\n  - id: demo\n", encoding="utf-8")
    assert (
        "data/stages.yaml:2:5: error: SB301 stage “Demo” has no reusable material\n"
        "  2 |   - id: demo\n"
        "    |     ^\n"
        "  fix: name `demo` in the `stages` of a material\n"
        "\n"
        "1 error; 12 records checked. `stagebook rule CODE` explains a rule.\n"
    ) == write(results(ERROR, root=tmp_path))


def test_what_can_be_mended_is_counted() -> None:
    told = write(results(ERROR._replace(mendable=True), WHOLE_FILE))
    assert (
        "1 error and 1 info; 12 records checked. 1 can be mended by `stagebook check --fix`. "
        "`stagebook rule CODE` explains a rule.\n"
    ) == told[told.rindex("\n\n") + 2 :]


def test_a_finding_about_a_whole_file_has_no_line() -> None:
    assert "data/empty.yaml: info: SB008 the file is empty\n\n1 info; " in write(results(WHOLE_FILE))


def test_nothing_in_the_data_steers_the_terminal() -> None:
    told = write(results(ODD_ONE))
    assert "\x1b" not in told
    assert "\x07" not in told
    assert "\x1b[1;31merror\x1b[0m" in write(results(ODD_ONE, colour=True))


def test_a_baseline_is_told_in_the_last_line() -> None:
    assert "No new findings: 12 records checked; 1 known finding in baseline.yaml.\n" == write(
        results(known=(OLD, WAIVED), baseline="baseline.yaml")
    )
    assert (
        "No new findings: 12 records checked; 0 known findings in baseline.yaml."
        " 2 entries of the baseline matched nothing: --update-baseline takes them out.\n"
    ) == write(results(baseline="baseline.yaml", stale=2))


def test_known_findings_are_told_on_request() -> None:
    assert "no tool" not in write(results(known=(OLD,)))
    told = write(results(known=(OLD, WAIVED), show_known=True))
    assert "data/stages.yaml:9:1: error: SB302 no tool\n  known: in baseline.yaml\n" in told
    assert "  known: waived until 2027-01-01 by sales: “we know”\n" in told


def test_statistics_count_by_rule() -> None:
    assert (
        "     2  error    SB301 stage-without-reusable-material\n"
        "     1  info     SB008 empty-file\n"
        "     1  warning  SB303 no-post-sale-stage\n"
        "     1  warning  SB601 review-overdue\n"
        "\n"
        "2 errors, 2 warnings and 1 info; 12 records checked. `stagebook rule CODE` explains a rule.\n"
    ) == write(results(*FINDINGS, ERROR, statistics=True))
