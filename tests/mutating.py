"""Changes to the text of the reference handbook, and what they are expected to set off.

A place is given by words of the mutated file and never by a number: the line is where they stand.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from stagebook.checking import check
from stagebook.fingerprints import essence
from stagebook.loading import load

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)


class Edit(NamedTuple):
    """Words of a file below ``data/`` that give way to others, the first ones behind some words; a file that goes."""

    path: str
    old: str = ""
    new: str | None = None
    behind: str = ""

    def made_in(self, text: str) -> str | None:
        """Give the text of the file afterwards; None where the file is gone."""
        if self.new is None:
            return None
        assert not self.behind or text.count(self.behind) == 1, f"“{self.behind}” stands once in {self.path}"
        start = text.index(self.old, text.index(self.behind))
        return text[:start] + self.new + text[start + len(self.old) :]


class Found(NamedTuple):
    """A finding: its code, the file below ``data/``, words on its line, each behind the ones before, and the record."""

    code: str
    path: str
    at: tuple[str, ...]
    record: str = ""


class Mutation(NamedTuple):
    """A change by its name, what it sets off and nothing else, and which known findings go away with it."""

    name: str
    edits: tuple[Edit, ...]
    new: tuple[Found, ...]
    gone: tuple[str, ...] = ()


class Told(NamedTuple):
    """A finding as it came: its code, file, line and record."""

    code: str
    path: str
    line: int
    record: str


def swap(path: str, old: str, new: str, behind: str = "") -> Edit:
    """Put other words in the place of some."""
    return Edit(path, old, new, behind)


def cut(path: str, old: str, behind: str = "") -> Edit:
    """Take words out."""
    return Edit(path, old, "", behind)


def remove(path: str) -> Edit:
    """Take a file out."""
    return Edit(path)


def line_of(text: str, at: tuple[str, ...]) -> int:
    """Give the line on which the last of the words stand, each looked for behind the ones before; 0 for no words."""
    start = end = 0
    for words in at:
        start = text.index(words, end)
        end = start + len(words)
    return text.count("\n", 0, start) + 1 if at else 0


class Handbook:
    """A copy of the handbook in a folder: what it says, and what is known about it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.playbook = load(root)
        self.known = Counter(essence(item) for item in check(self.playbook, today=TODAY))

    def text(self, path: str) -> str:
        """Give the text of a file below ``data/``; of one that is not there none."""
        file = self.root / "data" / path
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def mutated(self, edits: tuple[Edit, ...]) -> dict[str, str | None]:
        """Give the files that edits change, by path, as they are afterwards."""
        texts: dict[str, str | None] = {}
        for edit in edits:
            before = texts[edit.path] if edit.path in texts else self.text(edit.path)
            texts[edit.path] = edit.made_in(before or "")
        return texts

    def told(self, texts: dict[str, str | None]) -> tuple[list[Told], list[str]]:
        """Check the handbook with some files changed: give what is new, and which known findings are gone."""
        before = {path: self.text(path) for path in texts}
        for path, text in texts.items():
            self._write(path, text)
        try:
            found = check(load(self.root), today=TODAY)
        finally:
            for path, text in before.items():
                self._write(path, text or None)
        left = Counter(self.known)
        new = []
        for item in found:
            same = essence(item)
            if left[same] > 0:
                left[same] -= 1
            else:
                path = item.span.path.removeprefix("data/")
                new.append(Told(item.code, path, item.span.line, item.record))
        return sorted(new), sorted(f"{same.rule} {same.about}" for same in left.elements())

    def _write(self, path: str, text: str | None) -> None:
        file = self.root / "data" / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(exist_ok=True)
            # A lone surrogate stands for a byte that is no UTF-8.
            file.write_text(text, encoding="utf-8", errors="surrogateescape")
