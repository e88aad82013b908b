"""Read the text of a file as it stands, and write it all at once: others find the old text or the new, and no half."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import TYPE_CHECKING

from stagebook.yamlio.faults import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path


class NotWrittenError(Exception):
    """A file could not be written, and is as it was; the message says why."""


def text_of(file: Path) -> str | None:
    """Give the text of a file with its byte order mark and its line ends; None where none of that form can be read."""
    try:
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            return None
        return file.read_bytes().decode()
    except (OSError, RuntimeError, UnicodeDecodeError):
        return None


def write_atomically(path: Path, text: str, *, root: Path) -> bool:
    """Write a file below ``root`` as UTF-8, line ends as they are in ``text``; False where it holds just that already.

    The mode of the file is kept. A link is followed to what it leads to, unless that lies outside ``root``.
    Raises NotWrittenError where that is so, where the file is write-protected, and where the system refuses.
    """
    try:
        target = path.resolve()
        if not target.is_relative_to(root.resolve()):
            raise NotWrittenError(f"{path} leads out of {root}, and what lies there is not ours to change")
        data = text.encode()
        exists = target.exists()
        if exists and not target.is_file():
            raise NotWrittenError(f"{path} is no ordinary file")
        if exists and target.read_bytes() == data:
            return False
        if exists and not os.access(target, os.W_OK):
            raise NotWrittenError(f"{path} may not be changed: it is write-protected")
        _replace(target, data, mode=target.stat().st_mode & 0o7777 if exists else None)
    except (OSError, RuntimeError, UnicodeEncodeError) as error:
        # To Python before 3.13 a link that leads back to itself is a RuntimeError.
        raise NotWrittenError(f"{path} could not be written: {_reason(error)}") from error
    return True


def _replace(target: Path, data: bytes, *, mode: int | None) -> None:
    # Beside the file, as only within one file system does a new name replace an old one in one step. The leading dot
    # keeps it out of a playbook that is read at this moment.
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Have the new name written to the disk too, where the system knows how."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "it holds characters that UTF-8 has no form for" if isinstance(error, UnicodeError) else str(error)
