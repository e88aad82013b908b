"""A program's page."""

from __future__ import annotations

import pytest

from stagebook.kinds.program import Program
from stagebook.pages import PartError
from stagebook.pages.program import PURPOSES, programs_views
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import show


def test_the_whole_page() -> None:
    page = make_page(MARKET, "programs/club")
    assert [
        "Users meet.",
        "For: [The user]",
        "Meets needs: [Save time]",
        "Offerings: [The app]",
        "Stages: [Demo]",
        "Cadence: each quarter",
        "Metric: [Use]",
        "# How it runs",
        "In the evening.",
    ] == own_part(page)
    assert ["Keeps customers"] == [badge.text for badge in page.badges]


def test_a_program_for_nobody_says_so() -> None:
    assert [
        "warn: Not on the map yet: Nobody has written down yet for whom it is and which need it meets."
    ] == own_part("programs/fair")


def test_every_purpose_has_words() -> None:
    purposes = str(Program.model_fields["purpose"].annotation)
    assert [] == [purpose for purpose in PURPOSES if f"'{purpose}'" not in purposes]
    assert len(PURPOSES) == purposes.count("'") // 2


def test_the_part_shows_the_programs_of_a_purpose() -> None:
    context = make_context(MARKET)
    assert [
        "* [User club] <Keeps customers>",
        "Users meet.",
        "For: [The user]",
        "Meets: [Save time]",
        "How often: each quarter",
    ] == show(programs_views(context, {"purpose": "Retain"}))
    assert ["There is no program here yet."] == show(programs_views(context, {"purpose": "cross sell"}))
    assert 2 == sum(line.startswith("*") for line in show(programs_views(context, {})))
    with pytest.raises(PartError, match="“fun” is no purpose of a program; choose from: acquire, retain"):
        programs_views(context, {"purpose": "fun"})
