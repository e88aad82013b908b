from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.exports.plain_words import plain_words


def name_of(kind: str, name: str) -> str | None:
    return "The CRM" if (kind, name) == ("tool", "crm") else None


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Plain words – nothing else.", "Plain words – nothing else."),
        ("On\ntwo lines\n\nand more", "On two lines and more"),
        ("Ask {tool}`crm`, {tool}`it <crm>` or {tool}`gone`", "Ask The CRM, it or gone"),
        ("*Some* **words** _here_ and ***there***", "Some words here and there"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("[the page](https://example.com/a_(b)) and <https://example.com/>", "the page and https://example.com/"),
        ("![a picture](x.png) [ref][1]", "a picture ref"),
        ("`*code*` and \\*stars\\*", "*code* and *stars*"),
        ("# Heading\n\n- one\n- two\n\n1. three\n\n> four", "Heading one two three four"),
        ("```python\nx = 1\n```", "x = 1"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_only_words_are_left(markdown: str, words: str) -> None:
    assert words == plain_words(markdown, name_of)


@given(st.text(alphabet="ab *_`[]()<>\\\n{}!#-1.", max_size=80))
def test_any_text_becomes_one_line(markdown: str) -> None:
    words = plain_words(markdown, name_of)

    assert words == " ".join(words.split())


def test_a_long_text_of_marks_is_read_in_no_time() -> None:
    for mark in ("*", "_", "[", "`", "\\", "<", "!["):
        plain_words(mark * 5_000, name_of)
