"""The forms in which findings are told; a new one is one new file and one line in :data:`FORMS`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from stagebook.reports.report import Known, Report, Results

if TYPE_CHECKING:
    from typing import Final

FORMS: Final = ("text", "json", "github", "gitlab", "sarif", "junit")
"""The names of all forms, which are those of their modules; the first is the one without asking."""


def report_in(form: str) -> Report:
    """Give the report of a form; nobody waits for what the others need."""
    report: Report = import_module(f"{__name__}.{form}").REPORT
    return report


__all__ = ["FORMS", "Known", "Report", "Results", "report_in"]
