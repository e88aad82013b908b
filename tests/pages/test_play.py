"""A play's page."""

from __future__ import annotations

from stagebook.pages.play import plays_views
from tests.factories import make_context
from tests.market import MARKET, own_part
from tests.showing import show


def test_the_whole_page() -> None:
    assert [
        "# What sets it off",
        "No answer for two weeks.",
        "Stages: [Demo]",
        "Run by: [Account executive]",
        "# What to know",
        "- People are busy.",
        "# What to say",
        "- Is it still a priority?",
        "# What to show",
        "* [The deck] <Use it as it is>",
        "# What to do",
        "- Write once.",
        "- Wait.",
    ] == own_part("plays/silence")


def test_the_part_shows_the_plays_of_a_stage() -> None:
    context = make_context(MARKET)
    shown = ["* [Gone silent]", "No answer for two weeks.", "Run by: [Account executive]"]
    assert shown == show(plays_views(context, {"stage": "demo"}))
    assert shown == show(plays_views(context, {}))
    assert ["There is no play here yet."] == show(plays_views(context, {"stage": "talk"}))
