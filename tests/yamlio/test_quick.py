"""The quick way gives what the long way gives, places included, or gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.yamlio.composing import compose
from stagebook.yamlio.decoding import decode
from stagebook.yamlio.faults import Faults
from stagebook.yamlio.parsers import with_pyyaml, with_ruamel_clib
from stagebook.yamlio.quick import compose_quickly
from stagebook.yamlio.reading import Map, Seq, read_bytes

if TYPE_CHECKING:
    from stagebook.yamlio.reading import Value

PARSER = with_pyyaml()
USUAL = """\
# A record like most.
name: Discovery
summary: "Who suffers, & how much?"
aliases: [Need analysis, 'First call']
goal: |
  See **what** it costs.

  Twice.
owner:
links: [{url: https://example.com/a?b=c&d=e, title: More!}, {url: ~}]
steps:
- ask
- tool: crm
  for: >-
    notes
    of the call
"""

PIECES = (
    *("\n", "\n  ", "\n    ", "\r\n", "# c\n", "---\n", "...\n", "|\n", ">-\n", "a: ", "b: ", "- ", "? ", ": ", ", "),
    *("[", "]", "{", "}", "'", '"', "\\", "&a ", "*a", "<<: ", "!t ", "!!str ", "! ", "&", "*", "a", "é", "~", "null"),
)


def quick(text: str) -> Value:
    source = decode(text.encode(), Faults("x.yaml"))
    return compose_quickly(source, PARSER, "x.yaml") if source else None


def dump(value: Value) -> Any:  # noqa: ANN401  (values inside values)
    """Write out a value with all of its places."""
    if isinstance(value, Map):
        inner: Any = {key: dump(item) for key, item in value.items()}
        return value.path, value.mark, value.key_marks, value.value_marks, set(value.literal), inner
    if isinstance(value, Seq):
        return value.path, value.mark, value.item_marks, set(value.literal), [dump(item) for item in value]
    return value


def compare(text: str) -> None:
    found = quick(text)
    if found is not None:
        faults = Faults("x.yaml")
        source = decode(text.encode(), faults)
        assert source
        assert dump(compose(source, PARSER, faults)) == dump(found)
        assert () == faults.findings()


def test_a_usual_file_goes_the_quick_way() -> None:
    assert isinstance(quick(USUAL), Map)
    compare(USUAL)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_pieces_of_yaml(text: str) -> None:
    compare(text)


@given(st.lists(st.tuples(st.integers(0, len(USUAL)), st.sampled_from(PIECES)), max_size=4))
def test_a_usual_file_with_something_in_between(changes: list[tuple[int, str]]) -> None:
    text = USUAL
    for place, piece in changes:
        text = text[:place] + piece + text[place:]
    compare(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "only a text\n",
        "a: 1\na: 2\n",
        "a: {b: 1, b: 2}\n",
        "~: a\n",
        "? [a]\n: b\n",
        "? {a: b}\n: c\n",
        "<<: {a: b}\n",
        "a: &x b\nc: *x\n",
        "a: *x\n",
        "a: !!int 1\n",
        "a: !t b\n",
        'a: "b\\0"\n',
        "a: b\n---\nc: d\n",
        "a: [b\n",
        "[" * 70 + "]" * 70,
    ],
)
def test_what_it_can_not_tell_goes_the_long_way(text: str) -> None:
    assert quick(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "-\t" * 100_000,
        "? " * 100_000,
        "? - " * 50_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(2_000)),
        "[a, " * 499 + "]" * 499,
    ],
    ids=["brackets", "braces", "items", "tabs", "keys", "both", "indentation", "as many as may be"],
)
def test_no_depth_is_too_much_for_the_stack(text: str) -> None:
    assert quick(text) is None
    assert read_bytes(text.encode(), "x.yaml").findings


def test_no_place_is_looked_up_before_it_is_asked_for() -> None:
    value = quick("a: {b: c}\nd: [e]\n")
    assert isinstance(value, Map)
    inner, items = value["a"], value["d"]
    assert isinstance(inner, Map)
    assert isinstance(items, Seq)
    assert (1, 4) == inner.mark
    assert {"b": (1, 5)} == inner.key_marks
    assert [(2, 5)] == items.item_marks
    assert {"a": (1, 1), "d": (2, 1)} == value.key_marks


def test_other_parsers_have_no_quick_way() -> None:
    source = decode(USUAL.encode(), Faults("x.yaml"))
    assert source
    assert compose_quickly(source, with_ruamel_clib(), "x.yaml") is None
