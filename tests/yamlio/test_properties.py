"""What holds for all files: nothing raises, what was written is read back, and places are true."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from stagebook.yamlio.composing import compose
from stagebook.yamlio.decoding import decode
from stagebook.yamlio.faults import Faults
from stagebook.yamlio.parsers import with_pyyaml, with_ruamel, with_ruamel_clib
from stagebook.yamlio.reading import Map, Seq, Value, prose_line, read_bytes, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Without type hints, and no dependency of ours by name.
yaml: Any = importlib.import_module("yaml")

Tree: TypeAlias = "str | dict[str, Tree] | list[Tree] | None"
Where: TypeAlias = tuple[str | int, ...]

WAYS = (with_pyyaml, with_ruamel_clib, with_ruamel)

# Without the characters that are findings themselves, written out or as escapes.
texts = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t #:-'\"\\"),
    max_size=40,
)
keys = texts
trees = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
names = st.text("abcdefghij", min_size=1, max_size=8).map(lambda name: f"k{name}")
prose = st.lists(st.text("abc é.", max_size=10).map(lambda line: f"x{line.rstrip()}"), min_size=1, max_size=3).map(
    "\n".join
)
documents = st.dictionaries(
    names,
    st.recursive(
        names | prose,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(names, inner, min_size=1, max_size=3),
        max_leaves=10,
    ),
    min_size=1,
    max_size=4,
)

# Pieces of YAML, so that chance gets beyond the first character.
BREAKS = ("\n", "\n  ", "\n\t", "\r\n", "\r", "# c\n", "---\n", "...\n", "%YAML 1.2\n", "%TAG ! x\n", "|\n", ">-\n")
SIGNS = (
    "- ",
    "? ",
    ": ",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "\\",
    "&a ",
    "*a",
    "<<: ",
    "!t ",
    "!!str ",
    "!",
    "&",
    "*",
    "@",
)
ESCAPES = ("\\x", "\\ud800", '"\\0"', '"\\u202e"')
PIECES = (*BREAKS, *SIGNS, *ESCAPES, *"aé😀~", "b: ", "null", *"\0\x07\x85\u2028\u202e\u200b\ufeff")


def walk(value: Value, where: Where = ()) -> Iterator[tuple[Where, Value]]:
    yield where, value
    if isinstance(value, Map):
        for key, inner in value.items():
            yield from walk(inner, (*where, key))
    elif isinstance(value, Seq):
        for position, inner in enumerate(value):
            yield from walk(inner, (*where, position))


def check(data: bytes) -> None:
    """See that a reading is sound, whatever was read."""
    reading = read_bytes(data, "x.yaml")
    lines = len(re.split(rb"\r\n|\r|\n", data))
    for finding in reading.findings:
        assert "x.yaml" == finding.span.path
        assert re.fullmatch(r"SB00[1-9]", finding.code)
        assert finding.message.isprintable()
        assert finding.fix
        assert 0 <= finding.span.line <= lines
        assert (finding.span.line > 0) == (finding.span.column > 0)
    assert reading.value is not None or reading.findings
    for where, value in walk(reading.value):
        if isinstance(value, Map):
            assert set(value) == set(value.key_marks) == set(value.value_marks)
            assert value.literal <= set(value)
        elif isinstance(value, Seq):
            assert len(value) == len(value.item_marks)
        if isinstance(reading.value, Map | Seq):
            assert 0 < span_of(reading.value, where).line <= lines
            assert 0 < prose_line(reading.value, where) <= lines + 1


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_pieces_of_yaml(text: str) -> None:
    check(text.encode())


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_pieces_of_yaml_with_every_parser(text: str) -> None:
    for way in WAYS:
        faults = Faults("x.yaml")
        source = decode(text.encode(), faults)
        if source:
            compose(source, way(), faults)
        faults.findings()


@given(trees, st.booleans(), st.sampled_from((None, "|", ">", "'", '"')), st.booleans())
def test_what_is_written_is_read_back(tree: Tree, flow: bool, style: str | None, plain: bool) -> None:  # noqa: FBT001
    written = yaml.safe_dump(tree, default_flow_style=flow, default_style=style, allow_unicode=plain, sort_keys=False)
    reading = read_bytes(written.encode(), "x.yaml")
    # With a style for all, PyYAML writes null as `!!null "null"`.
    assert tree == reading.value
    assert all(finding.code == "SB008" for finding in reading.findings)
    for way in WAYS[1:]:
        faults = Faults("x.yaml")
        source = decode(written.encode(), faults)
        assert source
        assert tree == compose(source, way(), faults), way.__name__


@given(documents)
def test_places_are_those_of_the_text(tree: dict[str, Tree]) -> None:
    def represent(dumper: Any, text: str) -> object:  # noqa: ANN401
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)

    dumper: Any = type("Dumper", (yaml.SafeDumper,), {})
    dumper.add_representer(str, represent)
    written = yaml.dump(tree, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000)
    lines = written.splitlines()
    value = read_bytes(written.encode(), "x.yaml").value
    assert isinstance(value, Map)
    assert tree == value

    for where, inner in walk(value):
        if where and isinstance(where[-1], str):
            _, line, column = span_of(value, where, key=True)
            assert lines[line - 1][column - 1 :].startswith(f"{where[-1]}:")
        if isinstance(inner, str):
            first = inner.split("\n")[0]
            _, line, column = span_of(value, where)
            assert ("|" if "\n" in inner else first) == lines[line - 1][column - 1 :][: 1 if "\n" in inner else None]
            assert first == lines[prose_line(value, where) - 1].strip() or "\n" not in inner
