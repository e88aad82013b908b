"""The coverage page: what there is for whom at each stage, and what is missing, in words."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.coverage import coverage_views
from stagebook.pages.lookup import coverage_of
from stagebook.views import Cell, Chooser, Matrix, PageRef, Quiet
from tests.factories import make_context, make_page
from tests.market import MARKET
from tests.showing import anchors, section, show


def test_the_top_of_the_page_counts_and_the_matrix_tells_each_hole_in_words() -> None:
    page = make_page(MARKET, "coverage")
    assert [
        "A stage names a persona in 3 places. In 1 of them there is something to show, in 2 there is nothing yet.",
        "[The boss] | [The user] | [The clerk]",
        "[Talk] | 2 materials | nothing yet | not met",
        "[Demo] | not met | nothing yet | not met",
        "[Lost] | not met | not met | not met",
    ] == show(page)[1:6]


def test_the_state_of_a_cell_says_whether_something_is_missing() -> None:
    (matrix,) = coverage_views(make_context(MARKET), {})
    assert isinstance(matrix, Matrix)
    assert (
        Cell((PageRef("coverage", "2 materials", "talk--boss"),)),
        Cell((PageRef("coverage", "nothing yet", "talk--user"),), "hole"),
        Cell((Quiet("not met"),), "none"),
    ) == matrix.rows[0][1]


def test_holes_and_personas_met_nowhere_are_listed() -> None:
    assert [
        "- [Talk]: nothing for [The user]",
        "- [Demo]: nothing for [The user]",
        "Met at no stage: [The clerk].",
    ] == show(section(make_page(MARKET, "coverage"), "holes").views)


def test_each_stage_lists_its_materials_by_persona() -> None:
    page = make_page(MARKET, "coverage")
    assert [
        "[Talk] · 3 reusable materials",
        "Persona | Materials",
        "The boss | [The deck], [Battlecard] (internal)",
        "The user | <nothing yet>",
    ] == show(section(page, "stage-talk").views)[:4]
    assert [
        "holes",
        "stages",
        *("stage-talk", "talk--boss", "talk--user", "stage-talk-others", "stage-talk-tools"),
        *("stage-demo", "demo--user", "stage-demo-tools"),
        "stage-lost",
    ] == anchors(page)


def test_a_stage_and_a_persona_have_a_section_with_link_owner_review_and_what_to_adapt() -> None:
    text = """
    stages: [{id: talk, name: Talk, personas: boss, tools: [{tool: crm, for: note the day}]}]
    personas: [{id: boss, name: The boss, buying_roles: [economic buyer]}]
    needs: [{id: time, name: Save time}]
    teams: [{id: marketing, name: Marketing}]
    tools: [{id: crm, name: CRM, url: https://crm.example.com, owner: marketing, reviewed: 2026-11-01}]
    materials:
      - {id: deck, name: The deck, stages: talk, personas: boss, needs: time, owner: marketing, reviewed: 2026-11-02,
         url: https://example.com/deck, reuse: template, adapt: [{part: The figures}],
         keep: [The order], language: English}
    """
    page = make_page(text, "coverage")
    assert [
        "* [The deck] <Adapt it to the deal>",
        "Open it",
        "Change: The figures",
        "Must stay: The order",
        "Kept by: [Marketing]",
        "Reviewed: 2 November 2026 (next review by 2 November 2027)",
        "Answers needs: [Save time]",
        "Language: English",
    ] == show(section(page, "talk--boss").views)
    assert [
        "* [CRM]",
        "Note the day",
        "Open CRM",
        "Kept by: [Marketing]",
        "Reviewed: 1 November 2026 (next review by 1 November 2027)",
    ] == show(section(page, "stage-talk-tools").views)


def test_the_first_thing_is_the_choice_of_a_stage_and_a_persona() -> None:
    chosen = make_page(MARKET, "coverage").views[1]
    assert (
        Chooser(
            "coverage",
            (("talk", "Talk"), ("demo", "Demo")),
            (("boss", "The boss"), ("user", "The user"), ("clerk", "The clerk")),
        )
        == chosen
    )


def test_a_very_large_library_is_named_and_not_told_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stagebook.pages.lookup.MOST_CARDS", 1)
    assert ["- [The deck] · kept by [Marketing]", "- [Battlecard] · kept by nobody yet"] == show(
        section(make_page(MARKET, "coverage"), "talk--boss").views
    )


def test_a_handbook_without_holes_says_so() -> None:
    text = "stages: [{id: talk, personas: p}]\npersonas: [p]\nmaterials: [{id: deck, stages: talk, personas: p}]"
    assert "good: No holes: Wherever a stage names a persona, there is something to show." in show(
        make_page(text, "coverage")
    )


def test_stages_that_name_nobody_are_asked_to() -> None:
    assert any("warn: Who is met where?" in line for line in show(make_page("stages: [a]\npersonas: [p]", "coverage")))


def test_drafts_retired_and_single_client_materials_cover_nothing() -> None:
    text = """
    stages: [{id: talk, personas: p}, {id: old, status: retired, personas: p}]
    personas: [p, {id: gone, status: retired}]
    materials:
      - {id: a, stages: talk, personas: p, status: draft}
      - {id: b, stages: talk, personas: p, status: retired}
      - {id: c, stages: talk, personas: p, reuse: single-client}
    """
    coverage = coverage_of(make_context(text))
    assert [("talk", "p")] == [(stage.id, persona.id) for stage, persona in coverage.holes]
    assert ["p"] == [persona.id for persona in coverage.personas]


def test_it_says_the_same_as_the_playbook() -> None:
    context = make_context(MARKET)
    known = {pair: materials for pair, materials in context.playbook.coverage.items() if materials}
    assert known == coverage_of(context).materials


def test_the_part_shows_the_stages_of_a_motion() -> None:
    text = MARKET.replace("motions:\n", "motions:\n  - {id: short, stages: [demo]}\n")
    assert ["[Demo] | not met | nothing yet | not met"] == show(
        coverage_views(make_context(text), {"motion": "short"})
    )[1:]


def test_the_part_says_what_it_wants() -> None:
    with pytest.raises(PartError, match="there is no motion “gone”"):
        coverage_views(make_context(MARKET), {"motion": "gone"})
    assert ["There is no persona yet, so there is nothing to compare."] == show(
        coverage_views(make_context("stages: [talk]"), {})
    )


def test_without_stages_and_personas_there_is_no_page() -> None:
    with pytest.raises(KeyError):
        make_page("", "coverage")
