"""Every value can say where it stands, and where its text begins."""

from __future__ import annotations

import copy
import pickle

import pytest

from stagebook.spans import Span
from stagebook.yamlio.reading import Map, Seq, prose_line, read_bytes, span_of

PATH = "data/stages/discovery.yaml"
TEXT = """\
name: Discovery
goal: |
  First line.
  Second line.
tools:
  - crm
  - tool: recorder
    for: &why |-

      keep their words
empty:
flow: {one: [a, "b"], é: c}
reason: *why
properties: !!str
  # and only then
  |
  text
texts:
- >
  folded
- |
  literal
merged:
  <<: &base {x: 1}
  y: 2
again: *why
"""


@pytest.fixture(name="value")
def read_text() -> Map:
    reading = read_bytes(TEXT.encode(), PATH)
    assert () == reading.findings
    assert isinstance(reading.value, Map)
    return reading.value


@pytest.mark.parametrize(
    ("where", "key", "value_at", "key_at"),
    [
        ("the mapping", (), (1, 1), (1, 1)),
        ("a text", ("name",), (1, 7), (1, 1)),
        ("a block", ("goal",), (2, 7), (2, 1)),
        ("a list", ("tools",), (6, 3), (5, 1)),
        ("an item", ("tools", 0), (6, 5), (6, 5)),
        ("a mapping in a list", ("tools", 1), (7, 5), (7, 5)),
        ("inside it", ("tools", 1, "tool"), (7, 11), (7, 5)),
        ("nothing", ("empty",), (11, 1), (11, 1)),
        ("in brackets", ("flow", "one", 1), (12, 17), (12, 17)),
        ("after other letters", ("flow", "é"), (12, 26), (12, 23)),
        ("merged", ("merged", "x"), (24, 17), (24, 14)),
        ("an alias of a block", ("again",), (8, 15), (26, 1)),
        ("a block after its tag", ("properties",), (16, 3), (14, 1)),
        ("a field that is missing", ("tools", 1, "link"), (7, 5), (7, 5)),
        ("far from anything", ("nowhere", 3, "x"), (1, 1), (1, 1)),
        ("an item that is missing", ("tools", 2), (6, 3), (6, 3)),
        ("an item before the first", ("tools", -1), (6, 3), (6, 3)),
        ("a name in a list", ("tools", "crm"), (6, 3), (6, 3)),
        ("a number in a mapping", ("flow", 0), (12, 7), (12, 7)),
        ("inside a text", ("name", 0, "x"), (1, 7), (1, 1)),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_span_of(
    value: Map, where: str, key: tuple[str | int, ...], value_at: tuple[int, int], key_at: tuple[int, int]
) -> None:
    assert Span(PATH, *value_at) == span_of(value, key), where
    assert Span(PATH, *key_at) == span_of(value, key, key=True), where


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("name",), 1),
        (("goal",), 3),
        (("tools", 1, "for"), 9),
        (("reason",), 9),
        (("again",), 9),
        (("properties",), 17),
        (("texts", 0), 19),
        (("texts", 1), 22),
        (("texts",), 19),
        (("tools", 1, "missing"), 7),
        ((), 1),
    ],
)
def test_prose_line(value: Map, where: tuple[str | int, ...], line: int) -> None:
    assert line == prose_line(value, where)


def test_the_line_of_a_block_is_that_of_its_text(value: Map) -> None:
    lines = TEXT.splitlines()
    for where, start in ((("goal",), "First line."), (("properties",), "text"), (("texts", 1), "literal")):
        assert start == lines[prose_line(value, where) - 1].strip()


def test_values_are_plain_mappings_and_lists(value: Map) -> None:
    assert {"one": ["a", "b"], "é": "c"} == value["flow"]
    assert {"x": "1", "y": "2"} == value["merged"]
    assert value["reason"] == value["again"] == "\nkeep their words"


def test_values_can_be_copied_and_pickled(value: Map) -> None:
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert value == again
        assert isinstance(again, Map)
        assert Span(PATH, 7, 11) == span_of(again, ("tools", 1, "tool"))
        assert prose_line(value, ("texts", 1)) == prose_line(again, ("texts", 1))


def test_a_value_without_file() -> None:
    assert Span("", 1, 1) == span_of(Map(), ("a",))
    assert Span("x.yaml", 3, 2) == span_of(Seq("x.yaml", (3, 2)), (0,))
