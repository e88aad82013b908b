"""What the first load of a page costs, served compressed and under the strict policy: bytes, requests and shifts."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bench.gzipped import gzipped
from tests.browser.conftest import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MOST_BYTES = 300_000
MOST_REQUESTS = 25
MOST_SHIFT = 0.05

WATCH = """\
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
# Fonts move what stands around them as they come; what a frame moved is told after the next.
SETTLE = """\
async () => {
  await document.fonts.ready;
  for (const _ of [1, 2, 3]) await new Promise(requestAnimationFrame);
}
"""


@dataclass
class Asked:
    """What the browser asked for, and what came."""

    address: str
    status: int = 0
    encoding: str = ""
    size: int = 0
    """Bytes over the network, headers included."""


@pytest.fixture(scope="module")
def packed(handbook: Path) -> Iterator[str]:
    with gzipped(handbook) as address:
        yield address


@contextmanager
def loaded(browser: Browser, address: str, width: int) -> Iterator[tuple[Page, list[Asked]]]:
    """Load a page by a browser that knows nothing yet, and give it with what it asked for."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    asked = listen(page)
    page.goto(address, wait_until="networkidle")
    page.evaluate(SETTLE)
    # What a style sheet holds as `data:` comes with it.
    yield page, [one for one in asked.values() if not one.address.startswith("data:")]
    context.close()


def listen(page: Page) -> dict[str, Asked]:
    asked: dict[str, Asked] = {}
    session = page.context.new_cdp_session(page)

    def sent(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = Asked(event["request"]["url"])

    def received(event: dict[str, Any]) -> None:
        one, response = asked[event["requestId"]], event["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        one.status, one.encoding = response["status"], headers.get("content-encoding", "")

    def finished(event: dict[str, Any]) -> None:
        asked[event["requestId"]].size = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.responseReceived", received)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return asked


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["index.html", "stages/discovery.html"])
def test_a_first_load_is_light_and_still(browser: Browser, packed: str, name: str, width: int) -> None:
    with loaded(browser, f"{packed}/{name}", width) as (page, asked):
        shift = page.evaluate("window.shifts.reduce((sum, value) => sum + value, 0)")

    assert {200} == {one.status for one in asked}
    assert {"gzip"} == {one.encoding for one in asked}
    assert [] == [one for one in asked if not one.address.startswith(f"{packed}/") or not one.size]
    assert len(asked) <= MOST_REQUESTS, asked
    assert sum(one.size for one in asked) <= MOST_BYTES, asked
    assert shift <= MOST_SHIFT


def test_what_moves_is_seen(browser: Browser, packed: str) -> None:
    with loaded(browser, f"{packed}/index.html", 1440) as (page, _):
        page.evaluate(
            "document.querySelector('.bd-article').prepend(document.querySelector('.bd-article').cloneNode(1))"
        )
        until(page, "window.shifts.length > 0")

        assert page.evaluate("Math.max(...window.shifts)") > MOST_SHIFT


@pytest.mark.parametrize("width", [1440, 1250, 390])
def test_the_text_keeps_its_place_when_the_column_beside_it_comes(
    browser: Browser, packed: str, handbook: Path, width: int
) -> None:
    name = "stages/discovery.html"
    # What a browser has of the page when a slow network has brought no more.
    begun, column, _ = (
        (handbook / name).read_text(encoding="utf-8").partition('<dialog id="pst-secondary-sidebar-modal"')
    )
    with loaded(browser, f"{packed}/{name}", width) as (page, _):
        whole = page.locator(".bd-article").bounding_box()
        page.route(f"**/{name}", lambda route: route.fulfill(body=begun, content_type="text/html; charset=utf-8"))
        page.reload()
        first = page.locator(".bd-article").bounding_box()

    assert column
    assert whole is not None
    assert first is not None
    assert (whole["x"], whole["y"], whole["width"]) == (first["x"], first["y"], first["width"])
