"""The roadmap shows every motion from the first contact to the close and beyond."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.roadmap import roadmap_views, stages_views
from tests.factories import CYCLE, make_context, make_page
from tests.showing import anchors, section, show, told

RENEWAL = CYCLE.replace("stages:\n", "  - {id: renewal, name: Renewal, stages: [adoption]}\nstages:\n", 1)


def test_each_stage_says_what_it_needs() -> None:
    assert [
        "# New business",
        "More about it: [New business]",
        "diagram roadmap-new-business",
        "* [Discovery] <Before the close>",
        "Do we have a problem?",
        "Tools: [CRM]",
        "Show or send: [Deck]",
        "* [Demo] <Before the close>",
        "Does it work for us?",
        "* [Closed won] <At the close> <Ends as won>",
        "* [Closed lost] <At the close> <Ends as lost>",
        "* [Adoption] <After the close>",
    ] == show([section(make_page(CYCLE, "roadmap"), "motion-new-business")])


def test_many_materials_are_counted() -> None:
    many = "".join(f"\n  - {{id: m{number}, name: M{number}, stages: discovery}}" for number in range(5))
    text = CYCLE.replace("materials:", f"materials:{many}")
    assert "Show or send: [M0]; [M1]; [M2]; and 3 more" in show(make_page(text, "roadmap"))


def test_all_motions_are_shown_the_main_one_first() -> None:
    page = make_page(RENEWAL, "roadmap")
    assert ["motion-new-business", "motion-renewal"] == anchors(page)
    assert "2 motions · 5 stages" == told(page.kicker)
    assert "On this page: New business and Renewal." == show(page)[1]


def test_a_stage_outside_all_motions_is_told() -> None:
    text = CYCLE.replace("lost, adoption]", "lost]")
    assert "warn: Not on the map: [Adoption] stands in no motion yet." == show(make_page(text, "roadmap"))[-1]


def test_without_stages_there_is_no_roadmap() -> None:
    with pytest.raises(KeyError):
        make_page("", "roadmap")


def test_a_motion_can_be_placed_on_a_page() -> None:
    context = make_context(RENEWAL)
    assert ["diagram roadmap-renewal", "* [Adoption] <After the close>"] == show(
        roadmap_views(context, {"motion": "renewal"})
    )
    assert "diagram roadmap-new-business" == show(roadmap_views(context, {}))[0]
    with pytest.raises(PartError, match="there is no motion “none”"):
        roadmap_views(context, {"motion": "none"})


def test_stages_by_phase_can_be_placed_on_a_page() -> None:
    lines = show(stages_views(make_context(CYCLE), {}))
    assert ["Before the close", "At the close", "After the close"] == [line for line in lines if line.endswith("close")]
