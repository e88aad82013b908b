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
from typing import TYPE_CHECKING, Final

from stagebook import __version__
from stagebook.beside import Beside
from stagebook.cachefolder import CACHE, made_cache
from stagebook.verdict import as_json, from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from stagebook.playbook import Playbook
    from stagebook.verdict import Verdict

NAME: Final = "check.json"

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a file's state tells whether it was changed: no file system counts in larger steps."""

_PACKAGES: Final = ("pydantic", "rapidfuzz", "yaml", "_ruamel_yaml")
"""What else decides on a verdict."""

_BETWEEN: Final = "//"
"""Stands between a path and its state, as in no path, in a text that is compared whole at a glance."""


class Memory:
    """The verdict of the last check of a playbook on a day."""

    def __init__(self, root: Path, today: date, *, clock: Callable[[], int] = time.time_ns) -> None:
        """Look at the states of all files; what is read later is at least as new."""
        self.root = root
        self._day = today.isoformat()
        began = clock()
        self._listing, self._moments = _listing(root)
        self._newest = began - SETTLED

    def recall(self) -> Verdict | None:
        """Give the verdict of the last check where it still holds."""
        try:
            kept = json.loads((self.root / CACHE / NAME).read_bytes())
            if kept["key"] != [_key(), self._day]:
                return None
            has_moved = kept["listing"] != _BETWEEN.join(self._listing)
            if has_moved and self._digest_of_files() != kept["digest"]:
                return None
            asked = [(way, path, answer) for way, path, answer in kept["asked"]]
            if not Beside(self.root).says_still(asked):
                return None
            verdict = from_json(kept["verdict"])
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None
        if has_moved:
            self._write(kept["digest"], asked, verdict)
        return verdict

    def keep(self, playbook: Playbook, verdict: Verdict) -> None:
        """Keep a verdict for the next check; where files can't be read or written, nothing is kept."""
        contents = {path: data for path, data in playbook.contents.items() if data is not None}
        if sorted(contents) == sorted(self._listing[::2]):
            self._write(_digest(contents), playbook.beside.asked, verdict)

    def _digest_of_files(self) -> str:
        return _digest({path: (self.root / path).read_bytes() for path in self._listing[::2]})

    def _write(self, digest: str, asked: Iterable[tuple[str, str, str]], verdict: Verdict) -> None:
        from stagebook.yamlio.writing import NotWrittenError, write_atomically  # noqa: PLC0415  (not on the quick way)

        kept = {
            "key": [_key(), self._day],
            "listing": _BETWEEN.join(self._settled()),
            "digest": digest,
            "asked": [*asked],
            "verdict": as_json(verdict),
        }
        try:
            write_atomically(made_cache(self.root) / NAME, json.dumps(kept), root=self.root)
        except (OSError, NotWrittenError):
            return

    def _settled(self) -> Iterator[str]:
        """Give path and state in turn, and no state where the file is so new that it may change without showing."""
        for position, moment in enumerate(self._moments):
            yield self._listing[2 * position]
            yield self._listing[2 * position + 1] if moment < self._newest else ""


def _listing(root: Path) -> tuple[list[str], list[int]]:
    """Give path and state, in turn, of each file that loading may read, and for each file when it was changed last.

    A state is the size of a file in bytes, and when it and its entry in the file system were last changed, in
    nanoseconds.
    """
    found: list[str] = []
    moments: list[int] = []
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
                    if name.lower().endswith((".yaml", ".yml")):
                        state = entry.stat()
                        changed, moved = state.st_mtime_ns, state.st_ctime_ns
                        found.append(f"{below}/{name}")
                        found.append(f"{state.st_size} {changed} {moved}")
                        moments.append(max(changed, moved))
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(f"{below}/{name}")
        except OSError:
            # Loading says what is wrong; with a path that no file has nothing is recalled and nothing kept.
            found += (f"{below}/", "")
            moments.append(0)
    return found, moments


def _digest(contents: Mapping[str, bytes]) -> str:
    """Give a digest of files by path, whatever their order."""
    from hashlib import blake2b  # noqa: PLC0415  (not on the quick way)

    whole = blake2b(digest_size=32)
    for path in sorted(contents):
        whole.update(f"{path}{_BETWEEN}{len(contents[path])} ".encode("utf-8", "surrogateescape"))
        whole.update(contents[path])
    return whole.hexdigest()


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
