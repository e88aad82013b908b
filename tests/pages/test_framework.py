"""The page of the audience framework."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.framework import framework_views
from tests.factories import make_context, make_page
from tests.market import MARKET
from tests.showing import anchors, section, show


def test_the_top_of_the_page_counts_what_is_missing_and_tells_the_sessions() -> None:
    assert [
        "On the map: 3 audiences with 2 needs",
        "Still missing: 1 need without an offering, 1 need without a program, 1 need without a material",
        "Last session: [Autumn session], 1 September 2026",
        "Next session: 1 March 2027",
    ] == show(make_page(MARKET, "framework"))[1:5]


def test_each_audience_has_its_needs_with_holes_in_words() -> None:
    page = make_page(MARKET, "framework")
    assert [
        "[The boss] · 2 needs",
        "Need | Offerings | Programs | Materials | Evidence",
        "[Save time] | [The app] | <no program yet> | [The deck] | [A call] (newest 1 October 2026)",
        "[Sleep well] | <no offering yet> | <no program yet> | <no material yet> | [A memo] <old: newest 1 January 2024>",  # noqa: E501
        "diagram framework-boss",
    ] == show(section(page, "persona-boss").views)
    assert "warn: No need yet: Nobody has written down yet what [The clerk] needs." in show(
        section(page, "persona-clerk").views
    )


def test_sections_come_in_the_order_of_their_use() -> None:
    assert ["audiences", "persona-boss", "persona-user", "persona-clerk", "loose-ends", "sessions"] == anchors(
        make_page(MARKET, "framework")
    )


def test_what_stands_beside_the_map_is_named() -> None:
    assert [
        "- Needs of no persona: [Odd need]",
        "- Offerings that meet no need: [The box]",
        "- Programs that meet no need: [The fair]",
    ] == show(section(make_page(MARKET, "framework"), "loose-ends").views)


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ("", "<no evidence yet>"),
        ("{id: e, supports: n}", "[E] <no date>"),
        ("{id: e, supports: n, date: 2026-11-01, voice: internal}", "[E] <only our own voices>"),
        ("{id: e, supports: n, date: 2026-11-01, voice: customer}", "[E] (newest 1 November 2026)"),
        ("{id: e, supports: n, date: 2026-11-01, status: retired}", "<no evidence yet>"),
        (
            ", ".join(f"{{id: e{day}, supports: n, date: 2026-11-0{day}}}" for day in range(1, 6)),
            "[E5], [E4], [E3], 2 more (newest 5 November 2026)",
        ),
    ],
)
def test_evidence_is_named_with_its_weakness(evidence: str, shown: str) -> None:
    context = make_context(f"personas: [{{id: p, needs: n}}]\nneeds: [n]\nevidence: [{evidence}]")
    assert shown == show(framework_views(context, {"persona": "p"}))[1].rsplit(" | ", 1)[1]


def test_a_whole_map_says_that_nothing_is_missing() -> None:
    page = make_page(
        """
        personas: [{id: p, needs: n}]
        needs: [n]
        offerings: [{id: o, needs: n}]
        programs: [{id: q, needs: n, personas: p}]
        materials: [{id: m, needs: n, personas: p}]
        evidence: [{id: e, supports: n}]
        """,
        "framework",
    )
    assert "Still missing: nothing: each need has an offering, a program, a material and evidence" in show(page)


def test_a_map_without_a_session_says_so() -> None:
    assert any("warn: No session yet" in line for line in show(make_page("personas: [p]", "framework")))


def test_a_session_alone_makes_the_page() -> None:
    lines = show(make_page("framework-sessions: [{id: first, date: 2026-11-01}]", "framework"))
    assert "There is no persona yet, so there is no audience to serve." in lines
    assert "Next session: <No date yet>" in lines


def test_the_part_shows_one_persona() -> None:
    context = make_context(MARKET)
    assert 1 == sum("diagram" in line for line in show(framework_views(context, {"persona": "user"})))
    with pytest.raises(PartError, match="there is no persona “gone”"):
        framework_views(context, {"persona": "gone"})
