"""A file of a material that is not there.

## What it does

Flags the `file` of a live material that does not exist below the folder of the playbook, is a folder, is hidden, or
lies outside.

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

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from stagebook.beside import FILE, HIDDEN, MISSING, OUTSIDE
from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.near import near
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

GUESSES = 20
"""Missing files for which a near name is looked for."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live material whose file can't be published."""
    guesses = GUESSES
    for material in playbook.all(Material):
        state = _state(playbook, material.file) if material.live and material.file else FILE
        if state == FILE:
            continue
        if state == MISSING:
            message, fix = "there is no file {}", _instead(playbook, material.file if guesses else "")
            guesses -= 1
        elif state == HIDDEN:
            message, fix = "{} is hidden, and nothing hidden is published", "put it where no name begins with a dot"
        elif state == OUTSIDE:
            message = "{} lies outside of the playbook's folder"
            fix = "put the file below the folder that holds `data/`, or give its address in `url`"
        else:
            message, fix = "{} is no file", "name one file, or give the address in `url`"
        name = shown(material.file)[1:-1]
        yield Finding(material.place_of("file"), message.format(f"`{name}`"), fix, material.key)


def _state(playbook: Playbook, path: str) -> str:
    if "\0" in path or PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive or _leaves(path):
        return OUTSIDE
    return playbook.beside.state(path)


def _instead(playbook: Playbook, path: str) -> str:
    """Say what may have been meant by a path, or what to do."""
    folder, _, name = path.rpartition("/")
    if name and (guess := near(name, playbook.beside.names(folder))):
        return f"did you mean `{f'{folder}/' if folder else ''}{guess}`?"
    return "put it there: the path begins at the folder that holds `data/`; or give its address in `url`"


def _leaves(path: str) -> bool:
    return ".." in path and ".." in path.replace("\\", "/").split("/")


RULE = Rule("SB701", "dead-file", Severity.ERROR, __doc__, check)
