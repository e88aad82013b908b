"""The home page serves the seller in a hurry, the new hire and the lead, and a company of two."""

from __future__ import annotations

from datetime import date

import pytest

from stagebook.findings import Finding, Severity
from stagebook.pages import Change, Context
from stagebook.spans import Span
from tests.factories import CYCLE, TODAY, make_context, make_page, make_playbook
from tests.showing import anchors, section, show, told

PEOPLE = """
roles:
  - {id: ae, name: Account executive, summary: Leads deals., path: ae-path}
  - {id: se, name: Solutions engineer}
paths:
  - {id: ae-path, name: Becoming an AE, steps: [{text: Read., minutes: 90}, {text: Do., minutes: 30}]}
  - {id: everybody, name: For everybody, steps: [{text: Read., minutes: 45}]}
"""


def test_the_way_through_the_cycle_comes_first() -> None:
    page = make_page(CYCLE, "index")
    assert "where" == anchors(page)[0]
    assert [
        "# Where are you in the sale?",
        "Pick the stage: its page says what to do, with which tools, and what to show to whom.",
        "Discovery > Demo > Closed won > Adoption",
        "See the whole roadmap",
    ] == show([section(page, "where")])


def test_somebody_new_finds_the_path_of_the_role() -> None:
    assert [
        "# New here?",
        "Find your role. Its path takes you through what you need, in the order in which you need it.",
        "* [Account executive]",
        "Leads deals.",
        "Begin with: [Becoming an AE] (2 steps, about 2 hours)",
        "* [Solutions engineer]",
        "* [For everybody] (1 step, about 45 minutes)",
    ] == show([section(make_page(CYCLE + PEOPLE, "index"), "new")])


def test_roles_without_paths_are_shown_as_what_they_are() -> None:
    lines = show([section(make_page("roles: [{id: ae, name: AE}]", "index"), "new")])
    assert ["# Your role", "Find your role: its page says at which stages it takes part.", "* [AE]"] == lines


def test_kinds_are_counted_and_empty_ones_left_out() -> None:
    assert [
        "# What is in here",
        "The sales cycle: Motions 1, Stages 5",
        "To use: Tools 1, Materials 2",
        "Audiences: Personas 2, Needs 1",
        "People and words: Teams 1",
    ] == show([section(make_page(CYCLE, "index"), "kinds")])


def test_what_is_no_longer_in_use_is_not_counted() -> None:
    text = "tools: [{id: a}, {id: b}, {id: old, status: retired}]\nmaterials: [{id: gone, status: retired}]"
    assert ["# What is in here", "To use: Tools 2"] == show([section(make_page(text, "index"), "kinds")])
    assert "2 tools" == told(make_page(text, "tools/index").kicker)


def test_a_company_of_two_gets_a_short_page() -> None:
    page = make_page("company: {name: Two, summary: We two.}\nstages: [{id: talk}, {id: won, terminal: won}]", "index")
    assert "How Two sells" == page.title
    assert ["We two.", "# Where are you in the sale?"] == show(page)[:2]
    assert "new" not in anchors(page)
    assert "company" not in anchors(page)


def test_an_empty_playbook_still_has_a_home() -> None:
    page = make_page("", "index")
    assert "How Acme sells" == page.title


def test_what_the_company_is_stands_below() -> None:
    text = "company: {name: Two, driver: market, promise: It works., "
    text += "largest_customers: [{customers: largest, share: 8}, {customers: 5, share: 20}]}"
    assert [
        "# About Two",
        "Driver: Market",
        "# Promise",
        "It works.",
        "# Largest customers",
        "The largest: up to 8% of revenue",
        "The 5 largest: up to 20% of revenue",
    ] == show([section(make_page(text, "index"), "company")])


def test_recent_changes_name_the_pages_first_and_then_what_was_said_of_them() -> None:
    files = {"tools/crm.yaml": "name: CRM", "tools/lab.yaml": "name: Lab", "stages.yaml": "[{id: lead}, {id: demo}]"}
    history = (
        Change(date(2026, 11, 20), "data/tools/crm.yaml", "Say who gets access"),
        Change(date(2026, 11, 20), "README.md", "Say who gets access"),
        Change(date(2026, 11, 20), "data/tools/lab.yaml", "Say who gets access"),
        Change(date(2026, 11, 20), "data/stages.yaml", "Say who gets access"),
        Change(date(2026, 11, 19), "data/stages.yaml", "Add the demo"),
        Change(date(2026, 11, 18), "data/tools/lab.yaml", "Explain"),
    )
    page = make_page(Context(make_playbook(files), TODAY, history=history), "index")
    assert [
        "# What changed lately",
        "- [CRM] (tool), [Lab] (tool) · 20 November 2026: Say who gets access",
        "- [Lab] (tool) · 18 November 2026: Explain",
    ] == show([section(page, "changes")])


def test_where_no_file_tells_which_page_changed_the_words_stand_alone() -> None:
    history = (Change(date(2026, 11, 19), "data/playbook.yaml", "Add the demo"),)
    page = make_page(Context(make_playbook("stages: [{id: lead}, {id: demo}]"), TODAY, history=history), "index")
    assert ["# What changed lately", "- 19 November 2026: Add the demo"] == show([section(page, "changes")])


def care(*found: Finding) -> list[str]:
    return show([section(make_page(make_context("tools: [crm]", findings=found), "index"), "care")])


ERROR = Finding(Span("x"), "x", severity=Severity.ERROR)
WARNING = Finding(Span("x"), "x", severity=Severity.WARNING)
OVERDUE = Finding(Span("x"), "x", code="SB601", severity=Severity.WARNING)


def test_leads_see_how_much_needs_care() -> None:
    assert [
        "# For those who keep it",
        "The checks found 1 gap that misleads readers and 2 gaps worth closing. See what and where.",
        "What may stand in the files: the fields of all kinds.",
    ] == care(ERROR, WARNING, WARNING)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ((OVERDUE,), "1 gap worth closing (an overdue review)."),
        ((OVERDUE, OVERDUE), "2 gaps worth closing (all of them overdue reviews)."),
        ((OVERDUE, WARNING, WARNING), "3 gaps worth closing (1 of them an overdue review)."),
        (
            (ERROR, OVERDUE, WARNING, OVERDUE),
            "1 gap that misleads readers and 3 gaps worth closing (2 of them overdue reviews).",
        ),
    ],
)
def test_an_overdue_review_is_one_of_the_gaps_and_counted_once(found: tuple[Finding, ...], words: str) -> None:
    assert f"The checks found {words} See what and where." == care(*found)[1]


def test_where_nothing_is_amiss_it_says_so() -> None:
    assert [
        "# For those who keep it",
        "good: No gaps: Nothing is missing or out of date, as far as the checks can tell.",
        "What may stand in the files: the fields of all kinds.",
    ] == show([section(make_page("", "index"), "care")])
