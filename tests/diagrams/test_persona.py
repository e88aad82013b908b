"""A persona's journey."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.diagrams import persona_diagram
from stagebook.views import Table, plain
from tests.factories import CYCLE, make_playbook

if TYPE_CHECKING:
    from stagebook.kinds.persona import Persona
    from stagebook.views import Diagram


def diagram_of(text: str, persona: str) -> Diagram | None:
    playbook = make_playbook(text)
    return persona_diagram(playbook, cast("Persona", playbook.get("persona", persona)))


def test_each_stage_shows_the_materials_for_the_persona() -> None:
    diagram = diagram_of(CYCLE, "user")
    assert diagram is not None
    assert 'stage__demo__material__script["Script"]:::material' in diagram.source
    assert 'stage__discovery__none["nothing for them yet"]:::gap' in diagram.source
    assert (
        "The user is met at 2 stages, each with the materials made for them; at 1 there is nothing for them yet."
        == (diagram.description)
    )


def test_stages_that_lie_between_make_the_line_dotted() -> None:
    text = "stages: [{id: a, personas: [p]}, b, {id: c, personas: [p]}, {id: d, personas: [p]}]\npersonas: [p]"
    diagram = diagram_of(text, "p")
    assert diagram is not None
    assert "stage__a -.-> stage__c" in diagram.source
    assert "stage__c --> stage__d" in diagram.source


def test_the_journey_follows_branches_and_ends_in_loops() -> None:
    text = """
    stages:
      - {id: a, personas: [p], next: [b, c]}
      - {id: b, next: [a, c]}
      - {id: c, personas: [p], next: b}
    personas: [p]
    """
    diagram = diagram_of(text, "p")
    assert diagram is not None
    lines = [line.strip() for line in diagram.source.splitlines() if "->" in line]
    assert ["stage__a --> stage__c", "stage__c -.-> stage__a"] == lines


def test_stages_of_different_motions_are_not_tied_together() -> None:
    text = """
    motions: [{id: one, stages: [a]}, {id: two, stages: [b]}]
    stages: [{id: a, personas: [p]}, {id: b, personas: [p]}]
    personas: [p]
    """
    diagram = diagram_of(text, "p")
    assert diagram is not None
    assert "->" not in diagram.source


def test_the_narrow_form_counts_the_materials() -> None:
    diagram = diagram_of(CYCLE, "boss")
    assert diagram is not None
    assert "Discovery: 1 material" in diagram.narrow.replace("<br/>", " ")


def test_the_alternative_lists_stages_and_materials() -> None:
    diagram = diagram_of(CYCLE, "user")
    assert diagram is not None
    (table,) = diagram.alternative
    assert isinstance(table, Table)
    assert [["Discovery", "nothing for them yet"], ["Demo", "Script"]] == [
        [plain(cell) for cell in row] for row in table.rows
    ]


def test_a_persona_met_nowhere_gives_no_diagram() -> None:
    assert diagram_of("stages: [talk]\npersonas: [p]", "p") is None
