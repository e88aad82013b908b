"""Any diagram, placed on a page."""

from __future__ import annotations

import pytest

from stagebook.pages import PartError
from stagebook.pages.drawing import diagram_views
from tests.factories import make_context
from tests.market import MARKET
from tests.showing import show


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"name": "roadmap"}, "roadmap-sales"),
        ({"name": "roadmap", "record": "sales"}, "roadmap-sales"),
        ({"name": "stage", "record": "talk"}, "stage-talk"),
        ({"name": "persona", "record": "user"}, "persona-user"),
        ({"name": "framework"}, "framework"),
        ({"name": "framework", "record": "boss"}, "framework-boss"),
        ({"name": "responsibilities"}, "responsibilities-sales"),
        ({"name": "path", "record": "path/start"}, "path-start"),
    ],
)
def test_each_diagram_can_be_placed(options: dict[str, str], name: str) -> None:
    assert [f"diagram {name}"] == show(diagram_views(make_context(MARKET), options))


def test_nothing_to_draw_is_said_in_words() -> None:
    nothing = ["There is nothing to draw here yet."]
    assert nothing == show(diagram_views(make_context(""), {"name": "roadmap"}))
    assert nothing == show(diagram_views(make_context(MARKET), {"name": "persona", "record": "clerk"}))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "“” is no diagram; choose from: roadmap, stage, persona, framework, responsibilities, path"),
        ({"name": "pie"}, "“pie” is no diagram"),
        ({"name": "stage"}, "name a stage with `record`"),
        ({"name": "path", "record": "gone"}, "there is no onboarding path “gone”"),
    ],
)
def test_a_wrong_option_says_what_was_expected(options: dict[str, str], message: str) -> None:
    with pytest.raises(PartError, match=message):
        diagram_views(make_context(MARKET), options)
