"""What a reader sees of a drawing and does with it, in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stagebook.diagrams.mermaid import Chart, Edge, Group, Node
from stagebook.render import svg as module
from stagebook.render.svg import draw, relink

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CSS = Path(module.__file__).parents[1] / "site" / "assets" / "diagrams.css"

RECORDS = (
    ("CRM", "tool"),
    ("MEDDPICC qualification worksheet", "material"),
    ("Return-on-investment calculator", "persona"),
    ("Customer story: Harbour Logistics", "stage"),
)


def column(i: int) -> Group:
    nodes = tuple(Node(f"n{i}{j}", name, kind, target=f"records/{i}-{j}") for j, (name, kind) in enumerate(RECORDS))
    return Group(f"g{i}", f"{i + 1}. Negotiation and close", nodes, "stage", target=f"stages/{i}", stacked=True)


COLUMNS = tuple(map(column, range(4)))
WIDE = Chart("LR", COLUMNS, tuple(Edge(f"g{i}", f"g{i + 1}") for i in range(3))).source()
UPRIGHT = Chart("TB", (Node("a", "Lead", "stage"), Node("b", "Discovery", "stage")), (Edge("a", "b"),)).source()


@pytest.fixture
def shown(page: Page, tmp_path: Path) -> Page:
    """A page under the site's strict policy, with a wide and a narrow drawing."""
    boxes = ""
    for name, source in (("wide", WIDE), ("upright", UPRIGHT)):
        svg = draw(source, prefix=name, title=name, description=name).svg
        boxes += f'<div class="sb-diagram-box" id="{name}">{relink(svg, lambda docname: f"#{docname}")}</div>'
    policy = "default-src 'none'; style-src file:"
    (tmp_path / "diagrams.css").write_text(CSS.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "page.html").write_text(
        f'<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>t</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<link rel="stylesheet" href="diagrams.css"><body>{boxes}',
        encoding="utf-8",
    )
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / "page.html").as_uri())
    assert [] == complaints
    return page


def test_text_fits_its_box(shown: Page) -> None:
    spills = shown.evaluate(
        """() => [...document.querySelectorAll(".sb-node, .sb-heading")].filter((group) => {
            const box = group.querySelector(".sb-shape, .sb-head").getBBox();
            const text = group.querySelector("text").getBBox();
            return text.x < box.x + 2 || text.x + text.width > box.x + box.width - 2 || text.height > box.height;
        }).map((group) => group.textContent)"""
    )

    assert [] == spills


def test_on_a_phone_the_page_does_not_scroll_sideways_but_the_drawing_does(shown: Page) -> None:
    shown.set_viewport_size({"width": 390, "height": 844})

    assert 390 == shown.evaluate("document.documentElement.scrollWidth")
    assert shown.evaluate("document.querySelector('#wide').scrollWidth") > 600
    box = shown.evaluate(
        "(() => { const b = document.querySelector('#upright'); return [b.scrollWidth, b.clientWidth] })()"
    )
    assert box[0] == box[1]


def test_a_drawing_is_never_larger_than_it_is(shown: Page) -> None:
    shown.set_viewport_size({"width": 1900, "height": 900})

    for name in ("wide", "upright"):
        svg = shown.locator(f"#{name} svg")
        box = svg.bounding_box()
        assert box is not None
        assert float(svg.get_attribute("width") or 0) == pytest.approx(box["width"], abs=0.6)


def test_tab_and_enter_follow_a_link_and_focus_is_seen(shown: Page) -> None:
    shown.keyboard.press("Tab")
    shown.keyboard.press("Tab")

    focused = shown.evaluate(
        """() => { const link = document.activeElement; const shape = getComputedStyle(link.querySelector(".sb-shape"));
            return [link.getAttribute("aria-label"), shape.strokeWidth] }"""
    )
    assert ["CRM", "3px"] == focused
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/page.html#records/0-0")


def test_a_click_on_a_box_follows_its_link(shown: Page) -> None:
    shown.get_by_role("link", name="1. Negotiation and close").click()

    shown.wait_for_url("**/page.html#stages/0")


def test_colours_follow_the_theme(shown: Page) -> None:
    fill = "getComputedStyle(document.querySelector('.sb-kind-tool .sb-shape')).fill"
    ink = "getComputedStyle(document.querySelector('.sb-kind-tool text')).fill"
    light = shown.evaluate(f"[{fill}, {ink}]")
    shown.evaluate("document.documentElement.dataset.theme = 'dark'")
    dark = shown.evaluate(f"[{fill}, {ink}]")

    assert "rgb(220, 243, 240)" == light[0]
    assert all(one != other for one, other in zip(light, dark, strict=True))


def test_without_scripts_the_systems_choice_holds(shown: Page) -> None:
    shown.evaluate("delete document.documentElement.dataset.theme")
    shown.emulate_media(color_scheme="dark")

    assert "#14181e" == shown.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--sb-paper').trim()"
    )


def test_paper_is_white_and_holds_the_whole_drawing(shown: Page) -> None:
    shown.evaluate("document.documentElement.dataset.theme = 'dark'")
    shown.set_viewport_size({"width": 720, "height": 1000})
    shown.emulate_media(media="print")

    assert "#ffffff" == shown.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--sb-paper').trim()"
    )
    box = shown.locator("#wide svg").bounding_box()
    assert box is not None
    assert box["width"] <= 720
