"""The small pieces of text: dates in any language, reviews, addresses, sentences."""

from __future__ import annotations

import json
from datetime import date

import pytest

from stagebook.pages.words import capital, count, count_of, day, file_link, line, link, listed, review_of, sentence
from stagebook.views import Prose, Url, joined
from tests.factories import make_context, make_playbook
from tests.showing import told


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("{}", "22 November 2026"),
        ("{language: de}", "22 November 2026"),
        ("{language: pt-BR, date_format: long}", "22 de novembro de 2026"),
        ("{language: de-XX, date_format: d. MMMM yyyy}", "22. November 2026"),
        ("{language: xx}", "22 November 2026"),
        ("{date_format: yyyy-MM-dd}", "2026-11-22"),
        ("{date_format: 'HH:mm'}", "2026-11-22"),
        ("{date_format: ddddddd}", "2026-11-22"),
        ("{date_format: ''}", "2026-11-22"),
    ],
)
def test_dates_follow_the_settings_and_never_fail(settings: str, expected: str) -> None:
    assert expected == day(make_context(f"settings: {settings}"), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("record", "due", "overdue"),
    [
        ("{id: m}", None, False),
        ("{id: m, reviewed: 2025-11-23}", date(2026, 11, 23), False),
        ("{id: m, reviewed: 2025-11-22}", date(2026, 11, 22), False),
        ("{id: m, reviewed: 2025-11-21}", date(2026, 11, 21), True),
        ("{id: m, reviewed: 2026-11-01, review_every: 2 weeks}", date(2026, 11, 15), True),
        ("{id: m, reviewed: 9999-12-31}", date.max, False),
    ],
)
def test_a_review_is_due_after_its_cadence(record: str, due: date | None, overdue: bool) -> None:  # noqa: FBT001
    context = make_context(f"metrics: [{record}]")
    review = review_of(context, context.playbook.of_kind("metric")[0])
    assert (due, overdue) == (review.due, review.overdue)


def test_the_cadence_of_a_kind_counts_before_the_default() -> None:
    text = "settings: {review_every: {default: 1 year, metric: 1 month}}\nmetrics: [{id: m, reviewed: 2026-10-01}]"
    context = make_context(text)
    assert date(2026, 11, 1) == review_of(context, context.playbook.of_kind("metric")[0]).due


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("https://www.example.com/", "example.com"),
        ("mailto:us@example.com", "us@example.com"),
        ("tel:+441234", "+441234"),
        ("https://example.com/" + "a" * 80, "example.com/" + "a" * 47 + "…"),
    ],
)
def test_an_address_without_a_title_is_shown_in_short(href: str, shown: str) -> None:
    assert Url(href, shown) == link(href)


def test_a_title_is_shown_whole() -> None:
    assert Url("https://example.com", "x" * 99) == link("https://example.com", "x" * 99)


def test_a_file_is_linked_by_its_name() -> None:
    assert Url("sb-file:decks/a b.pdf", "a b.pdf") == file_link("/decks/a b.pdf")


@pytest.mark.parametrize(
    ("text", "inline"),
    [
        ("One.", True),
        ("One.\nTwo.\n", True),
        ("One.\n\nTwo.", False),
        ("One:\n- two\n- three", False),
        ("One:\n  1. two", False),
        ("In 3.\n2026 - or later\n\n", True),
    ],
)
def test_prose_with_paragraphs_or_lists_is_no_line(text: str, inline: bool) -> None:  # noqa: FBT001
    playbook = make_playbook({"metrics.yaml": f"- {{id: m, caution: {json.dumps(text)}}}"})
    (prose,) = line(playbook.of_kind("metric")[0], "caution")
    assert isinstance(prose, Prose)
    assert inline is prose.inline


def test_numbers_with_nouns() -> None:
    assert ["1 stage", "0 stages", "2 people"] == [count(1, "stage"), count(0, "stage"), count(2, "person", "people")]
    assert "1 framework session" == count_of("framework-session", 1)
    assert "2 onboarding paths" == count_of("path", 2)
    assert "2 pieces of evidence" == count_of("evidence", 2)


def test_sentences_begin_with_a_capital_letter() -> None:
    assert "Keep notes" == capital("keep notes")
    assert (Prose("Keep it", inline=True),) == sentence((Prose("keep it", inline=True),))
    assert ("Keep ", "it") == sentence(("keep ", "it"))
    assert () == sentence(())


@pytest.mark.parametrize(
    ("items", "expected"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_in_a_sentence(items: tuple[str, ...], expected: str) -> None:
    assert expected == told(joined(listed(items), ""))
