"""Small git repositories for tests: made from texts, commit by commit, without the settings of whoever runs them."""

from __future__ import annotations

import os
import subprocess
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY = "2026-11-20T12:00:00+0000"


class Repo:
    """A repository in a folder, and the files of its work tree."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()},
        }
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write files by path; None deletes one."""
        for path, text in files.items():
            file = self.folder / path
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(dedent(text), encoding="utf-8")

    def commit(self, files: Mapping[str, str | None]) -> str:
        """Write files and commit all; give the hash."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=A change")
        return self.git("rev-parse", "HEAD")

    def state(self) -> tuple[str, ...]:
        """Give all that a command must not touch: the work tree, the index, the branches and the hash of HEAD."""
        files = sorted(
            str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if ".git" not in file.parts
        )
        return (*files, self.git("status", "--porcelain"), self.git("for-each-ref"), self.git("rev-parse", "HEAD"))


_WHO = {"NAME": "Test", "EMAIL": "test@example.com", "DATE": DAY}
