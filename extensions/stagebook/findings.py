"""What a check found: a fault with its place, what was expected and what to do about it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from stagebook.spans import Span  # noqa: TC001  (dataclass fields are introspected at run time)


class Severity(IntEnum):
    """How much a finding weighs; a higher number weighs more."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        """Give the word as it is written in settings and reports."""
        return self.name.lower()


class Edit(NamedTuple):
    """A safe change of a file: ``old``, which stands at ``span``, gives way to ``new``."""

    span: Span
    old: str
    new: str


class Finding(NamedTuple):
    """One fault at one place.

    ``message`` says what is wrong in one sentence without a full stop; ``fix`` says what to do next, likewise.
    ``record`` is ``kind/id`` where the fault belongs to a record, else empty; ``about`` is another record without which
    there would be no fault, in the same form.
    ``edits`` are what ``check --fix`` does about it, where that is safe.
    ``mendable`` says that ``check --fix`` can mend it, for reports on findings that were kept without their edits.
    A rule leaves ``code``, ``name`` and ``severity`` to the engine, which stamps them from the rule.
    """

    span: Span
    message: str
    fix: str = ""
    record: str = ""
    code: str = ""
    name: str = ""
    severity: Severity = Severity.ERROR
    edits: tuple[Edit, ...] = ()
    about: str = ""
    mendable: bool = False

    @property
    def identity(self) -> str:
        """What stays the same when lines move: the code, the record, the file and the words."""
        return f"{self.code}|{self.record}|{self.span.path}|{self.message}"

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by file and place, then by code, so that reports are stable."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)

    @property
    def data(self) -> dict[str, str | int]:
        """All that other programs are told about the finding."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": str(self.severity),
            "path": self.span.path,
            "line": self.span.line,
            "column": self.span.column,
            "message": self.message,
            "record": self.record,
            "fix": self.fix,
        }
