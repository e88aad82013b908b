"""A material's page says where it is before all else, then what it is for, for whom and when, and how to adapt it."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.material import materials_views
from stagebook.views import Url
from tests.factories import CYCLE, make_context, make_page
from tests.showing import section, show, told

PROPOSAL = """
materials:
  - id: proposal
    name: Proposal
    summary: Eight pages.
    kind: proposal
    url: https://lib.example.com/proposal
    purpose: Those who decide find what they get.
    stages: [{from: discovery, to: won, for: decide on it}, adoption]
    personas: [boss]
    needs: [save-time]
    reuse: template
    adapt: [{part: Page 1., by: ae, how: In their words.}, Page 2.]
    keep: [The way out.]
    copies_in: The deal room.
    format: 8 pages
    version: 2.0
    language: English
    expires: 2027-01-31
    customer: Larkfield
    consent: {given_by: Head of quality, on: 2026-01-02, until: 2026-06-30, covers: The name.}
roles: [{id: ae, name: Account executive}]
"""
TEXT = CYCLE.split("materials:", maxsplit=1)[0] + PROPOSAL


def page_of(extra: str) -> list[str]:
    return show(make_page(f"materials: [{{id: deck, name: Deck, {extra}}}]", "materials/deck"))


def test_the_whole_page() -> None:
    assert [
        "Eight pages.",
        "good: Where it is: Open the proposal (8 pages, version 2.0)",
        "# What it is for",
        "Those who decide find what they get.",
        "# For whom",
        "For: [The boss]",
        "Answers needs: [Save time]",
        "# When to use it",
        "- From [Discovery] to [Closed won]: decide on it",
        "- [Adoption]",
        "That is 4 stages: [Discovery], [Demo], [Closed won], [Adoption].",
        "# How to adapt it",
        "Part | By | How",
        "Page 1. | [Account executive] | In their words.",
        "Page 2. | whoever leads the deal | ",
        "Copies for a deal are kept in: The deal room.",
        "# What must stay",
        "- The way out.",
        "# Details",
        "Language: English",
        "Customer named: Larkfield",
        "Use it until: 31 January 2027",
        "Consent: Given by Head of quality on 2 January 2026, until 30 June 2026 <Ended>. Covers: The name.",
    ] == show(make_page(TEXT, "materials/proposal"))


def test_badges_say_what_to_know_before_using_it() -> None:
    assert "<Proposal><Adapt it to the deal>" == told(make_page(TEXT, "materials/proposal").badges)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("url: 'https://lib.example.com/deck'", "good: Where it is: Open it"),
        ("kind: deck, file: data/decks/deck.pdf", "good: Where it is: Open the deck (PDF)"),
        ("summary: ''", "warn: No link yet: Nobody has written down yet where this material is."),
        (
            "url: 'https://lib.example.com/deck', expires: 2026-11-21",
            "warn: Expired: It must not be used since 21 November 2026. Ask its owner for the next one.",
        ),
    ],
)
def test_where_it_is(extra: str, expected: str) -> None:
    assert expected == page_of(extra)[0]


def test_it_may_be_used_on_the_day_on_which_it_expires() -> None:
    assert page_of("url: 'https://lib.example.com/deck', expires: 2026-11-22")[0].startswith("good: Where it is")


def test_a_file_has_an_address_that_the_site_resolves() -> None:
    page = make_page(r"materials: [{id: deck, file: 'decks\deck.pdf'}]", "materials/deck")
    assert repr(Url("sb-file:decks/deck.pdf", "Open it (PDF)")) in repr(page)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("reuse: reusable", "Use it as it is. If a deal needs something else, say so: others may need it too."),
        (
            "reuse: template",
            "warn: Which parts to adapt?: This is a template, but it does not say which parts to adapt.",
        ),
        (
            "reuse: single-client",
            "warn: Made for a single client: This was made for one client. The library holds what serves many:",
        ),
    ],
)
def test_how_to_adapt(extra: str, expected: str) -> None:
    assert any(line.startswith(expected) for line in page_of(extra))


def test_internal_material_is_marked_as_such() -> None:
    assert "For our own preparation. It is not sent or shown to buyers." in page_of("audience: internal")


def test_a_named_customer_without_consent_is_told() -> None:
    assert "Consent: <None on record>" in page_of("customer: Larkfield")


def test_a_review_that_is_overdue_is_told_with_its_day() -> None:
    page = make_page("materials: [{id: deck, reviewed: 2025-11-20}]", "materials/deck")
    assert "Reviewed: 20 November 2025 <Review overdue since 20 November 2026>" in show(page)
    assert "<Use it as it is><Review overdue>" == told(page.badges)


# --- the part for hand-written pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["Deck", "Script"]),
        ({"stage": "demo"}, ["Script"]),
        ({"persona": "boss"}, ["Deck"]),
        ({"need": "save-time"}, ["Deck"]),
        ({"kind": "Demo-Script"}, ["Script"]),
        ({"stage": "demo", "persona": "boss"}, []),
    ],
)
def test_materials_by_what_is_asked(options: dict[str, str], expected: list[str]) -> None:
    lines = show(materials_views(make_context(CYCLE), options))
    assert (expected or ["There is no such material yet."]) == (
        [line.split("]")[0].removeprefix("* [") for line in lines if line.startswith("* ")] or lines
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"stage": "nowhere"}, "there is no stage “nowhere”"),
        ({"kind": "poem"}, "“poem” is no kind of material; choose from: case study"),
    ],
)
def test_a_wrong_option_is_told(options: dict[str, str], message: str) -> None:
    with pytest.raises(PartError, match=message):
        materials_views(make_context(CYCLE), options)


def test_materials_of_an_offering() -> None:
    text = "materials: [{id: deck, offerings: watch}, {id: script}]\nofferings: [{id: watch}]"
    assert ["* [Deck] <Use it as it is>"] == show(materials_views(make_context(text), {"offering": "watch"}))


def test_the_section_of_a_stage_names_a_range_as_such() -> None:
    page = make_page(TEXT, "stages/demo")
    assert "Decide on it" in show([section(page, "materials")])
