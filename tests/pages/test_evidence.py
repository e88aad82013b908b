"""The pages of evidence."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.evidence import evidence_views
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import show


def test_the_whole_page() -> None:
    page = make_page(MARKET, "evidence/call")
    assert [
        "# In their words",
        "My evenings are gone.",
        "Date: 1 October 2026",
        "Source: a shop",
        "# What it supports",
        "- [Save time]",
        "- [The app]",
    ] == own_part(page)
    assert ["Call", "In a customer's voice"] == [badge.text for badge in page.badges]


def test_weak_evidence_is_marked() -> None:
    assert ["From inside the company", "Old"] == [badge.text for badge in make_page(MARKET, "evidence/memo").badges]
    assert ["No date"] == [badge.text for badge in make_page("evidence: [e]", "evidence/e").badges]


def test_the_part_shows_the_newest_first_or_what_a_record_rests_on() -> None:
    context = make_context(MARKET)
    assert ["- [A call]", "- [A memo]"] == [line.split(" (")[0] for line in show(evidence_views(context, {}))]
    assert ["- [A memo]"] == [line.split(" (")[0] for line in show(evidence_views(context, {"supports": "need/calm"}))]
    assert ["There is no evidence here yet."] == show(evidence_views(context, {"supports": "need/odd"}))
    with pytest.raises(PartError, match="there is no record “need/gone” that evidence could support"):
        evidence_views(context, {"supports": "need/gone"})
