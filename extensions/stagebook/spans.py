"""Where a value stands: the file, line and column that every message can point at."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A place in a file of the playbook.

    ``path`` is relative to the root folder and uses ``/`` on every system, so that reports are the same everywhere.
    ``line`` and ``column`` count from 1, as editors do; 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give ``path:line:column``, the form that editors and forges turn into a link."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"
