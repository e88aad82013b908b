"""How long it takes to move what a page holds inline to files, measured on the pages of a built site.

Prints milliseconds a page, and exits with 1 where they are above the limit. Usage: python bench/strict.py SITE
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from stagebook.render.strict import strict

LIMIT = 1.0
ROUNDS = 3


def main() -> int:
    """Measure and tell."""
    site = Path(sys.argv[1])
    pages = [
        (path.read_text(encoding="utf-8"), path.relative_to(site).as_posix())
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts
    ]
    took = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for html, path in pages:
            strict(html, path)
        took.append((time.process_time() - start) / len(pages) * 1000)
    size = sum(len(html) for html, _ in pages) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} kB: {min(took):.2f} ms of CPU a page, limit {LIMIT:.0f} ms")
    return int(min(took) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
