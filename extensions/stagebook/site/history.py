"""History: what changed lately in the playbook's files, as git knows it."""

from __future__ import annotations

from datetime import date
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING

from stagebook.pages.context import Change
from stagebook.revisions import git

if TYPE_CHECKING:
    from pathlib import Path

LATELY = 40
"""How many commits are looked at: enough for a page, and quick in any repository."""
PATIENCE = 10
"""Seconds after which we do without."""


def history_of(root: Path) -> tuple[Change, ...]:
    """Give the latest changes to the files below ``data/`` and ``source/``, the newest first; none without git."""
    command = (
        "log", f"--max-count={LATELY}", "--no-merges", "--name-only", "--relative", "-z",
        "--format=%x02%cs%x03%s%x03", "--", "data", "source",
    )  # fmt: skip
    try:
        done = git(root, *command, patience=PATIENCE)
    except (OSError, TimeoutExpired):
        return ()
    if done.returncode:
        return ()
    changes = []
    for entry in done.stdout.decode("utf-8", "replace").split("\x02")[1:]:
        day, subject, files = (*entry.split("\x03", 2), "", "")[:3]
        for path in files.replace("\n", "\0").split("\0"):
            changes += [Change(date.fromisoformat(day), path.strip(), subject.strip())] if path.strip() else []
    return tuple(changes)
