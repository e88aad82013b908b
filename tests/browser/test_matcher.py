"""The matcher of names, tried in Chromium on a small index; no site is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from stagebook.site.theme import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KINDS = (
    ("page", "Page", "Pages"),
    ("stage", "Stage", "Stages"),
    ("tool", "Tool", "Tools"),
    ("material", "Material", "Materials"),
    ("objection", "Objection", "Objections"),
    ("term", "Term", "Glossary"),
)
ENTRIES: tuple[tuple[Any, ...], ...] = (
    (0, "Tools", "tools/index.html"),
    (0, "Objections", "objections/index.html"),
    (1, "Discovery", "stages/discovery.html", "", ["first talk"]),
    (1, "Proposal", "stages/proposal.html"),
    (2, "CRM", "tools/crm.html", "CRM", ["customer relationship management"], [2, 3]),
    (2, "Call recorder", "tools/call-recorder.html", "call recording", [], [2]),
    (2, "Deal room", "tools/deal-room.html", "digital sales room", [], [3]),
    (3, "Discovery guide", "materials/discovery-guide.html", "discovery guide", [], [2]),
    (3, "The night of the compressor", "materials/case-study-dairy.html", "case study", ["case-study-dairy"], [3]),
    (3, "Objection cards", "materials/objection-cards.html", "objection handling", [], [2, 3]),
    (3, "Security pack", "materials/security-pack.html", "security pack", [], [3]),
    (3, "Battlecard Coldwatch", "materials/battlecard-coldwatch.html", "battlecard", [], [3]),
    (3, "Mutual action plan", "materials/mutual-action-plan.html", "mutual action plan", [], [3]),
    (3, "Old security pack", "materials/old.html", "security pack", [], [3], 1),
    (4, "Loggers are cheaper", "objections/loggers.html", "", [], [3]),
    (5, "Überblick für Käufer", "glossary.html#term-ueberblick", "", ["l’avis de l'acheteur"]),
    (5, "Quarter 2026", "glossary.html#term-quarter"),
)  # fmt: skip

FIRST = {
    # As it is written, and as far as it is typed.
    "discovery": "Discovery",
    "d": "Discovery",
    "disc": "Discovery",
    "discovery guide": "Discovery guide",
    "disc gui": "Discovery guide",
    "guide for discovery": "Discovery guide",
    "CRM": "CRM",
    "tools": "Tools",
    "first talk": "Discovery",
    # With a slip or two.
    "discvery": "Discovery",
    "dicsovery": "Discovery",
    "discoverry": "Discovery",
    "disvocery": "Discovery",
    "iscovery": "Discovery",
    "discvry giude": "Discovery guide",
    "case sudy": "The night of the compressor",
    "objecton cards": "Objection cards",
    "objektion crads": "Objection cards",
    "securty": "Security pack",
    "secruity pak": "Security pack",
    "crn": "CRM",
    "rcm": "CRM",
    "cal recoder": "Call recorder",
    "coldwach": "Battlecard Coldwatch",
    "propsal": "Proposal",
    "mutal acton pln": "Mutual action plan",
    "objectins": "Objections",
    # Together or apart, with a hyphen or without, by the first letters.
    "dealroom": "Deal room",
    "battle card": "Battlecard Coldwatch",
    "battle-card": "Battlecard Coldwatch",
    "call-recorder": "Call recorder",
    "map": "Mutual action plan",
    # By kind, sort and stage.
    "tool crm": "CRM",
    "digital room": "Deal room",
    "objection proposal": "Objection cards",
    "loggers proposal": "Loggers are cheaper",
    # Whatever the marks over letters and the apostrophes.
    "uberblick fur kaufer": "Überblick für Käufer",
    "avis de lacheteur": "Überblick für Käufer",
}


@pytest.fixture(scope="module")
def matcher(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(path=ASSETS / "matcher.js")
    index = {"kinds": KINDS, "entries": ENTRIES}
    page.evaluate("index => { window.matcher = window.stagebookMatcher(index); }", json.loads(json.dumps(index)))
    yield page
    context.close()


def names(matcher: Page, text: str) -> list[str]:
    found: list[str] = matcher.evaluate("text => window.matcher.find(text).hits.map(hit => hit.entry.name)", text)
    return found


@pytest.mark.parametrize(("typed", "expected"), FIRST.items(), ids=FIRST)
def test_the_right_name_stands_first(matcher: Page, typed: str, expected: str) -> None:
    assert expected == next(iter(names(matcher, typed)), "")


@pytest.mark.parametrize("typed", ["xyzzy", "qqq", "2027", "zz", "\u202e"])
def test_what_is_near_to_nothing_finds_nothing(matcher: Page, typed: str) -> None:
    found = names(matcher, typed)

    assert found in ([], [entry[1] for entry in ENTRIES])
    assert (typed == "\u202e") == bool(found)


def test_all_words_must_be_found(matcher: Page) -> None:
    assert ["Discovery guide"] == names(matcher, "discovery guide")


def test_where_no_entry_has_all_words_those_with_most_are_near(matcher: Page) -> None:
    partly = matcher.evaluate("() => window.matcher.find('securty pack blue').partly")

    assert partly
    assert ["Security pack", "Old security pack"] == names(matcher, "securty pack blue")


def test_nothing_is_forgiven_where_something_is_spelled_so(matcher: Page) -> None:
    # “Call” is one slip from “Coll...”, but it is a word itself.
    assert ["Call recorder"] == names(matcher, "call")


def test_equal_comes_before_a_beginning_and_a_name_before_kind_and_stage(matcher: Page) -> None:
    found = names(matcher, "discovery")

    assert ["Discovery", "Discovery guide"] == found[:2]
    assert {"CRM", "Call recorder", "Objection cards"} == set(found[2:])


def test_what_is_no_longer_in_use_stands_lower(matcher: Page) -> None:
    assert ["Security pack", "Old security pack"] == names(matcher, "security pack")


def test_another_name_is_told_and_an_old_id_is_not(matcher: Page) -> None:
    told = matcher.evaluate("text => window.matcher.find(text).hits[0].also", "relationship")
    old = matcher.evaluate("text => window.matcher.find(text).hits[0].also", "case dairy")

    assert ("customer relationship management", "") == (told, old)


def test_nothing_typed_gives_everything_in_its_order(matcher: Page) -> None:
    assert [entry[1] for entry in ENTRIES] == names(matcher, " - ")


def test_very_long_words_and_texts_are_no_trouble(matcher: Page) -> None:
    assert [] == names(matcher, "x" * 10_000)
    assert "Discovery" in names(matcher, "discovery " * 500)
