"""What all reports have in common."""

from __future__ import annotations

import pytest

from stagebook.reports import FORMS, Report, report_in
from tests.reports.sample import FINDINGS, ODD_ONE, results


@pytest.mark.parametrize("report", [report_in(form) for form in FORMS], ids=FORMS)
class TestReport:
    def test_it_is_a_text_with_a_line_end_that_a_file_can_hold(self, report: Report) -> None:
        for some in ((), FINDINGS, (*FINDINGS, ODD_ONE)):
            text = report.write(results(*some))
            assert text.endswith("\n")
            assert not text.endswith("\n\n")

    def test_equal_results_make_equal_texts(self, report: Report) -> None:
        assert report.write(results(*FINDINGS)) == report.write(results(*FINDINGS))


def test_names_are_unique() -> None:
    assert list(FORMS) == [report_in(form).name for form in FORMS]
