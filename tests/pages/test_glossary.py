"""The glossary."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.glossary import glossary_views
from stagebook.views import Definitions
from tests.factories import make_context, make_page
from tests.market import MARKET
from tests.showing import anchors, show


def test_terms_are_explained_in_the_order_of_the_alphabet() -> None:
    page = make_page(MARKET, "glossary")
    assert [
        "Blank: not explained yet",
        "Close: The yes, after a {term}`deal`.",
        "Deal: One purchase. Also called: opportunity. Comes up in: [Close].",
    ] == show(page)[1:]
    assert ("opportunity",) == page.words


def test_each_term_is_a_target() -> None:
    (definitions,) = glossary_views(make_context(MARKET), {})
    assert isinstance(definitions, Definitions)
    assert ["term-blank", "term-close", "term-deal"] == [anchor for anchor, _, _ in definitions.items]


def test_a_definition_of_several_paragraphs_keeps_them() -> None:
    (definitions,) = glossary_views(
        make_context({"terms.yaml": "- id: deal\n  definition: |\n    One.\n\n    Two.\n"}), {}
    )
    assert isinstance(definitions, Definitions)
    assert not definitions.items[0][2][0].inline  # type: ignore[union-attr]


def test_many_terms_stand_under_their_letters() -> None:
    names = [f"{letter}{number}" for letter in "abcdefgh" for number in range(6)]
    page = make_page(f"terms: [{', '.join(names)}, Éclair, 7up, Ωmega]", "glossary")
    assert [f"letter-{letter}" for letter in ("0", *"abcdefgh", "9", "10")] == anchors(page)


def test_where_a_term_comes_up_very_often_the_rest_is_counted() -> None:
    stages = ", ".join(f"{{id: s{number}, goal: 'A {{term}}`deal`.'}}" for number in range(8))
    lines = show(make_page(f"stages: [{stages}]\nterms: [deal]", "glossary"))
    assert "Comes up in: [S0], [S1], [S2], [S3], [S4] and 3 more." in lines[1]


def test_drafts_are_left_out_and_old_words_are_marked() -> None:
    text = "terms: [{id: new, status: draft, definition: Soon.}, {id: old, status: retired, definition: Once.}]"
    assert ["Old: (no longer used) Once."] == show(make_page(text, "glossary"))[1:]
    assert "New: (draft) Soon." in show(make_page(make_context(text, drafts=True), "glossary"))


def test_the_part_explains_the_terms_that_are_named() -> None:
    context = make_context(MARKET)
    assert ["Deal", "Blank"] == [line.split(":")[0] for line in show(glossary_views(context, {"terms": "deal, blank"}))]
    with pytest.raises(PartError, match="there is no term “gone”"):
        glossary_views(context, {"terms": "gone"})


def test_without_terms_there_is_no_page() -> None:
    with pytest.raises(KeyError):
        make_page("stages: [talk]", "glossary")
    assert ["There is no term yet."] == show(glossary_views(make_context(""), {}))
