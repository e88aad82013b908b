"""Who leads and who supports along a motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.diagrams import responsibilities_diagram
from stagebook.views import Table, plain
from tests.factories import make_playbook

if TYPE_CHECKING:
    from stagebook.views import Diagram

TEAMWORK = """
stages:
  - {id: talk, roles: [{role: seller}, {role: engineer, part: support, when: a large site}]}
  - {id: trial, roles: [engineer, {role: seller, part: support}, {role: helper, part: support}]}
  - {id: offer, roles: [seller]}
  - {id: close, roles: [seller, engineer]}
  - {id: use}
roles:
  - {id: seller, name: Account executive, short: AE}
  - {id: engineer, name: Solutions engineer}
  - {id: helper, status: retired}
"""


def diagram_of(text: str) -> Diagram | None:
    playbook = make_playbook(text)
    assert playbook.main_motion is not None
    return responsibilities_diagram(playbook, playbook.main_motion)


def test_stages_stand_in_frames_of_those_who_lead_them() -> None:
    diagram = diagram_of(TEAMWORK)
    assert diagram is not None
    source = diagram.source.replace("<br/>", " ")
    headings = [line.split('"')[1] for line in source.splitlines() if "subgraph" in line]
    assert [
        "Account executive leads",
        "Solutions engineer leads",
        "Account executive leads",
        "AE and Solutions engineer lead",
        "Nobody leads yet",
    ] == headings
    assert "stretch_0 ==> stretch_1" in source
    assert 'click stretch_0 href "https://stagebook.invalid/roles/seller"' in source


def test_a_stage_says_who_supports_it() -> None:
    diagram = diagram_of(TEAMWORK)
    assert diagram is not None
    assert '["Trial (with Account executive)"]' in diagram.source.replace("<br/>", " ")


def test_the_alternative_lists_leads_and_supports() -> None:
    diagram = diagram_of(TEAMWORK)
    assert diagram is not None
    (table,) = diagram.alternative
    assert isinstance(table, Table)
    assert [
        ["Talk", "Account executive", "Solutions engineer (on condition)"],
        ["Trial", "Solutions engineer", "Account executive"],
        ["Offer", "Account executive", "nobody"],
        ["Close", "Account executive, Solutions engineer", "nobody"],
        ["Use", "nobody yet", "nobody"],
    ] == [[plain(cell) for cell in row] for row in table.rows]


def test_without_any_role_there_is_no_diagram() -> None:
    assert diagram_of("stages: [talk, offer]") is None
