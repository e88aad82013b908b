"""The handbook as a PDF: all of it on one page, printed by Chromium, tagged and with an outline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from stagebook.cachefolder import CACHE
from stagebook.loading import load, root_of
from stagebook.site.building import (
    FIRST,
    BuildError,
    is_empty,
    locked,
    overrides_of,
    run_sphinx,
    shown,
    without_records,
)
from stagebook.site.linking import WHOLE

VARIABLE = "CHROMIUM"
"""The environment variable that may name the browser."""
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
)  # fmt: skip
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
"""Where systems keep browsers that they do not put on the path."""
FLAGS = (
    "--headless",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
    # A small machine's shared memory is too small for a large handbook.
    "--disable-dev-shm-usage",
    # The rest keeps Chromium from calling its maker.
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
PATIENCE = 1200
"""Seconds after which a browser that is still printing is stopped: a handbook of thousands of pages takes minutes."""


def print_pdf(root: Path, out: Path, *, drafts: bool = False, today: date | None = None) -> int:
    """Print the handbook below ``root`` into the file ``out`` and give the exit code.

    Raises BuildError where no browser is found, or where it does not print.
    """
    root = root_of(root).resolve()
    out = out.resolve()
    if out.is_dir():
        message = f"{shown(out)} is a folder; name a file, such as {shown(out / 'handbook.pdf')}"
        raise BuildError(message)
    playbook = load(root)
    if is_empty(playbook):
        raise BuildError(without_records(playbook))
    browser = find_browser()
    day = today or datetime.now(UTC).astimezone().date()
    with locked(root):
        made = root / CACHE / WHOLE
        code = run_sphinx(root, made, overrides_of(drafts=drafts, today=day), builder=WHOLE)
        if code:
            sys.stderr.write("not printed: see above\n")
            return code
        _print(browser, made / FIRST, out)
    sys.stdout.write(f"printed: open {shown(out)}\n")
    return 0


def find_browser() -> str:
    """Find Chromium or one of its kin: the one that the environment names, else one of this system's.

    Raises BuildError where there is none.
    """
    named = os.environ.get(VARIABLE, "")
    for name in (named, *NAMES, *PLACES):
        found = shutil.which(name) if name else None
        if found:
            return found
    looked = f" ({VARIABLE} names {named}, which is not there)" if named else ""
    message = (
        f"a PDF is printed by Chromium, Chrome or Edge, and none was found{looked}; install one, or name yours in the"
        f" environment variable {VARIABLE}. Without it: `stagebook build`, and print pages from any browser"
    )
    raise BuildError(message)


def _print(browser: str, page: Path, out: Path) -> None:
    """Print a page; the file takes its place only when it is whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="stagebook-", ignore_cleanup_errors=True) as scratch:
        fresh = Path(scratch, "handbook.pdf")
        # A profile of its own: neither the reader's settings nor a browser that is open have a say.
        command = [browser, *FLAGS, f"--user-data-dir={scratch}/profile", f"--print-to-pdf={fresh}", page.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # Chromium has no sandbox for root, as whom containers run; the page is our own and has no scripts.
            command.insert(1, "--no-sandbox")
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            message = f"{browser} did not print: {error}"
            raise BuildError(message) from None
        if not fresh.exists() or fresh.read_bytes()[:5] != b"%PDF-":
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            message = f"{browser} did not print; it ended with {done.returncode}" + (f": {said[-1]}" if said else "")
            raise BuildError(message)
        shutil.move(fresh, out)
