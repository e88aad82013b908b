"""The reference handbook, built once and shown by a server on this machine for all tests in the browser."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent.parent
TODAY = "2026-11-22"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files that do not change, and says nothing."""

    def end_headers(self) -> None:
        """Let the browser keep what it has; to ask again for each file of each page takes a fifth of the time."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the reference handbook and give its folder."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    made = tmp_path_factory.mktemp("handbook")
    with patch_docutils(ROOT), docutils_namespace():
        app = Sphinx(
            ROOT / "source",
            ROOT,
            made / "html",
            made / "doctrees",
            "html",
            {"stagebook_today": TODAY},
            status=None,
            warning=None,
            parallel=2,
        )
        app.build()
    return made / "html"


@contextmanager
def shown(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback address, without any policy, and give where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true in a page; ``wait_for_function`` asks by `eval`, which strict pages refuse."""
    page.evaluate(
        f"""async () => {{
          const begun = performance.now();
          while (!({expression})) {{
            if (performance.now() - begun > 10_000) throw new Error("it never came true");
            await new Promise((resolve) => setTimeout(resolve, 20));
          }}
        }}"""
    )


BESIDE = 'frame.style = "position: absolute; width: 1200px; height: 800px; left: -2000px"'
"""Lays a page out beside what is seen."""
UNSEEN = "frame.hidden = true"
"""Does not lay it out, which is quicker."""


def look_at_all(page: Page, addresses: list[str], look: str, frame: str = BESIDE) -> dict[str, Any]:
    """Load pages inside one, several at a time, and give what a function of their window says of each, by address.

    A policy counts there all the same, and each page takes a third of the time. ``frame`` says how it is framed.
    """
    script = f"""async (addresses) => {{
      const look = {look};
      const found = {{}};
      const visit = async () => {{
        while (addresses.length) {{
          const address = addresses.shift();
          const frame = document.createElement("iframe");
          {frame};
          const loaded = new Promise((done) => frame.addEventListener("load", done, {{ once: true }}));
          frame.src = address;
          document.body.append(frame);
          await loaded;
          found[address] = look(frame.contentWindow);
          frame.remove();
        }}
      }};
      await Promise.all([visit(), visit(), visit(), visit()]);
      return found;
    }}"""
    return cast("dict[str, Any]", page.evaluate(script, addresses))


@pytest.fixture(scope="session")
def site(handbook: Path) -> Iterator[str]:
    """Serve the handbook on the loopback address and give where."""
    with shown(handbook) as address:
        yield address
