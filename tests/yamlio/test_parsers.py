"""The three parsers give the same values in the same places."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stagebook.yamlio import parsers
from stagebook.yamlio.composing import compose
from stagebook.yamlio.decoding import decode
from stagebook.yamlio.faults import Faults
from stagebook.yamlio.parsers import Parser, best_parser, with_pyyaml, with_ruamel, with_ruamel_clib
from stagebook.yamlio.reading import Map, Seq, Value

if TYPE_CHECKING:
    from stagebook.findings import Finding

WAYS = (with_pyyaml, with_ruamel_clib, with_ruamel)
DATA = Path(__file__).parents[2] / "data"

SAMPLES = {
    "plain": "a: 1\nb: text of\n  two lines # comment\nc: http://x.y/#z\n",
    "quotes": "a: 'it''s'\nb: \"tab\\t \\x41 \\u00e9 \\\n  on\"\nc: 'two\n\n  lines'\n",
    "nothing": "a:\nb: ~\nc: ''\nd: null\n? e\n",
    "literals": "a: |\n  b\n\n   c\n\nd: |-\n e\nf: |+\n g\n\nh: |2\n   i\n",
    "folded": "a: >\n  b\n  c\n\n  d\n   e\n  f\ng: >-\n  h\n",
    "lists": "a:\n- b\n- - c\n  - d\n-\n  e: f\n  g:\n  - h\ni: []\n",
    "flow": "{a: [b, c: d, {e: f}], 'g': h, \"i\": , j}\n",
    "complex": "? a\n: b\n? |\n  c\n: - d\n",
    "anchors": "a: &a\n  b: &b |\n    c\nd: *a\n<<: *a\ne: [*b]\n&k f: g\n*k : h\n",
    "tags": "a: !!str 1\nb: !!map {c: !!seq [!!null d]}\ne: ! f\n",
    "documents": "%YAML 1.2\n---\na: 1\n...\n---\nb: 2\n",
    "letters": "é: “ü” 😀\n😀: {漢: 字, ñ: [ö]}\n",
    "CR LF": "a: 1\r\nb: |\r\n  c\r\n  d\r\ne: f\r\n",
    "CR": "a: 1\rb: |\r  c\re: f\r",
    "faults": "a: 1\na: 2\n~: 3\n? [b]\n: c\nd: !e f\ng: \u202eh\ni: *j\n",
}


def read(text: bytes, parser: Parser) -> tuple[object, tuple[Finding, ...]]:
    faults = Faults("x.yaml")
    source = decode(text, faults)
    value = compose(source, parser, faults) if source else None
    return with_marks(value), faults.findings()


def with_marks(value: Value) -> object:
    """Give all that a value knows, in a form that compares it."""
    if isinstance(value, Map):
        marks = (value.mark, value.key_marks, value.value_marks, value.literal)
        return (*marks, [(key, with_marks(inner)) for key, inner in value.items()])
    if isinstance(value, Seq):
        return (value.mark, value.item_marks, value.literal, [with_marks(inner) for inner in value])
    return value


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parsers_agree(name: str) -> None:
    text = SAMPLES[name].encode()
    first, *others = (read(text, way()) for way in WAYS)

    assert first[0] is not None
    for other in others:
        assert first == other


def test_the_parsers_agree_about_the_reference_handbook() -> None:
    files = sorted(DATA.rglob("*.yaml"))[::5]
    assert files
    for file in files:
        data = file.read_bytes()
        assert read(data, with_pyyaml()) == read(data, with_ruamel()), file


def test_the_quickest_parser_that_is_there_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"yaml._yaml"}

    def import_some(name: str) -> object:
        if name in missing:
            raise ImportError(name)
        return importlib.import_module(name)

    assert "PyYAML" == best_parser().name
    monkeypatch.setattr(parsers, "import_module", import_some)
    assert "ruamel.yaml.clib" == best_parser.__wrapped__().name
    missing.add("_ruamel_yaml")
    assert "ruamel.yaml" == best_parser.__wrapped__().name


def test_the_parser_in_python_has_narrower_bounds() -> None:
    for text, code in ((b"a: " + b"x" * 1_100_000, "SB003"), (b"- a\n" * 70_000, "SB004")):
        _, findings = read(text, with_ruamel())
        assert [code] == [finding.code for finding in findings]
        assert () == read(text, with_pyyaml())[1]


def test_whatever_breaks_the_parser_in_python_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = with_ruamel()

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(importlib.import_module("ruamel.yaml.parser").Parser, "parse_block_node", fail)
    _, findings = read(b"a: 1", parser)

    assert [("SB001", "this is not YAML")] == [(finding.code, finding.message) for finding in findings]
