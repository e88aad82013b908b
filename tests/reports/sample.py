"""Results of a check that hold what reports have to cope with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from stagebook.findings import Finding, Severity
from stagebook.lines import Lines
from stagebook.reports import Known, Results
from stagebook.rules import BY_CODE
from stagebook.spans import Span

ODD = "a \x1b[31mred\x07 <&> “50%”, key: 'x'\r\n::error::no\udc80 ]]> \uffff"
"""Text that must not steer a terminal, break out of a format or be taken for a command."""

ERROR = Finding(
    Span("data/stages.yaml", 2, 5),
    "stage “Demo” has no reusable material",
    "name `demo` in the `stages` of a material",
    "stage/demo",
    "SB301",
    "stage-without-reusable-material",
    Severity.ERROR,
)
WARNING = Finding(
    Span("data/my files, 100%/tools:é.yaml", 7, 1),
    "“CRM” was due for review on 2026-01-01",
    "read it through; is it still true?",
    "tool/crm",
    "SB601",
    "review-overdue",
    Severity.WARNING,
)
WHOLE_FILE = Finding(Span("data/empty.yaml"), "the file is empty", "", "", "SB008", "empty-file", Severity.INFO)
NO_FILE = Finding(Span(""), "no stage follows the close", "", "", "SB303", "no-post-sale-stage", Severity.WARNING)
ODD_ONE = Finding(Span(f"data/{ODD}.yaml", 1, 1), ODD, ODD, ODD, "SB301", "stage-without-reusable-material")

FINDINGS = (WHOLE_FILE, WARNING, ERROR, NO_FILE)
RULES = tuple(BY_CODE[code] for code in ("SB008", "SB301", "SB302", "SB303", "SB601"))

OLD = Known(
    Finding(Span("data/stages.yaml", 9, 1), "no tool", "name one", "stage/won", "SB302", "stage-without-tool"),
    "baseline",
    "in baseline.yaml",
)
WAIVED = Known(
    Finding(Span("data/tools.yaml", 3, 1), "“Mail” was due", "read it", "tool/mail", "SB601", "review-overdue"),
    "waiver",
    "waived until 2027-01-01 by sales: “we know”",
)


def results(*findings: Finding, root: Path = Path("nowhere"), **more: Any) -> Results:  # noqa: ANN401
    """Make results on a fixed day; what is not said is as in a first run without options."""
    return Results(findings, Lines(root), **{"records": 12, "rules": RULES, "today": date(2026, 11, 22), **more})
