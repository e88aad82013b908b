"""What several test files share. Nothing here imports Sphinx: the tests of the core start without it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Machines are slower than one thinks, and the gate must say the same thing twice.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
# The same built without windows, as Debian has it beside the other: it opens a page in half the time.
HEADLESS = CHROMIUM.with_name(f"{CHROMIUM.name}-headless-shell")

# No sandbox, as continuous integration runs as root; the rest keeps Chromium from calling its maker.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Let pytest-playwright start the system's Chromium: no test downloads a browser."""
    if not CHROMIUM.exists():
        pytest.fail(f"no Chromium at {CHROMIUM}: install it, name yours in CHROMIUM, or leave out: -m 'not browser'")
    found = HEADLESS if HEADLESS.exists() else CHROMIUM
    return {**browser_type_launch_args, "executable_path": found, "args": CHROMIUM_FLAGS}
