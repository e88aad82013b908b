"""Each way in which a file can be odd ends in a finding at its place, or is taken as what it means."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from stagebook.findings import Severity
from stagebook.spans import Span
from stagebook.yamlio.reading import Content, Map, Reading, Seq, read_bytes, read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATH = "data/stages.yaml"
SCOTLAND = "\U0001f3f4" + "".join(chr(0xE0000 + ord(char)) for char in "gbsct\x7f")


def read(text: str) -> Reading:
    return read_bytes(text.encode(), PATH)


def places(reading: Reading) -> list[tuple[str, int, int]]:
    """Give code, line and column of each finding."""
    return [(finding.code, finding.span.line, finding.span.column) for finding in reading.findings]


def nested(levels: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(levels))


def bomb(line: str, levels: int = 30) -> str:
    """Ten aliases of ten aliases of ten ..."""
    inside = [line.format(", ".join([f"*a{level - 1}"] * 10)) for level in range(1, levels)]
    return "a0: &a0 {x: 1}\n" + "".join(f"a{level}: &a{level} {text}\n" for level, text in enumerate(inside, 1))


# --- what is taken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("version: 2.0\nid: 010\n", {"version": "2.0", "id": "010"}, id="numbers stay as written"),
        pytest.param("a: [no, on, Yes, TRUE, 1:30]", {"a": ["no", "on", "Yes", "TRUE", "1:30"]}, id="words stay text"),
        pytest.param("a: 2026-02-30", {"a": "2026-02-30"}, id="a date is text"),
        pytest.param("no: a\n1: b\ntrue: c", {"no": "a", "1": "b", "true": "c"}, id="keys are text"),
        pytest.param("a:\nb: ~\nc: null\nd: Null\ne: NULL", dict.fromkeys("abcde"), id="nothing is None"),
        pytest.param("a: ''\nb: '~'\nc: \"null\"", {"a": "", "b": "~", "c": "null"}, id="in quotes it is text"),
        pytest.param(
            "a: !!str 1\nb: !!str\nc: !!null x\nd: ! 2", {"a": "1", "b": "", "c": None, "d": "2"}, id="core tags"
        ),
        pytest.param("a: !!map {b: !!seq [c]}", {"a": {"b": ["c"]}}, id="core tags of containers"),
        pytest.param("a: |\n  b\n  c\nd: >\n  e\n  f\n", {"a": "b\nc\n", "d": "e f\n"}, id="blocks"),
        pytest.param("---\na: 1\n...\n", {"a": "1"}, id="one document, marked"),
        pytest.param("%YAML 1.2\n---\na: 1\n", {"a": "1"}, id="YAML 1.2, declared"),
        pytest.param("\ufeffa: 1\n", {"a": "1"}, id="byte order mark"),
        pytest.param("a: 1\r\nb: |\r\n  c\r\n  d\r\n", {"a": "1", "b": "c\nd\n"}, id="CR LF"),
        pytest.param("a:\t1\t# one\n", {"a": "1"}, id="tabs between words"),
        pytest.param(
            "a: [https://example.com/?b=c, d?]", {"a": ["https://example.com/?b=c", "d?"]}, id="URL in a list"
        ),
        pytest.param("- a\n- b", ["a", "b"], id="list"),
        pytest.param("just text", "just text", id="text"),
        pytest.param(f"a: {SCOTLAND} \u200d", {"a": f"{SCOTLAND} \u200d"}, id="flags and joined characters"),
    ],
)
def test_what_is_taken(text: str, value: object) -> None:
    assert (value, ()) == read(text)[:2]


def test_anchors_aliases_and_merge_keys() -> None:
    text = """\
base: &base {team: sales, owner: ann}
one: {<<: *base, owner: bob}
two:
  <<: [*base, {team: legal, extra: *word}]
  name: &word two
three: *base
"""
    reading = read(text.replace("*word", "x"))
    value = reading.value

    assert () == reading.findings
    assert isinstance(value, dict)
    assert {"team": "sales", "owner": "bob"} == value["one"]
    assert {"name": "two", "team": "sales", "owner": "ann", "extra": "x"} == value["two"]
    assert value["base"] is value["three"]


# --- what is not -----------------------------------------------------------------------------------------------------

FAULTS = {
    # SB001: no YAML
    "tab before a key": ("a:\n\tb: c", [("SB001", 2, 1)]),
    "tab after spaces": ("a:\n  - b\n  \t- c: d: e", [("SB001", 3, 3)]),
    "tab in a block": ("a: |\n\tb", [("SB001", 2, 1)]),
    "colon in a value": ("name: Stage 1: Lead", [("SB001", 1, 14)]),
    "quote without end": ("a: 1\nb: 'x\nc: y\n", [("SB001", 2, 4)]),
    "bracket without end": ("a: 1\nb: [x, y\nc: z\n", [("SB001", 2, 4)]),
    "bracket at the end of the file": ("a: [\n\n", [("SB001", 1, 4)]),
    "alias without anchor": ("a: *b\nc: *d", [("SB001", 1, 4), ("SB001", 2, 4)]),
    "half a character": ('a: "\\ud83d"', [("SB001", 1, 5)]),
    # SB002
    "equal keys": ("a: 1\nb: {c: 1, c: 2}\na: 3", [("SB002", 2, 11), ("SB002", 3, 1)]),
    "equal merge keys": ("- &x {a: 1}\n- <<: *x\n  <<: *x", [("SB002", 3, 3)]),
    # SB003
    "NUL": ("a: 1\nb: x\0y", [("SB003", 2, 5)]),
    "control characters": ("a: \x07\nb: é\x1b[31m", [("SB003", 1, 4), ("SB003", 2, 5)]),
    # SB004
    "custom tags": ("a: !foo 1\nb: !!python/object:os.system x", [("SB004", 1, 4), ("SB004", 2, 4)]),
    "tags of containers": ("a: !!set {b}\nc: !d [e]", [("SB004", 1, 4), ("SB004", 2, 4)]),
    "unknown tag handle": ("a: !x!y z", [("SB004", 1, 4)]),
    "tag directive": ("# a\r\n%TAG ! tag:x\r\n---\r\na: !b 1", [("SB004", 2, 1)]),
    "200 levels": (nested(200), [("SB004", 65, 65)]),
    "200 lists in one line": ("[" * 200 + "]" * 200, [("SB004", 1, 65)]),
    "alias bomb": (bomb("[{}]"), [("SB004", 6, 50)]),
    "merge bomb": (bomb("{{<<: [{}]}}"), [("SB004", 6, 50)]),
    "alias of itself": ("a: &a\n  b: *a\nc: &c [*c]", [("SB004", 2, 6), ("SB004", 3, 8)]),
    # SB005
    "two documents": ("---\na: 1\n---\nb: 2\n---\nc: 3", [("SB005", 3, 1)]),
    "front matter": ("---\na: 1\n---\n", [("SB005", 3, 1)]),
    # SB006
    "merge of a text": ("a:\n  <<: b", [("SB006", 2, 7)]),
    "merge of a list": ("a: {<<: [b, {c: d}]}", [("SB006", 1, 9)]),
    # SB007
    "override": ("a: 1\nb: x\u202ey", [("SB007", 2, 5)]),
    "isolates": ("a: \u2067b\u2069", [("SB007", 1, 4), ("SB007", 1, 6)]),
    "override in a comment": ("a: 1 # é \u202d\nb: 2", [("SB007", 1, 10)]),
    "override as an escape": ('a: "x\\u202ey"', [("SB007", 1, 4)]),
    "NUL as an escape": ('a: "x\\0y"', [("SB007", 1, 4)]),
    "line separator": ("a: x\u2028y\nc: \x85z\nd: 1\nd: 2", [("SB007", 1, 5), ("SB007", 2, 4), ("SB002", 4, 1)]),
    "hidden alphabet": ("a: x\U000e0061\U000e0062", [("SB007", 1, 5)]),
    "hidden after a flag": ("a: \U0001f3f4" + "\U000e0061" * 20, [("SB007", 1, 5)]),
    "without width": ("a: x\u200by\ufeff", [("SB007", 1, 5), ("SB007", 1, 7)]),
    # SB008
    "empty": ("", [("SB008", 0, 0)]),
    "spaces": (" \n\n", [("SB008", 0, 0)]),
    "comments": ("# a\n# b\n", [("SB008", 0, 0)]),
    "nothing after the start": ("---\n", [("SB008", 0, 0)]),
    "null": ("null", [("SB008", 0, 0)]),
    # SB009
    "list as a key": ("? [a]\n: b\nc: d", [("SB009", 1, 3)]),
    "mapping as a key": ("a: {{ name }}", [("SB009", 1, 5)]),
    "alias of a list as a key": ("a: &a [b]\n*a : c", [("SB009", 2, 1)]),
    "null as a key": ("a: 1\n~: 2\nnull: 3", [("SB009", 2, 1), ("SB009", 3, 1)]),
    "no key": (": a", [("SB009", 1, 1)]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_its_place(name: str) -> None:
    text, expected = FAULTS[name]
    reading = read(text)

    assert sorted(expected) == sorted(places(reading))
    for finding in reading.findings:
        assert PATH == finding.span.path
        assert finding.message
        assert finding.fix
        assert not finding.message.endswith(".")
        assert finding.message.isprintable()
        assert (
            Severity.WARNING if finding.code == "SB008" or name == "without width" else Severity.ERROR
        ) == finding.severity


def test_all_faults_of_a_file_come_out_at_once() -> None:
    text = "a: 1\na: 2\n~: 3\nb: !x 4\nc: \u202e5\nd: \x07\ne: *f\n---\ng: 1\ng: 2\nh: [\n"
    expected = [
        *[("SB002", 2, 1), ("SB009", 3, 1), ("SB004", 4, 4), ("SB007", 5, 4), ("SB003", 6, 4), ("SB001", 7, 4)],
        *[("SB005", 8, 1), ("SB002", 10, 1), ("SB001", 11, 4)],
    ]
    assert expected == places(read(text))


def test_faults_alike_are_counted_from_the_twenty_first_on() -> None:
    findings = read("a: 1\n" * 100).findings

    assert 21 == len(findings)
    assert Span(PATH, 22, 1) == findings[-1].span
    assert "79 more faults of this kind from here on" == findings[-1].message


def test_a_message_quotes_little_and_nothing_hidden() -> None:
    reading = read("? " + "\u202ek" * 2000 + "\n: 1\n? " + "\u202ek" * 2000 + "\n: 2")
    twice = reading.findings[-1]

    assert "SB007" == reading.findings[0].code
    assert "U+202Ek" * 2 in twice.message
    assert len(twice.message) < 300


def test_what_is_left_of_a_faulty_file() -> None:
    assert {"a": "1", "b": "2"} == read("a: 1\nb: 2\na: 3").value
    assert {"a": "1"} == read("a: !foo 1").value
    assert {"c": "d"} == read("? [a]\n: {x: 1}\nc: d").value
    assert {"a": "x\ufffdy"} == read('a: "x\\0y"').value
    assert ["a"] == read("- a\n--- b").value
    assert read("a: 1\nb: [").value is None
    assert read("a: 1\nb: \0").value is None
    assert read("a: *b").value is None
    assert read(nested(200)).value is None


# --- encodings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a: x\u202ey\u202c\nb: [\u2067z\u2069, {c: \u202d}]",
        'a: "x\\u202ey\\u202c"\nb: ["\\u2067z\\u2069", {c: "\\u202d"}]',
    ],
    ids=["plain", "escapes"],
)
def test_what_shows_text_in_another_order_is_told_and_left_out(text: str) -> None:
    reading = read(text)

    assert {"a": "xy", "b": ["z", {"c": ""}]} == reading.value
    assert {"SB007"} == {finding.code for finding in reading.findings}
    assert isinstance(reading.value, Map)
    assert isinstance(reading.value["b"], Seq)
    assert (2, 4) == reading.value["b"].mark


def test_letters_written_from_the_right_stay() -> None:
    assert {"a": "\u05e9\u05dc\u05d5\u05dd\u200f!"} == read("a: \u05e9\u05dc\u05d5\u05dd\u200f!").value


def test_latin_1() -> None:
    reading = read_bytes("name: ok\nrole: chargé\nname: x\n".encode("latin-1"), PATH)
    first = reading.findings[0]

    assert [("SB003", 2, 12), ("SB002", 3, 1)] == places(reading)
    assert "the file is not UTF-8: the byte 0xE9 stands here, which is “é” in Latin-1 (Windows-1252)" == first.message
    assert "save the file in the encoding UTF-8" == first.fix
    assert reading.value is None


def test_columns_count_characters_not_bytes() -> None:
    assert [("SB003", 1, 9)] == places(read_bytes("é: “ü” 😀".encode() + b"\x80", PATH))
    assert [("SB002", 1, 10)] == places(read("{é: 😀ü1, é: 2}"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wider_encodings_are_named(encoding: str) -> None:
    data = ("\ufeff" if encoding[-1] == "e" else "") + "naïve: 1\n"
    reading = read_bytes(data.encode(encoding), PATH)

    assert [("SB003", 0, 0)] == places(reading)
    assert encoding[:6].upper() in reading.findings[0].message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wider_encodings_are_named_without_mark(encoding: str) -> None:
    assert ["the file is in the encoding UTF-16, not UTF-8"] == [
        finding.message for finding in read_bytes("a: 1\n".encode(encoding), PATH).findings
    ]


def test_a_picture_is_no_text() -> None:
    reading = read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PATH)

    assert [("SB003", 1, 1)] == places(reading)
    assert "no text file" in reading.findings[0].message


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: 1\n")

    reading = read_file(file, PATH)
    state = file.stat()
    assert ({"a": "1"}, ()) == reading[:2]
    assert Content(b"a: 1\n", (5, state.st_mtime_ns, state.st_ctime_ns)) == reading.content


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("folder", "a folder"),
        ("dangling", "does not exist"),
        ("circle", "leads back to itself"),
        ("pipe", "a pipe"),
        ("missing", "does not exist"),
        ("below a file", "can't be read: Not a directory"),
    ],
)
def test_what_is_no_file(kind: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    if kind == "folder":
        file.mkdir()
    elif kind == "dangling":
        file.symlink_to(tmp_path / "gone.yaml")
    elif kind == "circle":
        file.symlink_to(file)
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "below a file":
        file.touch()
        file /= "y.yaml"
    reading = read_file(file, PATH)

    assert [("SB003", 0, 0)] == places(reading)
    assert words in reading.findings[0].message
    assert reading.value is None


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # Not by chmod: whoever is root may read everything.
    monkeypatch.setattr(os, "open", refuse)
    reading = read_file(tmp_path / "x.yaml", PATH)

    assert [("SB003", 0, 0)] == places(reading)
    assert "the file may not be read" == reading.findings[0].message


def test_50_mb_are_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.yaml"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.delattr(os, "read")
    reading = read_file(file, PATH)

    assert [("SB003", 0, 0)] == places(reading)
    assert "the file has 50.0 MB, and no more than 5 MB are read" == reading.findings[0].message
    assert reading.findings == read_bytes(bytes(50_000_000), PATH).findings


# --- bounds ----------------------------------------------------------------------------------------------------------

SIZE = 4_900_000
HOSTILE: dict[str, Callable[[], bytes]] = {
    "brackets": lambda: b"[" * SIZE,
    "braces": lambda: b"{" * SIZE,
    "items in items": lambda: b"- " * (SIZE // 2),
    "keys in keys": lambda: b"? " * (SIZE // 2),
    "empty lists": lambda: b"[" + b"[]," * (SIZE // 3),
    "anchors": lambda: b"".join(b"- &a%d x\n" % number for number in range(SIZE // 13)),
    "aliases": lambda: b"- &a x\n" + b"- *a\n" * (SIZE // 5),
    "literal anchors": lambda: b"".join(b"k%d: &a\n\n  |\n x\n" % number for number in range(SIZE // 20)),
    "equal keys": lambda: b"a: 1\n" * (SIZE // 5),
    "long keys": lambda: (b"k" * 1020 + b": v\n") * (SIZE // 1024),
    "one key": lambda: b"k" * SIZE + b": v",
    "one text": lambda: b"a: " + b"x " * (SIZE // 2),
    "one block": lambda: b"a: |\n" + b" x\n" * (SIZE // 3),
    "open quote": lambda: b"a: '" + b"x\n" * (SIZE // 2),
    "escapes": lambda: b'a: "' + b"\\0" * (SIZE // 2) + b'"',
    "tag directives": lambda: b"".join(b"%%TAG !t%d! x\n" % number for number in range(SIZE // 16)),
    "tag prefix": lambda: b"%TAG ! " + b"p" * (SIZE // 2) + b"\n--- [" + b"!a x, " * (SIZE // 14) + b"]",
    "overrides": lambda: "a\u202e\n".encode() * (SIZE // 5),
    "NULs": lambda: b"a\0\n" * (SIZE // 3),
    "Latin-1": lambda: b"a: \xe9\n" * (SIZE // 5),
}


def peak_memory() -> int:
    """Give the most memory, in bytes, that this process has had at one time."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_takes_long_or_much(name: str) -> None:
    data = HOSTILE[name]()
    start, before = time.process_time(), peak_memory()
    reading = read_bytes(data, PATH)

    # It takes a second at most; the rest is for slow machines.
    assert time.process_time() - start < 5
    assert peak_memory() - before < 500_000_000
    assert len(reading.findings) < 50


def test_importing_the_reader_imports_no_parser() -> None:
    code = "import sys, stagebook.yamlio.reading; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not {"yaml", "ruamel.yaml", "_ruamel_yaml", "pydantic", "sphinx"} & set(run.stdout.split())
