"""A need's page: whose it is, what meets it, what to show, and how we know."""

from __future__ import annotations

from stagebook.pages.need import needs_views
from tests.factories import make_context, make_page
from tests.showing import show, told

TEXT = """
needs:
  - {id: sleep, name: Sleep, summary: A quiet night., statement: I want to sleep., today: Pills., priority: high}
  - {id: money, name: Money}
personas: [{id: boss, name: The boss, needs: sleep}, {id: user, name: The user, needs: [sleep, money]}]
offerings: [{id: watch, name: Watch, needs: sleep}]
programs: [{id: clinic, name: Clinic, needs: sleep}]
materials:
  - {id: deck, name: Deck, needs: sleep}
  - {id: guide, name: Guide, needs: sleep, audience: internal}
evidence:
  - {id: old, name: Old call, date: 2025-01-01, supports: sleep, voice: internal, summary: They said so.}
  - {id: new, name: New call, date: 2026-01-01, supports: sleep}
"""


def test_the_whole_page() -> None:
    assert [
        "A quiet night.",
        "# In their words",
        "I want to sleep.",
        "# How they get by today",
        "Pills.",
        "# Who has it",
        "- [The boss]",
        "- [The user]",
        "# What meets it",
        "Offerings: [Watch]",
        "Programs: [Clinic]",
        "# What to show or send",
        "* [Deck] <Use it as it is>",
        "# For yourself",
        "For you to prepare with; these are not sent to buyers.",
        "* [Guide] <Use it as it is> <Internal only>",
        "# How we know",
        "- [New call] (1 January 2026)",
        "- [Old call] (1 January 2025, from inside the company): They said so.",
    ] == show(make_page(TEXT, "needs/sleep"))


def test_its_weight_is_a_badge() -> None:
    assert "<High priority>" == told(make_page(TEXT, "needs/sleep").badges)


def test_a_bare_need_says_what_is_missing() -> None:
    lines = show(make_page("needs: [{id: sleep}]", "needs/sleep"))
    assert ["Nobody yet", "Nothing yet", "Nothing yet", "No evidence yet"] == [
        line.split(": ")[1] for line in lines if line.startswith("warn: ")
    ]


def test_needs_of_a_persona_can_be_placed_on_a_page() -> None:
    context = make_context(TEXT)
    assert ["* [Sleep] <High priority>", "I want to sleep.", "Met by: [Watch], [Clinic]"] == show(
        needs_views(context, {"persona": "boss"})
    )
    assert "* [Money]" in show(needs_views(context, {}))
    assert ["No need is noted here yet."] == show(needs_views(make_context(""), {}))
