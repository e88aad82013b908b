"""A motion's page."""

from __future__ import annotations

from stagebook.pages.motion import responsibilities_views
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import show


def test_the_whole_page() -> None:
    assert [
        "Talk > Demo",
        "Led by: [Marketing]",
        "Starts when: Somebody asks.",
        "# Stages",
        "Stage | What the buyer asks | Leads | Usual time",
        "[Talk] | Do we have a problem? | [Account executive] | 14 days",
        "[Demo] (optional) | Does it work for us? | [Solutions engineer] | ",
        "[Lost] |  |  | ",
        "# The road",
        "diagram roadmap-sales",
        "# Who leads and who supports",
        "diagram responsibilities-sales",
        "[Account executive] | [Solutions engineer]",
        "[Talk] | Leads | Supports (on condition)",
        "[Demo] | Supports | Leads",
        "[Lost] | – | –",
        "# Who looks at it, and how often",
        "Every | By | What",
        "week | [Account executive] | Each open deal.",
    ] == own_part("motions/sales")


def test_columns_that_nobody_filled_are_left_out() -> None:
    lines = show(make_page("stages: [talk, offer]", "motions/sales-cycle"))
    assert ["# Stages", "Stage", "[Talk]", "[Offer]"] == lines[1:5]


def test_a_motion_without_stages_says_so() -> None:
    lines = show(make_page("motions: [m]", "motions/m"))
    assert any(line.startswith("warn: No stage yet: This motion has no stage yet.") for line in lines)


def test_the_part_shows_the_main_motion_or_the_one_named() -> None:
    context = make_context(MARKET)
    assert show(responsibilities_views(context, {})) == show(responsibilities_views(context, {"motion": "sales"}))
    nobody = ["Nobody has written down yet who leads and who supports."]
    assert nobody == show(responsibilities_views(make_context("stages: [talk]"), {}))
    assert nobody == show(responsibilities_views(make_context(""), {}))
