"""The lines of the playbook's files, for messages that show or search them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 5_000_000
"""Bytes of a file that is looked into; larger ones are not read as YAML either."""

FAR = 500
"""How many lines below its beginning a text is looked for."""


class Lines:
    """The lines of files below a root folder, each file read once and only when somebody asks."""

    def __init__(self, root: Path) -> None:
        """Take the folder that paths are relative to."""
        self.root = root
        self._known: dict[str, list[str]] = {}

    def of(self, path: str) -> list[str]:
        """Give the lines of a file without their ends; none where it can't be read."""
        if path not in self._known:
            text = text_in(self.root / path)
            self._known[path] = text.split("\n") if text else []
        return self._known[path]

    def at(self, span: Span) -> str:
        """Give the line at a place; empty where there is none."""
        lines = self.of(span.path)
        return lines[span.line - 1] if 0 < span.line <= len(lines) else ""

    def find(self, words: str, start: Span, *, skip: int = 0) -> Span:
        """Find where words stand from a line on, passing over the first ones; the start itself where they do not."""
        lines = self.of(start.path)
        for number in range(max(start.line, 1), min(len(lines), start.line + FAR) + 1):
            line, position = lines[number - 1], -1
            while (position := line.find(words, position + 1)) >= 0:
                if not skip:
                    return Span(start.path, number, position + 1)
                skip -= 1
        return start

    def find_part(self, part: str, offset: int, text: str, place: tuple[Span, bool]) -> Span:
        """Find a part of a text, given where in it the part begins and where the text itself stands in the files.

        ``place`` is what a record's ``prose_place_of`` gives: the part's line is known where each line of the text is
        one of the file, and looked for where the text is folded.
        """
        span, moving = place
        skip = text.count(part, text.rfind("\n", 0, offset) + 1 if moving else 0, offset)
        if not moving:
            return self.find(part, span, skip=skip)
        start = Span(span.path, span.line + text.count("\n", 0, offset), 1)
        found = self.find(part.split("\n", 1)[0], start, skip=skip)
        return found if found.line == start.line else start


def place_at(path: str, text: str, offset: int) -> Span:
    """Give the place of an offset in the text of a whole file."""
    return Span(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def text_in(file: Path) -> str:
    """Give the text of a file with single line feeds at the ends of lines; empty where it can't be read."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            return ""
        text = file.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")
