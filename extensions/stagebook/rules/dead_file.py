"""A file of a material that is not there.

## What it does

Flags the `file` of a live material that does not exist below the folder of the playbook, is a folder, or lies outside.

## Why it matters

The material is listed, the stage counts as covered, and at the moment when it is needed the link leads nowhere. Files
outside of the playbook's folder are on somebody's machine; the handbook publishes none of them.

## Example

```yaml
materials:
  - {id: menu-review, file: files/menu-review.pdf, stages: offer}
stages:
  - {id: offer, phase: postsale, tools: crm, exit_criteria: {text: They order., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: offer}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: menu-review, url: "https://library.acme.com/menu-review", stages: offer}
stages:
  - {id: offer, phase: postsale, tools: crm, exit_criteria: {text: They order., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: offer}]
tools: [crm]
```
"""

from __future__ import annotations

import os
import stat
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.near import near
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stagebook.playbook import Playbook

GUESSES = 20
"""Missing files for which a near name is looked for."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live material whose file can't be published."""
    files = _Files(playbook.root)
    for material in playbook.all(Material):
        found = files.fault(material.file) if material.live and material.file else None
        if found:
            message, fix = found
            name = shown(material.file)[1:-1]
            yield Finding(material.place_of("file"), message.format(f"`{name}`"), fix, material.key)


class _Files:
    """What there is below the playbook's folder; each folder is resolved once, as thousands of files may lie in it."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(root)
        self._folders: dict[str, str] = {}
        self._guesses = GUESSES

    def fault(self, path: str) -> tuple[str, str] | None:
        """Say what is wrong with a file and what to do; None where nothing is."""
        if "\0" in path or PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive or _leaves(path):
            return _outside()
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(os.path.join(self.root, folder))  # noqa: PTH118  (pathlib takes six times as long, and there may be ten thousand)
        place = f"{self._folders[folder]}/{name}"
        try:
            state = os.lstat(place)
            if stat.S_ISLNK(state.st_mode):
                place = os.path.realpath(place)
                state = os.lstat(place)
        except (OSError, ValueError):
            return "there is no file {}", self._guess(folder, name)
        if not place.startswith(f"{self.root}{os.sep}"):
            return _outside()
        if not stat.S_ISREG(state.st_mode):
            return "{} is no file", "name one file, or give the address in `url`"
        return None

    def _guess(self, folder: str, name: str) -> str:
        self._guesses -= 1
        try:
            guess = near(name, os.listdir(self._folders[folder])) if self._guesses >= 0 else None  # noqa: PTH208  (names alone)
        except OSError:
            guess = None
        if guess:
            return f"did you mean `{f'{folder}/' if folder else ''}{guess}`?"
        return "put it there: the path begins at the folder that holds `data/`; or give its address in `url`"


def _leaves(path: str) -> bool:
    return ".." in path and ".." in path.replace("\\", "/").split("/")


def _outside() -> tuple[str, str]:
    return (
        "{} lies outside of the playbook's folder",
        "put the file below the folder that holds `data/`, or give its address in `url`",
    )


RULE = Rule("SB701", "dead-file", Severity.ERROR, __doc__, check)
