"""The page of a qualification framework."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.qualification import qualification_views
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import show


def test_the_whole_page() -> None:
    assert [
        "# What it decides",
        "Whether we go on.",
        "# The points",
        "Point | Question | By the end of",
        "N · Need | What hurts? | [Talk]",
        "E · Effect | What does it cost? | [Demo]",
        "Extra |  | ",
        "# What is due when",
        "- [Talk]: Need",
        "- [Demo]: Effect",
    ] == own_part("qualifications/need")


def test_names_alone_make_a_table_of_one_column() -> None:
    assert ["# The points", "Point", "A", "B"] == show(
        make_page("qualifications: [{id: q, elements: [A, B]}]", "qualifications/q")
    )


def test_a_framework_without_points_says_so() -> None:
    lines = show(make_page("qualifications: [q]", "qualifications/q"))
    assert "warn: No points yet: Nobody has written down yet what is asked of a deal." in lines


def test_the_part_shows_the_first_framework_or_the_one_named() -> None:
    context = make_context(MARKET)
    assert "[NEED]" == show(qualification_views(context, {}))[0]
    assert show(qualification_views(context, {})) == show(qualification_views(context, {"qualification": "need"}))
    with pytest.raises(PartError, match="there is no qualification framework yet"):
        qualification_views(make_context(""), {})
