"""A role's page."""

from __future__ import annotations

from stagebook.pages.role import roles_views
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import show


def test_the_whole_page() -> None:
    assert [
        "Short form: AE",
        "Team: [Sales]",
        "good: New in this role?: Start here: [First weeks] · About 1 hour 5 minutes in 6 steps; 4 of them without a time",  # noqa: E501
        "# What the role does",
        "Leads deals.",
        "# Its part in the cycle",
        "# Leads",
        "- [Talk]: Do we have a problem?",
        "# Supports",
        "- [Demo]: Does it work for us?",
        "# What else it does",
        "Looks at the deals of: [New business]",
        "Runs the plays: [Gone silent]",
        "Adapts the materials: [Battlecard]",
        "Hands over at: [AE to SE]",
        "# Tools",
        "- [Route map]",
        "- [CRM] at [Talk]",
        "# What it is measured by",
        "- Deals won.",
    ] == own_part("roles/ae")


def test_a_condition_stands_beside_the_stage() -> None:
    assert "- [Talk]: Do we have a problem? When: a large site" in show(make_page(MARKET, "roles/se"))


def test_a_tool_for_other_roles_is_not_listed() -> None:
    assert not [line for line in show(make_page(MARKET, "roles/ae")) if "Demo lab" in line]
    assert "- [Demo lab] at [Demo]" in show(make_page(MARKET, "roles/se"))


def test_a_role_without_a_path_says_so() -> None:
    assert "warn: No onboarding path yet: Somebody new in this role has no path to follow yet." in show(
        make_page(MARKET, "roles/pm")
    )


def test_the_part_shows_the_roles_of_a_team() -> None:
    context = make_context(MARKET)
    assert ["* [Product marketer]"] == show(roles_views(context, {"team": "marketing"}))
    assert "Onboarding: [First weeks]" in show(roles_views(context, {}))
    assert ["There is no role here yet."] == show(roles_views(make_context(""), {}))
