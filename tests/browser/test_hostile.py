"""A playbook that means harm, in the browser: nothing of it runs, breaks a page or misleads; all of it is text."""

from __future__ import annotations

import contextlib
import io
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from stagebook.kinds import BY_NAME, KINDS
from stagebook.site.building import build, overrides_of, run_sphinx
from tests import hostile
from tests.browser.conftest import look_at_all, shown, until
from tests.browser.test_strict import served as served_strictly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

pytestmark = [pytest.mark.browser, pytest.mark.sphinx]

EXPECTED = (
    # What the check tells of: hidden characters, unsafe addresses, pages that are not there.
    r"SB007 ", r"SB016 ", r"SB106 ",
    # What prose may not do.
    r"prose takes no `\{", r"raw \(and derived\) roles disabled", r"the link scheme `javascript:` is not safe",
    r"is no file below `source/`", r"a link leads nowhere",
    # What is no good Markdown.
    r"Pygments lexer name", r"Transition must be child", r"Footnote \[1\] is not referenced", r"Duplicate footnote",
)  # fmt: skip
"""The warnings that there may be, and no others."""

HERE = re.compile(r"(?:http://127\.0\.0\.1:\d+/|data:)")
HEAR = """\
window.heard = [];
Object.defineProperty(window, "ran", { set: () => window.heard.push("ran"), get: () => undefined });
for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = () => window.heard.push(name);
document.addEventListener("securitypolicyviolation", (event) => window.heard.push(`refused ${event.blockedURI}`));
"""
"""Says in ``window.heard`` what ran."""

LOOK = r"""
(win) => {
  const doc = win.document;
  const faults = [...win.heard];
  const note = (node, what) => faults.push(`${what}: ${node.outerHTML.slice(0, 160)}`);
  const script = /^[\x00-\x20]*(?:(?:java|vb)script|data:(?!image\/(?:svg\+xml|png)[;,])):?/i;
  const addresses = ["href", "src", "xlink:href", "action", "formaction", "data", "srcdoc", "poster", "ping"];
  for (const node of doc.querySelectorAll("*")) {
    for (const { name, value } of node.attributes) {
      if (/^on/i.test(name)) note(node, "handler");
      // Sphinx's own, to take away the marks of a search.
      if (value === "javascript:SphinxHighlight.hideSearchWords()") continue;
      if (addresses.includes(name) && script.test(value)) note(node, "address");
      if (name === "src" && new URL(value, doc.baseURI).origin !== win.location.origin) note(node, "elsewhere");
    }
  }
  const never = "iframe, frame, object, embed, base, [http-equiv=refresh], dialog[open]";
  for (const node of doc.querySelectorAll(never)) note(node, "element");
  for (const node of doc.querySelectorAll("script")) {
    if (!node.src && !/json/.test(node.type)) note(node, "script");
    else if (node.src && !/\/(?:_static\/|searchindex\.js)/.test(new URL(node.src).pathname)) note(node, "script");
  }
  for (const node of doc.querySelectorAll("style, link[rel=stylesheet]"))
    if (!node.href || !new URL(node.href).pathname.includes("/_static/")) note(node, "style");
  for (const selector of ["h1", "main", ".bd-header", "footer.bd-footer", "head > title", "body"]) {
    const found = doc.querySelectorAll(selector).length;
    if (found !== 1) faults.push(`${found} ${selector}`);
  }
  for (const node of doc.body.childNodes)
    if (node.nodeType === 3 && node.data.trim()) faults.push(`loose: ${node.data.slice(0, 80)}`);
  if (!doc.querySelector("main h1")) faults.push("no heading in the main part");
  const last = [...doc.body.children].filter((node) => !node.matches("script, iframe, .sb-palette")).pop();
  if (!last.matches("footer.bd-footer, main")) note(last, "last");
  for (const [, letter] of doc.documentElement.textContent.matchAll(/([\u202a-\u202e\u2066-\u2069])/g))
    faults.push(`turns around: ${letter.codePointAt(0).toString(16)}`);
  const text = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const heading = doc.querySelector("h1")?.cloneNode(true);
  heading?.querySelectorAll(".headerlink").forEach((node) => node.remove());
  return { faults, title: doc.title, heading: heading ? text(heading) : "" };
}
"""
"""Looks for whatever should be on no page, and for what should be on each."""

TOUCH_AND_LOOK = f"""
(win) => {{
  for (const node of win.document.querySelectorAll("body *"))
    for (const name of ["mouseover", "mouseenter", "focus", "focusin", "pointerdown"])
      node.dispatchEvent(new win.Event(name, {{ bubbles: name !== "focus" }}));
  return ({LOOK})(win);
}}
"""


class Site(NamedTuple):
    """The site, and what the build of it said."""

    out: Path
    root: Path
    code: int
    warnings: list[str]

    @property
    def pages(self) -> list[str]:
        """Give all pages but those that only lead on."""
        return [
            path.relative_to(self.out).as_posix()
            for path in sorted(self.out.rglob("*.html"))
            if "_static" not in path.parts and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
        ]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the site as the command does."""
    root = hostile.write(tmp_path_factory.mktemp("hostile") / "playbook")
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = build(root, root.parent / "out", today=hostile.TODAY, jobs=2)
    warnings = [line for line in said.getvalue().splitlines() if re.search(r"\b(?:WARNING|ERROR|CRITICAL)\b", line)]
    return Site(root.parent / "out", root, code, warnings)


@pytest.fixture(scope="module")
def address(hostile_site: Site) -> Iterator[str]:
    with shown(hostile_site.out) as where:
        yield where


class Told(NamedTuple):
    """What a context noticed: errors, dialogs and questions to other machines."""

    errors: list[str]
    dialogs: list[str]
    elsewhere: list[str]


@pytest.fixture
def hearing(browser: Browser) -> Iterator[tuple[BrowserContext, Told]]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.add_init_script(HEAR)
    told = Told([], [], [])

    def asked(request: Request) -> None:
        if not HERE.match(request.url):
            told.elsewhere.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            told.errors.append(f"{message.text} {message.location['url']}")

    def opened(dialog: Dialog) -> None:
        told.dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("console", said)
    context.on("weberror", lambda error: told.errors.append(str(error.error)))
    context.on("dialog", opened)
    context.on("request", asked)
    yield context, told
    context.close()


def heard(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.heard")
    return found


# --- the build --------------------------------------------------------------------------------------------------------


def test_it_builds_and_tells_what_it_refused(hostile_site: Site) -> None:
    unexpected = [line for line in hostile_site.warnings if not any(re.search(sign, line) for sign in EXPECTED)]
    unheard = [sign for sign in EXPECTED if not any(re.search(sign, line) for line in hostile_site.warnings)]

    assert 0 == hostile_site.code
    assert [] == unexpected
    assert [] == unheard


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.page])
def test_all_records_have_their_pages(hostile_site: Site, kind: str) -> None:
    folder = BY_NAME[kind].folder
    made = {f"{folder}/{hostile.id_of(kind, number)}.html" for number in range(hostile.count(BY_NAME[kind]))}

    assert {*made, f"{folder}/index.html"} <= set(hostile_site.pages)


def test_nothing_of_it_became_a_file_of_the_site(hostile_site: Site) -> None:
    running = [
        path.name
        for path in hostile_site.out.rglob("*")
        if path.suffix in {".js", ".css"}
        and path.name not in {"sb-index.js", "searchindex.js", "documentation_options.js"}
        and "window.ran" in path.read_text(encoding="utf-8")
    ]
    secret = [path.name for path in hostile_site.out.rglob("*") if path.is_file() and b"root:x:0:" in path.read_bytes()]

    assert [] == running
    assert [] == secret


# --- all pages --------------------------------------------------------------------------------------------------------


def test_nothing_runs_or_breaks_on_any_page(
    hostile_site: Site, address: str, hearing: tuple[BrowserContext, Told]
) -> None:
    context, told = hearing
    page = context.new_page()
    page.goto(f"{address}/by-hand.html")

    # The page for wrong addresses names its files from the root, which is here.
    found = look_at_all(page, [f"{address}/{name}" for name in hostile_site.pages], TOUCH_AND_LOOK)

    assert len(hostile_site.pages) == len(found)
    assert {} == {name.removeprefix(address): look["faults"] for name, look in found.items() if look["faults"]}
    assert Told([], [], []) == told
    for kind in KINDS:
        for number in range(hostile.count(kind) if kind.page else 0):
            look = found[f"{address}/{kind.folder}/{hostile.id_of(kind.name, number)}.html"]
            name = " ".join(hostile.shown_name(kind, number).split())
            assert name == look["heading"]
            assert look["title"].startswith(f"{name} — How {hostile.TEXTS[4]} sells")


def test_the_policy_refuses_nothing_either(hostile_site: Site, hearing: tuple[BrowserContext, Told]) -> None:
    context, told = hearing
    with served_strictly(hostile_site.out) as where:
        page = context.new_page()
        page.goto(f"{where}/by-hand.html")
        # One of each: what is refused is refused everywhere. The page for wrong addresses names files from the root.
        names = [name for name in hostile_site.pages if re.search(r"(?<!404)(?:^[^/]*|/index|-1)\.html$", name)]

        found = look_at_all(page, [f"{where}/{name}" for name in names], TOUCH_AND_LOOK, frame="")

    assert {} == {name: look["faults"] for name, look in found.items() if look["faults"]}
    assert Told([], [], []) == told


def test_no_page_is_wider_than_the_screen(hostile_site: Site, address: str, browser: Browser) -> None:
    page = browser.new_page()
    wide = {}
    seen = [name for name in hostile_site.pages if "/" not in name or name.endswith("-1.html")]
    for name in [*seen, f"stages/{hostile.id_of('stage', 5)}.html"]:
        page.goto(f"{address}/{name}", wait_until="domcontentloaded")
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if over > 0:
                wide[f"{name} at {width}"] = over
    page.close()

    assert {} == wide


def test_the_listener_hears_what_runs(address: str, hearing: tuple[BrowserContext, Told]) -> None:
    context, _ = hearing
    page = context.new_page()
    page.goto(f"{address}/by-hand.html")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"/no\" onerror=\"window.ran=1\">')")
    until(page, "window.heard.length > 0")

    assert ["ran"] == heard(page)
    look = page.evaluate(f"({LOOK})(window)")
    assert any(fault.startswith("handler") for fault in look["faults"])


# --- where names are shown --------------------------------------------------------------------------------------------


def test_names_are_text_wherever_they_are_shown(address: str, hearing: tuple[BrowserContext, Told]) -> None:
    context, told = hearing
    page = context.new_page()
    stage, persona = hostile.shown_name(BY_NAME["stage"], 1), hostile.shown_name(BY_NAME["persona"], 1)

    page.goto(f"{address}/stages/{hostile.id_of('stage', 1)}.html")
    crumbs = page.locator(".sb-crumbs li[aria-current]").text_content()
    trail = page.locator(".sb-trail .sb-stop").nth(1).text_content() or ""
    drawn = " ".join(page.locator("svg.sb-diagram text").all_text_contents())
    page.goto(f"{address}/stages/index.html")
    listed = page.locator("main").inner_text()
    page.goto(f"{address}/coverage.html")
    heads = [" ".join(text.split()) for text in page.locator(".sb-matrix thead th").all_text_contents()]
    options = page.locator("select[name=stage] option").all_text_contents()

    assert stage == (crumbs or "").strip()
    assert stage in trail
    assert "click a href" in drawn
    assert stage in listed
    assert " ".join(persona.split()) in heads
    assert stage in options
    assert Told([], [], []) == told


def test_what_readers_do_with_names_runs_nothing(address: str, hearing: tuple[BrowserContext, Told]) -> None:
    context, told = hearing
    page = context.new_page()
    ran: list[str] = []

    # The palette: names, other names, kinds and sorts.
    page.goto(f"{address}/index.html")
    for typed in (
        "script window ran",
        "onerror",
        "svg onload",
        "stage",
        "click javascript",
        "<img src=x>",
        "' onmouseover='",
    ):
        page.keyboard.press("Control+k")
        page.locator(".sb-palette-input").fill(typed)
        page.locator(".sb-option").first.wait_for()
        page.locator(".sb-option").first.hover()
        page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator(".sb-palette-input").fill("onerror motion")
    page.locator(".sb-option-name").first.wait_for()
    assert hostile.shown_name(BY_NAME["motion"], 0) in page.locator(".sb-option-name").all_text_contents()
    assert {"isolate"} == set(
        page.locator(".sb-option-name").evaluate_all("all => all.map((node) => getComputedStyle(node).unicodeBidi)")
    )
    ran += heard(page)

    # The search: what it found, what it shows of it, and what may have been meant.
    for typed, selector in (("onmouseover", "#search-results li"), ("onmousover", ".sb-meant a")):
        page.goto(f"{address}/search.html?q={typed}%20%3Cimg%20src%3Dx%20onerror%3Dwindow.ran%3D1%3E"[:40])
        page.goto(f"{address}/search.html?q={typed}")
        page.locator(selector).first.wait_for()
        page.wait_for_load_state("networkidle")
        assert not [text for text in page.locator("#search-results li > a").all_text_contents() if "&#x27;" in text]
        ran += heard(page) + page.evaluate(f"({LOOK})(window)")["faults"]

    # Looking up, with the tools that come with the result.
    page.goto(f"{address}/coverage.html")
    page.locator("select[name=stage]").select_option(hostile.id_of("stage", 1))
    page.locator("select[name=persona]").select_option(hostile.id_of("persona", 1))
    page.locator(".sb-found").wait_for()
    for select in page.locator(".sb-found select").all():
        select.select_option(index=1)
    ran += heard(page) + page.evaluate(f"({LOOK})(window)")["faults"]
    page.goto(f"{address}/coverage.html#stage=%3Cimg%20src=x%20onerror=window.ran=1%3E")
    ran += heard(page)

    # A path's steps and a stage's criteria; both are told in the page, one on the next visit too.
    page.goto(f"{address}/paths/{hostile.id_of('path', 1)}.html")
    page.locator(".sb-tick").first.click()
    page.goto(f"{address}/paths/index.html")
    page.goto(f"{address}/index.html")
    ran += heard(page)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/stages/{hostile.id_of('stage', 1)}.html")
    page.locator(".sb-tick").first.click()
    page.get_by_role("button", name="Copy as text").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    ran += heard(page) + page.evaluate(f"({LOOK})(window)")["faults"]

    # Tables: sorted and filtered.
    page.goto(f"{address}/materials/index.html")
    if page.locator(".sb-table thead button").count():
        page.locator(".sb-table thead button").first.click()
        page.get_by_role("searchbox", name="Filter").first.fill("<img")
    for summary in page.locator("main summary").all()[:5]:
        summary.click()
    ran += heard(page) + page.evaluate(f"({LOOK})(window)")["faults"]

    assert [] == ran
    assert copied.startswith(f"{hostile.shown_name(BY_NAME['stage'], 1)}: 1 of")
    assert Told([], [], []) == told


def test_a_name_does_not_turn_its_neighbours_around(address: str, hearing: tuple[BrowserContext, Told]) -> None:
    context, _ = hearing
    page = context.new_page()

    turned = []
    for name in ("by-hand.html", "stages/index.html", "glossary.html", "gaps.html"):
        page.goto(f"{address}/{name}")
        turned += page.evaluate(
            """() => {
              const found = [];
              for (const node of document.querySelectorAll("main :is(a, span, strong)")) {
                const next = node.nextElementSibling;
                if (!next || !next.matches("a, span, strong") || getComputedStyle(next).position !== "static") continue;
                const [one] = [...node.getClientRects()].slice(-1);
                const [other] = next.getClientRects();
                if (one && other && Math.abs(one.top - other.top) < 4 && other.left < one.left)
                  found.push(`${node.textContent} | ${next.textContent}`);
              }
              return found;
            }"""
        )

    assert [] == turned


# --- what is taken away -----------------------------------------------------------------------------------------------


def test_what_programs_read_is_whole(hostile_site: Site) -> None:
    index: dict[str, Any] = json.loads((hostile_site.out / "index.json").read_text(encoding="utf-8"))
    script = (hostile_site.out / "_static" / "sb-index.js").read_text(encoding="ascii")
    names = {entry["name"] for entry in index["records"]}

    assert {hostile.shown_name(kind, 0) for kind in KINDS} <= names
    assert f"How {hostile.TEXTS[4]} sells" == index["title"]
    assert "<" not in script
    jump = json.loads(script.removeprefix("window.stagebookIndex=").removesuffix(";\n"))
    assert names - {hostile.shown_name(BY_NAME["company"], 0)} <= {entry[1] for entry in jump["entries"]}
    assert json.loads(
        (hostile_site.out / "searchindex.js").read_text().removeprefix("Search.setIndex(").removesuffix(")")
    )


def test_what_is_markdown_brings_no_html_and_no_link_that_runs(hostile_site: Site) -> None:
    from markdown_it import MarkdownIt

    careless = MarkdownIt("commonmark", {"html": True}).enable("table")
    setattr(careless, "validateLink", lambda _: True)  # noqa: B010  (the type checker takes it for a method alone)
    active = []
    for path in (*hostile_site.out.rglob("*.md"), hostile_site.out / "llms.txt"):
        for block in careless.parse(path.read_text(encoding="utf-8")):
            for token in (block, *(block.children or ())):
                made = token.content if token.type.startswith("html") else ""
                address = str(token.attrs.get("href", token.attrs.get("src", "")))
                if made and not re.fullmatch(r'\s*(<a id="[^"<>]*">|</a>|\s)*\s*', made):
                    active.append((path.name, made))
                if re.match(r"\s*(?:javascript|data|vbscript):", unescape(address), re.IGNORECASE):
                    active.append((path.name, address))

    assert [] == active


def test_the_handbook_on_one_page_is_harmless_too(hostile_site: Site, hearing: tuple[BrowserContext, Told]) -> None:
    context, told = hearing
    out = hostile_site.root.parent / "whole"
    with contextlib.redirect_stderr(io.StringIO()):
        code = run_sphinx(hostile_site.root, out, overrides_of(drafts=False, today=hostile.TODAY), builder="singlehtml")
    with shown(out) as where:
        page = context.new_page()
        page.goto(f"{where}/index.html")
        look = page.evaluate(f"({LOOK})(window)")

    # For paper it has no frame, and every document's heading.
    frame = re.compile(r"\d+ (?:h1|\.bd-header|footer\.bd-footer)$")
    assert 0 == code
    assert [] == [fault for fault in look["faults"] if not frame.match(fault)]
    assert Told([], [], []) == told
