"""Each kind has a page that lists its records by what one picks them by."""

from __future__ import annotations

import pytest

from stagebook.kinds import KINDS
from stagebook.pages.kind_index import LISTINGS
from stagebook.views import Table
from tests.factories import CYCLE, make_page
from tests.showing import anchors, show, told


def test_stages_stand_by_phase_below_the_way_through_the_cycle() -> None:
    page = make_page(CYCLE, "stages/index")
    assert [
        "A step that buyers take: what they ask, what we do and show, and how we know that we may move on.",
        "Discovery > Demo > Closed won > Adoption",
        "Before the close (2) · At the close (2) · After the close (1)",
        "# Before the close",
        "Stage | What the buyer asks | To show or send",
        "[Discovery] | Do we have a problem? | 1 material",
        "[Demo] | Does it work for us? | 1 material",
        "# At the close",
        "Stage | To show or send",
        "[Closed won] | <None yet>",
    ] == show(page)[:10]
    assert ["before-the-close", "at-the-close", "after-the-close"] == anchors(page)
    assert "5 stages" == told(page.kicker)


def test_materials_are_one_table_to_pick_from_by_kind() -> None:
    page = make_page(CYCLE, "materials/index")
    assert [
        "What people show, send or say: made once for the whole market and adapted deal by deal.",
        "Looking for something to show now? Go by stage and person.",
        "Material | Kind | Reuse | At stages | Open",
        "[Deck] | Deck | <Use it as it is> | [Discovery] | no link yet",
        "[Script] | Demo script | <Use it as it is> <Internal only> | [Demo] | no link yet",
    ] == show(page)
    (table,) = [view for view in page.views if isinstance(view, Table)]
    assert {"Kind", "Reuse", "At stages"} <= set(table.picks)


CARED_FOR = """
settings: {review_every: 6 months}
teams: [sales]
KIND:
  - {id: late, kind: other, owner: sales, reviewed: 2020-01-15}
  - {id: new, kind: other}
"""


@pytest.mark.parametrize("kind", ["materials", "tools"])
def test_lists_tell_who_keeps_a_record_and_when_it_was_reviewed(kind: str) -> None:
    heads, late, new = show(make_page(CARED_FOR.replace("KIND", kind), f"{kind}/index"))[-3:]
    assert "Owner | Reviewed" in heads
    assert "[Sales] | 15 January 2020 <Overdue>" in late
    assert "[Sales]" not in new


def test_the_language_is_told_where_it_varies() -> None:
    one, two = (
        show(make_page(f"materials: [{{id: a, language: English}}, {{id: b, language: {other}}}]", "materials/index"))
        for other in ("English", "German")
    )
    assert "Material | Reuse | Open" in one
    assert "Material | Reuse | Language | Open" in two


def test_materials_without_a_kind_come_last() -> None:
    lines = show(make_page("materials: [{id: a}, {id: b, kind: one-pager}, {id: c, kind: deck}]", "materials/index"))
    assert ["[C]", "[B]", "[A]"] == [line.split(" ")[0] for line in lines[-3:]]


def test_one_group_needs_no_heading() -> None:
    assert [] == anchors(make_page("needs: [{id: a}, {id: b}]", "needs/index"))


def test_groups_follow_their_weight_and_those_without_come_last() -> None:
    text = "needs: [{id: a}, {id: b, priority: low}, {id: c, priority: high}]"
    assert ["high-priority", "low-priority", "others"] == anchors(make_page(text, "needs/index"))


def test_evidence_is_listed_from_the_newest() -> None:
    text = "evidence: [{id: none}, {id: old, date: 2024-01-01}, {id: new, date: 2026-01-01}]"
    lines = show(make_page(text, "evidence/index"))
    assert ["[New] | 1 January 2026", "[Old] | 1 January 2024", "[None] | "] == lines[-3:]


def test_what_is_retired_stands_apart_and_drafts_are_left_out() -> None:
    text = "tools: [{id: crm, name: CRM}, {id: old, name: Old, status: retired}, {id: new, name: New, status: draft}]"
    assert ["Tool", "[CRM]", "# No longer in use", "- [Old]"] == show(make_page(text, "tools/index"))[1:]


def test_a_kind_without_records_has_no_index() -> None:
    with pytest.raises(KeyError):
        make_page("", "tools/index")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.page], ids=lambda kind: kind.name)
def test_every_kind_can_be_listed(kind: object) -> None:
    folder = getattr(kind, "folder", "")
    page = make_page({f"{folder}.yaml": "- {id: one, name: The one, summary: What it is.}"}, f"{folder}/index")
    assert "[The one]" in "".join(show(page))


def test_listings_name_kinds_that_there_are() -> None:
    assert set(LISTINGS) <= {kind.name for kind in KINDS if kind.page}
