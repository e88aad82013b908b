"""The faults that the reader can find in a file, and the list that gathers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stagebook.findings import Finding, Severity
from stagebook.spans import Span

if TYPE_CHECKING:
    from stagebook.yamlio.values import Mark

MAX_BYTES: Final = 5_000_000
"""Size of a file. A record takes about 1 kB, so this holds thousands of them and still reads in about a second."""

MAX_ALIKE: Final = 20
"""Findings of one kind that a file shows one by one: whoever mends twenty alike has understood the fault."""

_SHOWN: Final = 40
"""Characters of a user's text that a message quotes."""


class Kind(NamedTuple):
    """What stays the same about all findings of a kind."""

    code: str
    name: str
    severity: Severity = Severity.ERROR


NOT_YAML: Final = Kind("SB001", "not-yaml")
DUPLICATE_KEY: Final = Kind("SB002", "duplicate-key")
UNREADABLE_FILE: Final = Kind("SB003", "unreadable-file")
UNSAFE_YAML: Final = Kind("SB004", "unsafe-yaml")
SEVERAL_DOCUMENTS: Final = Kind("SB005", "several-documents")
WRONG_SHAPE: Final = Kind("SB006", "wrong-shape")
HIDDEN_CHARACTER: Final = Kind("SB007", "hidden-character")
ODD_CHARACTER: Final = Kind("SB007", "hidden-character", Severity.WARNING)
EMPTY_FILE: Final = Kind("SB008", "empty-file", Severity.WARNING)
NON_TEXT_KEY: Final = Kind("SB009", "non-text-key")

WHOLE_FILE: Final[Mark] = (0, 0)
"""The place of a fault that no line of the file is to blame for."""


class Faults:
    """The findings of one file, as they come up.

    ``complete`` turns false when a fault leaves no value worth using: the text is not what its author meant, or the
    reader had to stop.
    """

    __slots__ = ("_counts", "_found", "_overflow", "complete", "path")

    def __init__(self, path: str) -> None:
        """Begin the list for the file shown as ``path``."""
        self.path = path
        self.complete = True
        self._found: list[Finding] = []
        self._counts: dict[Kind, int] = {}
        self._overflow: dict[Kind, Mark] = {}

    def add(self, kind: Kind, mark: Mark, message: str, fix: str) -> None:
        """Note one fault; from the twenty-first of a kind on they are only counted."""
        if self.full(kind):
            self.add_more(kind, mark, 1)
        else:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._found.append(self._finding(kind, mark, message, fix))

    def stop(self, kind: Kind, mark: Mark, message: str, fix: str) -> None:
        """Note a fault that leaves the file without a value."""
        self.complete = False
        self.add(kind, mark, message, fix)

    def full(self, kind: Kind) -> bool:
        """Tell whether further faults of this kind are only counted."""
        return self._counts.get(kind, 0) >= MAX_ALIKE

    def noted(self, kind: Kind) -> bool:
        """Tell whether there are faults of a kind."""
        return kind in self._counts

    def add_more(self, kind: Kind, mark: Mark, count: int) -> None:
        """Count faults of a kind that is full, the first of them at ``mark``."""
        self._counts[kind] += count
        self._overflow.setdefault(kind, mark)

    def findings(self) -> tuple[Finding, ...]:
        """Give the findings from the top of the file to its end."""
        if not self._found:
            return ()
        rest = [
            self._finding(kind, mark, _how_many_more(self._counts[kind] - MAX_ALIKE), "mend the ones above first")
            for kind, mark in self._overflow.items()
        ]
        return tuple(sorted((*self._found, *rest), key=lambda finding: finding.order))

    def _finding(self, kind: Kind, mark: Mark, message: str, fix: str) -> Finding:
        code, name, severity = kind
        return Finding(Span(self.path, *mark), message, fix, code=code, name=name, severity=severity)


def _how_many_more(count: int) -> str:
    return f"{count:,} more fault{'s' if count > 1 else ''} of this kind from here on"


def too_large(size: int) -> tuple[str, str]:
    """Give message and fix for a file of more bytes than are read."""
    message = f"the file has {size / 1e6:,.1f} MB, and no more than {MAX_BYTES / 1e6:.0f} MB are read"
    return message, "split it, for example one record a file"


def shown(text: str) -> str:
    """Give a user's text as a message may quote it: short, on one line, with nothing in it that hides or reorders."""
    start = text[: _SHOWN + 1]
    visible = "".join(char if char.isprintable() else code_point(char) for char in start[:_SHOWN])
    return f"“{visible}…”" if len(start) > _SHOWN else f"“{visible}”"


def code_point(char: str) -> str:
    """Give the name that Unicode has for a character without a shape, such as U+202E."""
    return f"U+{ord(char):04X}"
