"""An objection's page."""

from __future__ import annotations

from tests.market import own_part


def test_the_whole_page() -> None:
    assert [
        "# What the buyer says",
        "You cost too much.",
        "# What may lie behind it",
        "No budget.",
        "# What we say",
        "Show the hours.",
        "# What to show",
        "* [The deck] <Use it as it is>",
        "Raised by: [The boss]",
        "Comes up at: [Demo]",
        "Competitors: [Rival]",
    ] == own_part("objections/price")


def test_an_objection_without_a_response_says_so() -> None:
    assert ["warn: No response yet: Nobody has written down yet what we say to this."] == own_part("objections/later")
