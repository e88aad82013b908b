"""What a terminal can show: text that can't steer it, how wide it is, and colour where a person looks."""

from __future__ import annotations

import unicodedata

BOLD, QUIET, GOOD, BAD, WARNING, NOTE, LINK = "1", "2", "1;32", "1;31", "1;33", "1;34", "4"
"""Ways of painting, as the numbers that terminals know them by."""


def visible(text: str) -> str:
    """Put a mark in the place of what has no shape: nothing that stands in a file may steer the terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shape(char) for char in text)


def _shape(char: str) -> str:
    if char in "\t\n":
        return " "
    # Bytes of a file's name that are no text come as lone surrogates, which the stream writes out.
    return char if char.isprintable() or "\udc80" <= char <= "\udcff" else "\ufffd"


def columns(text: str) -> int:
    """Count the columns that a text takes; some letters take two, and marks that are put on others take none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


class Paint:
    """Colour where it is wanted, and nothing elsewhere."""

    def __init__(self, *, on: bool) -> None:
        """Say whether colour is wanted."""
        self.on = on

    def __call__(self, text: str, way: str) -> str:
        """Paint a text."""
        return f"\x1b[{way}m{text}\x1b[0m" if self.on and text else text
