"""Loading: the files of a playbook to a :class:`~stagebook.playbook.Playbook`, with a Finding for every fault.

``files`` finds what there is to read, ``reader`` makes records of it, ``pruning`` keeps of a faulty mapping what can
stand without the faults, ``undeclared`` knows which fields nobody can judge, and ``telling`` puts faults into words.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stagebook.loading.files import DATA, MAIN

if TYPE_CHECKING:
    from stagebook.playbook import Playbook

__all__ = ["DATA", "MAIN", "NoPlaybookError", "load", "root_of"]


class NoPlaybookError(Exception):
    """There is no playbook at the place the caller named; the message says what to do."""


def root_of(path: Path | str) -> Path:
    """Give the folder that holds ``data/``, for a path to it, to ``data/`` or to ``playbook.yaml``.

    Raises NoPlaybookError where there is none.
    """
    given = Path(path)
    folder = given.parent if given.is_file() else given
    candidates = [folder]
    if folder.resolve().name == DATA:
        candidates.append(folder.parent if folder.name == DATA else folder.resolve().parent)
    for candidate in candidates:
        if (candidate / DATA).is_dir():
            return candidate
    message = f"no playbook at {given}: expected a folder that holds `{DATA}/`, with `{DATA}/{MAIN}.yaml` in it"
    if (folder / f"{MAIN}.yaml").is_file():
        message = f"no folder `{DATA}/` in {folder}: make one and move `{MAIN}.yaml` into it"
    elif not given.exists():
        message = f"there is no {given}; name the folder that holds `{DATA}/`"
    raise NoPlaybookError(message)


def load(path: Path | str) -> Playbook:
    """Read the playbook below a folder that holds ``data/``.

    Faults in the files never raise: they are in the ``faults`` of what comes back, and what can be read is there.
    Raises NoPlaybookError where the folder has no ``data/``.
    """
    root = root_of(path)
    # Where the playbook is, is asked without reading it too; only the reader needs the kinds, and all that checks them.
    from stagebook.loading.reader import Reader  # noqa: PLC0415

    return Reader(root).playbook()
