"""Read YAML files into values that know their places.

Files come from people and from other programs, so nothing that one can hold ends in an exception: each fault is a
Finding, and size, depth and repetition are bounded before they cost time or memory. The values are text, lists and
mappings; what a text means, such as a date or a number, is for the schema of its field to say.

This module is the door; behind it ``decoding`` and ``characters`` look at the bytes, ``parsers`` and ``composing``
build the values, ``wording`` turns a parser's complaint into plain words, and ``values`` and ``faults`` say what
comes out.
"""

from __future__ import annotations

import errno
import os
import stat
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from stagebook.yamlio.faults import HIDDEN_CHARACTER, MAX_BYTES, UNREADABLE_FILE, WHOLE_FILE, Faults, too_large
from stagebook.yamlio.values import Map, Mark, Seq, Value, prose_line, span_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stagebook.findings import Finding

__all__ = ["Map", "Mark", "Reading", "Seq", "Value", "prose_line", "read_bytes", "read_file", "span_of"]


_RENAME: Final = "give it a name that does not end in .yaml, or move it out of the data folder"


class Content(NamedTuple):
    """What was read from a file: its bytes, and its state just before.

    The state is the size in bytes, and when the file and its entry in the file system were last changed, in
    nanoseconds.
    """

    data: bytes
    state: tuple[int, int, int]


class Reading(NamedTuple):
    """What a file holds, and what is wrong with it.

    ``value`` is None where nothing usable is left: the file is empty, is no text, is no YAML, or breaks a bound. Other
    faults leave a value: of two equal keys the first counts, and of several documents the first. ``content`` is what
    was read from the file, None where it could not be.
    """

    value: Value
    findings: tuple[Finding, ...] = ()
    content: Content | None = None


def read_bytes(data: bytes, path: str) -> Reading:
    """Read the contents of a file; ``path`` is its name as findings show it, with ``/``."""
    return _reading(data, Faults(path))


def read_file(file: Path | str, path: str) -> Reading:
    """Read a file, shown as ``path``; one that can't be read at all is a finding too."""
    faults = Faults(path)
    content = _content(file, faults)
    return Reading(None, faults.findings()) if content is None else _reading(content.data, faults, content)


def _reading(data: bytes, faults: Faults, content: Content | None = None) -> Reading:
    value = _parse()(data, faults)
    return Reading(value if faults.complete else None, faults.findings(), content)


@cache
def _parse() -> Callable[[bytes, Faults], Value]:
    """Import what parses when the first file wants it: a run that finds all in its cache is over before that."""
    from stagebook.yamlio.characters import straighten  # noqa: PLC0415
    from stagebook.yamlio.composing import compose  # noqa: PLC0415
    from stagebook.yamlio.decoding import decode  # noqa: PLC0415
    from stagebook.yamlio.parsers import best_parser  # noqa: PLC0415
    from stagebook.yamlio.quick import compose_quickly  # noqa: PLC0415

    parser = best_parser()

    def parse(data: bytes, faults: Faults) -> Value:
        source = decode(data, faults)
        if source is None:
            return None
        found = compose_quickly(source, parser, faults.path)
        value = compose(source, parser, faults) if found is None else found
        if faults.noted(HIDDEN_CHARACTER):
            straighten(value)
        return value

    return parse


def _content(file: Path | str, faults: Faults) -> Content | None:
    """Give the content of an ordinary file of bounded size, and never wait for a pipe or a device."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        _unopened(file, error, faults)
        return None
    try:
        status = os.fstat(handle)
        if stat.S_ISREG(status.st_mode):
            if status.st_size <= MAX_BYTES:
                # A byte more than its size, so that the end of the file is seen.
                data = os.read(handle, status.st_size + 1)
                return Content(data, (status.st_size, status.st_mtime_ns, status.st_ctime_ns))
            faults.stop(UNREADABLE_FILE, WHOLE_FILE, *too_large(status.st_size))
        elif stat.S_ISDIR(status.st_mode):
            faults.stop(UNREADABLE_FILE, WHOLE_FILE, "this is a folder, not a file", _RENAME)
        else:
            faults.stop(UNREADABLE_FILE, WHOLE_FILE, "this is no ordinary file but a pipe or a device", _RENAME)
    except OSError as error:
        _unopened(file, error, faults)
    finally:
        os.close(handle)
    return None


def _unopened(file: Path | str, error: OSError, faults: Faults) -> None:
    """Note why a file can't be opened or read."""
    fix = "make it a readable file, or delete it"
    if os.path.isdir(file):  # noqa: PTH112  (Path.is_dir raises where a folder above may not be entered)
        message, fix = "this is a folder, not a file", _RENAME  # Windows doesn't open folders
    elif error.errno == errno.ENOENT and os.path.islink(file):  # noqa: PTH114  (as above)
        message, fix = "this link leads to a file that does not exist", "let the link lead to a file, or delete it"
    elif error.errno == errno.ENOENT:
        message = "the file does not exist"
    elif error.errno == errno.ELOOP:
        message, fix = "this link leads back to itself", "let the link lead to a file, or delete it"
    elif error.errno in (errno.EACCES, errno.EPERM):
        message, fix = "the file may not be read", "give yourself the right to read it"
    else:
        message = f"the file can't be read: {error.strerror}"
    faults.stop(UNREADABLE_FILE, WHOLE_FILE, message, fix)
