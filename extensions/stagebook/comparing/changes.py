"""What changed between two states of a playbook, as plain data with each change in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stagebook.figures import Figure
    from stagebook.findings import Finding
    from stagebook.playbook import Playbook
    from stagebook.spans import Span

SETTINGS = "settings"
"""What stands in the place of a kind where the settings, the waivers or the company's own fields changed."""


ORDER = (
    "added", "taken into use", "changed", "renamed", "made a draft", "retired", "removed", "reviewed",
    "not readable", "readable again",
)  # fmt: skip
"""What may happen to a record, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class State:
    """A playbook as it was, or is, at some time, and what the checks say of it."""

    playbook: Playbook
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """A change to a field of a record.

    ``field`` is its name in the files; ``change`` is ``added``, ``removed``, ``reworded``, ``replaced``, ``moved`` or
    ``changed``; ``before`` and ``after`` are the whole values in words; ``text`` says it all in one line.
    """

    field: str
    change: str
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A change to a record.

    ``change`` is ``added``, ``removed``, ``retired``, ``taken into use`` (a draft or a retired record that counts now),
    ``made a draft``, ``renamed``, ``reviewed`` (found true and nothing else changed) or ``changed``. ``text`` says more
    about a record that was added. A record in a file with faults may be ``not readable``, and later ``readable again``.
    ``span`` is its place, before where it was removed and else after.
    """

    kind: str
    id: str
    name: str
    change: str
    span: Span
    text: str = ""
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed: records by kind, the figures of coverage before and after, findings that are new and gone."""

    records: tuple[RecordChange, ...]
    figures: tuple[tuple[Figure, Figure], ...]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.records or self.new or self.gone or self.moved)

    @property
    def moved(self) -> tuple[tuple[Figure, Figure], ...]:
        """The figures that are not what they were."""
        return tuple(
            (before, after) for before, after in self.figures if (before.have, before.of) != (after.have, after.of)
        )
