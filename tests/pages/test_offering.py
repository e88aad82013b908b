"""An offering's page."""

from __future__ import annotations

from stagebook.pages.offering import offerings_views
from tests.factories import make_context, make_page
from tests.market import MARKET, own_part
from tests.showing import section, show


def test_the_whole_page() -> None:
    page = make_page(MARKET, "offerings/app")
    assert [
        "Software.",
        "# The needs it meets",
        "Need | In their words | Who has it",
        "[Save time] | I want my evenings back. | [The boss], [The user]",
        "# Why customers buy it",
        "Name | Personas",
        "Hours saved | [The boss]",
        "# What it does not do",
        "It does not cook.",
        "# Pricing",
        "Per month.",
        "# What to show or send",
        "* [The deck] <Use it as it is>",
        "# Programs that carry it",
        "- [User club]: Users meet.",
        "# Competitors",
        "- [Rival]: The other one.",
        "# How we know",
        "- [A call] (1 October 2026, call, in a customer's voice): My evenings are gone.",
    ] == own_part(page)
    assert ["Product"] == [badge.text for badge in page.badges]


def test_many_materials_are_named_by_what_they_are() -> None:
    many = "".join(
        f"  - {{id: m{at}, name: M{at}, kind: {'FAQ' if at else 'deck'}, offerings: app}}\n" for at in range(10)
    )
    page = make_page(f"offerings: [{{id: app, name: The app}}]\nmaterials:\n{many}", "offerings/app")
    faqs = ", ".join(f"[M{at}]" for at in range(1, 10))
    assert ["# What to show or send", "Deck: [M0]", f"FAQ: {faqs}"] == show([section(page, "materials")])


def test_an_offering_without_a_need_says_so() -> None:
    assert any("warn: No need yet" in line for line in show(make_page(MARKET, "offerings/box")))


def test_the_part_shows_the_offerings_that_meet_a_need() -> None:
    context = make_context(MARKET)
    assert ["* [The app] <Product>", "Software.", "Meets: [Save time]"] == show(
        offerings_views(context, {"need": "time"})
    )
    assert ["* [The box]", "Meets: no need yet"] == show(offerings_views(context, {}))[-2:]
    assert ["There is no offering here yet."] == show(offerings_views(context, {"need": "odd"}))
