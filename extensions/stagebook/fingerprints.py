"""What stays the same about a finding when its file moves on around it.

A baseline, a forge and a code scanner each have to know a finding again after lines were added above it, a record went
into a file of its own or a day has passed. So neither the place counts nor any figure that a message gives, such as a
line, a date or a number of months; what a message quotes, names and ids among it, does.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.findings import Finding

_QUOTED = re.compile(r"(“[^”]*”|`[^`]*`)")
_FIGURES = re.compile(r"\d+(?:[-.,:/]\d+)*")
_SPACE = re.compile(r"\s+")


class Essence(NamedTuple):
    """A finding without its place: its rule, what it is about, and its message without figures.

    ``about`` is the record as ``kind/id``, or the path of the file where the finding is about no record.
    """

    rule: str
    about: str
    message: str


def essence(finding: Finding) -> Essence:
    """Give what stays the same about a finding."""
    return Essence(finding.code, _printable(finding.record or finding.span.path), _steady(finding.message))


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Give a fingerprint for each finding, 64 hexadecimal digits; findings of one essence are numbered."""
    from hashlib import sha256  # noqa: PLC0415  (few reports have any, and all would wait for it)

    seen: Counter[Essence] = Counter()
    found = []
    for finding in findings:
        same = essence(finding)
        seen[same] += 1
        found.append(sha256("\0".join((*same, str(seen[same]))).encode()).hexdigest())
    return tuple(found)


def _steady(message: str) -> str:
    parts = _QUOTED.split(_SPACE.sub(" ", message))
    return _printable("".join(part if index % 2 else _FIGURES.sub("0", part) for index, part in enumerate(parts)))


def _printable(text: str) -> str:
    """Put a mark in the place of what a file of text can't hold or a reader can't see."""
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)
