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
import stat
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stagebook import __version__
from stagebook.beside import Beside
from stagebook.cachefolder import CACHE, made_cache
from stagebook.verdict import as_json, from_json
from stagebook.yamlio.faults import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from stagebook.playbook import Playbook
    from stagebook.verdict import Verdict

NAME: Final = "check.json"

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a file's state tells whether it was changed: no file system counts in larger steps."""

_PACKAGES: Final = ("pydantic", "rapidfuzz", "yaml", "_ruamel_yaml")
"""What else decides on a verdict."""

State = tuple[int, int, int]
"""The size of a file in bytes, and when it and its entry in the file system were last changed, in nanoseconds."""

_NEW: Final = (0, 0, 0)


class Memory:
    """The verdict of the last check of a playbook on a day."""

    def __init__(self, root: Path, today: date, *, clock: Callable[[], int] = time.time_ns) -> None:
        """Take the folder that holds ``data/``, and the day; ``clock`` gives nanoseconds as files' states have them."""
        self.root = root
        self._day = today.isoformat()
        self._newest = clock() - SETTLED

    def recall(self) -> Verdict | None:
        """Give the verdict of the last check where it still holds."""
        try:
            kept = json.loads((self.root / CACHE / NAME).read_bytes())
            if kept["key"] != [_key(), self._day]:
                return None
            states = _states(self.root)
            has_moved = kept["states"] != _told(states)
            if has_moved and self._digest_of_files(states) != kept["digest"]:
                return None
            asked = [(way, path, answer) for way, path, answer in kept["asked"]]
            if not Beside(self.root).says_still(asked):
                return None
            verdict = from_json(kept["verdict"])
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None
        if has_moved:
            self._write(states, kept["digest"], asked, verdict)
        return verdict

    def keep(self, playbook: Playbook, verdict: Verdict) -> None:
        """Keep a verdict for the next check; nothing is kept where a file can't be read, or this one not be written."""
        if None in playbook.contents.values():
            return
        contents = {path: content for path, content in playbook.contents.items() if content}
        states = {path: content.state for path, content in contents.items()}
        digest = _digest({path: content.data for path, content in contents.items()})
        self._write(states, digest, playbook.beside.asked, verdict)

    def _digest_of_files(self, states: Iterable[str]) -> str:
        return _digest({path: (self.root / path).read_bytes() for path in states})

    def _write(
        self, states: Mapping[str, State], digest: str, asked: Iterable[tuple[str, str, str]], verdict: Verdict
    ) -> None:
        from stagebook.yamlio.writing import NotWrittenError, write_atomically  # noqa: PLC0415  (not on the quick way)

        # A file that is so new may change again and keep its state: without one, its content is asked next time.
        settled = {path: state if max(state[1:]) < self._newest else _NEW for path, state in states.items()}
        kept = {
            "key": [_key(), self._day],
            "states": _told(settled),
            "digest": digest,
            "asked": [*asked],
            "verdict": as_json(verdict),
        }
        try:
            write_atomically(made_cache(self.root) / NAME, json.dumps(kept), root=self.root)
        except (OSError, NotWrittenError):
            return


def _told(states: Mapping[str, State]) -> dict[str, str]:
    """Give the states as texts, which are read again and compared in no time."""
    return {path: "%d %d %d" % state for path, state in states.items()}  # noqa: UP031  (a third of the time)


def _states(root: Path) -> dict[str, State]:
    """Give the state of each file that loading may read, by its path from the root.

    Raises OSError where one can't be read as loading reads it, which would say why.
    """
    found: dict[str, State] = {}
    # As text: Path takes longer than the disk.
    top = str(root)
    folders = ["data"]
    while folders:
        below = folders.pop()
        with os.scandir(f"{top}/{below}") as entries:
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                if name.lower().endswith((".yaml", ".yml")):
                    state = entry.stat()
                    if not stat.S_ISREG(state.st_mode) or state.st_size > MAX_BYTES:
                        raise OSError(f"{below}/{name} is no file that is read")
                    found[f"{below}/{name}"] = state.st_size, state.st_mtime_ns, state.st_ctime_ns
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(f"{below}/{name}")
    return found


def _digest(contents: Mapping[str, bytes]) -> str:
    """Give a digest of files by path, whatever their order."""
    from hashlib import blake2b  # noqa: PLC0415  (not on the quick way)

    whole = blake2b(digest_size=32)
    for path in sorted(contents):
        whole.update(f"{path}//{len(contents[path])} ".encode("utf-8", "surrogateescape"))
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
