"""Framework sessions: their pages, and what other pages say about them."""

from __future__ import annotations

from datetime import date

from stagebook.pages.framework_session import last_session, next_date, session_rows, sessions_views
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import show, told


def test_the_whole_page() -> None:
    assert [
        "Took place: 1 September 2026",
        "Functions present: Sales, Marketing; missing: Product",
        "Audiences discussed: [The boss]",
        "Next session: 1 March 2027",
        "# What was decided",
        "- The boss comes first.",
        "# What each team took on",
        "Team | Will | By",
        "[Marketing] | Rework the deck. | 1 December 2026",
        "gone (not in the playbook) | Vanish. | no day yet",
        "info: Without a part yet: [Sales] took nothing on in this session.",
    ] == own_part("framework-sessions/autumn")


def test_a_day_that_has_passed_is_said_to_have() -> None:
    assert "[Sales] | Ask more. | 1 April 2026 <Day has passed>" in show(make_page(MARKET, "framework-sessions/spring"))


def test_the_part_shows_the_last_session_and_names_the_others() -> None:
    lines = show(sessions_views(make_context(MARKET), {}))
    assert "Last session: [Autumn session], 1 September 2026" == lines[0]
    assert "All others: [Spring session]" == lines[-1]


def test_a_session_ahead_is_the_next_and_not_the_last() -> None:
    context = make_context("framework-sessions: [{id: past, date: 2026-01-01}, {id: ahead, date: 2026-12-01}]")
    last = last_session(context)
    assert last is not None
    assert "past" == last.id
    assert date(2026, 12, 1) == next_date(context)


def test_a_next_date_that_has_passed_says_so() -> None:
    context = make_context("framework-sessions: [{id: past, date: 2025-01-01, next_date: 2026-01-01}]")
    rows = {label: told(text) for label, text in session_rows(context)}
    assert {
        "Last session": "[Past], 1 January 2025 <Due for renewal>",
        "Functions present": "nobody on record",
        "Next session": "1 January 2026 <Passed>",
    } == rows


def test_a_session_that_is_only_planned_asks_nobody_for_their_part() -> None:
    planned = "framework-sessions: [{id: ahead, date: 2026-12-01}]\nteams: [sales]"
    assert ["Planned for: 1 December 2026"] == own_part(make_page(planned, "framework-sessions/ahead"))
