"""The house keeps its promises; which floor may import which is import-linter's part, in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("sphinx", "docutils", "myst_parser", "pydantic", "ruamel.yaml", "yaml", "mmdr")


def loaded_by(code: str) -> list[str]:
    """Name the heavy packages that a fresh Python has loaded once it has run ``code``."""
    report = f"import sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_the_probe_sees_what_is_loaded() -> None:
    assert ["docutils"] == loaded_by("import docutils")


def test_import_stagebook_loads_nothing_heavy() -> None:
    assert [] == loaded_by("import stagebook")


def test_a_check_of_what_has_not_changed_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "playbook.yaml").write_text("company: {name: Acme}\nstages: [demo]\n", encoding="utf-8")
    check = f"from stagebook.cli import main; main(['check', {str(tmp_path)!r}, '--output', {str(tmp_path / 'out')!r}])"
    assert "pydantic" in loaded_by(check)
    assert [] == loaded_by(check)
