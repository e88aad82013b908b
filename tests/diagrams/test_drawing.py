"""What the diagrams share, and that each can be drawn whatever the playbook holds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from stagebook.diagrams import DIAGRAMS
from stagebook.diagrams.drawing import in_rows, shortened, spoken
from stagebook.diagrams.mermaid import SPACER, Node
from stagebook.loading import load
from stagebook.render.svg import draw
from tests.factories import CYCLE, make_playbook

ROOT = Path(__file__).parents[2]

TANGLE = """
motions: [{id: sales, stages: [a, b, c]}]
stages:
  - {id: a, next: [a, b, c], tools: [t], personas: [p], roles: [r]}
  - {id: b, next: [a, b, c], personas: [p], optional: true, condition: "`x` > 3 & \\"y\\""}
  - {id: c, next: [{stage: a, when: "a | b --> c [x] (y) {z} #quot; %% $$ end"}], roles: [{role: r, part: support}]}
tools: [t]
personas: [{id: p, needs: [n]}]
needs: [n]
roles: [r]
paths: [{id: q, steps: [{target: path/q, page: x}]}]
"""

LONG = "An extraordinarily long name for something that is simple, and which nobody shortened " * 4
HOSTILE = '"];click x href "javascript:alert(1)"; <script>alert(1)</script> %%{init: {}}%% \u202e end subgraph'


def named(name: str) -> str:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f"""
stages: [{{id: a, name: "{quoted}", personas: [p], tools: [t], roles: [r]}}, {{id: b, name: "{quoted}"}}]
tools: [{{id: t, name: "{quoted}"}}]
materials: [{{id: m, name: "{quoted}", stages: [a], personas: [p]}}]
personas: [{{id: p, name: "{quoted}", needs: [n]}}]
needs: [{{id: n, name: "{quoted}"}}]
roles: [{{id: r, name: "{quoted}"}}]
paths: [{{id: q, name: "{quoted}", steps: [{{text: "{quoted}", when: "{quoted}"}}]}}]
"""


HUNDRED = ", ".join(f"{{id: s{number}, tools: [t], personas: [p]}}" for number in range(100))

CASES = {
    "cycle": CYCLE,
    "tangle": TANGLE,
    "empty": "",
    "long": named(LONG),
    "hostile": named(HOSTILE),
    "unbroken": named("x" * 5000),
    "hundred stages": f"stages: [{HUNDRED}]\ntools: [t]\npersonas: [p]",
}


@pytest.mark.parametrize("case", CASES)
def test_each_diagram_can_be_drawn(case: str) -> None:
    playbook = make_playbook(CASES[case])
    for diagram_type in DIAGRAMS:
        records = [*playbook.of_kind(diagram_type.takes)[:3], *([None] if diagram_type.of_all else [])]
        for record in records:
            diagram = diagram_type.draw(playbook, record)
            if diagram is None:
                continue
            assert diagram.alternative
            for source in filter(None, (diagram.source, diagram.narrow)):
                svg = draw(source, prefix="d", title=diagram.title, description=diagram.description).svg
                assert "<script" not in svg
                assert 'href="javascript' not in svg


def test_each_diagram_of_the_reference_handbook_can_be_drawn() -> None:
    playbook = load(ROOT)
    drawn = 0
    for diagram_type in DIAGRAMS:
        for record in playbook.of_kind(diagram_type.takes)[:2]:
            diagram = diagram_type.draw(playbook, record)
            assert diagram is not None
            draw(diagram.source, prefix="d", title=diagram.title, description=diagram.description)
            drawn += 1
    assert len(DIAGRAMS) * 2 == drawn


def test_names_of_diagrams_are_unique() -> None:
    assert len(DIAGRAMS) == len({item.name for item in DIAGRAMS})


def test_a_type_draws_nothing_of_a_record_of_another_kind() -> None:
    playbook = make_playbook(CYCLE)
    for item in DIAGRAMS:
        if not item.of_all:
            assert item.draw(playbook, playbook.company) is None
            assert item.draw(playbook, None) is None


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("plain", "plain"),
        ("two\nlines  here", "two lines here"),
        ("{stage}`talk` is over", "Talk is over"),
        ("{playbook:stage}`talk`", "Talk"),
        ("{stage}`the talk <talk>`", "the talk"),
        ("{stage}`gone`", "gone"),
        ("{nothing}`talk`", "talk"),
        ("**bold**, *slanted*, `code`", "bold, slanted, code"),
        ("[words](https://example.com)", "words"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        (r"5 \* 3", "5 * 3"),
    ],
)
def test_prose_is_told_in_plain_words(markdown: str, words: str) -> None:
    assert words == spoken(make_playbook("stages: [talk]"), markdown)


def test_prose_of_any_length_is_told_quickly() -> None:
    playbook = make_playbook("")
    start = time.perf_counter()
    assert len(spoken(playbook, "*a" * 1_000_000)) <= 600
    assert time.perf_counter() - start < 1


def test_what_is_left_out_takes_the_room_of_one() -> None:
    assert ([1, 2], 0) == shortened([1, 2], 2)
    assert ([1], 2) == shortened([1, 2, 3], 2)


def test_short_rows_are_filled_up() -> None:
    nodes, edges = in_rows("frame", [[Node("a", "A"), Node("b", "B")], [Node("c", "C")]])
    assert ["a", "b", "c", "frame__room_1_1"] == [node.id for node in nodes]
    assert SPACER == nodes[3].kind
    assert [("a", "b"), ("c", "frame__room_1_1")] == [(edge.source, edge.target) for edge in edges]
