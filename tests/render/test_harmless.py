from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stagebook.render.harmless import harmless

TAG = "<script>x</script>"
# As careless as a reader may be: takes HTML, and links of any scheme.
CARELESS = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
setattr(CARELESS, "validateLink", lambda _: True)  # noqa: B010  (the type checker takes it for a method alone)
PIECES = (
    TAG, "<b onclick=x>", "<!--", "-->", "<", ">", "`", "``", "```", "~~~", "\n", "\n\n", "    ", "  ", "- ", "> ",
    "1. ", "|", "\n| - | - |\n", "a", "\\", "[", "]", "(", ")", ":", "]: ", "](", "javascript:", "&#106;avascript:",
    "data:x", "https://x.y", "<https://x.y>", "# ", "---", "=", "\n```html\n", "\n```\n", '"',
)  # fmt: skip


def active(markdown: str) -> list[str]:
    """Give what a careless reader would make of a text: its HTML, and links that run something."""
    found = []
    for block in CARELESS.parse(markdown):
        for token in (block, *(block.children or ())):
            if token.type.startswith("html"):
                found.append(token.content)
            address = str(token.attrs.get("href", token.attrs.get("src", "")))
            if re.match(r"\s*(javascript|data):", address, re.IGNORECASE):
                found.append(address)
    return found


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Plain *words*, 1 > 0.", "Plain *words*, 1 > 0."),
        (TAG, "\\<script>x\\</script>"),
        ("See <https://example.com/> or <mailto:a@b.c>.", "See <https://example.com/> or <mailto:a@b.c>."),
        (
            "[it](https://example.com) [it](/page.md) [it](#here)",
            "[it](https://example.com) [it](/page.md) [it](#here)",
        ),
        ("[it](javascript:x)", "[it]\\(javascript:x)"),
        ("[it](&#106;avascript:x) ![it]( data:x)", "[it]\\(&#106;avascript:x) ![it]\\( data:x)"),
        ("[it]: javascript:x", "[it]\\: javascript:x"),
        ("`<b>` and <b>", "`<b>` and \\<b>"),
        ("```html\n<b>\n```\n\n<b>", "```html\n<b>\n```\n\n\\<b>"),
        ("```\nnever closed <b>", "```\nnever closed <b>\n```"),
        ("a ` b\nc ` <b> ` d", "a ` b\nc ` \\<b> ` d"),
        ("- ```\n\n<b>", "- ```\n\n\\<b>"),
    ],
)
def test_only_what_could_harm_is_escaped(markdown: str, expected: str) -> None:
    assert expected == harmless(markdown)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_text_brings_html_or_a_link_that_runs(markdown: str) -> None:
    assert [] == active(harmless(markdown))
    assert [] == active(harmless(" ".join(markdown.split())))


def test_a_long_text_of_marks_is_read_in_no_time() -> None:
    for mark in ("`", "` ", "``", "[", "](", "<", "\\`", "~~~\n", "- ```", "    "):
        harmless(mark * 5_000)
