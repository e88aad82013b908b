"""Characters that hide something from whoever reads the file.

They are looked for before the parser sees the text: it would stop at the first that YAML forbids, and let the others
through.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from stagebook.yamlio.faults import HIDDEN_CHARACTER, NOT_YAML, ODD_CHARACTER, UNREADABLE_FILE, Kind, code_point
from stagebook.yamlio.values import Map, Seq

if TYPE_CHECKING:
    from stagebook.yamlio.faults import Faults
    from stagebook.yamlio.values import Mark, Value

_CONTROL: Final = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
"""YAML forbids these: a file that has them is damaged, or is no text."""

_REORDERING: Final = "\u202a-\u202e\u2066-\u2069"
"""Bidirectional embeddings, overrides and isolates: what a reviewer sees is not what the file says."""

_BREAKS: Final = "\x85\u2028\u2029"
"""Line ends that editors don't show as such. YAML 1.1 and 1.2 disagree about them, and so do the parsers."""

_FLAG: Final = "\U0001f3f4"
_TAGS: Final = "\U000e0000-\U000e007f"
"""An invisible alphabet. Apart from three flags, of up to seven such characters, it hides text from people only."""

_FAINT: Final = "\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff"
"""Direction marks and characters without width: some languages use them; elsewhere two equal names don't match."""


class _Trap(NamedTuple):
    """Characters of one sort: a run of them is one fault."""

    kind: Kind
    pattern: re.Pattern[str]
    effect: str
    fix: str


_TRAPS: Final = (
    _Trap(
        UNREADABLE_FILE,
        re.compile(f"[{_CONTROL}]+"),
        "which no text file has",
        "delete it; it often comes along when text is copied from another program",
    ),
    _Trap(
        HIDDEN_CHARACTER,
        re.compile(f"[{_REORDERING}]+"),
        "which shows the text in another order than it has",
        "delete it",
    ),
    _Trap(
        HIDDEN_CHARACTER,
        re.compile(f"[{_BREAKS}]+"),
        "a line end that most editors do not show",
        "put a space or an ordinary line end in its place",
    ),
    _Trap(
        HIDDEN_CHARACTER,
        re.compile(f"(?<![{_FLAG}{_TAGS}])[{_TAGS}]+|(?<={_FLAG})[{_TAGS}]{{8,}}"),
        "which is part of a text that nobody sees",
        "delete it",
    ),
    _Trap(
        ODD_CHARACTER,
        re.compile(f"[{_FAINT}]+"),
        "which nobody sees",
        "delete it, unless the language of the text needs it",
    ),
)

_SUSPECT: Final = re.compile(f"[{_CONTROL}{_REORDERING}{_BREAKS}{_TAGS}{_FAINT}]")
_FORBIDDEN: Final = re.compile(f"[{_CONTROL}]")
_BREAK: Final = re.compile(f"[{_BREAKS}]")
_REORDERS: Final = re.compile(f"[{_REORDERING}]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def clean(text: str, faults: Faults) -> str:
    """Note each character of a file that hides something, and give the text without those that stop a parser.

    They are replaced one for one, so that the parser finds the other faults of the file in their true places.
    """
    if not _SUSPECT.search(text):
        return text
    for trap in _TRAPS:
        for found in trap.pattern.finditer(text):
            mark = position(text, found.start())
            if faults.full(trap.kind):
                faults.add_more(trap.kind, mark, len(trap.pattern.findall(text, found.start())))
                break
            note = faults.stop if trap.kind is UNREADABLE_FILE else faults.add
            note(trap.kind, mark, f"{_described(found.group())} stands here, {trap.effect}", trap.fix)
    # A byte order mark inside the text is a “word joiner” by its old name, and only that name stops the parser.
    return _BREAK.sub(" ", _FORBIDDEN.sub("_", text)).replace("\ufeff", "\u2060")


def clean_escapes(text: str, mark: Mark, faults: Faults) -> str:
    r"""Look at a text that was written with escapes: ``"\0"`` is plain ASCII in the file and a NUL in the value."""
    if _SURROGATE.search(text):
        message = "an escape in this text stands for half a character, or for none"
        faults.stop(NOT_YAML, mark, message, "write the character itself")
        return _SURROGATE.sub("\ufffd", text)
    if not _SUSPECT.search(text):
        return text
    for trap in _TRAPS[:-1]:
        found = trap.pattern.search(text)
        if found:
            message = f"{_described(found.group())} is written as an escape in this text, {trap.effect}"
            faults.add(HIDDEN_CHARACTER, mark, message, "write the text without that escape")
    return _BREAK.sub(" ", _FORBIDDEN.sub("\ufffd", text))


def straighten(value: Value) -> None:
    """Take out of all texts of a file what shows text in another order than it has: no reader shall be misled by it.

    This comes last, when the places of all values are known.
    """
    if isinstance(value, Map):
        for key, item in value.items():
            if isinstance(item, str):
                value[key] = _REORDERS.sub("", item)
            else:
                straighten(item)
    elif isinstance(value, Seq):
        for index, item in enumerate(value):
            if isinstance(item, str):
                value[index] = _REORDERS.sub("", item)
            else:
                straighten(item)


def position(text: str, index: int) -> Mark:
    """Give line and column of a character, with the line ends that editors count: LF, CR LF and CR."""
    returns = text.count("\r", 0, index) - text.count("\r\n", 0, index)
    line = text.count("\n", 0, index) + returns + 1
    begin = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index))
    return line, index - begin


def _described(run: str) -> str:
    """Name the first of a run of characters, and how many they are."""
    char = run[0]
    name = unicodedata.name(char, "NUL" if char == "\0" else "control character").lower().replace("nul", "NUL")
    more = f" and {len(run) - 1:,} more" if len(run) > 1 else ""
    return f"{code_point(char)} ({name}){more}"
