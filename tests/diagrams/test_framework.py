"""From needs to the offerings and programs that meet them."""

from __future__ import annotations

from stagebook.diagrams import framework_diagram
from stagebook.diagrams.framework import MOST_NEEDS
from stagebook.kinds.persona import Persona
from stagebook.views import Table, plain
from tests.factories import make_playbook

MARKET = """
personas:
  - {id: boss, needs: [time, calm]}
  - {id: user, needs: [time, help]}
needs: [time, calm, help]
offerings: [{id: app, needs: [time]}]
programs:
  - {id: club, needs: [time, help], personas: [user], offerings: [app]}
"""


def test_a_program_follows_the_offering_that_it_carries() -> None:
    playbook = make_playbook(MARKET)
    diagram = framework_diagram(playbook, (playbook.all(Persona)[1],))
    assert diagram is not None
    assert "need__time --> offering__app" in diagram.source
    assert "offering__app --> program__club" in diagram.source
    assert "need__time --> program__club" not in diagram.source


def test_a_missing_offering_stands_where_it_would_stand() -> None:
    playbook = make_playbook(MARKET)
    diagram = framework_diagram(playbook, (playbook.all(Persona)[1],))
    assert diagram is not None
    assert 'need__help__no_offering["no offering yet"]:::gap' in diagram.source
    assert "need__help__no_offering --> program__club" in diagram.source


def test_a_missing_program_is_told_in_the_need() -> None:
    playbook = make_playbook(MARKET)
    diagram = framework_diagram(playbook, (playbook.all(Persona)[0],))
    assert diagram is not None
    assert 'need__calm["Calm (no program yet)"]:::need' in diagram.source
    assert "class need__calm gap" in diagram.source


def test_one_persona_is_named_in_the_title_and_several_in_the_drawing() -> None:
    playbook = make_playbook(MARKET)
    personas = playbook.all(Persona)
    one, both = framework_diagram(playbook, personas[:1]), framework_diagram(playbook, personas)
    assert one is not None
    assert both is not None
    assert ("framework-boss", "Needs, offerings and programs: Boss") == (one.name, one.title)
    assert "persona__" not in one.source
    assert "persona__boss --> need__time" in both.source
    assert "framework" == both.name


def test_the_alternative_has_a_row_for_each_need() -> None:
    playbook = make_playbook(MARKET)
    diagram = framework_diagram(playbook, playbook.all(Persona))
    assert diagram is not None
    (table,) = diagram.alternative
    assert isinstance(table, Table)
    assert [
        ["Boss", "Time", "App", "no program yet"],
        ["Boss", "Calm", "no offering yet", "no program yet"],
        ["User", "Time", "App", "Club"],
        ["User", "Help", "no offering yet", "Club"],
    ] == [[plain(cell) for cell in row] for row in table.rows]


def test_the_narrow_form_puts_what_meets_a_need_inside_it() -> None:
    playbook = make_playbook(MARKET)
    diagram = framework_diagram(playbook, (playbook.all(Persona)[1],))
    assert diagram is not None
    assert 'subgraph need__time["Time"]' in diagram.narrow
    assert "need__time__offering__app" in diagram.narrow
    assert "need__help__no_offering" in diagram.narrow


def test_of_very_many_needs_the_first_are_drawn() -> None:
    names = [f"n{number}" for number in range(60)]
    playbook = make_playbook(f"personas: [{{id: p, needs: {names}}}]\nneeds: {names}".replace("'", ""))
    diagram = framework_diagram(playbook, playbook.all(Persona))
    assert diagram is not None
    assert f"+ {60 - MOST_NEEDS + 1} more" in diagram.source


def test_nobody_with_a_need_gives_no_diagram() -> None:
    playbook = make_playbook("personas: [p]")
    assert framework_diagram(playbook, playbook.all(Persona)) is None
    assert framework_diagram(playbook, ()) is None
