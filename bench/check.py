"""What `stagebook check` costs on 10,000 records, measured against libyaml's bare events over the same files.

Every step is a process of its own, and its whole CPU time counts, the start of Python included: the events alone, a
check without a cache (which writes it), and a check of which everything is in the cache. They take turns, and of each
the least of several rounds counts, as the machine may be busy. Prints seconds and ratios, and exits with 1 where a
ratio is above its limit.

The limits are for libyaml as ruamel.yaml brings it. The ratios to PyYAML's binding, which hands over the same events
a fifth quicker and is the one that the reader takes, are told beside them.

Usage: python bench/check.py [RECORDS]
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from synthetic import Item, as_playbook, items

LIMITS = {"cold": 3.0, "warm": 0.2}
ROUNDS = 5
TODAY = "2026-11-30"
PARSERS = {"ruamel": "_ruamel_yaml", "PyYAML": "yaml._yaml"}
EVENTS = """\
import os, sys
from importlib import import_module

CParser = import_module(sys.argv[2]).CParser

for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(f"{folder}/{name}", "rb") as file:
            next_event = CParser(file.read()).get_event
        while next_event() is not None:
            pass
"""
GAPS = 50
"""One need in so many has no offering, and as many stages have nothing for the personas present."""


def fill(root: Path, made: list[Item]) -> None:
    """Add what makes a library nearly whole, as it is where people check each change: few findings, and real ones."""
    data = root / "data"
    needs = [item.id for item in made if item.folder == "needs"]
    met = [name for position, name in enumerate(needs) if position % GAPS]
    lines = [
        f"- {{id: offering-{start}, name: Offering {start}, summary: It helps., owner: sales, reviewed: 2026-10-01, "
        f"needs: [{', '.join(met[start : start + 20])}]}}"
        for start in range(0, len(met), 20)
    ]
    (data / "offerings.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    answered = {target for item in made if item.folder == "materials" for _, target in item.links}
    open_needs = [name for name in needs if name not in answered]
    for number, stage in enumerate(item for item in made if item.folder == "stages"):
        if number % GAPS:
            personas = [target for folder, target in stage.links if folder == "personas"]
            (data / "materials" / f"kit-{number}.yaml").write_text(
                f"name: Kit {number}\nkind: one-pager\nsummary: All for {stage.name}.\nowner: sales\n"
                f"reviewed: 2026-10-01\nstages: [{stage.id}]\npersonas: [{', '.join(personas)}]\n"
                f"needs: [{', '.join(open_needs[number::200])}]\n",
                encoding="utf-8",
            )


def cpu(*command: str, most: int = 0) -> float:
    """Run a command and give the CPU seconds that it took; ``most`` is the highest exit code that is fine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not 0 <= run.returncode <= most:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure and tell."""
    made = items(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    took: dict[str, list[float]] = {}

    def measure(name: str, *command: str, most: int = 0) -> None:
        took.setdefault(name, []).append(cpu(sys.executable, *command, most=most))

    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        as_playbook(root, made)
        fill(root, made)
        check = ("-m", "stagebook", "check", scratch, "--today", TODAY)
        for _ in range(ROUNDS):
            shutil.rmtree(root / ".stagebook-cache", ignore_errors=True)
            for name, module in PARSERS.items():
                measure(name, "-c", EVENTS, f"{scratch}/data", module)
            measure("cold", *check, most=1)
            measure("warm", *check, most=1)
    least = {name: min(times) for name, times in took.items()}
    print(f"{len(made)} records, CPU seconds, least of {ROUNDS} rounds")
    print(f"libyaml's events alone:  {least['ruamel']:.2f} by ruamel.yaml, {least['PyYAML']:.2f} by PyYAML")
    for name, words in (("cold", "check, nothing cached: "), ("warm", "check, nothing changed:")):
        ratio, other = (least[name] / least[parser] for parser in PARSERS)
        print(f"{words}  {least[name]:.2f}, ratio {ratio:.2f} (limit {LIMITS[name]}); to PyYAML's {other:.2f}")
    return int(any(least[name] / least["ruamel"] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
