"""The jump palette and what the search page offers in place of a slip, as readers use them."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from stagebook.render.strict import POLICY
from stagebook.site.theme import ASSETS
from tests.browser.conftest import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ColorScheme = Literal["light", "dark"]
RECORDS = 3000
TYPED = ("discvery", "objecton crads 1b", "a")
WORDS = (
    "buyer", "seller", "stage", "contract", "pilot", "budget", "review", "audit", "warehouse", "sensor", "record",
    "alarm", "delivery", "proof", "value", "risk", "price", "training", "question", "answer", "decision", "team",
    "owner", "plan", "success", "quality", "market", "partner", "service", "support", "report", "discovery",
    "security", "proposal", "objection", "calculator", "reference",
)  # fmt: skip


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=request.param, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture(scope="module", params=[WIDE, PHONE], ids=["wide", "phone"])
def shared(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser for all pages of one size: what it has loaded once it has."""
    made = browser.new_context(viewport=request.param, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(shared: BrowserContext) -> Iterator[Page]:
    made = shared.new_page()
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    made.evaluate("localStorage.clear(); sessionStorage.clear()")
    made.close()
    assert [] == said


def palette(page: Page) -> Locator:
    return page.locator("dialog.sb-palette")


def options(page: Page) -> list[str]:
    """Give the names that are shown, without the last row, which leads to the full text."""
    return page.locator(".sb-option-name").all_inner_texts()


def chosen(page: Page) -> str:
    """Give the name that Enter opens, by what is told to screen readers."""
    told = page.locator(".sb-palette-input").get_attribute("aria-activedescendant")
    return page.locator(f"#{told}").locator("bdi").first.inner_text()


def opened(page: Page, address: str, typed: str = "") -> None:
    page.goto(address)
    page.keyboard.press("Control+k")
    page.wait_for_selector(".sb-chip")
    page.keyboard.type(typed)


# --- the promise ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["index", "stages/discovery", "reference", "courtesy", "search", "404"])
def test_from_any_page_a_misspelt_name_opens_a_tool_in_two_interactions(page: Page, site: str, start: str) -> None:
    page.goto(f"{site}/{start}.html")

    page.keyboard.press("Control+k")
    page.keyboard.type("cal recoder")  # 1: open and type
    page.keyboard.press("Enter")  # 2

    page.wait_for_url("**/tools/call-recorder.html")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("discvery", "Discovery"),
        ("objecton cards", "Objection cards"),
        ("securty", "Security pack"),
        ("dealroom", "Deal room"),
        ("quality maneger", "Quality manager"),
        ("glossery", "Glossary"),
        ("afer the close", "After the close"),
    ],
)
def test_the_right_thing_stands_first(page: Page, site: str, typed: str, expected: str) -> None:
    opened(page, f"{site}/index.html", typed)

    assert expected == options(page)[0] == chosen(page)


def test_a_misspelt_sort_finds_the_materials_of_the_sort(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html", "case sudy")

    assert re.fullmatch(r"(Material · case study\s*)+", " ".join(page.locator(".sb-option-kind").all_inner_texts()))


def test_three_thousand_records_are_searched_as_quietly_as_three(page: Page, site: str) -> None:
    page.route("**/sb-index.js", lambda route: _give(route, large_index()))

    opened(page, f"{site}/tools/crm.html", TYPED[0])

    assert options(page)


# --- opening and closing ----------------------------------------------------------------------------------------------


def test_the_button_in_the_header_opens_it_at_every_width(page: Page, site: str) -> None:
    page.goto(f"{site}/stages/discovery.html")

    page.locator(".sb-jump:visible").click()
    page.keyboard.type("crm")

    # The index is loaded only now, and the first row stands once it is there.
    assert "CRM" == page.locator(".sb-option-name").first.inner_text()
    assert re.search(r"/stages/discovery\.html$", page.url)


def test_the_button_answers_to_the_keyboard_and_gets_the_focus_back(page: Page, site: str) -> None:
    page.goto(f"{site}/stages/discovery.html")
    button = page.locator(".sb-jump:visible")
    for key in ("Enter", "Space"):
        button.focus()
        page.keyboard.press(key)
        assert palette(page).is_visible()

        page.keyboard.press("Escape")

        assert not palette(page).is_visible()
        assert button.evaluate("node => node === document.activeElement")


def test_a_slash_opens_it_but_not_while_somebody_types(page: Page, site: str) -> None:
    page.goto(f"{site}/search.html")
    page.locator("main input[name=q]").focus()
    page.keyboard.type("a/b")
    assert palette(page).count() == 0
    assert "a/b" == page.locator("main input[name=q]").input_value()

    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("crm/")

    assert "crm/" == page.locator(".sb-palette-input").input_value()


def test_the_slash_can_be_given_up_on_this_device(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html")
    page.get_by_label("Open with / too").uncheck()
    page.goto(f"{site}/tools/crm.html")

    page.keyboard.press("/")
    assert not palette(page).count()

    page.keyboard.press("Control+k")
    assert not page.get_by_label("Open with / too").is_checked()


def test_a_click_beside_it_or_on_close_closes_it(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html")
    page.get_by_role("button", name="Close").click()
    assert not palette(page).is_visible()

    page.keyboard.press("Control+k")
    if page.viewport_size == WIDE:
        page.mouse.click(20, 500)
        assert not palette(page).is_visible()


def test_the_keys_open_ours_alone_on_the_search_page_too(page: Page, site: str) -> None:
    page.goto(f"{site}/search.html")

    page.keyboard.press("Control+k")

    assert 1 == page.locator("dialog[open]").count()
    assert page.locator(".sb-palette-input").evaluate("node => node === document.activeElement")


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_arrow_keys_home_and_end_choose(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html", "proposal")
    names = options(page)
    assert names[0] == chosen(page)

    page.keyboard.press("ArrowDown")
    assert 1 == _chosen_place(page)
    page.keyboard.press("End")
    assert page.locator(".sb-option").count() - 1 == _chosen_place(page)
    page.keyboard.press("ArrowDown")
    assert 0 == _chosen_place(page)
    page.keyboard.press("ArrowUp")
    assert page.locator(".sb-option").count() - 1 == _chosen_place(page)
    page.keyboard.press("Home")
    assert 0 == _chosen_place(page)

    assert 1 == page.locator(".sb-option[aria-selected=true]").count()


def test_what_is_chosen_is_in_sight(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html", "discovery")

    for _ in range(25):
        page.keyboard.press("ArrowDown")

    over = page.evaluate("""() => {
        const chosen = document.querySelector(".sb-option[aria-selected=true]").getBoundingClientRect();
        const last = document.querySelector(".sb-option-text").getBoundingClientRect();
        const list = document.querySelector(".sb-palette-list").getBoundingClientRect();
        return [chosen.top >= list.top - 1, chosen.bottom <= last.top + 1];
    }""")
    assert [True, True] == over


def test_a_kind_narrows_the_choice_by_keyboard_and_by_click(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html", "discvery")

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    _tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowRight")

    assert ["Discovery"] == options(page)
    assert "Stages" in page.locator(".sb-chip:has(:checked)").inner_text()

    page.locator(".sb-chip", has_text="Materials").click()
    assert "Discovery guide" == options(page)[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/materials/discovery-guide.html")


def test_a_kind_alone_lists_its_records_in_their_order(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html")

    page.locator(".sb-chip", has_text="Stages").click()

    assert ["Lead", "Discovery", "Demo"] == options(page)[:3]


def test_where_the_reader_was_lately_stands_on_top(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html", "securty")
    page.keyboard.press("Enter")
    page.wait_for_url("**/materials/security-pack.html")

    opened(page, f"{site}/roles/index.html")

    assert "Security pack" == options(page)[0]
    assert page.get_by_role("group", name="Opened lately").is_visible()


def test_a_term_of_the_page_one_is_on_closes_the_palette(page: Page, site: str) -> None:
    opened(page, f"{site}/glossary.html", "battlecard")
    page.locator(".sb-option", has_text="Term").first.click()

    assert not palette(page).is_visible()
    assert "#term-" in page.url


def test_the_last_row_leads_to_the_full_text(page: Page, site: str) -> None:
    opened(page, f"{site}/stages/discovery.html", "compressor & “night” <b>")
    last = page.locator(".sb-option").last
    assert "Search all text for “compressor & “night” <b>”" == last.inner_text()

    page.keyboard.press("End")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search.html?q=*")
    assert "compressor & “night” <b>" == page.locator("main input[name=q]").input_value()


def test_what_is_near_nothing_says_so_and_the_full_text_is_one_key_away(page: Page, site: str) -> None:
    opened(page, f"{site}/index.html", "xyzzyq")

    assert page.get_by_text("Nothing here is called that.").is_visible()
    assert [] == options(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=xyzzyq")


def test_enter_waits_for_names_that_are_not_there_yet(page: Page, site: str, handbook: Path) -> None:
    waiting: list[Route] = []
    page.route("**/sb-index.js", lambda route: waiting.append(route))  # noqa: PLW0108  (Playwright marks what it is given)
    page.goto(f"{site}/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("discvery")
    page.keyboard.press("Enter")
    assert page.url.endswith("/index.html")

    page.wait_for_timeout(50)
    waiting[0].fulfill(path=handbook / "_static" / "sb-index.js", content_type="text/javascript")

    page.wait_for_url("**/stages/discovery.html")


# --- what it costs, and what it must not do ---------------------------------------------------------------------------


def test_pages_load_a_small_script_and_the_names_when_somebody_is_about_to_open_it(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].split("?")[0]))
    page.goto(f"{site}/tools/crm.html", wait_until="networkidle")
    assert "palette.js" in asked
    assert not {"sb-index.js", "matcher.js"} & set(asked)

    page.locator(".sb-jump:visible").hover()
    until(page, "window.stagebookIndex && window.stagebookMatcher")

    assert 1 == asked.count("sb-index.js")
    assert (ASSETS / "palette.js").stat().st_size <= 10 * 1024


def test_hostile_names_are_text(page: Page, site: str) -> None:
    names = ["<img src=x onerror=window.hit=1>", "</script><script>window.hit=1</script>", "\u202egnp.exe", "a\"'`${1}"]
    index = {
        "kinds": [["page", "Page", "Pages"], ["tool", "<b>Tool</b>", "<i>Tools</i>"]],
        "entries": [[1, name, "tools/crm.html", "<u>sort</u>", ["<s>hostile</s>"]] for name in names],
    }
    page.route("**/sb-index.js", lambda route: _give(route, index))

    opened(page, f"{site}/index.html", "hostile")

    assert names == page.locator(".sb-option-name").all_text_contents()
    assert 0 == page.locator(".sb-palette :is(img, script, b, i, u, s)").count()
    assert page.evaluate("() => window.hit === undefined")


def test_it_works_under_the_strict_policy(page: Page, site: str) -> None:
    def add_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "Content-Security-Policy": POLICY})

    page.route("**/*.html*", add_policy)
    opened(page, f"{site}/index.html", "discvery")
    assert "Discovery" == chosen(page)

    page.goto(f"{site}/search.html?q=discvery")

    page.locator(".sb-meant").wait_for()


def test_it_works_from_a_disk(page: Page, handbook: Path) -> None:
    opened(page, (handbook / "stages" / "discovery.html").as_uri(), "securty")

    page.keyboard.press("Enter")

    page.wait_for_url("**/materials/security-pack.html")


def test_it_does_without_what_it_may_not_keep(context: BrowserContext, site: str) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });")
    page = context.new_page()

    opened(page, f"{site}/tools/crm.html", "discvery")

    assert "Discovery" == chosen(page)


def test_without_names_it_says_so_and_leads_to_the_full_text(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.route("**/sb-index.js", lambda route: route.abort())
    page.goto(f"{site}/tools/crm.html")

    page.keyboard.press("Control+k")
    page.keyboard.type("discovery")

    page.get_by_text("The list of names could not be loaded.").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=discovery")


def test_with_scripts_off_the_button_is_a_link_to_the_search(browser: Browser, site: str) -> None:
    for size in (WIDE, PHONE):
        context = browser.new_context(java_script_enabled=False, viewport=size)
        page = context.new_page()
        page.goto(f"{site}/stages/discovery.html")

        page.locator(".sb-jump:visible").click()

        page.wait_for_url("**/search.html")
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("typed", "size"), [("", WIDE), ("discvery", WIDE), ("discvery", PHONE), ("xyzzyq", PHONE)])
def test_axe_finds_nothing(browser: Browser, site: str, scheme: ColorScheme, typed: str, size: ViewportSize) -> None:
    context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    opened(page, f"{site}/stages/discovery.html", typed)

    found = Axe().run(page, context=".sb-palette").response["violations"]
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    context.close()

    assert [] == [(item["id"], [node["target"] for node in item["nodes"]]) for item in found]
    assert over <= 0


# --- the search page --------------------------------------------------------------------------------------------------


def test_where_the_text_holds_nothing_the_search_offers_the_nearest_names(page: Page, site: str) -> None:
    page.goto(f"{site}/search.html?q=discvery")

    offer = page.locator(".sb-meant")
    offer.wait_for()
    assert offer.inner_text().startswith("Did you mean Discovery (stage)")
    offer.get_by_role("link", name="Discovery", exact=True).click()

    page.wait_for_url("**/stages/discovery.html")


def test_where_the_text_holds_enough_the_search_offers_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}/search.html?q=proposal")
    until(page, "document.querySelector('.search-summary')?.textContent")
    page.wait_for_timeout(200)

    assert 0 == page.locator(".sb-meant").count()


# “Batery” shares its middle with “materials”, which nobody means by it.
@pytest.mark.parametrize("asked", ["xyzzyq", "batery"])
def test_the_search_offers_no_name_for_what_is_near_nothing(page: Page, site: str, asked: str) -> None:
    page.goto(f"{site}/search.html?q={asked}")
    until(page, "document.querySelector('.search-summary')?.textContent")
    page.wait_for_timeout(200)

    assert 0 == page.locator(".sb-meant").count()


# --- parts ------------------------------------------------------------------------------------------------------------


def _chosen_place(page: Page) -> int:
    told = page.locator(".sb-palette-input").get_attribute("aria-activedescendant") or ""
    return int(told.removeprefix("sb-option-"))


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(6):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard never reached {selector}")


def _give(route: Route, index: dict[str, Any]) -> None:
    text = json.dumps(index).replace("<", "\\u003c")
    route.fulfill(body=f"window.stagebookIndex={text};", content_type="text/javascript")


def large_index() -> dict[str, Any]:
    """Make an index with more different words than a company's library would have."""
    dice = random.Random(7)

    def word() -> str:
        return dice.choice(WORDS) + dice.choice(("", "", "s", "er", "ing", "ed"))

    entries: list[list[Any]] = []
    for number in range(RECORDS):
        name = " ".join([*(word() for _ in range(dice.randint(3, 6))), f"{number:x}{dice.randint(0, 999)}"])
        stages = [dice.randrange(60) for _ in range(3)] if number >= 60 else []
        entries.append([1 + number % 5, name, f"m/{number}.html", "case study", [f"other {word()} {number:x}"], stages])
    names = ("page", "stage", "tool", "material", "persona", "need")
    return {"kinds": [[name, name.capitalize(), f"{name.capitalize()}s"] for name in names], "entries": entries}
