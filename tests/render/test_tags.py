from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.render.tags import Finder, Tag

EVERY = Finder((), r"[^\x00]")
"""Finds each tag that has an attribute."""


def found(html: str, *names: str, attributes: str = "style[ ]*=") -> list[Tag]:
    return list(Finder(names, attributes).tags(html))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<b style="a">', {"style": "a"}),
        ("<b style='a\"b'>", {"style": 'a"b'}),
        ("<b style=a/b>", {"style": "a/b"}),
        ('<b\n STYLE = "a" >', {"style": "a"}),
        ('<b title=">" style="a">', {"title": ">", "style": "a"}),
        ('<b title="<i style=b>" style="a">', {"title": "<i style=b>", "style": "a"}),
        ('<b x="1"style="a"/>', {"x": "1", "style": "a"}),
        ('<b style="a &amp; b &quot;c&quot;">', {"style": 'a & b "c"'}),
        ("<b hidden style=>", {"hidden": "", "style": ""}),
    ],
)
def test_attributes_are_read_as_browsers_read_them(html: str, expected: dict[str, str]) -> None:
    [tag] = found(html)

    assert expected == {attribute.name: attribute.value for attribute in tag.attributes}
    assert html == html[tag.start : tag.end]


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <b style="a"> -->',
        '<!--><!-- <b style="a"> --!>',
        '<script>"<b style=a>"</script>',
        '<style>/* <b style="a"> */</style>',
        '<textarea><b style="a"></textarea>',
        '<title><b style="a"></title>',
        '<p title="<b style=a>">',
        "a <b and style=c",
        '<!doctype html style="a">',
        '<script><!-- <script>"</script><b style=a>" --></script>',
    ],
)
def test_what_only_looks_like_a_tag_is_none(html: str) -> None:
    seen = [tag for tag in found(html) if any(attribute.name == "style" for attribute in tag.attributes)]

    assert [] == seen


def test_a_raw_element_tells_where_its_content_stands() -> None:
    html = 'x<SCRIPT a="1">"</b>" < 1</script  >y'

    [tag] = found(html, "script")

    assert tag.content is not None
    assert ('"</b>" < 1', "y") == (html[slice(*tag.content)], html[tag.closed :])


def test_in_a_drawing_a_title_holds_markup_and_a_style_too() -> None:
    html = '<svg><title><b style="a"></title><style>c</style></svg><title><b style="d"></title>'

    assert [("b", True), ("style", True)] == [
        (tag.name, tag.in_drawing) for tag in found(html, "style") if not tag.closes
    ]


@given(st.lists(st.sampled_from(['<b a="1">', "<i a='>'>", "text & more", "<", "</b>", '<a href="x" b>', "\n", "é"])))
def test_tags_stand_where_the_parser_of_the_standard_library_finds_them(parts: list[str]) -> None:
    class Standard(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[tuple[str, list[tuple[str, str]]]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if attrs:
                self.seen.append((tag, [(name, value or "") for name, value in attrs]))

    # A word before each part: what a lone "<" begins is another question, which the cases above answer.
    html = " w ".join(parts)
    standard = Standard()
    standard.feed(html)
    standard.close()

    ours = [(tag.name, [(one.name, one.value) for one in tag.attributes]) for tag in EVERY.tags(html)]

    assert standard.seen == ours


@given(st.text(alphabet="<>/=\"' ab!-style", max_size=60))
def test_any_text_is_read_to_its_end(html: str) -> None:
    for tag in found(html, "script", "style"):
        assert 0 <= tag.start < tag.end <= len(html)
