"""What readers come for, on the reference handbook: each task within its limit of interactions, on a desk and a phone.

An interaction is a click, a tap, or a choice in a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import until
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, BrowserType, Locator, Page, ViewportSize

pytestmark = pytest.mark.browser

SIZES: dict[str, ViewportSize] = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


class Reader:
    """Somebody at a screen whose interactions are counted."""

    def __init__(self, page: Page, site: str) -> None:
        """Begin without having done anything."""
        self.page = page
        self.site = site
        self.interactions = 0

    def at(self, name: str) -> Reader:
        """Be at a page already, which costs nothing."""
        self.page.goto(f"{self.site}/{name}")
        self.interactions = 0
        return self

    def click(self, what: Locator) -> None:
        """Click or tap once."""
        self.interactions += 1
        what.click()
        self.page.wait_for_load_state()

    def choose(self, name: str, words: str) -> None:
        """Choose from a list by its name and what stands in it."""
        self.interactions += 1
        select = self.page.locator(f".sb-choose select[name={name}]")
        value = select.locator("option", has_text=words).get_attribute("value")
        select.select_option(value)


@pytest.fixture(scope="module")
def browser(browser_type: BrowserType) -> Iterator[Browser]:
    """Start Chromium as readers have it; the one without windows, which is quicker, serves the other tests."""
    started = browser_type.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
    yield started
    started.close()


@pytest.fixture(params=list(SIZES))
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser of its own, at the size of a desk and at that of a phone."""
    made = browser.new_context(viewport=SIZES[request.param])
    made.set_default_timeout(8000)
    yield made
    made.close()


@pytest.fixture
def reader(context: BrowserContext, site: str) -> Reader:
    """Sit somebody down in front of it."""
    return Reader(context.new_page(), site)


# --- the tasks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Finance director", "Head of operations"])
def test_find_the_proposal_material_for_the_economic_buyer(reader: Reader, name: str) -> None:
    reader.at("index.html")

    reader.choose("stage", "Proposal")
    reader.choose("persona", f"{name} (economic buyer")
    reader.page.wait_for_url("**/coverage.html#proposal--*")
    found = reader.page.locator(".sb-found .sb-card").first

    assert found.is_visible()
    told = found.inner_text()
    assert all(part in told for part in ("Open the", "Kept by", "Reviewed"))
    assert found.bounding_box()["y"] < reader.page.viewport_size["height"]  # type: ignore[index]
    assert reader.interactions <= 2


def test_the_same_by_one_cell_of_the_matrix(reader: Reader) -> None:
    reader.at("coverage.html")

    reader.click(reader.page.locator(".sb-matrix a[href='#proposal--finance-director']"))

    assert reader.page.locator(".sb-found h2").inner_text().startswith("Proposal · Finance director")
    assert reader.interactions <= 1


def test_find_how_to_adapt_a_deck(reader: Reader) -> None:
    reader.at("index.html")

    reader.choose("stage", "Discovery")
    reader.choose("persona", "Quality manager")
    reader.page.wait_for_url("**/coverage.html#discovery--*")
    decks = reader.page.locator(".sb-found .sb-card").filter(has=reader.page.get_by_text("Deck", exact=True))

    assert "\nChange" in decks.first.inner_text()
    assert "\nMust stay" in decks.first.inner_text()
    assert reader.interactions <= 2


def test_find_who_owns_a_stale_material(reader: Reader) -> None:
    reader.at("index.html")

    reader.click(reader.page.get_by_role("link", name="See what and where"))
    stale = reader.page.locator("li", has_text="was due for review").filter(
        has=reader.page.locator("a.sb-kind-material")
    )
    assert "Ask Customer care" in stale.first.inner_text()
    reader.click(stale.first.locator("a.sb-kind-material"))

    assert reader.page.locator("#about").get_by_text("Review overdue").first.is_visible()
    assert "Customer care" in reader.page.locator("#about").inner_text()
    assert reader.interactions <= 2


def test_start_the_path_of_an_account_executive_and_resume_it(reader: Reader, context: BrowserContext) -> None:
    reader.at("index.html")
    link = "#new .sb-card a.sb-kind-path[href*='account-executive-path']"
    reader.click(reader.page.locator(link))
    reader.click(reader.page.locator(".sb-step .sb-tick").first)
    assert reader.interactions <= 2
    assert "1 of 15 done" in reader.page.locator(".sb-progress").inner_text()
    reader.page.close()

    again = Reader(context.new_page(), reader.site).at("index.html")
    again.click(again.page.get_by_role("link", name=re.compile("^Go on with:")))

    steps = again.page.locator(".sb-step")
    assert again.page.url.endswith(f"#{steps.nth(1).get_attribute('id')}")
    assert again.page.locator(".sb-step .sb-tick").first.is_checked()
    assert not again.page.locator(".sb-step .sb-tick").nth(1).is_checked()
    assert again.interactions <= 1


def test_copy_the_exit_criteria_of_a_stage(reader: Reader, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.at("index.html")

    reader.click(reader.page.locator(".sb-trail a", has_text="Proposal").first)
    reader.click(reader.page.get_by_role("button", name="Copy as text"))

    reader.page.get_by_text("Copied", exact=True).wait_for()
    copied = reader.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert "Proposal: 0 of 4 exit criteria met" == copied[0]
    assert copied[1].startswith("[ ] The finance director agrees with the payback")
    assert copied[1].endswith("(buyer can verify)")
    assert 5 == len(copied)
    assert reader.interactions <= 2


# --- what they rest on -----------------------------------------------------------------------------------------------


def test_ticked_criteria_are_copied_as_met_where_the_clipboard_is_closed(page: Page, handbook: Path) -> None:
    page.goto(f"{handbook.as_uri()}/stages/proposal.html")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.addEventListener('copy', () => { window.copied = document.activeElement.value; });"
    )
    page.locator("#exit .sb-tick").nth(1).check()

    page.get_by_role("button", name="Copy as text").click()

    page.get_by_text("Copied", exact=True).wait_for()
    lines = page.evaluate("window.copied").splitlines()
    assert ["[ ]", "[x]", "[ ]", "[ ]"] == [line[:3] for line in lines[1:]]


def test_the_choice_stands_in_the_address_and_filters_narrow_it(page: Page, site: str) -> None:
    page.goto(f"{site}/coverage.html#stage=proposal&persona=finance-director")
    cards = page.locator(".sb-found .sb-cards").first.locator(".sb-card")
    everything = cards.count()

    more = page.get_by_role("button", name="Filter and sort")
    if more.is_visible():
        more.click()
    page.locator(".sb-filters label", has_text="Kind").locator("select").select_option("One-pager")
    assert ["One page for those who sign"] == cards.locator("visible=true").locator(".sb-card-title").all_inner_texts()

    page.locator(".sb-choose select[name=persona]").select_option("head-of-operations")
    assert page.url.endswith("#proposal--head-of-operations")
    page.reload()
    assert page.locator(".sb-found h2").inner_text().startswith("Proposal · Head of operations")
    assert everything > 1


@pytest.mark.parametrize(
    ("name", "button", "field"),
    [
        ("materials/index.html", "More filters", "Reuse"),
        ("coverage.html#stage=proposal&persona=finance-director", "Filter and sort", "Kind"),
    ],
)
def test_a_phone_shows_what_there_is_before_the_ways_to_narrow_it(
    page: Page, site: str, name: str, button: str, field: str
) -> None:
    page.set_viewport_size(SIZES["phone"])
    page.goto(f"{site}/{name}")
    select = page.locator(".sb-filters label", has_text=re.compile(f"^{field} ")).locator("select")
    more = page.get_by_role("button", name=button)
    assert not select.is_visible()

    more.click()

    assert select.is_visible()
    assert "true" == more.get_attribute("aria-expanded")
    page.set_viewport_size(SIZES["wide"])
    assert select.is_visible()
    assert not more.is_visible()

    select.select_option(index=1)
    page.set_viewport_size(SIZES["phone"])
    more.click()

    assert "false" == more.get_attribute("aria-expanded")
    # What narrows the list stays in sight with the others folded away.
    assert select.is_visible()
    select.select_option(index=0)
    assert not select.is_visible()


def test_who_has_unfolded_the_filters_has_them_at_the_next_choice_too(page: Page, site: str) -> None:
    page.set_viewport_size(SIZES["phone"])
    page.goto(f"{site}/coverage.html#stage=proposal&persona=finance-director")
    page.get_by_role("button", name="Filter and sort").click()

    page.locator(".sb-choose select[name=stage]").select_option("discovery")

    assert page.locator(".sb-found h2").inner_text().startswith("Discovery")
    assert page.locator(".sb-filters label", has_text=re.compile("^Kind ")).locator("select").is_visible()
    assert "true" == page.get_by_role("button", name="Filter and sort").get_attribute("aria-expanded")


@pytest.mark.parametrize("first", list(SIZES))
def test_a_wide_drawing_begins_on_a_phone_where_the_reader_is(page: Page, site: str, first: str) -> None:
    page.set_viewport_size(SIZES[first])
    page.goto(f"{site}/stages/adoption.html")
    page.set_viewport_size(SIZES["phone"])
    box = page.locator(".sb-diagram-box:visible", has=page.locator(".sb-is-current")).first
    frame = box.bounding_box()
    until(page, "[...document.querySelectorAll('.sb-diagram-box')].some((box) => box.scrollLeft > 0)")
    here = box.locator(".sb-is-current").bounding_box()
    assert frame is not None
    assert here is not None

    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert frame["x"] <= here["x"]
    assert here["x"] + here["width"] <= frame["x"] + frame["width"]


def test_who_is_not_met_at_a_stage_is_said_not_to_be_and_what_others_see_is_offered(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.locator(".sb-choose select[name=stage]").select_option("adoption")
    page.locator(".sb-choose select[name=persona]").select_option("procurement-lead")
    page.wait_for_url("**/coverage.html#adoption--procurement-lead")
    told = page.locator(".sb-found")

    assert "is not among those met at this stage." in told.inner_text()
    assert "Nothing is made for them" not in told.inner_text()
    assert told.locator("h3", has_text="For others at this stage").is_visible()
    assert told.locator(".sb-card").count()

    page.locator(".sb-choose select[name=stage]").select_option("")
    assert "is not among those met" not in told.inner_text()


def test_the_keyboard_chooses_without_being_carried_off(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.locator(".sb-choose select[name=stage]").select_option("proposal")
    page.locator(".sb-choose select[name=persona]").focus()
    page.keyboard.press("f")
    page.wait_for_timeout(100)
    assert page.url.endswith("/index.html")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/coverage.html#proposal--finance-director")


def test_without_scripts_the_same_address_leads_to_the_same_materials(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/coverage.html#proposal--finance-director")

    section = page.locator("#proposal--finance-director")

    assert section.locator(".sb-card").first.is_visible()
    assert not page.locator(".sb-choose").is_visible()
    context.close()


def test_a_long_table_is_sorted_and_filtered_and_a_short_one_is_left_alone(page: Page, site: str) -> None:
    page.set_viewport_size(SIZES["wide"])
    page.goto(f"{site}/reference.html")
    table = page.locator("table.sb-table").first
    first = table.locator("tbody th").first
    button = table.locator("thead button").first

    button.click()
    ascending = first.inner_text()
    button.click()

    assert "descending" == table.locator("thead th").first.get_attribute("aria-sort")
    assert first.inner_text() > ascending
    page.get_by_role("searchbox", name="Filter").first.fill("owner")
    shown = table.locator("tbody tr:visible")
    assert 0 < shown.count() < table.locator("tbody tr").count()
    assert all("owner" in row.lower() for row in shown.all_inner_texts())
    rows = page.evaluate(
        "[...document.querySelectorAll('.sb-table')]"
        ".filter(table => table.tBodies[0].rows.length < 8 && table.querySelector('button')).length"
    )
    assert 0 == rows
