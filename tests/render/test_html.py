"""A page's views as HTML: the forms that depend on what there is to show."""

from __future__ import annotations

from stagebook.render.html import chunks
from stagebook.views import Bullets, Card, Cards, Code, Day, PageRef, Table, Text, Url, View


def html(view: View) -> str:
    """Give the HTML of a view without prose, all in one piece."""
    (written,) = chunks((view,))
    assert isinstance(written, str)
    return written


def test_a_table_that_fits_a_phone_is_told_from_one_that_does_not() -> None:
    rows: tuple[tuple[Text, ...], ...] = ((("Marketing",), ("2",)), (("Sales",), ("10",)))
    assert 'class="sb-table sb-brief"' in html(Table("Gaps", ("Owner", "Gaps"), rows))

    long: tuple[tuple[Text, ...], ...] = (*rows, (("Care",), ("More than a phone can show in a line",)))
    assert 'class="sb-table"' in html(Table("Gaps", ("Owner", "Gaps"), long))


def test_what_is_folded_opens_in_place_and_the_way_stays_in_sight() -> None:
    card = Card(("Deck",), facts=(("Must stay", ("The order",)),), way=(Url("https://a.example", "Open the deck"),))

    folded = html(Cards((Card(card.title, facts=card.facts, way=card.way, fold="Adapt this"),)))
    way, _, rest = folded.partition('<details class="sb-fold"><summary>Adapt this</summary>')
    assert ">Open the deck</a>" in way
    assert "The order" in rest

    assert "<details" not in html(Cards((card,)))


def test_jumps_are_a_list_of_links() -> None:
    found = html(Bullets(((PageRef("stages/demo", "Tools", "tools"),),), "jumps"))
    assert found.startswith('<ul class="sb-bullets sb-jumps">')
    assert ">Tools</a></li>" in found


def test_a_table_says_by_which_columns_its_rows_are_picked() -> None:
    rows = ((("A",), (Day("2026-03-31", "31. März"), Code("<b>"))),)
    written = html(Table("Gaps", ("Owner", "Day"), rows, ("Owner", "Not there")))
    assert '<th scope="col" data-pick>Owner</th>\n<th scope="col">Day</th>' in written
    assert '<time datetime="2026-03-31">31. März</time><code>&lt;b&gt;</code>' in written
