"""From the bytes of a file to text that a YAML parser can take; what can't be text is a finding."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stagebook.yamlio.characters import clean, position
from stagebook.yamlio.faults import MAX_BYTES, UNREADABLE_FILE, UNSAFE_YAML, WHOLE_FILE, too_large

if TYPE_CHECKING:
    from stagebook.yamlio.faults import Faults
    from stagebook.yamlio.values import Mark

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_OTHER_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_USUAL_ASCII: Final = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_TAG_DIRECTIVE: Final = re.compile(rb"(?:\A|(?<=[\r\n]))%TAG")


class Source:
    """The text of a file as the parser gets it: UTF-8 without byte order mark, each character in its place."""

    def __init__(self, data: bytes) -> None:
        """Keep the bytes; lines are made when a fault asks for one."""
        self.data = data

    @cached_property
    def _lines(self) -> list[bytes]:
        return self.data.splitlines()

    @property
    def last_line(self) -> int:
        """The number of lines."""
        return len(self._lines)

    def line(self, number: int) -> str:
        """Give the line of that number, counted from 1; an empty text where the file has none."""
        return self._lines[number - 1].decode() if 0 < number <= len(self._lines) else ""

    def within(self, mark: Mark) -> Mark:
        """Give the place itself or, if it lies beyond the text, the end of the last line that holds something."""
        if mark[0] <= len(self._lines):
            return mark
        last = len(self._lines)
        while last > 1 and not self._lines[last - 1].strip():
            last -= 1
        return max(last, 1), len(self.line(last)) + 1


def decode(data: bytes, faults: Faults) -> Source | None:
    """Give the text to parse, or None where there is none that YAML could be in."""
    if len(data) > MAX_BYTES:
        faults.stop(UNREADABLE_FILE, WHOLE_FILE, *too_large(len(data)))
        return None
    if data.isascii():
        # Nearly all files end here, within a microsecond.
        text = data.decode("ascii") if data.translate(None, _USUAL_ASCII) else None
    else:
        data = data.removeprefix(_BYTE_ORDER_MARK)
        text = _decode_utf8(data, faults)
        if text is None:
            return None
    if text is not None:
        if "\0" in text[:2] and _looks_like_utf16(data):
            _not_utf8("UTF-16", faults)
            return None
        cleaned = clean(text, faults)
        if cleaned is not text or not faults.complete:
            data = cleaned.encode()
    return None if _declares_tags(data, faults) else Source(data)


def _decode_utf8(data: bytes, faults: Faults) -> str | None:
    """Decode, with an underscore for what is not UTF-8, so that the parser can look for further faults around it."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        start = error.start
    for beginning, encoding in _OTHER_MARKS:
        if data.startswith(beginning):
            _not_utf8(encoding, faults)
            return None
    mark = position(before := data[:start].decode(), len(before))
    byte = data[start : start + 1]
    message = f"the file is not UTF-8: the byte 0x{byte.hex().upper()} stands here"
    if b"\0" in data:
        faults.stop(UNREADABLE_FILE, mark, f"{message}, so this is no text file", "move it out of the data folder")
        return None
    guess = byte.decode("cp1252", errors="replace")
    if guess.isprintable() and guess != "\ufffd":
        message += f", which is “{guess}” in Latin-1 (Windows-1252)"
    faults.stop(UNREADABLE_FILE, mark, message, "save the file in the encoding UTF-8")
    return data.decode(errors="replace").replace("\ufffd", "_")


def _looks_like_utf16(data: bytes) -> bool:
    """Tell Latin text in UTF-16 from a file with a stray NUL: every other byte of its start is NUL, the rest not."""
    even, odd = data[0:64:2], data[1:64:2]
    return len(odd) > 1 and ((all(even) and not any(odd)) or (all(odd) and not any(even)))


def _not_utf8(encoding: str, faults: Faults) -> None:
    message = f"the file is in the encoding {encoding}, not UTF-8"
    faults.stop(UNREADABLE_FILE, WHOLE_FILE, message, "save the file in the encoding UTF-8")


def _declares_tags(data: bytes, faults: Faults) -> bool:
    """Refuse ``%TAG`` unparsed: no tags are taken anyway, and with it a small file can ask for hours and gigabytes.

    The parser compares each directive with all before it, and copies the prefix, however long, into every tag.
    """
    found = _TAG_DIRECTIVE.search(data) if b"%TAG" in data else None
    if found is None:
        return False
    line = position(data[: found.start()].decode(), found.start())[0]
    message = "“%TAG” declares tags, which are not taken here"
    faults.stop(UNSAFE_YAML, (line, 1), message, "delete this line and the tags")
    return True
