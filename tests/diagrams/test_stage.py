"""One stage between its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.diagrams import stage_diagram
from stagebook.diagrams.stage import MOST
from stagebook.views import Facts, plain
from tests.factories import make_playbook

if TYPE_CHECKING:
    from stagebook.kinds.stage import Stage
    from stagebook.views import Diagram


def diagram_of(text: str, stage: str) -> Diagram | None:
    playbook = make_playbook(text)
    return stage_diagram(playbook, cast("Stage", playbook.get("stage", stage)))


def told(diagram: Diagram) -> dict[str, str]:
    (facts,) = diagram.alternative
    assert isinstance(facts, Facts)
    return {label: plain(text) for label, text in facts.rows}


CYCLE = """
stages:
  - talk
  - {id: trial, next: [{stage: offer, when: it went well}, {stage: talk, when: it did not}]}
  - offer
"""


def test_neighbours_stand_on_both_sides_with_conditions() -> None:
    diagram = diagram_of(CYCLE, "trial")
    assert diagram is not None
    assert "Trial comes after Talk and leads to Offer and Talk." == diagram.description
    assert {"Comes after": "Talk", "Goes on to": "Offer (it went well), Talk (it did not)"} == told(diagram)
    assert 'stage__trial["Trial"]:::stage' in diagram.source
    assert "class stage__trial current" in diagram.source
    assert 'stage__trial -->|"it did not"| stage__talk' in diagram.source


def test_a_stage_on_both_sides_is_one_box() -> None:
    diagram = diagram_of(CYCLE, "trial")
    assert diagram is not None
    assert 1 == diagram.source.count('stage__talk["Talk"]')


def test_the_narrow_form_runs_downwards() -> None:
    diagram = diagram_of(CYCLE, "trial")
    assert diagram is not None
    assert "flowchart LR" in diagram.source
    assert "flowchart TB" in diagram.narrow


def test_neighbours_in_all_motions_are_drawn_once() -> None:
    text = """
    motions: [{id: one, stages: [a, b, c]}, {id: two, stages: [d, b, c]}]
    stages: [a, b, c, d]
    """
    diagram = diagram_of(text, "b")
    assert diagram is not None
    assert {"Comes after": "A, D", "Goes on to": "C"} == told(diagram)


def test_what_runs_alongside_is_drawn_from_both_ends() -> None:
    text = """
    motions: [{id: one, stages: [a]}, {id: two, stages: [b]}]
    stages: [{id: a, alongside: [b]}, b]
    """
    for name, other in (("a", "B"), ("b", "A")):
        diagram = diagram_of(text, name)
        assert diagram is not None
        assert {"Runs alongside": other} == told(diagram)
        assert '-.->|"alongside"|' in diagram.source


def test_a_stage_without_neighbours_gives_no_diagram() -> None:
    assert diagram_of("stages: [talk]", "talk") is None
    assert diagram_of("stages: [{id: talk, next: talk}]", "talk") is None


def test_of_many_neighbours_the_first_are_drawn_and_all_are_told() -> None:
    others = ", ".join(f"{{id: s{number}, next: lost}}" for number in range(20))
    diagram = diagram_of(f"stages: [{others}, {{id: lost, terminal: lost}}]", "lost")
    assert diagram is not None
    assert f"+ {20 - MOST + 1} more" in diagram.source
    assert 20 == len(told(diagram)["Comes after"].split(", "))
