"""An onboarding path, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.diagrams import path_diagram
from stagebook.diagrams.path import MOST_AT_ONCE, by_time
from stagebook.views import Bullets, plain
from tests.factories import make_playbook

if TYPE_CHECKING:
    from stagebook.kinds.path import Path
    from stagebook.playbook import Playbook

START = """
paths:
  - id: start
    name: First steps
    steps:
      - {when: day 1, action: read, page: guides/how-we-sell.md, minutes: 15}
      - {action: read, target: stage/talk, text: Read it twice.}
      - {when: Day 2, action: do, text: "Say hello to {role}`seller`."}
      - {when: week 1, action: practise, target: stage/gone}
      - {when: Day 1, action: watch, target: term/deal}
stages: [talk]
roles: [seller]
terms: [deal]
"""


def path_of(playbook: Playbook) -> Path:
    return cast("Path", playbook.get("path", "start"))


def test_steps_are_grouped_by_when_they_are_due() -> None:
    times = by_time(path_of(make_playbook(START)))
    assert [("Day 1", [0, 1, 4]), ("Day 2", [2]), ("Week 1", [3])] == [
        (when, [index for index, _ in steps]) for when, steps in times
    ]


def test_steps_that_do_not_say_when_are_due_at_the_start() -> None:
    path = path_of(make_playbook("paths: [{id: start, steps: [{text: Come in.}]}]"))
    assert ["At the start"] == [when for when, _ in by_time(path)]


def test_a_step_is_a_box_that_leads_to_its_page() -> None:
    playbook = make_playbook(START)
    diagram = path_diagram(playbook, path_of(playbook))
    assert diagram is not None
    assert 'step_0["Read: How we sell"]:::step' in diagram.source
    assert 'click step_0 href "https://stagebook.invalid/guides/how-we-sell"' in diagram.source
    assert 'step_1["Read: Talk"]:::stage' in diagram.source
    assert 'step_2["Say hello to Seller."]:::step' in diagram.source
    assert 'click step_4 href "https://stagebook.invalid/glossary#term-deal"' in diagram.source


def test_times_that_lie_close_together_share_a_frame() -> None:
    playbook = make_playbook(START)
    diagram = path_diagram(playbook, path_of(playbook))
    assert diagram is not None
    headings = [line.split('"')[1] for line in diagram.source.splitlines() if "subgraph" in line]
    assert ["Day 1", "Day 2 to week 1"] == headings
    assert "time_0 --> time_1" in diagram.source


def test_a_step_that_leads_nowhere_is_drawn_without_a_link() -> None:
    playbook = make_playbook(START)
    diagram = path_diagram(playbook, path_of(playbook))
    assert diagram is not None
    assert 'step_3["stage/gone"]:::step' in diagram.source
    assert "click step_3" not in diagram.source


def test_the_alternative_tells_all_steps_in_order() -> None:
    playbook = make_playbook(START)
    diagram = path_diagram(playbook, path_of(playbook))
    assert diagram is not None
    (bullets,) = diagram.alternative
    assert isinstance(bullets, Bullets)
    assert [
        "Day 1, read: How we sell (15 min)",
        "Day 1, read: Talk",
        "Day 1, watch: Deal",
        "Day 2, do: Say hello to Seller.",
        "Week 1, practise: stage/gone",
    ] == [plain(item) for item in bullets.items]


def test_of_many_steps_at_once_the_first_are_drawn() -> None:
    steps = ", ".join(f"{{when: day 1, text: step {number}}}" for number in range(30))
    playbook = make_playbook(f"paths: [{{id: start, steps: [{steps}]}}]")
    diagram = path_diagram(playbook, path_of(playbook))
    assert diagram is not None
    assert f"+ {30 - MOST_AT_ONCE + 1} more" in diagram.source


def test_a_path_without_steps_gives_no_diagram() -> None:
    playbook = make_playbook("paths: [start]")
    assert path_diagram(playbook, path_of(playbook)) is None
