"""The baseline: the findings that a playbook had on a day, so that from then on only new ones count.

The file is YAML for people to read in review: each entry stands on one line, in a fixed order, and holds what stays the
same when lines move.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from stagebook.fingerprints import Essence, essence
from stagebook.spans import Span
from stagebook.yamlio.reading import Map, Seq, read_file

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from stagebook.findings import Finding
    from stagebook.yamlio.reading import Value

VERSION = "1"

HEAD = """\
# The findings that this playbook had when its baseline was written: `stagebook check --baseline FILE` tells new ones
# only. Nobody has to edit this by hand: with --update-baseline the command writes it anew, without what was mended.
"""

_PLAIN = re.compile(r"SB\d+|[A-Za-z][\w.-]*(?:/[\w.-]+)+", re.ASCII)
"""Codes, records and paths that need no quotes in YAML."""


class BaselineError(Exception):
    """A baseline can't be used; the message says which, where and why."""


class Comparison(NamedTuple):
    """Findings against a baseline: what is new, what was known, and how many entries nothing matches any more."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: int


@dataclass(frozen=True)
class Baseline:
    """Findings that were there before, and how often."""

    entries: Counter[Essence] = field(default_factory=Counter)

    def compare(self, findings: Iterable[Finding], *, left_out: Container[str] = ()) -> Comparison:
        """Tell new findings from known ones; of several alike the last ones are the new ones.

        ``left_out`` holds the codes of the rules that were not asked, or could not answer for every record: their
        entries are not stale.
        """
        left = Counter(self.entries)
        new: list[Finding] = []
        known: list[Finding] = []
        for finding in findings:
            same = essence(finding)
            (known if left[same] > 0 else new).append(finding)
            left[same] -= 1
        stale = sum(number for entry, number in left.items() if number > 0 and entry.rule not in left_out)
        return Comparison(tuple(new), tuple(known), stale)

    def renewed(self, findings: Iterable[Finding], *, left_out: Container[str] = ()) -> Baseline:
        """Give the baseline of the findings that there are now; entries of rules in ``left_out`` stay."""
        kept = Counter({entry: number for entry, number in self.entries.items() if entry.rule in left_out})
        return Baseline(kept | Counter(essence(finding) for finding in findings))

    def text(self) -> str:
        """Give the text of the file; equal findings make equal texts, whatever their order."""
        lines = [f"{HEAD}version: {VERSION}", "findings:" if self.entries else "findings: []"]
        for entry, number in sorted(self.entries.items()):
            rule, about, message = map(_scalar, entry)
            times = f", times: {number}" if number > 1 else ""
            lines.append(f"  - {{rule: {rule}, about: {about}, message: {message}{times}}}")
        return "\n".join(lines) + "\n"


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises BaselineError where the file is missing, can't be read or is no baseline.
    """
    reading = read_file(file, str(file))
    if reading.findings:
        raise BaselineError(f"{reading.findings[0].span}: {reading.findings[0].message}")
    value = reading.value
    if not isinstance(value, Map) or value.get("version") != VERSION or "findings" not in value:
        raise BaselineError(f"{file} is no baseline of this version; a run with --update-baseline writes one")
    entries: Counter[Essence] = Counter()
    for entry, number in _entries(value["findings"], Span(str(file))):
        entries[entry] += number
    return Baseline(entries)


def _entries(items: Value, place: Span) -> Iterator[tuple[Essence, int]]:
    for item in items if isinstance(items, Seq) else [items] if items is not None else []:
        values = [item.get(name) for name in Essence._fields] if isinstance(item, Map) else []
        times = item.get("times", "1") if isinstance(item, Map) else ""
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) != len(Essence._fields) or not isinstance(times, str) or not re.fullmatch("[0-9]{1,9}", times):
            if isinstance(item, Map | Seq):
                place = Span(place.path, *item.mark)
            raise BaselineError(f"{place}: this is no entry; expected {{rule: CODE, about: RECORD, message: TEXT}}")
        yield Essence(*texts), int(times)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
