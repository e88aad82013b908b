"""Remembering a verdict: where nothing has changed since the last check, its verdict still holds.

Nothing has changed where all that the check looked at is as it was: the files of the playbook, what rules asked about
the files beside them, the day, and the code that does the checking. Files are compared by their states, which takes a
glance; where a state differs, as after a fresh checkout, contents decide.

What is kept is one file of JSON in the cache folder, put there in one step, so that two runs at once do no harm. It may
be deleted at any time, and whatever else it should hold one day is as good as nothing.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stagebook import __version__
from stagebook.beside import Beside
from stagebook.cachefolder import CACHE, made_cache
from stagebook.verdict import as_json, from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from stagebook.playbook import Playbook
    from stagebook.verdict import Verdict

NAME: Final = "check.json"

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a file's state tells whether it was changed: no file system counts in larger steps."""

_PACKAGES: Final = ("pydantic", "rapidfuzz", "yaml", "_ruamel_yaml")
"""What else decides on a verdict."""

State = tuple[int, int, int]
"""The size of a file in bytes, and when it and its entry in the file system were last changed."""


class Memory:
    """The verdict of the last check of a playbook on a day."""

    def __init__(self, root: Path, today: date, *, clock: Callable[[], int] = time.time_ns) -> None:
        """Look at the states of all files; what is read later is at least as new."""
        self.root = root
        self._day = today.isoformat()
        self._clock = clock
        self._began = clock()
        self._states = _states(root)

    def recall(self) -> Verdict | None:
        """Give the verdict of the last check where it still holds."""
        try:
            kept = json.loads((self.root / CACHE / NAME).read_bytes())
            if kept["key"] != [_key(), self._day]:
                return None
            files: dict[str, list[Any]] = kept["files"]
            asked = kept["asked"]
            moved = self._moved(files)
            if moved is None or not Beside(self.root).says_still((way, path, answer) for way, path, answer in asked):
                return None
            verdict = from_json(kept["verdict"])
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None
        if moved:
            self._write({path: str(file[1]) for path, file in files.items()}, asked, verdict)
        return verdict

    def keep(self, playbook: Playbook, verdict: Verdict) -> None:
        """Keep a verdict for the next check; where files can't be read or written, nothing is kept."""
        contents = {path: data for path, data in playbook.contents.items() if data is not None}
        if contents.keys() == self._states.keys():
            digests = {path: _digest(data) for path, data in contents.items()}
            self._write(digests, playbook.beside.asked, verdict)

    def _moved(self, files: Mapping[str, list[Any]]) -> bool | None:
        """Tell whether files have other states and the same contents; None where contents differ."""
        if files.keys() != self._states.keys():
            return None
        moved = [path for path, state in self._states.items() if files[path][0] != [*state]]
        for path in moved:
            # A file that was changed at the moment of the last check has no state there, and may have another content.
            if _digest((self.root / path).read_bytes()) != files[path][1]:
                return None
        return bool(moved)

    def _write(self, digests: Mapping[str, str], asked: list[Any], verdict: Verdict) -> None:
        from stagebook.yamlio.writing import NotWrittenError, write_atomically  # noqa: PLC0415  (not on the quick way)

        settled = self._began - SETTLED
        files = {
            path: [state if max(state[1:]) < settled else None, digests[path]] for path, state in self._states.items()
        }
        kept = {"key": [_key(), self._day], "files": files, "asked": asked, "verdict": as_json(verdict)}
        try:
            write_atomically(made_cache(self.root) / NAME, json.dumps(kept), root=self.root)
        except (OSError, NotWrittenError):
            return


def _states(root: Path) -> dict[str, State]:
    """Give the state of each file that loading may read, by its path from the root."""
    found: dict[str, State] = {}
    # As text: Path takes longer than the disk.
    top = str(root)
    folders = ["data"]
    while folders:
        below = folders.pop()
        try:
            with os.scandir(f"{top}/{below}") as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{below}/{name}")
                    elif name.lower().endswith((".yaml", ".yml")):
                        state = entry.stat()
                        found[f"{below}/{name}"] = (state.st_size, state.st_mtime_ns, state.st_ctime_ns)
        except OSError:
            # Loading says what is wrong; with a path that no file has nothing is recalled and nothing kept.
            found[f"{below}/"] = (0, 0, 0)
    return found


def _digest(data: bytes) -> str:
    from hashlib import blake2b  # noqa: PLC0415  (not on the quick way)

    return blake2b(data, digest_size=16).hexdigest()


def _key() -> str:
    """Say which code checks: another version, or an edit of it, may come to another verdict."""
    own = Path(__file__).parent
    states = [sys.version, __version__]
    for folder, folders, files in os.walk(own):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        states += [_stamp(f"{folder}/{name}") for name in sorted(files) if name.endswith(".py")]
    for package in _PACKAGES:
        spec = find_spec(package)
        states.append(_stamp(spec.origin) if spec and spec.origin else "")
    return "\n".join(states)


def _stamp(file: str) -> str:
    state = os.stat(file)  # noqa: PTH116  (as text, like what is walked)
    return f"{state.st_size} {state.st_mtime_ns}"
