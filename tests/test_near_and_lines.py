"""The small tools of messages: the near name, the lines of files, and what a terminal can show."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from stagebook.lines import Lines
from stagebook.near import Names, near
from stagebook.screen import Paint, columns, visible
from stagebook.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = ("entry_criteria", "exit_criteria", "tools", "roles", "for", "crm", "next")


@pytest.mark.parametrize(("word", "name"), [
    ("entry_critera", "entry_criteria"), ("Entry-Criteria", "entry_criteria"), ("tool", "tools"), ("tolls", "tools"),
    ("fro", "for"), ("crn", "crm"), ("CRM", "crm"), ("nxet", "next"), ("xyz", None), ("", None), ("---", None),
    ("f", None), ("x" * 10_000, None),
])  # fmt: skip
def test_the_near_name(word: str, name: str | None) -> None:
    assert name == near(word, FIELDS)


def test_of_equally_near_names_the_first_is_taken_in_any_order() -> None:
    assert "abcx" == near("abcd", ["abcy", "abcx"]) == near("abcd", ["abcx", "abcy"])
    assert Names([]).near("abc") is None


def test_lines_are_found_whatever_ends_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfone\r\ntwo \xff\rthree {x} {x}\nfour")
    lines = Lines(tmp_path)
    assert ["one", "two \ufffd", "three {x} {x}", "four"] == lines.of("a.yaml")
    assert "two \ufffd" == lines.at(Span("a.yaml", 2, 1))
    assert ["", "", ""] == [lines.at(Span("a.yaml", number)) for number in (0, 9, -1)]
    assert Span("a.yaml", 3, 7) == lines.find("{x}", Span("a.yaml", 1, 5))
    assert Span("a.yaml", 3, 11) == lines.find("{x}", Span("a.yaml", 1, 5), skip=1)
    start = Span("a.yaml", 4, 1)
    assert start == lines.find("{x}", start)


def test_lines_of_what_is_no_file_are_none(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "large.yaml").write_bytes(b"a" * 5_000_001)
    lines = Lines(tmp_path)
    for name in ("folder.yaml", "pipe.yaml", "large.yaml", "gone.yaml"):
        assert [] == lines.of(name)
        assert Span(name) == lines.find("a", Span(name))


def test_what_has_no_shape_is_shown_as_a_mark() -> None:
    assert "a\ufffd[31mb c d\ufffd é 私" == visible("a\x1b[31mb\tc\nd\u202e é 私")
    assert "\udcff" == visible("\udcff")


def test_columns_of_a_terminal() -> None:
    assert (3, 4, 1) == (columns("abc"), columns("私a\u0301b"), columns("e\u0301"))


def test_paint_is_laid_on_where_it_is_wanted() -> None:
    assert ("a", "\x1b[1ma\x1b[0m", "") == (
        Paint(on=False)("a", "1"),
        Paint(on=True)("a", "1"),
        Paint(on=True)("", "1"),
    )
