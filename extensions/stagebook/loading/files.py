"""The files of a playbook: which there are, and what can be learned from one that is no good."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from stagebook.yamlio.faults import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DATA = "data"
MAIN = "playbook"
SUFFIXES = (".yaml", ".yml")

_MAINS = tuple(f"{DATA}/{MAIN}{suffix}" for suffix in SUFFIXES)
_ID = re.compile(rb"(?:^|[\s{,])id[\"']?\s*:\s*[\"']?([a-z0-9][a-z0-9-]{0,99})")
_WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_RANGE = re.compile(rb"\b(?:from|to)[\"']?\s*:")


class Files(NamedTuple):
    """The YAML files below ``data/``, as paths from the root with ``/``, in a stable order."""

    main: str
    """``playbook.yaml``; empty where there is none."""
    second: tuple[str, ...]
    """Further files of that name, which are not read."""
    others: tuple[str, ...]


def files_of(root: Path, failed: Callable[[str, str], None]) -> Files:
    """Find the files; ``failed(path, reason)`` is called for a folder that can't be looked into."""
    found: list[str] = []
    folders = [DATA]
    while folders:
        below = folders.pop()
        try:
            with os.scandir(f"{root}/{below}") as entries:
                inner = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except OSError as error:
            failed(below, error.strerror or "it can't be read")
            continue
        # A folder whose name ends like a file's is a mistake that deserves a finding, not a walk.
        found += [f"{below}/{name}" for name, _ in inner if _is_yaml(name)]
        folders += [
            f"{below}/{name}"
            for name, is_folder in inner
            if is_folder and not name.startswith(".") and not _is_yaml(name)
        ]
    found.sort(key=lambda path: path.split("/"))
    mains = [path for path in _MAINS if path in found]
    others = tuple(path for path in found if path not in mains)
    return Files(mains[0] if mains else "", tuple(mains[1:]), others)


def stem_of(path: str) -> str:
    """Give the name of a file without its folder and its suffix."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def ids_and_words(file: Path) -> tuple[frozenset[str], frozenset[str] | None]:
    """Guess which ids and words a file holds that is no good YAML; None for words where it can't be read at all."""
    try:
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            return frozenset(), None
        data = file.read_bytes().replace(b"\0", b"")
    except OSError:
        return frozenset(), None
    ids = frozenset(name.decode() for name in _ID.findall(data))
    words = frozenset(word.decode() for word in _WORD.findall(data))
    # The fields of a range are words of every other sentence too.
    return ids, words if _RANGE.search(data) else words - {"from", "to"}
