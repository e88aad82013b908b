"""Fixing: the changes to the files that mend what a check found, as far as that is safe.

A finding brings its edits along, or :mod:`stagebook.mending` finds out which record was meant. All is worked out on
texts: nothing is read from a disk, and nothing written.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stagebook.findings import Finding, Severity
from stagebook.kinds import BY_NAME
from stagebook.mending import Mending
from stagebook.spans import Span
from stagebook.yamlio.editing import apply_edits
from stagebook.yamlio.faults import shown
from stagebook.yamlio.ordering import keys_out_of_order, reorder_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stagebook.findings import Edit
    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook
    from stagebook.yamlio.values import Mark

KEY_ORDER = "SB024"
KEY_ORDER_NAME = "key-order"

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""A line as git sees it: a CR without LF is a character like any other."""


@dataclass(frozen=True, slots=True)
class FileFix:
    """A file before and after, and in words what was mended and what could not be."""

    path: str
    old: str
    new: str
    mended: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class FixResult:
    """What came of mending: the files that were looked at, in the order of their paths."""

    files: tuple[FileFix, ...] = ()

    @property
    def changed(self) -> tuple[FileFix, ...]:
        """The files that are to be written."""
        return tuple(file for file in self.files if file.changed)

    @property
    def mended(self) -> tuple[str, ...]:
        """What was mended, in words."""
        return tuple(words for file in self.files for words in file.mended)

    @property
    def left(self) -> tuple[str, ...]:
        """What could not be mended, in words."""
        return tuple(words for file in self.files for words in file.left)


def fixes(
    playbook: Playbook, findings: Iterable[Finding], sources: Mapping[str, str], *, order: bool = False
) -> FixResult:
    """Mend what can be mended in the texts of files, given by path with their byte order marks and line ends.

    That are misspelled names of fields, choices, references and roles, if only one name can have been meant, and dates
    in another form, if they can mean only one day. With ``order`` the keys of each record are put in the order of its
    kind's fields as well. No other value and no comment is touched.
    """
    asked: dict[str, list[Edit]] = {}
    meant = Mending(playbook, sources)
    for finding in findings:
        for edit in finding.edits or meant.edits(finding):
            asked.setdefault(edit.span.path, []).append(edit)
    orders = _orders(playbook, sources) if order else {}
    return FixResult(
        tuple(
            _mended(path, sources.get(path, ""), asked.get(path, ()), orders.get(path, {}))
            for path in sorted({*asked, *orders})
        )
    )


def paths_of(playbook: Playbook, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Give the files whose texts :func:`fixes` can use: those of the findings and those of the records."""
    found = {finding.span.path for finding in findings} | {record.span.path for record in _records(playbook)}
    return tuple(sorted(found - {""}))


def disordered(playbook: Playbook, sources: Mapping[str, str]) -> tuple[Finding, ...]:
    """Find the records whose keys stand in another order than the fields of their kind (SB024)."""
    message, fix = "the fields do not stand in the usual order", "let `stagebook check --fix` put them in order"
    return tuple(
        Finding(Span(path, *mark), message, fix, orders[mark].record, KEY_ORDER, KEY_ORDER_NAME, Severity.INFO)
        for path, orders in _orders(playbook, sources).items()
        for mark in keys_out_of_order(sources[path], _names(orders))
    )


def unified_diff(result: FixResult) -> str:
    """Show what would change, in the form that ``git apply`` and ``patch -p1`` take; empty where nothing would."""
    return "".join(line for file in result.changed for line in _diff(file))


def _diff(file: FileFix) -> Iterator[str]:
    old, new = (_LINE.findall(text) for text in (file.old, file.new))
    for line in difflib.unified_diff(old, new, f"a/{file.path}", f"b/{file.path}"):
        yield line
        if not line.endswith("\n"):
            yield "\n\\ No newline at end of file\n"


# --- one file --------------------------------------------------------------------------------------------------------


class _Order(NamedTuple):
    """The order in which the keys of a record should stand."""

    record: str
    names: Sequence[str]


def _mended(path: str, old: str, asked: Sequence[Edit], orders: Mapping[Mark, _Order]) -> FileFix:
    new, left = apply_edits(old, asked)
    made = dict.fromkeys(edit for edit in asked if edit.old != edit.new)
    for edit in left:
        del made[edit]
    # Edits stay within their lines, so each mapping still begins where it did.
    new, moved = reorder_keys(new, _names(orders))
    mended = [(edit.span, f"{shown(edit.old)} became {shown(edit.new)}") for edit in made]
    mended += [(Span(path, *mark), f"the fields of {orders[mark].record} were put in order") for mark in moved]
    return FileFix(
        path,
        old,
        new,
        tuple(f"{span}: {words}" for span, words in sorted(mended)),
        tuple(f"{edit.span}: {shown(edit.old)} is still to become {shown(edit.new)}" for edit in left),
    )


def _names(orders: Mapping[Mark, _Order]) -> dict[Mark, Sequence[str]]:
    return {mark: order.names for mark, order in orders.items()}


def _orders(playbook: Playbook, sources: Mapping[str, str]) -> dict[str, dict[Mark, _Order]]:
    """Give by file, for the place of each record, the order of its fields."""
    names = {
        kind.name: [field.alias or name for name, field in kind.model.model_fields.items()]
        + list(playbook.own_fields.get(kind.name, ()))
        for kind in BY_NAME.values()
    }
    found: dict[str, dict[Mark, _Order]] = {}
    for record in _records(playbook):
        path, line, column = record.span
        if path in sources and line:
            found.setdefault(path, {})[line, column] = _Order(record.key, names[record.kind_name])
    return found


def _records(playbook: Playbook) -> Iterator[Record]:
    for records in playbook.records.values():
        yield from records.values()
