"""The house keeps its promises; which floor may import which is import-linter's part, in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("sphinx", "docutils", "myst_parser", "pydantic", "ruamel.yaml", "mmdr")


def loaded_by(code: str) -> list[str]:
    """Name the heavy packages that a fresh Python has loaded once it has run ``code``."""
    report = f"import sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_the_probe_sees_what_is_loaded() -> None:
    assert ["docutils"] == loaded_by("import docutils")


def test_import_stagebook_loads_nothing_heavy() -> None:
    assert [] == loaded_by("import stagebook")
