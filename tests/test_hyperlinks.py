"""Links in Markdown, and the places on a page that they may name."""

from __future__ import annotations

import pytest

from stagebook.hyperlinks import anchors_of, hyperlinks_in, page_links_in


@pytest.mark.parametrize(
    ("markdown", "url", "words"),
    [
        ("See [the *deck* [2]](https://a.org/b(c)d) now", "https://a.org/b(c)d", "the *deck* [2]"),
        ('[Title](<https://a.org/b> "hover")', "https://a.org/b", "Title"),
        ("![A picture](https://a.org/b.png)", "https://a.org/b.png", "A picture"),
        ("<https://a.org/b)c>", "https://a.org/b)c", ""),
        ("at https://a.org/b_c.", "https://a.org/b_c", ""),
        ("(see https://a.org/b)", "https://a.org/b", ""),
        ("**https://a.org/b**", "https://a.org/b", ""),
        ("“https://a.org/b”", "https://a.org/b", ""),
        ("[guide]: https://a.org/b", "https://a.org/b", "guide"),
    ],
)
def test_addresses_in_prose(markdown: str, url: str, words: str) -> None:
    assert [(url, words)] == [(link.url, link.words) for link in hyperlinks_in(markdown)]
    assert markdown.index(url) == next(hyperlinks_in(markdown)).offset


@pytest.mark.parametrize(
    "markdown",
    [
        "`https://a.org/`",
        "```\nhttps://a.org/\n```",
        "<!-- https://a.org/ -->",
        "{term}`https://a.org/`",
        "mailto:a@b.org",
    ],
)
def test_code_and_comments_hold_no_links(markdown: str) -> None:
    assert [] == list(hyperlinks_in(markdown))


def test_links_to_pages() -> None:
    markdown = "[a](/how.md#five) [b](../x/y.md) [c](<z.rst#q> 't') [d](https://a.org/x.md) [e](#here) `[f](f.md)`"
    found = [(link.page, link.anchor) for link in page_links_in(markdown)]
    assert [("/how.md", "five"), ("../x/y.md", ""), ("z.rst", "q")] == found


def test_many_brackets_take_no_time() -> None:
    assert [] == list(hyperlinks_in("[" * 100_000 + "://"))
    assert [] == list(page_links_in("](" * 50_000 + "#"))


def test_headings_and_targets_are_places() -> None:
    page = """\
# How *we* sell

Five habits
-----------

## Who & [what](x.md) `code`
## Five habits ##

```
# Not a heading
```

(Named place)=
{#spot} <a id="old"></a>
"""
    names, all_known = anchors_of(page)
    assert {"how-we-sell", "five-habits", "five-habits-1", "who--what-code", "who-what-code"} <= names
    assert {"Named place", "named-place", "spot", "old"} <= names
    assert "not-a-heading" not in names
    assert not all_known  # "&" may be the beginning of a letter by name.


@pytest.mark.parametrize("page", ["```{include} x.md\n```", ":::{playbook-gaps}\n:::", "## The {tool}`crm`"])
def test_a_page_may_have_places_that_nobody_can_tell(page: str) -> None:
    assert not anchors_of(page).all_known


def test_a_plain_page_is_known_in_full() -> None:
    assert (frozenset({"a", "b"}), True) == anchors_of("# A\n\n### B #\n")
