"""How long the jump palette takes for a key among 3,000 records, measured in Chromium, and what it costs to open.

Names are made of more different words than a real library has. Each key's time runs from the key to the rows laid out,
the least of five runs, as the machine may be busy; nothing is remembered from one run to the next. Exits with 1 where
the slowest key is above the limit. Usage: python bench/palette.py [RECORDS]; CHROMIUM names the browser.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from synthetic import WORDS

from stagebook.site.theme import ASSETS

LIMIT = 50
STAGES = 60
RUNS = 5
TYPED = ("servise", "prise qestion 1b", "warehouse sucess plan", "a")
KINDS = ("page", "stage", "tool", "material", "persona", "need")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Palette</title>
<link rel="stylesheet" href="_static/diagrams.css"><link rel="stylesheet" href="_static/stagebook.css">
<link rel="stylesheet" href="_static/palette.css"><script defer src="_static/palette.js"></script>
<body class="sb-body"><a class="sb-jump" href="search.html">Search</a>"""
OPEN = """() => {
    const start = performance.now();
    document.querySelector(".sb-jump").click();
    return start;
}"""
MEASURE = """typed => {
    const input = document.querySelector(".sb-palette-input");
    const list = document.querySelector(".sb-palette-list");
    return [...typed].map((_, at) => {
        input.value = typed.slice(0, at + 1);
        const start = performance.now();
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        list.getBoundingClientRect();
        return performance.now() - start;
    });
}"""


def index(count: int) -> str:
    """Make the index of ``count`` records."""
    dice = random.Random(7)

    def word() -> str:
        return dice.choice(WORDS) + dice.choice(("", "", "s", "er", "ing", "ed"))

    entries: list[list[object]] = []
    for number in range(count):
        name = " ".join([*(word() for _ in range(dice.randint(3, 6))), f"{number:x}{dice.randint(0, 999)}"])
        stages = [dice.randrange(STAGES) for _ in range(3)] if number >= STAGES else []
        entries.append([1 + number % 5, name, f"m/{number}.html", "case study", [f"other {word()} {number:x}"], stages])
    kinds = [[name, name.capitalize(), f"{name.capitalize()}s"] for name in KINDS]
    return f"window.stagebookIndex={json.dumps({'kinds': kinds, 'entries': entries})};"


def measure(page: Path) -> tuple[list[float], list[float]]:
    """Give the milliseconds of each key, and those of each opening."""
    runs, openings = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for _ in range(RUNS):
            tab = browser.new_page()
            tab.goto(page.as_uri())
            start = tab.evaluate(OPEN)
            tab.wait_for_selector(".sb-chip")
            openings.append(tab.evaluate("start => performance.now() - start", start))
            runs.append([took for typed in TYPED for took in tab.evaluate(MEASURE, typed)])
            tab.close()
        browser.close()
    return [min(times) for times in zip(*runs, strict=True)], openings


def main() -> int:
    """Measure and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as scratch:
        static = Path(scratch, "_static")
        shutil.copytree(ASSETS, static)
        text = index(count)
        (static / "sb-index.js").write_text(text, encoding="utf-8")
        page = Path(scratch, "index.html")
        page.write_text(PAGE, encoding="utf-8")
        keys, openings = measure(page)
    print(f"{count} records, an index of {len(text) / 1000:.0f} kB, {len(keys)} keys")
    print(f"from the click to the names, index read: {min(openings):.0f} ms")
    print(f"a key: {statistics.median(keys):.1f} ms in the middle, {max(keys):.1f} ms at most, limit {LIMIT}")
    return 0 if max(keys) <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
