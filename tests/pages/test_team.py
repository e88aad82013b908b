"""A team's page."""

from __future__ import annotations

from stagebook.findings import Finding
from stagebook.spans import Span
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import section, show


def test_the_whole_page() -> None:
    page = make_page(MARKET, "teams/marketing")
    assert [
        "Write to: marketing@example.com",
        "Talk to it in: The hall.",
        "# Its part in the play",
        "Serves the market.",
        "# Its roles",
        "* [Product marketer]",
        "# What it took on",
        "Session | Will | By",
        "[Autumn session] | Rework the deck. | 1 December 2026",
        "# What it keeps true",
        "> Materials 1",
        "- [The deck]",
    ] == own_part(page)
    assert [] == [badge.text for badge in page.badges]


def test_a_team_that_is_called_otherwise_says_its_function() -> None:
    page = make_page("teams: [{id: care, name: Customer care, function: support}]", "teams/care")
    assert ["Support"] == [badge.text for badge in page.badges]


def test_overdue_reviews_and_gaps_of_what_it_keeps_are_told() -> None:
    text = """
    teams: [sales]
    tools:
      - {id: crm, owner: sales, reviewed: 2020-01-01}
      - {id: old, owner: sales, status: retired, reviewed: 2020-01-01}
    """
    findings = (Finding(Span("x"), "old", record="tool/crm"), Finding(Span("x"), "new", record="tool/other"))
    page = make_page(make_context(text, findings=findings), "teams/sales")
    assert [
        "warn: Due for review: 1 review is overdue: [Crm].",
        "1 known gap in what it keeps.",
    ] == show(section(page, "keeps").views)[:2]


def test_a_team_of_one_line_has_a_short_page() -> None:
    assert [] == own_part(make_page("teams: [sales]", "teams/sales"))
