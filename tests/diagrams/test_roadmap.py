"""The roadmap: stages with their insides, ways with their conditions, and what happens at the edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.diagrams import roadmap_diagram
from stagebook.diagrams.roadmap import MOST_FILLED, MOST_INSIDE
from stagebook.views import Ref, Table, plain
from tests.factories import CYCLE, make_playbook

if TYPE_CHECKING:
    from stagebook.views import Diagram

BRANCHES = """
motions: [{id: sales, stages: [talk, trial, offer, lost]}]
stages:
  - {id: talk, next: [{stage: trial, when: "the {tool}`crm` says *so*"}, {stage: offer, when: otherwise}]}
  - {id: trial, optional: true, next: [{stage: talk, when: it failed}, trial, offer]}
  - {id: offer, next: lost}
  - {id: lost, terminal: lost}
tools: [{id: crm, name: The CRM}]
"""


def roadmap(text: str) -> Diagram | None:
    playbook = make_playbook(text)
    return roadmap_diagram(playbook, playbook.main_motion) if playbook.main_motion else None


def test_each_stage_is_a_frame_around_its_tools_and_materials() -> None:
    diagram = roadmap(CYCLE)
    assert diagram is not None
    lines = [line.strip() for line in diagram.source.splitlines()]
    start = lines.index('subgraph stage__discovery["Discovery"]')
    assert [
        'subgraph stage__discovery["Discovery"]',
        "direction LR",
        'stage__discovery__tool__crm["CRM"]:::tool',
        'stage__discovery__material__deck["Deck"]:::material',
        "end",
    ] == lines[start : start + 5]
    assert 'click stage__discovery href "https://stagebook.invalid/stages/discovery"' in lines
    assert "stage__discovery --> stage__demo" in lines


def test_what_a_stage_lacks_stands_in_it_in_words_where_others_have_it() -> None:
    diagram = roadmap(CYCLE)
    assert diagram is not None
    assert 'stage__demo__no_tool["no tool yet"]:::gap' in diagram.source
    assert 'stage__adoption__no_material["no material yet"]:::gap' in diagram.source


def test_what_nobody_has_written_down_yet_is_no_gap_of_each_stage() -> None:
    diagram = roadmap("stages: [{id: talk, tools: [crm]}, offer]\ntools: [crm]")
    assert diagram is not None
    assert "no tool yet" in diagram.source
    assert "no material yet" not in diagram.source


def test_won_is_not_followed_by_lost() -> None:
    diagram = roadmap(CYCLE)
    assert diagram is not None
    assert "stage__won --> stage__adoption" in diagram.source
    assert "stage__won --> stage__lost" not in diagram.source


def test_conditions_are_told_in_plain_words_on_the_lines() -> None:
    diagram = roadmap(BRANCHES)
    assert diagram is not None
    assert 'stage__talk -->|"the The CRM says<br/>so"| stage__trial' in diagram.source
    assert 'stage__talk -->|"otherwise"| stage__offer' in diagram.source
    assert 'stage__trial -->|"it failed"| stage__talk' in diagram.source


def test_a_way_back_to_the_same_stage_is_not_drawn() -> None:
    diagram = roadmap(BRANCHES)
    assert diagram is not None
    assert "stage__trial --> stage__trial" not in diagram.source


def test_the_narrow_form_has_stages_only_and_runs_downwards() -> None:
    diagram = roadmap(CYCLE)
    assert diagram is not None
    assert "flowchart TB" in diagram.narrow
    assert "subgraph" not in diagram.narrow
    assert "CRM" not in diagram.narrow
    assert "stage__discovery --> stage__demo" in diagram.narrow


def test_where_many_ways_part_the_narrow_form_leaves_the_conditions_to_the_words() -> None:
    ways = ", ".join(f"{{stage: s{number}, when: reason {number}}}" for number in range(3))
    diagram = roadmap(f"stages: [{{id: talk, tools: [crm], next: [{ways}]}}, s0, s1, s2]\ntools: [crm]")
    assert diagram is not None
    assert "reason 1" in diagram.source
    assert "reason 1" not in diagram.narrow


def test_a_full_stage_says_how_many_more_there_are_and_where() -> None:
    names = [f"tool-{number}" for number in range(MOST_INSIDE + 3)]
    diagram = roadmap(f"stages: [{{id: talk, tools: {names}}}]\ntools: {names}".replace("'", ""))
    assert diagram is not None
    assert 'stage__talk__more_tool["+ 4 more"]:::more' in diagram.source
    assert 'click stage__talk__more_tool href "https://stagebook.invalid/stages/talk"' in diagram.source
    assert "tool_6" not in diagram.source


def test_what_buyers_see_here_alone_comes_first() -> None:
    diagram = roadmap(
        """
        stages: [talk, offer]
        materials:
          - {id: battlecard, audience: internal, stages: [talk]}
          - {id: overview, stages: [talk, offer]}
          - {id: opener, stages: [talk]}
        """
    )
    assert diagram is not None
    order = [diagram.source.index(f"stage__talk__material__{name}[") for name in ("opener", "overview", "battlecard")]
    assert sorted(order) == order


def test_the_alternative_says_it_all_in_words() -> None:
    diagram = roadmap(BRANCHES)
    assert diagram is not None
    (table,) = diagram.alternative
    assert isinstance(table, Table)
    assert ("Stage", "Tools", "Materials", "Goes on to") == table.columns
    assert ["Talk", "none yet", "none yet", "Trial (the The CRM says so), Offer (otherwise)"] == [
        plain(cell) for cell in table.rows[0]
    ]
    assert Ref("stage", "talk", "Talk") == table.rows[0][0][0]
    assert "the end: lost" == plain(table.rows[3][3])


def test_one_stage_is_drawn() -> None:
    diagram = roadmap("stages: [talk]")
    assert diagram is not None
    assert "Sales cycle has one stage, Talk." == diagram.description
    assert 'stage__talk["Talk"]:::stage' in diagram.source


def test_no_stage_gives_no_diagram() -> None:
    assert roadmap("motions: [{id: sales}]") is None


def test_a_hundred_stages_are_drawn_without_their_insides() -> None:
    stages = ", ".join(f"{{id: s{number}, tools: [crm]}}" for number in range(100))
    diagram = roadmap(f"stages: [{stages}]\ntools: [crm]")
    assert diagram is not None
    assert MOST_FILLED < 100
    assert "subgraph" not in diagram.source
    assert 99 == diagram.source.count(" --> ")
    assert "" == diagram.narrow


def test_retired_tools_and_draft_materials_are_left_out_and_a_draft_stage_says_so() -> None:
    diagram = roadmap(
        """
        stages: [{id: talk, status: draft, tools: [old, new]}]
        tools: [{id: old, status: retired}, new]
        materials: [{id: deck, status: draft, stages: [talk]}]
        """
    )
    assert diagram is not None
    assert "tool__old" not in diagram.source
    assert "tool__new" in diagram.source
    assert "deck" not in diagram.source
    assert '["Talk (draft)"]' in diagram.source
