"""What Lighthouse says of the first load of four pages, served compressed and under the strict policy on this machine.

As a phone on a slow network, which Lighthouse works out, and as a desk computer; each figure is the middle one of three
runs, as the machine may be busy. Exits with 1 where a limit is passed. Needs Node.js 18.16 or newer with npm, which
puts Lighthouse into a folder that is gone at the end, and Chromium, which CHROMIUM names. Usage:
python bench/lighthouse.py [SITE]; without a built SITE the reference handbook is built.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from gzipped import gzipped

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = "12.8.2"
"""The newest that runs on Node.js 18 and 20; 13 wants 22.19."""
NODE = (18, 16)
RUNS = 3
TRIES = 3
PAGES = ("index.html", "stages/discovery.html", "materials/audit-season-webinar.html", "coverage.html")
DEVICES = {"phone": "--form-factor=mobile", "desk": "--preset=desktop"}
CATEGORIES = "performance,accessibility,best-practices"
"""Not how search engines like a page: nobody outside is to find a handbook."""
BROWSER = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
    # No name leads beyond this machine, whatever asks.
    " --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
)


class Figure(NamedTuple):
    """A figure: its name, the limits it has to keep, and the digits after the point."""

    name: str
    least: float = 0
    most: float = float("inf")
    digits: int = 0


FIGURES = (
    Figure("performance", least=90),
    Figure("accessibility", least=100),
    Figure("best-practices", least=100),
    Figure("kB", most=300),
    Figure("requests", most=25),
    Figure("shift", most=0.05, digits=3),
    Figure("LCP s", digits=1),
    Figure("TBT ms"),
)


def figures(report: dict[str, Any]) -> list[float]:
    """Take the figures out of what Lighthouse reports of one run."""
    audits, categories = report["audits"], report["categories"]
    # What stands in a style sheet as `data:` is no request.
    asked = [item for item in audits["network-requests"]["details"]["items"] if not item["url"].startswith("data:")]
    return [
        *(categories[name]["score"] * 100 for name in CATEGORIES.split(",")),
        audits["total-byte-weight"]["numericValue"] / 1000,
        len(asked),
        audits["cumulative-layout-shift"]["numericValue"],
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["total-blocking-time"]["numericValue"],
    ]


def install(folder: Path) -> Path:
    """Put Lighthouse into a folder, with nothing run and nothing kept, and give its program."""
    quiet = ("--silent", "--no-audit", "--no-fund", "--no-update-notifier")
    unkept = ("--no-package-lock", "--no-save", "--ignore-scripts")
    npm = shutil.which("npm") or "npm"
    subprocess.run([npm, "install", "--prefix", folder, *quiet, *unkept, f"lighthouse@{LIGHTHOUSE}"], check=True)
    return folder / "node_modules/lighthouse/cli/index.js"


def run(program: Path, address: str, device: str) -> list[float]:
    """Load a page once, by a browser that knows nothing yet; again where a busy machine kept Lighthouse waiting."""
    node = shutil.which("node") or "node"
    told = ("--output=json", "--quiet", "--no-enable-error-reporting", f"--only-categories={CATEGORIES}")
    said = ""
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            done = subprocess.run(
                [node, program, address, device, *told, f"--chrome-flags={BROWSER} --user-data-dir={profile}"],
                check=False,
                capture_output=True,
                env={**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")},
            )
        if done.returncode == 0:
            report = json.loads(done.stdout)
            if "runtimeError" not in report:
                return figures(report)
        said = done.stderr.decode(errors="replace") or done.stdout.decode(errors="replace")
    sys.exit(f"Lighthouse could not load {address}: {said}")


def without_node() -> str:
    """Say what is missing, "" where nothing is."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return "There is no Node.js with npm here. On Debian and Ubuntu: apt-get install nodejs npm"
    said = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    return "" if version >= NODE else f"Lighthouse needs Node.js {'.'.join(map(str, NODE))} or newer; this is {said}"


def main() -> int:
    """Measure and tell."""
    if missing := without_node():
        print(missing)
        return 1
    passed = 0
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch, "site")
        if len(sys.argv) == 1:
            subprocess.run([sys.executable, "-m", "stagebook", "build", ROOT, "-o", site], check=True)
        program = install(Path(scratch, "node"))
        print(f"Lighthouse {LIGHTHOUSE}, the middle one of {RUNS} runs; * is beyond a limit")
        print("page".ljust(40), *(figure.name.rjust(max(len(figure.name), 6)) for figure in FIGURES))
        with gzipped(site) as address:
            for page in PAGES:
                for device, flag in DEVICES.items():
                    runs = [run(program, f"{address}/{page}", flag) for _ in range(RUNS)]
                    cells = []
                    for figure, values in zip(FIGURES, zip(*runs, strict=True), strict=True):
                        value = statistics.median(values)
                        beyond = not figure.least <= value <= figure.most
                        passed += beyond
                        shown = f"{value:.{figure.digits}f}{'*' if beyond else ''}"
                        cells.append(shown.rjust(max(len(figure.name), 6)))
                    print(f"{page}, {device}".ljust(40), *cells, flush=True)
    print("limits:", ", ".join(filter(None, map(limit, FIGURES))))
    return int(passed > 0)


def limit(figure: Figure) -> str:
    """Say what a figure has to keep, "" where it is only told."""
    if figure.most != float("inf"):
        return f"{figure.name} at most {figure.most:g}"
    return f"{figure.name} at least {figure.least:g}" if figure.least else ""


if __name__ == "__main__":
    sys.exit(main())
