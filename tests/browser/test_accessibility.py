"""Every kind of page for everybody: by axe's rules, by keyboard alone, without motion, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe

from stagebook.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
TOLD = """
() => window.axed.then(({ violations }) =>
  violations.map(({ id, impact, nodes }) => [id, impact, nodes[0].html, nodes.length]))
"""
SEARCH = "search.html?q=buyer"


class Form(NamedTuple):
    """How a page is looked at."""

    scheme: Literal["light", "dark"]
    size: ViewportSize


FORMS = {
    "light and wide": Form("light", WIDE),
    "dark on a phone": Form("dark", PHONE),
    "dark and wide": Form("dark", WIDE),
    "light on a phone": Form("light", PHONE),
}
PAIRS = (("light and wide", "dark on a phone"), ("dark and wide", "light on a phone"))
"""Each page is looked at in one of these pairs, side by side: in both colours, and in both sizes."""
IN_ALL = ("index.html", "coverage.html", "stages/discovery.html", SEARCH)
"""Pages with parts that no other has, looked at in all forms."""


def kinds_of_page(handbook: Path) -> list[str]:
    """Give a page of each kind: one record of each kind and its list, and every page without a record."""
    names = {
        path.relative_to(handbook).as_posix()
        for path in handbook.rglob("*.html")
        if path.relative_to(handbook).parts[0] not in {"_static", "_files"}
        and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    }
    folders = {kind.folder for kind in KINDS}
    found = [name for name in names if name.partition("/")[0] not in folders and name != "search.html"]
    for folder in folders:
        below = sorted(name for name in names if name.startswith(f"{folder}/") and not name.endswith("/index.html"))
        found += [*below[:1], *({f"{folder}/index.html"} & names)]
    return sorted({*found, *IN_ALL})


def pages_in(pair: tuple[str, ...], handbook: Path) -> list[str]:
    """Give the pages that are looked at in a pair; the record of a kind in one and its list in the other."""
    return [
        name
        for place, name in enumerate(kinds_of_page(handbook))
        if name in IN_ALL or pair == PAIRS[place % len(PAIRS)]
    ]


def test_no_kind_of_page_is_left_out(handbook: Path) -> None:
    pages = kinds_of_page(handbook)

    for kind in KINDS:
        assert not kind.page or {f"{kind.folder}/index.html"} <= set(pages)
        assert not kind.page or 2 <= sum(name.startswith(f"{kind.folder}/") for name in pages)
    assert {"index.html", "rules.html", "gaps.html", "glossary.html", "404.html", "how-we-sell.html"} <= set(pages)
    assert set(pages) == {name for pair in PAIRS for name in pages_in(pair, handbook)}
    assert set(FORMS) == {form for pair in PAIRS for form in pair}


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, site: str, handbook: Path, pair: tuple[str, ...]
) -> None:
    script = Axe().axe_script
    pages = {form: _page(browser, FORMS[form]) for form in pair}
    found: dict[str, list[Any]] = {}
    for name in pages_in(pair, handbook):
        for page in pages.values():
            page.goto(f"{site}/{name}")
            if name == SEARCH:
                page.locator("#search-results li p.context").first.wait_for()
                page.wait_for_load_state("networkidle")
            # What is laid out only when its turn comes has no true size before, which axe would take for its size.
            page.add_style_tag(content="* { content-visibility: visible !important }")
            page.evaluate(script)
            # Begun in one form before the other has ended: each has a process of its own.
            page.evaluate("(rules) => void (window.axed = axe.run(rules))", RULES)
        for form, page in pages.items():
            if told := page.evaluate(TOLD):
                found[f"{name}, {form}"] = told
    for page in pages.values():
        page.context.close()

    assert {} == found


def _page(browser: Browser, form: Form) -> Page:
    return browser.new_context(color_scheme=form.scheme, viewport=form.size, reduced_motion="reduce").new_page()


# --- in words ---------------------------------------------------------------------------------------------------------


def test_tables_say_what_their_headings_are_for_and_drawings_what_they_show(
    browser: Browser, site: str, handbook: Path
) -> None:
    page = browser.new_page(viewport=WIDE)
    faults = {}
    for name in kinds_of_page(handbook):
        page.goto(f"{site}/{name}", wait_until="domcontentloaded")
        found = page.evaluate(
            """() => {
              const faults = [];
              const words = (id) => document.getElementById(id)?.textContent.trim();
              const scopes = ["col", "row", "colgroup", "rowgroup"];
              for (const head of document.querySelectorAll("th"))
                if (!scopes.includes(head.scope)) faults.push(head.outerHTML.slice(0, 120));
              for (const table of document.querySelectorAll("main table"))
                if (!table.querySelector("th")) faults.push(`no heading: ${table.textContent.slice(0, 60)}`);
              for (const drawing of document.querySelectorAll("svg")) {
                if (drawing.getAttribute("aria-hidden") === "true") continue;
                const named = words(drawing.getAttribute("aria-labelledby"));
                const told = words(drawing.getAttribute("aria-describedby"));
                const role = ["img", "group", "graphics-document"].includes(drawing.getAttribute("role"));
                const also = drawing.closest("figure")?.querySelector("details.sb-told");
                if (!role || !named || !told || !also?.textContent.trim()) faults.push(drawing.outerHTML.slice(0, 200));
              }
              for (const image of document.querySelectorAll("img:not([alt])")) faults.push(image.outerHTML);
              return faults;
            }"""
        )
        if found:
            faults[name] = found[:3]
    page.close()

    assert {} == faults


# --- without motion ---------------------------------------------------------------------------------------------------


def test_nothing_moves_for_those_who_want_no_motion(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    moving = {}
    for name in ("index.html", "stages/discovery.html", "coverage.html", "paths/account-executive-path.html", SEARCH):
        page.goto(f"{site}/{name}")
        page.keyboard.press("Control+k")
        page.locator(".sb-palette-input").wait_for()
        found = page.evaluate(
            """() => {
              const found = new Set();
              const seconds = (part) => parseFloat(part) * (/ms$/.test(part.trim()) ? 0.001 : 1);
              const longest = (value) => Math.max(...value.split(",").map(seconds));
              for (const node of document.querySelectorAll("*"))
                for (const part of ["", "::before", "::after", "::backdrop"]) {
                  const style = getComputedStyle(node, part || null);
                  const moves =
                    (style.animationName !== "none" && longest(style.animationDuration) > 0.01) ||
                    (style.transitionProperty !== "none" && longest(style.transitionDuration) > 0.01) ||
                    style.scrollBehavior === "smooth";
                  if (moves) found.add(`${node.localName}.${node.getAttribute("class") ?? ""}${part}`);
                }
              return [...found].slice(0, 8);
            }"""
        )
        if found:
            moving[name] = found
    context.close()

    assert {} == moving


# --- by keyboard ------------------------------------------------------------------------------------------------------

WAITING = """
() => {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  window.waiting = [...document.querySelectorAll(all)].filter((node) => {
    if (node.disabled || node.tabIndex < 0 || node.type === "hidden") return false;
    return node.checkVisibility({ visibilityProperty: true });
  });
  const signs = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderColor"];
  const looks = (node, part) => {
    const style = getComputedStyle(node, part);
    return signs.map((sign) => (/^outline[WC]/.test(sign) && style.outlineStyle === "none" ? "" : style[sign]));
  };
  // The sign may stand on the link, on what lies over the whole card, on the box drawn for it, or on what is around it.
  window.told = (node) => {
    const drawn = node.ownerSVGElement ? [...node.querySelectorAll("rect, path")] : [];
    const strokes = drawn.map((part) => getComputedStyle(part).stroke + getComputedStyle(part).strokeWidth);
    const around = [node.parentElement, node.parentElement?.parentElement].map((outer) => outer && looks(outer));
    return JSON.stringify([looks(node), looks(node, "::before"), looks(node, "::after"), strokes, around]);
  };
  window.before = new Map(window.waiting.map((node) => [node, window.told(node)]));
  window.reached = [];
  return window.waiting.length;
}
"""
FROM_THE_TOP = """
() => {
  const start = document.createElement("i");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
}
"""
STEP = """
() => {
  const node = document.activeElement;
  if (!node || node === document.body) return "";
  const box = node.getBoundingClientRect();
  const last = window.reached.at(-1);
  const faults = [];
  if (window.told(node) === window.before.get(node)) faults.push("unseen");
  if (last && !(last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("out of order");
  if (box.bottom < 0 || box.top > innerHeight || !box.width) faults.push("off the screen");
  window.reached.push(node);
  return faults.length ? `${faults}: ${node.outerHTML.slice(0, 120)}` : "ok";
}
"""
MISSED = (
    "() => window.waiting.filter((node) => !window.reached.includes(node)).map((node) => node.outerHTML.slice(0, 120))"
)


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", ["index.html", "stages/discovery.html", "coverage.html#discovery--head-of-operations"])
def test_the_keyboard_reaches_all_in_order_and_sees_where_it_is(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/{name}")
    if "#" in name:
        page.locator(".sb-found").wait_for()
        page.evaluate(FROM_THE_TOP)
    count = page.evaluate(WAITING)
    faults = []
    for _ in range(count + 20):
        page.keyboard.press("Tab")
        told = page.evaluate(STEP)
        if not told:
            break
        if told != "ok":
            faults.append(told)

    assert [] == faults
    assert [] == page.evaluate(MISSED)


def test_the_first_key_leads_past_what_all_pages_have(page: Page, site: str) -> None:
    page.goto(f"{site}/stages/discovery.html")

    page.keyboard.press("Tab")
    skip = page.locator(".skip-link a")
    assert skip.evaluate("node => node === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => Boolean(document.activeElement.closest('main'))")


def test_what_to_use_is_looked_up_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")

    page.locator("select[name=stage]").focus()
    page.keyboard.type("Disc")
    page.keyboard.press("Tab")
    page.keyboard.type("Head of op")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/coverage.html#discovery--head-of-operations")
    page.locator(".sb-found h2").wait_for()
