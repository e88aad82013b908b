"""The gaps page: each finding with its record, its fix and its place, by weight, by owner and by stage."""

from __future__ import annotations

import pytest

from stagebook.findings import Finding, Severity
from stagebook.pages import PartError
from stagebook.pages.gaps import gaps_of, gaps_views
from stagebook.spans import Span
from stagebook.verdict import Waived
from stagebook.views import Place, Section, place_words
from tests.factories import make_context, make_page
from tests.market import MARKET
from tests.showing import anchors, section, show

FINDINGS = (
    Finding(
        Span("data/materials.yaml", 7, 3),
        "the link of “The deck” is dead",
        "write the new address in `url`",
        "material/deck",
        "SB701",
        "dead-url",
        Severity.WARNING,
    ),
    Finding(Span("data/stages.yaml", 2, 1), "no reusable material", "", "stage/demo", "SB301", "x", Severity.ERROR),
    Finding(Span("data/playbook.yaml"), "unknown field `titel`", "did you mean `title`?", "", "SB010"),
    Finding(Span(""), "all is well with `x", "", "material/gone", "", "", Severity.INFO),
)


@pytest.mark.parametrize(("number", "words"), [(1, "1 gap, to mend first. "), (2, "2 gaps, all to mend first. ")])
def test_gaps_of_one_weight_are_counted_once(number: int, words: str) -> None:
    found = tuple(Finding(Span("a", at), "wrong", severity=Severity.ERROR) for at in range(1, number + 1))
    lines = show(make_page(make_context(MARKET, findings=found), "gaps"))
    assert lines[0].startswith(f"The checks know of {words}")


def page_lines(text: str = MARKET) -> list[str]:
    return show(make_page(make_context(text, findings=FINDINGS), "gaps"))


def test_gaps_are_listed_by_weight_with_fix_place_and_rule() -> None:
    page = make_page(make_context(MARKET, findings=FINDINGS), "gaps")
    assert [
        "- Unknown field titel. Did you mean title? data/playbook.yaml · SB010",
        "- [Demo]: No reusable material. data/stages.yaml:2 · SB301",
    ] == show(section(page, "first").views)
    assert [
        "- The link of [The deck] is dead. Write the new address in url. data/materials.yaml:7 · SB701",
    ] == show(section(page, "soon").views)
    assert ["- All is well with x. "] == show(section(page, "info").views)


def test_the_top_of_the_page_counts() -> None:
    assert (
        "The checks know of 4 gaps: 2 to mend first, 1 to mend soon, 1 good to know. "
        "Each says what to do next and where." == page_lines()[0]
    )


def test_owners_are_counted_with_links_to_their_lists() -> None:
    lines = page_lines()
    start = lines.index("Owner | To mend first | To mend soon | Good to know | Look")
    assert ["[Marketing] | 0 | 1 | 0 | all 1", "Nobody yet | 2 | 0 | 1 | all 3"] == lines[start + 1 : start + 3]
    page = make_page(make_context(MARKET, findings=FINDINGS), "gaps")
    assert ["owners", "owner-marketing", "without-owner"] == [name for name in anchors(page) if "owner" in name]
    assert "[Marketing] · marketing@example.com" in show(section(page, "owner-marketing").views)


def test_an_owners_list_says_what_to_do() -> None:
    page = make_page(make_context(MARKET, findings=FINDINGS), "gaps")
    assert ["- The link of [The deck] is dead. Write the new address in url. data/materials.yaml:7 · SB701"] == show(
        section(page, "owner-marketing").views
    )[2:]


def test_gaps_are_listed_by_stage_in_the_order_of_the_cycle() -> None:
    page = make_page(make_context(MARKET, findings=FINDINGS), "gaps")
    assert [
        "> Talk · 1 gap",
        "At [Talk]:",
        "- The link of [The deck] is dead. Write the new address in url. data/materials.yaml:7 · SB701",
        "> Demo · 1 gap",
        "At [Demo]:",
        "- [Demo]: No reusable material. data/stages.yaml:2 · SB301",
    ] == show(section(page, "stages").views)


def test_the_place_leads_to_the_forge_where_there_is_one() -> None:
    context = make_context(MARKET, findings=FINDINGS[:1])
    (bullets,) = gaps_views(context, {})
    address = "https://github.com/example/playbook/blob/main/data/materials.yaml?plain=1#L7"
    (place,) = [piece for piece in bullets.items[0] if isinstance(piece, Place)]  # type: ignore[union-attr]
    assert (address, "data/materials.yaml:7") == (place.href, place_words(place.span))
    (bullets,) = gaps_views(make_context("materials: [deck]", findings=FINDINGS[:1]), {})
    (place,) = [piece for piece in bullets.items[0] if isinstance(piece, Place)]  # type: ignore[union-attr]
    assert ("", "data/materials.yaml:7") == (place.href, place_words(place.span))


def test_no_gap_is_good_news() -> None:
    page = make_page(MARKET, "gaps")
    assert [
        "good: No known gaps: The checks find nothing missing, stale or broken. There is nothing to do here today."
    ] == show(page)
    assert not [view for view in page.views if isinstance(view, Section)]


def test_what_is_waived_stands_apart_with_who_why_and_how_long() -> None:
    waived = (
        Waived(FINDINGS[0], "2027-01-15", "Marketing", "a new one is due in `url`"),
        Waived(FINDINGS[1], "2026-12-01", "", "Nobody buys there."),
    )
    page = make_page(make_context(MARKET, findings=FINDINGS[2:], waived=waived), "gaps")
    assert [
        (
            "- The link of [The deck] is dead. Waived until 15 January 2027 by Marketing: A new one is due in url. "
            "data/materials.yaml:7 · SB701"
        ),
        "- [Demo]: No reusable material. Waived until 1 December 2026: Nobody buys there. data/stages.yaml:2 · SB301",
    ] == show(section(page, "waived").views)
    assert "The checks know of 2 gaps" in show(page)[0]
    assert "first" in anchors(page)


def test_a_handbook_without_waivers_does_not_speak_of_them() -> None:
    assert "waived" not in anchors(make_page(make_context(MARKET, findings=FINDINGS), "gaps"))


def test_the_stages_of_a_record_are_those_it_names_and_those_that_name_it() -> None:
    keys = ("persona/user", "tool/lab", "play/silence", "motion/sales", "material/card", "role/ae", "company/company")
    found = tuple(Finding(Span("x"), str(number), record=key) for number, key in enumerate(keys))
    stages = {
        gap.finding.record: [stage.id for stage in gap.stages] for gap in gaps_of(make_context(MARKET, findings=found))
    }
    assert {
        "persona/user": ["talk", "demo"],
        "tool/lab": ["demo"],
        "play/silence": ["demo"],
        "motion/sales": [],
        "material/card": ["talk"],
        "role/ae": ["talk", "demo"],
        "company/company": [],
    } == stages


def test_the_part_picks_by_owner_and_by_stage() -> None:
    context = make_context(MARKET, findings=FINDINGS)
    assert ["<To mend soon> The link of"] == [line[2:28] for line in show(gaps_views(context, {"owner": "marketing"}))]
    assert ["<To mend first> [Demo]"] == [line[2:24] for line in show(gaps_views(context, {"stage": "demo"}))]
    assert ["No gap is known here."] == show(gaps_views(context, {"stage": "lost"}))
    with pytest.raises(PartError, match="there is no team “gone”"):
        gaps_views(context, {"owner": "gone"})
