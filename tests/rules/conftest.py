"""What the tests of the rules share: playbooks written into a folder, and the day on which they are checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from stagebook.checking import check
from stagebook.loading import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stagebook.findings import Finding

TODAY = date(2026, 11, 22)


def write_files(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder; the paths begin there."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., tuple[Finding, ...]]:
    """Check a playbook given as files by path, or as the text of ``playbook.yaml``."""

    def run(files: Mapping[str, str | bytes] | str, **options: object) -> tuple[Finding, ...]:
        texts = {"data/playbook.yaml": files} if isinstance(files, str) else files
        write_files(tmp_path, {"data/playbook.yaml": "company: Acme\n", **texts})
        return check(load(tmp_path), today=TODAY, **options)  # type: ignore[arg-type]

    return run
