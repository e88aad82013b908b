"""What changed between two revisions: for the terminal, as Markdown for a review comment, and as JSON.

The JSON has ``from`` and ``to``, each with ``revision``, ``commit`` and ``date`` (all null for the work tree);
``changes``, a list of ``kind``, ``id``, ``name``, ``change``, ``text``, ``path``, ``line`` and ``details``, which are
lists of ``field``, ``change``, ``text``, ``before`` and ``after``; ``coverage``, all figures with ``name``, ``text``,
``before`` and ``after`` (of ``have`` and ``of``); ``findings`` with ``new`` and ``gone``, in the form of
``stagebook check --format json``; and ``summary``, which counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from stagebook.comparing import ORDER, SETTINGS
from stagebook.findings import Severity
from stagebook.kinds import BY_NAME
from stagebook.render.markdown import code, escaped
from stagebook.screen import BAD, BOLD, GOOD, NOTE, QUIET, WARNING, Paint, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stagebook.comparing import Changes, RecordChange
    from stagebook.figures import Figure
    from stagebook.findings import Finding
    from stagebook.revisions import Commit

MARKER = "<!-- stagebook diff -->"
"""The first line of the Markdown, by which a pipeline finds its own comment again."""

LONGEST = 60_000
"""Characters of a review comment; forges refuse longer ones, from 65,536 on."""

REVIEWED = "reviewed"

_MARKS = {"added": "+", "taken into use": "+", "removed": "-", "retired": "-"}
_PAINTS = {"+": GOOD, "-": BAD, "~": WARNING}
_SEVERITIES = {Severity.ERROR: BAD, Severity.WARNING: WARNING, Severity.INFO: NOTE}

# What forges turn into a mention or a reference: a comment shall call nobody and leave no trace elsewhere.
_CALLS = re.compile(r"(?<=@)(?=\w)|(?<=[#!])(?=\d)|(?<=GH-)(?=\d)")
_JOINER = "\u2060"
# A backquote in a name, which stands in quotation marks, does not begin code.
_CODE = re.compile("`([^`“”]+)`")


class Compared(NamedTuple):
    """What changed, and between which two: a commit each, None for the work tree."""

    changes: Changes
    before: Commit | None
    after: Commit | None


def _named(commit: Commit | None) -> str:
    if commit is None:
        return "the work tree"
    about = [part for part in (commit.short, commit.day.isoformat() if commit.day else "") if part not in commit.named]
    return f"{commit.named} ({', '.join(about)})" if about else commit.named


def _heading(kind: str) -> str:
    return "Settings" if kind == SETTINGS else BY_NAME[kind].many


def _groups(changes: Changes) -> Iterator[tuple[str, list[RecordChange]]]:
    """Give the changes by kind, without the records that were only reviewed."""
    told = [change for change in changes.records if change.change != REVIEWED]
    for kind, group in groupby(told, key=lambda change: change.kind):
        yield kind, list(group)


def _reviewed(changes: Changes) -> list[str]:
    return [change.name for change in changes.records if change.change == REVIEWED]


def summary(changes: Changes) -> str:
    """Sum up in one line: ``2 records added, 1 retired; 3 findings new, 1 gone``."""
    counts = Counter(change.change for change in changes.records if change.kind != SETTINGS)
    parts: list[str] = []
    for name in ORDER:
        if counts[name]:
            noun = (" record" if counts[name] == 1 else " records") if not parts else ""
            parts.append(f"{counts[name]:,}{noun} {name}")
    if any(change.kind == SETTINGS for change in changes.records):
        parts.append("settings changed")
    findings: list[str] = []
    for name, found in (("new", changes.new), ("gone", changes.gone)):
        if found:
            noun = (" finding" if len(found) == 1 else " findings") if not findings else ""
            findings.append(f"{len(found):,}{noun} {name}")
    return "; ".join(", ".join(group) for group in (parts, findings) if group) or "nothing changed"


# --- the terminal ----------------------------------------------------------------------------------------------------


def text(compared: Compared, *, width: int = 80, colour: bool = False) -> str:
    """Tell what changed in lines."""
    paint = Paint(on=colour)
    changes = compared.changes
    head = f"From {_named(compared.before)} to {_named(compared.after)}"
    if changes.nothing:
        return f"{visible(head)}: nothing changed.\n"
    lines = [paint(visible(head), BOLD)]
    for kind, group in _groups(changes):
        lines += ["", paint(_heading(kind), BOLD)]
        for change in group:
            lines += _change_lines(change, width, paint)
    if names := _reviewed(changes):
        lines += ["", *_flow(f"Reviewed, and nothing else changed: {', '.join(names)}", "", width)]
    if changes.moved:
        lines += ["", paint("Coverage", BOLD), *_figure_lines(changes.moved, paint)]
    if changes.new:
        told = (line for finding in changes.new for line in (_finding_line(finding, paint), *_fix(finding, width)))
        lines += ["", paint("New findings", BOLD), *told]
    if changes.gone:
        told = (_finding_line(finding, paint) for finding in changes.gone)
        lines += ["", paint("Findings that are gone", BOLD), *told]
    lines += ["", f"{summary(changes).capitalize()}."]
    return "\n".join(lines) + "\n"


def _flow(words: str, indent: str, width: int) -> list[str]:
    return wrap(visible(words), width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


def _change_lines(change: RecordChange, width: int, paint: Paint) -> Iterator[str]:
    mark = _MARKS.get(change.change, "~")
    words = visible(f"{change.name} {change.change}{f': {change.text}' if change.text else ''}")
    if change.kind != SETTINGS:
        first, *rest = wrap(words, width - 4, break_on_hyphens=False) or [""]
        yield f"  {paint(mark, _PAINTS[mark])} {first}"
        yield from (f"    {line}" for line in rest)
    indent = "  " if change.kind == SETTINGS else "      "
    for detail in change.details:
        yield from _flow(detail.text, indent, width)


def _figure_lines(moved: Iterable[tuple[Figure, Figure]], paint: Paint) -> Iterator[str]:
    pairs = list(moved)
    label = max(len(after.text) for _, after in pairs)
    for before, after in pairs:
        way = {1: GOOD, -1: WARNING}.get(_direction(before, after), QUIET)
        yield f"  {after.text:{label}}  {paint(f'{before.words} → {after.words}', way)}"


def _direction(before: Figure, after: Figure) -> int:
    """Tell whether a share rose (1), fell (-1) or stayed (0); where there was or is nothing to count, it stayed."""
    then, now = before.have * after.of, after.have * before.of
    return (now > then) - (now < then)


def _finding_line(finding: Finding, paint: Paint) -> str:
    severity = paint(str(finding.severity), _SEVERITIES[finding.severity])
    return f"  {visible(str(finding.span))}: {severity}: {paint(finding.code, BOLD)} {visible(finding.message)}"


def _fix(finding: Finding, width: int) -> list[str]:
    return _flow(f"fix: {finding.fix}", "    ", width) if finding.fix else []


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown(compared: Compared) -> str:
    """Tell what changed as Markdown, short enough for a comment in a review."""
    changes = compared.changes
    blocks = [MARKER, "### What changes in the playbook"]
    blocks.append(f"From {_safe(_named(compared.before))} to {_safe(_named(compared.after))}: {summary(changes)}.")
    for kind, group in _groups(changes):
        blocks.append(f"**{_heading(kind)}**")
        blocks += ["\n".join(_change_items(change)) for change in group]
    if names := _reviewed(changes):
        blocks.append(f"Reviewed, and nothing else changed: {_safe(', '.join(names))}")
    if changes.moved:
        rows = (f"| {_safe(after.text)} | {before.words} | {after.words} |" for before, after in changes.moved)
        blocks.append("\n".join(["| Coverage | Before | After |", "| --- | ---: | ---: |", *rows]))
    if changes.new:
        blocks.append(f"**{_many(len(changes.new), 'new finding')}**")
        blocks += [_finding_item(finding, fix=True) for finding in changes.new]
    if changes.gone:
        blocks.append(f"**{_many(len(changes.gone), 'finding')} gone**")
        blocks += [_finding_item(finding, fix=False) for finding in changes.gone]
    return _within(blocks)


def _change_items(change: RecordChange) -> Iterator[str]:
    if change.kind != SETTINGS:
        more = f": {_safe(change.text)}" if change.text else ""
        yield f"- **{_safe(change.name)}** {change.change}{more}"
    indent = "" if change.kind == SETTINGS else "  "
    yield from (f"{indent}- {_safe(detail.text)}" for detail in change.details)


def _finding_item(finding: Finding, *, fix: bool) -> str:
    place = str(finding.span).replace("`", "'")
    item = f"- {finding.severity} {finding.code} at `{visible(place)}`: {_marked(finding.message)}"
    return f"{item}\n  *Fix:* {_marked(finding.fix)}" if fix and finding.fix else item


def _many(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _marked(words: str) -> str:
    """Write what a finding says; what it puts between backquotes, such as a field's name, is code."""
    parts = _CODE.split(" ".join(words.split()))
    return "".join(code(visible(part)) if at % 2 else _quiet(part) for at, part in enumerate(parts))


def _safe(words: str) -> str:
    """Write words so that they mean themselves, on one line, and call nobody."""
    return _quiet(" ".join(words.split()))


def _quiet(words: str) -> str:
    return _CALLS.sub(_JOINER, escaped(visible(words)))


def _within(blocks: list[str]) -> str:
    """Join blocks, items of one list without a gap; leave the rest out where it gets too long for a comment."""
    parts: list[str] = []
    size = 0
    for position, block in enumerate(blocks):
        both = parts and block.startswith("- ") and blocks[position - 1].startswith("- ")
        part = f"{'' if not parts else chr(10) if both else chr(10) * 2}{block}"
        if size + len(part) > LONGEST:
            parts.append(f"\n\n*{_many(len(blocks) - position, 'more item')} left out; `stagebook diff` tells all.*")
            break
        parts.append(part)
        size += len(part)
    return "".join(parts) + "\n"


# --- JSON ------------------------------------------------------------------------------------------------------------


def data(compared: Compared) -> str:
    """Tell what changed as a JSON object."""
    changes = compared.changes
    counts = Counter(change.change for change in changes.records if change.kind != SETTINGS)
    whole = {
        "from": _end(compared.before),
        "to": _end(compared.after),
        "changes": [_change(change) for change in changes.records],
        "coverage": [
            {
                "name": after.name,
                "text": after.text,
                "before": {"have": before.have, "of": before.of},
                "after": {"have": after.have, "of": after.of},
            }
            for before, after in changes.figures
        ],
        "findings": {
            "new": [finding.data for finding in changes.new],
            "gone": [finding.data for finding in changes.gone],
        },
        "summary": {"records": dict(counts), "new": len(changes.new), "gone": len(changes.gone)},
    }
    return json.dumps(whole, indent=2) + "\n"


def _end(commit: Commit | None) -> dict[str, str | None]:
    if commit is None:
        return {"revision": None, "commit": None, "date": None}
    return {"revision": commit.named, "commit": commit.hash, "date": commit.day.isoformat() if commit.day else None}


def _change(change: RecordChange) -> dict[str, object]:
    return {
        "kind": change.kind,
        "id": change.id,
        "name": change.name,
        "change": change.change,
        "text": change.text,
        "path": change.span.path,
        "line": change.span.line,
        "details": [
            {
                "field": detail.field,
                "change": detail.change,
                "text": detail.text,
                "before": detail.before,
                "after": detail.after,
            }
            for detail in change.details
        ],
    }
