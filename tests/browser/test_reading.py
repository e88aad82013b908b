from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import look_at_all

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request, ViewportSize

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
FINGERTIP = 44
"""The height in pixels that a thumb hits without aiming."""
KINDS_OF_PAGE = (
    "index",
    "roadmap",
    "coverage",
    "framework",
    "gaps",
    "glossary",
    "reference",
    "how-we-sell",
    "stages/index",
    "stages/discovery",
    "materials/index",
    "materials/discovery-guide",
    "tools/crm",
    "personas/quality-manager",
    "needs/index",
    "paths/account-executive-path",
    "roles/account-executive",
    "motions/new-business",
    "search",
    "404",
)


def test_a_click_on_a_node_of_a_diagram_goes_to_the_record(page: Page, site: str) -> None:
    page.set_viewport_size(WIDE)
    page.goto(f"{site}/stages/discovery.html")

    page.locator("svg.sb-diagram a.sb-link[aria-label^='Demo']").first.click()

    assert page.url.endswith("/stages/demo.html")


@pytest.mark.parametrize("width", [1440, 1280, 1024, 768])
@pytest.mark.parametrize("name", ["stages/pilot", "personas/quality-manager", "motions/renewal"])
def test_the_wide_form_of_a_drawing_stands_only_where_it_fits(page: Page, site: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/{name}.html")

    shown = page.locator(".sb-figure:has(> .sb-when-narrow) > .sb-diagram-box:visible")

    assert shown.count() == page.locator(".sb-figure:has(> .sb-when-narrow)").count() > 0
    assert all(shown.evaluate_all("boxes => boxes.map(box => box.scrollWidth <= box.clientWidth)"))


@pytest.mark.parametrize("stage", ["lead", "pilot", "negotiation", "renewal"])
def test_on_a_phone_the_ways_to_all_a_call_needs_are_above_the_fold(page: Page, site: str, stage: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/stages/{stage}.html")
    jumps = page.locator(".sb-jumps a")

    boxes = [jump.bounding_box() for jump in jumps.all()]

    assert len(boxes) > len(("materials", "tools", "do", "wrong", "exit"))
    assert all(box and box["y"] + box["height"] <= PHONE["height"] and box["height"] >= FINGERTIP for box in boxes)


def test_what_to_change_and_what_must_stay_opens_in_place(page: Page, site: str) -> None:
    page.goto(f"{site}/stages/pilot.html")
    card = page.locator("#materials .sb-card", has_text="Adapt this").first
    assert not card.get_by_text("Must stay").is_visible()

    card.locator("summary").click()

    assert card.get_by_text("Change").is_visible()
    assert card.get_by_text("Must stay").is_visible()
    assert page.url.endswith("/stages/pilot.html")


def test_the_list_of_materials_is_picked_from_and_sorted_by_day(page: Page, site: str) -> None:
    page.goto(f"{site}/materials/index.html")
    rows = page.locator(".sb-table tbody tr:visible")
    every = rows.count()

    kind = page.locator(".sb-filters label", has_text=re.compile("^Kind")).locator("select")
    kind.select_option("Battlecard")

    kinds = rows.locator("td[data-label='Kind']").all_inner_texts()
    assert {"Battlecard"} == set(kinds)
    assert 0 < len(kinds) < every
    assert f"{len(kinds)} of {every} rows" == page.locator(".sb-filters .sb-said").inner_text()
    kind.select_option("all")
    page.get_by_role("button", name="Reviewed").click()
    days = rows.locator("time").evaluate_all("times => times.map(time => time.getAttribute('datetime'))")
    assert sorted(days) == days
    assert len(set(days)) > 1


def test_what_a_search_marked_is_cleared_under_the_strict_policy(page: Page, site: str) -> None:
    page.goto(f"{site}/stages/pilot.html?highlight=pilot")
    link = page.locator(".highlight-link a")
    link.wait_for()
    # The address of Sphinx's link is a script; it must not be what does the work.
    link.evaluate("link => link.setAttribute('href', '#nothing')")

    link.click()

    assert 0 == page.locator(".highlighted").count()
    assert 0 == link.count()
    assert "#" not in page.url


def test_tab_and_enter_on_a_node_go_to_the_record(page: Page, site: str) -> None:
    page.set_viewport_size(WIDE)
    page.goto(f"{site}/stages/discovery.html")
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.closest('svg') && document.activeElement.getAttribute('aria-label')")
        if at and at.startswith("Demo"):
            break
    else:
        pytest.fail("the keyboard never reached the node")

    page.keyboard.press("Enter")

    page.wait_for_url("**/stages/demo.html")


def test_on_a_phone_the_roadmap_is_its_upright_form_and_its_nodes_lead_on(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/roadmap.html")
    figure = page.locator("[class*=sb-diagram-roadmap]").first

    assert figure.locator(".sb-when-narrow").is_visible()
    assert not figure.locator(".sb-when-wide").is_visible()
    figure.locator(".sb-when-narrow a.sb-link[aria-label^='Proposal']").click()

    assert page.url.endswith("/stages/proposal.html")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_page_is_wider_than_the_screen_or_says_an_error(browser: Browser, site: str, size: ViewportSize) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    wide = {}
    for name in KINDS_OF_PAGE:
        page.goto(f"{site}/{name}.html")
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wide[name] = over
    context.close()

    assert {} == wide
    assert [] == said


def test_the_site_makes_no_request_to_any_other_host(browser: Browser, site: str, handbook: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: set[str] = set()

    def note(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            asked.add(request.url)

    page.on("request", note)
    # A redirect is left out: the page that it leads to is looked at by itself.
    pages = [
        f"{site}/{path.relative_to(handbook).as_posix()}"
        for path in sorted(handbook.rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]
    page.goto(pages[0])
    visited = look_at_all(page, pages, "(win) => win.location.href")
    context.close()

    assert len(pages) > 200
    assert {address: address for address in pages} == visited
    assert set() == asked


def test_diagrams_follow_light_and_dark(browser: Browser, site: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport=WIDE)
        page = context.new_page()
        page.goto(f"{site}/stages/discovery.html")
        shape = page.locator("svg.sb-diagram .sb-shape").first
        colours.append(shape.evaluate("node => getComputedStyle(node).fill"))
        context.close()

    assert colours[0] != colours[1]


def test_links_of_diagrams_are_named_and_ids_stand_once(page: Page, site: str) -> None:
    page.goto(f"{site}/roadmap.html")

    twice = page.evaluate(
        "[...document.querySelectorAll('[id]')].map(n => n.id).filter((id, i, all) => all.indexOf(id) !== i)"
    )
    unnamed = page.locator("svg.sb-diagram a:not([aria-label])").count()
    styled = page.locator("svg.sb-diagram [style], svg.sb-diagram style, svg.sb-diagram script").count()

    assert ([], 0, 0) == (twice, unnamed, styled)


def test_the_search_finds_a_stage_by_another_name(page: Page, site: str) -> None:
    page.goto(f"{site}/search.html?q=prospecting")

    page.wait_for_selector("#search-results li")

    assert re.search("Lead", page.locator("#search-results").inner_text())
