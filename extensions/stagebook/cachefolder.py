"""The folder below a playbook's root that holds what makes the next run quick; safe to delete at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CACHE = ".stagebook-cache"
"""Its name."""


def made_cache(root: Path) -> Path:
    """Give the folder, and make it where it is missing, unseen by git. Raises OSError where that can't be done."""
    folder = root / CACHE
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder
