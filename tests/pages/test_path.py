"""Onboarding paths: steps by when they are due, with ids that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from stagebook.pages import PartError
from stagebook.pages.path import duration, path_views, step_ids
from stagebook.views import PageRef, Section, Steps
from tests.factories import make_context, make_page, make_playbook
from tests.market import MARKET, own_part
from tests.showing import anchors, show

if TYPE_CHECKING:
    from stagebook.kinds.path import Path


def ids(steps: str) -> tuple[str, ...]:
    return step_ids(cast("Path", make_playbook(f"paths: [{{id: p, steps: [{steps}]}}]").get("path", "p")))


def test_the_whole_page() -> None:
    assert [
        "Day one to ninety.",
        "For: [Account executive]",
        "How long: About 1 hour 5 minutes in 6 steps; 4 of them without a time",
        "From: Day 1 to week 1",
        "# Day 1",
        ":",
        "read: How we sell",
        "read: Read it twice. [Talk]",
        "do: Say hello.",
        "do: Say hello.",
        "# Week 1",
        ":",
        "practise: Play {stage}`talk`.",
        "do: tool/gone (not in the playbook)",
        "# At a glance",
        "diagram path-start",
    ] == own_part("paths/start")


def test_a_step_says_what_good_looks_like_and_what_it_unlocks() -> None:
    page = make_page(MARKET, "paths/start")
    steps = [
        step
        for view in page.views
        if isinstance(view, Section)
        for inner in view.views
        if isinstance(inner, Steps)
        for step in inner.steps
    ]
    assert (15, "You can retell it.") == (steps[0].minutes, steps[0].good[0].markdown)  # type: ignore[union-attr]
    assert "You may join talks." == steps[4].unlocks[0].markdown  # type: ignore[union-attr]


def test_ids_are_made_of_what_a_step_says_to_do_and_where() -> None:
    assert (
        "step-read-stage-talk",
        "step-watch-how-we-sell",
        "step-do-shadow-two-calls-with-a-colleague",
        "step-do-say-hello",
        "step-do-say-hello-2",
    ) == ids(
        "{action: read, target: stage/talk}, {action: watch, page: how-we-sell},"
        "{text: Shadow two calls with a colleague of yours}, {text: Say hello}, {text: Say hello}"
    )


def test_ids_stay_when_steps_are_added_moved_and_timed_anew() -> None:
    before = ids("{text: One}, {text: Two, when: day 1}, {target: stage/talk}")
    after = ids("{target: stage/talk, when: day 3}, {text: New}, {text: Two, minutes: 5}, {text: One}")
    assert set(before) < set(after)


def test_a_step_in_another_script_has_an_id_too() -> None:
    one, other = ids("{text: 读一遍}, {text: 再读一遍}")
    assert one != other
    assert one.removeprefix("step-do-").isalnum()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (135, "2 hours 15 minutes")],
)
def test_times_are_told_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert words == duration(minutes)


def test_times_that_look_alike_have_anchors_of_their_own() -> None:
    page = make_page("paths: [{id: p, steps: [{text: a, when: day 1}, {text: b, when: 'day-1'}]}]", "paths/p")
    assert ["due-day-1", "due-day-1-2"] == anchors(page)[:2]


def test_a_path_without_times_says_how_many_steps_it_has() -> None:
    assert "How long: 1 step" in show(make_page("paths: [{id: p, steps: [{text: Go.}]}]", "paths/p"))


def test_a_path_without_steps_says_so() -> None:
    lines = show(make_page("paths: [p]", "paths/p"))
    assert "warn: No steps yet: Nobody has written down yet what somebody new does first." in lines


def test_the_part_shows_a_path_or_the_path_of_a_role() -> None:
    context = make_context(MARKET)
    lines = show(path_views(context, {"role": "ae"}))
    assert lines == show(path_views(context, {"path": "start"}))
    assert ["[First weeks] · About 1 hour 5 minutes in 6 steps; 4 of them without a time", "Day 1:"] == lines[:2]
    assert ["There is no onboarding path for this role yet."] == show(path_views(context, {"role": "se"}))
    with pytest.raises(PartError, match="name a path or a role"):
        path_views(context, {})
    with pytest.raises(PartError, match="there is no role “gone”"):
        path_views(context, {"role": "gone"})


def test_a_step_may_lead_to_a_place_on_a_page() -> None:
    page = make_page("paths: [{id: first, steps: [{page: 'how-we-sell.md#five-habits'}]}]", "paths/first")
    assert str(PageRef("how-we-sell", "How we sell", "five-habits")) in str(page)
