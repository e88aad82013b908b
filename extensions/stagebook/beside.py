"""What lies beside ``data/``: the files that materials name, and the hand-written pages.

Rules that want to know something about these ask here and nowhere else. What was asked is kept with its answer: as long
as all answers are the same, the rules would find the same.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from stagebook.lines import text_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SUFFIXES = (".md", ".rst")
"""How the names of hand-written pages end."""

SOURCE = "source"
"""The folder of hand-written pages."""

FILE, OTHER, OUTSIDE, HIDDEN, MISSING = "file", "other", "outside", "hidden", "missing"
"""What may be found where a file is expected."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)

_SHORT = 64
"""Characters of an answer that is kept as it is; of a longer one a digest is."""


class Beside:
    """The files below a playbook's folder that are no records; each question is put to the disk once."""

    def __init__(self, root: Path) -> None:
        """Take the folder that holds ``data/``."""
        self.root = root
        self._answers: dict[tuple[str, str], str] = {}
        self._top = ""
        self._folders: dict[str, str] = {}
        self._ways = {
            "state": self._state,
            "names": self._names,
            "text": self._text,
            "page": self._page,
            "pages": self._pages,
        }

    def state(self, path: str) -> str:
        """Say what is at a path below the root: FILE, OTHER, MISSING, OUTSIDE where a link leads away, or HIDDEN.

        What is hidden, or lies in a folder that is, was put out of sight on purpose, such as ``.git``.
        """
        return self._ask("state", path)

    def names(self, folder: str) -> list[str]:
        """Give the names of what lies in a folder."""
        return self._ask("names", folder).split("\0")

    def is_page(self, docname: str) -> bool:
        """Tell whether there is a hand-written page of this docname."""
        if ".." in PurePosixPath(docname).parts or "\0" in docname:
            return False
        return any(self._ask("page", f"{SOURCE}/{docname}{suffix}") == FILE for suffix in SUFFIXES)

    def pages(self) -> list[str]:
        """Give the docnames of all hand-written pages."""
        return [name for name in self._ask("pages", SOURCE).split("\0") if name]

    def text(self, path: str) -> str:
        """Give the text of a page with single line feeds at the ends of lines; empty where it can't be read."""
        return self._ask("text", path)

    def markdown(self) -> Iterator[tuple[str, str, str]]:
        """Give the hand-written pages in Markdown as docname, path and text; settings at the top are blanked out.

        What begins with `_` or `.` is no page but part of one, or put out of sight.
        """
        for docname in self.pages():
            path = f"{SOURCE}/{docname}.md"
            if not any(part.startswith(("_", ".")) for part in docname.split("/")) and (text := self.text(path)):
                front = _FRONT_MATTER.match(text)
                yield docname, path, re.sub(r"[^\n]", " ", front[0]) + text[front.end() :] if front else text

    @property
    def asked(self) -> list[tuple[str, str, str]]:
        """All questions so far, as way, path and answer; of a long answer a digest."""
        return [(way, path, _kept(answer)) for (way, path), answer in self._answers.items()]

    def says_still(self, asked: Iterable[tuple[str, str, str]]) -> bool:
        """Tell whether questions that were asked on another run have the same answers now."""
        return all(_kept(self._ask(way, path)) == answer for way, path, answer in asked)

    def _ask(self, way: str, path: str) -> str:
        found = self._answers.get((way, path))
        if found is None:
            found = self._answers[way, path] = self._ways[way](path)
        return found

    # --- answers from the disk -------------------------------------------------------------------------------------

    def _state(self, path: str) -> str:
        folder, _, name = path.rpartition("/")
        place = f"{self._resolved(folder)}/{name}"
        try:
            state = os.lstat(place)
            if stat.S_ISLNK(state.st_mode):
                place = os.path.realpath(place)
                state = os.lstat(place)
        except (OSError, ValueError):
            return MISSING
        if not place.startswith(f"{self._top}{os.sep}"):
            return OUTSIDE
        if f"{os.sep}." in place[len(self._top) :]:
            return HIDDEN
        return FILE if stat.S_ISREG(state.st_mode) else OTHER

    def _resolved(self, folder: str) -> str:
        """Give the true place of a folder; resolved once, as thousands of files may lie in it."""
        self._top = self._top or os.path.realpath(self.root)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(os.path.join(self._top, folder))  # noqa: PTH118  (pathlib takes six times as long, and there may be ten thousand)
        return self._folders[folder]

    def _names(self, folder: str) -> str:
        try:
            return "\0".join(sorted(os.listdir(self._resolved(folder))))  # noqa: PTH208  (names alone)
        except (OSError, ValueError):
            return ""

    def _page(self, path: str) -> str:
        # Unlike what is published of a material, pages may well be linked from elsewhere.
        try:
            return FILE if (self.root / path).is_file() else MISSING
        except OSError:
            return MISSING  # A name that no file can have.

    def _pages(self, folder: str) -> str:
        source = self.root / folder
        files = (file for suffix in SUFFIXES for file in source.rglob(f"*{suffix}"))
        return "\0".join(sorted(file.relative_to(source).with_suffix("").as_posix() for file in files))

    def _text(self, path: str) -> str:
        return text_in(self.root / path)


def _kept(answer: str) -> str:
    if len(answer) <= _SHORT:
        return answer
    from hashlib import sha256  # noqa: PLC0415  (few playbooks have anything that wants it, and all would wait for it)

    return sha256(answer.encode("utf-8", "surrogateescape")).hexdigest()
