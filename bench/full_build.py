"""How much a full build of 1,000 records costs, measured against plain Sphinx building the same content in this run.

Prints the CPU seconds of both and their ratio, and exits with 1 where the ratio is above the limit. Usage:
python bench/full_build.py [RECORDS]
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from synthetic import as_markdown, as_playbook, items

LIMIT = 0.75


def cpu(command: list[str], folder: Path) -> float:
    """Run a command and give the CPU seconds that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    made = items(count)
    with tempfile.TemporaryDirectory() as scratch:
        plain, ours = Path(scratch, "plain"), Path(scratch, "ours")
        as_markdown(plain, made)
        as_playbook(ours, made)
        print(f"{len(made)} records")
        floor = cpu([sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", ".", "source", "out"], plain)
        print(f"plain Sphinx, pages written beforehand: {floor:.1f} s of CPU")
        cost = cpu([sys.executable, "-m", "stagebook", "build", ".", "-o", "out"], ours)
        print(f"stagebook build:                        {cost:.1f} s of CPU")
    ratio = cost / floor
    print(f"ratio {ratio:.2f}, limit {LIMIT}: {'fine' if ratio <= LIMIT else 'too slow'}")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
