"""The site under a strict policy, below a sub-path, straight from disk, and without any other server."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from stagebook.render.strict import POLICY
from tests.browser.conftest import UNSEEN, look_at_all, until
from tests.site.conftest import SMALL, Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

BELOW = "/some/where"
LISTEN = """\
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
REFUSED = "(win) => win.refused"
ALL_SORTS = """\
---
orphan: true
---
# All sorts

::::{tab-set}
:::{tab-item} First
:sync: one
The first tab.
:::
:::{tab-item} Second
:sync: two
The second tab.
:::
::::

::::{grid} 1 2 2 3
:gutter: 2
:::{grid-item-card} A card
:link: hand
:link-type: doc
With a link and a {bdg-primary}`badge`.
:::
:::{grid-item-card} {octicon}`star` Another
{fas}`star` {material-regular}`star`
:::
::::

:::{dropdown} More
:animate: fade-in
What opens.
:::

:::{button-ref} hand
:color: primary
Onward
:::

:::{list-table} Widths
:widths: 10 90
:header-rows: 1
* - a
  - b
* - c
  - d
:::

:::{note}
:class: dropdown
Closed at first.
:::

```{image} mark.svg
:width: 40px
:alt: A mark
```

```python
print("coloured")
```

```mermaid
flowchart LR
  a --> b
```

<p id="styled" style="color: rgb(1, 2, 3)">Styled.</p>
<style media="screen">#sheet { color: rgb(4, 5, 6) }</style>
<p id="sheet">By a sheet.</p>
<script>document.documentElement.dataset.first = document.querySelector("#sheet") ? "here" : "";</script>
<p id="after">After.</p>
<script type="module">document.documentElement.dataset.module = document.querySelector("#after") ? "here" : "";</script>
<script type="application/json" id="data">{"a": 1}</script>
"""


class _Strict(SimpleHTTPRequestHandler):
    """Serves a site below a path, with the policy."""

    def do_GET(self) -> None:
        if self.path.startswith(f"{BELOW}/"):
            self.path = self.path.removeprefix(BELOW)
            super().do_GET()
        else:
            self.send_error(404)

    def end_headers(self) -> None:
        if "_static/" in self.path:
            self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def strict_site(handbook: Path) -> Iterator[str]:
    with served(handbook) as address:
        yield address


@pytest.fixture
def listening(browser: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """Give a context, and what its pages say on the console as errors or throw."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(LISTEN)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context, said
    context.close()


def refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.refused")
    return found


def pages_of(handbook: Path) -> list[str]:
    return [
        path.relative_to(handbook).as_posix()
        for path in sorted(handbook.rglob("*.html"))
        if "_static" not in path.parts
        # A redirect holds nothing but an address; the page for wrong addresses names its files from the root.
        and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
        and path.name != "404.html"
    ]


def test_the_policy_refuses_nothing_on_any_page(
    listening: tuple[BrowserContext, list[str]], strict_site: str, handbook: Path
) -> None:
    context, said = listening
    page = context.new_page()
    page.goto(f"{strict_site}/index.html")

    found = look_at_all(page, [f"{strict_site}/{name}" for name in pages_of(handbook)], REFUSED, UNSEEN)

    assert len(pages_of(handbook)) == len(found)
    assert {} == {address: refused for address, refused in found.items() if refused}
    assert [] == said


def test_the_listener_hears_what_is_refused(listening: tuple[BrowserContext, list[str]], strict_site: str) -> None:
    context, said = listening
    page = context.new_page()
    page.goto(f"{strict_site}/index.html")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    until(page, "window.refused.length > 0")

    assert 1 == len(said)


def test_the_page_for_wrong_addresses_is_whole_at_any_depth(browser: Browser, tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.replace("data/playbook.yaml", 'version: "7"', f'version: "7"\n  site_url: https://example.com{BELOW}/')
    out = project.build().out
    with served(out) as address:
        context = browser.new_context()
        context.add_init_script(LISTEN)
        page = context.new_page()
        lost: list[str] = []
        page.on("response", lambda response: lost.append(response.url) if response.status == 404 else None)
        body = (out / "404.html").read_text(encoding="utf-8")
        page.route("**/no/such/page", lambda route: route.fulfill(status=200, content_type="text/html", body=body))

        page.goto(f"{address}/no/such/page")

        assert ([], []) == (refused(page), lost)
        assert "auto" == page.evaluate("document.documentElement.dataset.mode")
        context.close()


def test_search_and_themes_work(listening: tuple[BrowserContext, list[str]], strict_site: str) -> None:
    context, said = listening
    page = context.new_page()

    page.goto(f"{strict_site}/search.html?q=discovery")
    page.wait_for_selector("#search-results li p.context")
    # It goes on to fetch a few words of each page found; leaving before would make each an error.
    page.wait_for_load_state("networkidle")
    page.goto(f"{strict_site}/stages/discovery.html")
    page.get_by_role("button", name="Color mode").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    mode = page.evaluate("document.documentElement.dataset.mode")
    page.reload(wait_until="commit")
    page.locator("html[data-mode]").wait_for(state="attached")

    assert "dark" == mode
    assert mode == page.evaluate("document.documentElement.dataset.mode")
    assert [] == refused(page)
    assert [] == said


def test_the_marks_of_a_search_can_be_taken_away(listening: tuple[BrowserContext, list[str]], strict_site: str) -> None:
    context, said = listening
    page = context.new_page()

    page.goto(f"{strict_site}/stages/discovery.html?highlight=buyer")
    page.locator("span.highlighted").first.wait_for()
    page.get_by_role("link", name="Hide Search Matches").click()
    page.locator("span.highlighted").first.wait_for(state="detached")

    assert [] == refused(page)
    assert [] == said


def test_what_readers_do_runs_under_the_policy(listening: tuple[BrowserContext, list[str]], strict_site: str) -> None:
    context, said = listening
    page = context.new_page()

    page.goto(f"{strict_site}/stages/discovery.html")
    page.locator(".sb-tick").first.click()
    page.keyboard.press("Control+k")
    page.locator(".sb-palette-input").fill("discvery")
    page.locator(".sb-option-name").first.wait_for()
    on_stage = refused(page)
    page.goto(f"{strict_site}/reference.html")
    page.locator(".sb-table thead button").first.click()
    page.get_by_role("searchbox", name="Filter").first.fill("owner")
    on_list = refused(page)
    page.goto(f"{strict_site}/paths/account-executive-path.html")
    page.locator(".sb-tick").first.click()

    assert ([], [], []) == (on_stage, on_list, refused(page))
    assert [] == said


def test_everything_works_straight_from_disk(listening: tuple[BrowserContext, list[str]], handbook: Path) -> None:
    context, said = listening
    context.set_offline(True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else asked.append(request.url))

    page.goto((handbook / "stages/discovery.html").as_uri())
    mode = page.evaluate("document.documentElement.dataset.mode")
    page.goto((handbook / "search.html").as_uri() + "?q=discovery")
    page.wait_for_selector("#search-results li")

    assert "auto" == mode
    assert [] == [url for url in asked if not url.startswith("data:")]
    # The search would show a few words of each page found, which browsers let no page from disk read: it does without.
    assert [] == said


def test_a_hand_written_page_keeps_its_scripts_styles_and_parts(
    listening: tuple[BrowserContext, list[str]], tmp_path: Path
) -> None:
    mark = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    project = Project(tmp_path, {**SMALL, "source/sorts.md": ALL_SORTS, "source/mark.svg": mark})
    built = project.build()
    context, said = listening
    with served(built.out) as address:
        page = context.new_page()

        page.goto(f"{address}/sorts.html")
        page.get_by_text("Second", exact=True).click()
        page.locator("details.sd-dropdown summary").click()

        assert "" == built.warnings
        assert page.get_by_text("The second tab.").is_visible()
        assert page.get_by_text("What opens.").is_visible()
        assert "rgb(1, 2, 3)" == page.locator("#styled").evaluate("node => getComputedStyle(node).color")
        assert "rgb(4, 5, 6)" == page.locator("#sheet").evaluate("node => getComputedStyle(node).color")
        assert {"first": "here", "module": "here"} == page.evaluate(
            "(({first, module}) => ({first, module}))(document.documentElement.dataset)"
        )
        assert 40 == page.locator("img[alt='A mark']").evaluate("node => node.getBoundingClientRect().width")
        assert [] == refused(page)
        assert [] == said


def test_the_theme_is_chosen_before_the_page_is_painted(
    listening: tuple[BrowserContext, list[str]], strict_site: str
) -> None:
    context, _ = listening
    page = context.new_page()
    page.goto(f"{strict_site}/index.html")

    page.evaluate("localStorage.setItem('mode', 'dark'); localStorage.setItem('theme', 'dark')")
    page.add_init_script(
        "new MutationObserver((_, all) => { if (document.body) {"
        " window.atFirst = document.documentElement.dataset.theme; all.disconnect(); } })"
        ".observe(document, {childList: true, subtree: true});"
    )
    page.reload()

    assert "dark" == page.evaluate("window.atFirst")
