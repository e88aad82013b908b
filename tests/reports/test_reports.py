"""What all reports have in common."""

from __future__ import annotations

import pytest

from stagebook.reports import REPORTS, Report
from tests.reports.sample import FINDINGS, ODD_ONE, results


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
class TestReport:
    def test_it_is_a_text_with_a_line_end_that_a_file_can_hold(self, report: Report) -> None:
        for some in ((), FINDINGS, (*FINDINGS, ODD_ONE)):
            text = report.write(results(*some))
            assert text.endswith("\n")
            assert not text.endswith("\n\n")

    def test_equal_results_make_equal_texts(self, report: Report) -> None:
        assert report.write(results(*FINDINGS)) == report.write(results(*FINDINGS))


def test_names_are_unique() -> None:
    assert ["text", "json", "github", "gitlab", "sarif", "junit"] == [report.name for report in REPORTS]
