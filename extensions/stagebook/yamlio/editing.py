"""Change texts inside YAML files, and nothing else: comments, layout, quotes and line ends stay as they are.

An edit names a place, what stands there and what is to stand there. No file is written anew from its values: the few
characters at the place give way to others, the result is read again, and where anything but the wanted texts differs
from before, the edit is not made.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

from stagebook.yamlio.reading import Map, Reading, Seq, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from stagebook.findings import Edit
    from stagebook.yamlio.values import Mark, Value

T = TypeVar("T")

MAX_TRIES: Final = 100
"""How often a file is read again to find those of its edits that do harm; whoever has more of them mends by hand."""

NOWHERE: Final = (0, 0)
"""The place of no text."""

BYTE_ORDER_MARK: Final = "\ufeff"

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PROPERTIES: Final = re.compile(r"(?:[&!]\S*[ \t]+)*")
_NULLS: Final = frozenset(("null", "Null", "NULL"))

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/.-]*(?: [A-Za-z0-9_/.-]+)*")
"""Texts that need no quotes, wherever they stand; others get them, needed or not."""

_NAME: Final = re.compile(r"[A-Za-z0-9][\w/.-]*")
"""What may be changed in the middle of a text: it means the same in all styles of quoting."""


_Pair: TypeAlias = "tuple[Mark, str | None, str | None]"


class _Patch(NamedTuple):
    """An edit in terms of the file's characters: from ``start`` up to ``stop`` they give way to ``raw``."""

    start: int
    stop: int
    raw: str
    edit: Edit
    at: Mark
    """The place of the scalar that it changes; that of the edit, unless it changes only a part of a longer text."""
    nth: int = -1
    """Which of the places in that text where ``old`` stands is meant; -1 for the text as a whole."""


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Edit, ...]]:
    """Make the edits in the text of a file, and give the new text and the edits that were not made.

    ``text`` is the whole file, its byte order mark and its line ends included. An edit at the start of a text or of a
    key changes all of it and keeps its quotes; one inside a text changes a name there, such as the target of a role.
    An edit is not made where something else stands by now, where edits overlap, or where more than its text would
    change. That includes a place that is read several times, by aliases: it changes when each reader asks for it, so
    the same edit counts as often as it is given, and one at an alias is made when the text at its anchor changes alike.
    """
    asked = [edit for edit in edits if edit.old != edit.new]
    reading = _read(text) if asked else None
    if reading is None or reading.value is None:
        return text, tuple(dict.fromkeys(asked))
    editor = _Editor(text, reading, asked)
    patches = kept(editor.patches(), lambda some: editor.made(some) is not None)
    made = editor.made(patches) or ()
    return editor.patched(patches), tuple(edit for edit in dict.fromkeys(asked) if edit not in made)


def kept(items: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> list[T]:
    """Give as many of the items as do no harm together, in their order; by halves, as nearly always all of them do."""
    tries = 0

    def among(good: list[T], more: Sequence[T]) -> list[T]:
        nonlocal tries
        tries += 1
        if not more or tries > MAX_TRIES:
            return good
        if holds([*good, *more]):
            return [*good, *more]
        if len(more) == 1:
            return good
        half = len(more) // 2
        return among(among(good, more[:half]), more[half:])

    return among([], items)


def lines_of(text: str) -> list[str]:
    """Split a text into lines as editors and the reader count them, each with its end: LF, CR LF or CR."""
    return [line for line in _LINE.findall(text) if line]


class _Editor:
    """A file and what is asked of it."""

    def __init__(self, text: str, reading: Reading, asked: Sequence[Edit]) -> None:
        self.text = text
        self.reading = reading
        self.asked = Counter(asked)
        self.lines = lines_of(text.removeprefix(BYTE_ORDER_MARK))
        self.offsets = [len(text) - len(text.removeprefix(BYTE_ORDER_MARK))]
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line))
        self.texts = dict(_texts(reading.value))
        self.marks = sorted(self.texts)
        self.whole = {(edit.span.line, edit.span.column): edit for edit in self.asked}

    def patches(self) -> list[_Patch]:
        """Give what can be changed: the edits whose text stands where they say, without those that overlap."""
        found = sorted((patch for edit in self.asked if (patch := self.patch(edit))), key=_order)
        return [
            patch
            for before, patch, after in zip([None, *found], found, [*found[1:], None], strict=False)
            if not (before and before.stop > patch.start) and not (after and after.start < patch.stop)
        ]

    def patch(self, edit: Edit) -> _Patch | None:
        """Find the characters that an edit is about; None where they are not there."""
        line, column = mark = edit.span.line, edit.span.column
        if not (0 < line <= len(self.lines) and 0 < column <= len(self.lines[line - 1])):
            return None
        if mark in self.texts:
            return self.whole_text(edit) if self.texts[mark] == edit.old else None
        return self.part(edit)

    def whole_text(self, edit: Edit) -> _Patch | None:
        """Replace a text as a whole, in the quotes that it has."""
        raw = self.lines[edit.span.line - 1][edit.span.column - 1 :]
        begin = _past_properties(raw, 0)
        raw = raw[begin:]
        quote = raw[:1] if raw[:1] in {"'", '"'} else ""
        old = _quoted(edit.old, quote) if quote else edit.old
        new = _quoted(edit.new, quote or ("" if _PLAIN.fullmatch(edit.new) and edit.new not in _NULLS else "'"))
        if not raw.startswith(old) or not edit.old or not edit.new.isprintable():
            return None
        at = edit.span.line, edit.span.column
        start = self.offset(at) + begin
        return _Patch(start, start + len(old), new, edit, at)

    def part(self, edit: Edit) -> _Patch | None:
        """Replace a name inside a text, which is the last text that begins before it."""
        place = edit.span.line, edit.span.column
        before = bisect.bisect(self.marks, place) - 1
        if before < 0 or not _NAME.fullmatch(edit.old) or not _NAME.fullmatch(edit.new):
            return None
        at = self.marks[before]
        start = self.offset(place)
        first = _past_properties(self.text, self.offset(at))
        starts = [found.start() for found in _standing(edit.old).finditer(self.text, first, start + len(edit.old) + 1)]
        if start not in starts:
            return None
        return _Patch(start, start + len(edit.old), edit.new, edit, at, starts.index(start))

    def offset(self, mark: Mark) -> int:
        """Give the position of a place in the text."""
        return self.offsets[mark[0] - 1] + mark[1] - 1

    def patched(self, patches: Iterable[_Patch]) -> str:
        """Give the text with these changes made."""
        pieces, end = [], 0
        for patch in sorted(patches, key=_order):
            pieces += [self.text[end : patch.start], patch.raw]
            end = patch.stop
        return "".join((*pieces, self.text[end:]))

    def made(self, patches: Sequence[_Patch]) -> set[Edit] | None:
        """Give the edits that are made when the file is changed so; None where it would do harm."""
        after = _read(self.patched(patches))
        same = [item.code for item in after.findings] == [item.code for item in self.reading.findings]
        wanted = self.wanted(patches) if same and after.value is not None else None
        seen = self.changes(after.value, wanted) if wanted is not None else None
        if wanted is None or seen is None:
            return None
        # Where an alias stands, the text at its anchor has changed as the edit wants it.
        made = {edit: mark for mark, edit in self.whole.items() if mark in seen and mark not in wanted}
        made |= {patch.edit: patch.at for patch in patches}
        # A text that no reader comes by, or more readers than asked for its change, is left alone.
        return set(made) if all(0 < seen[at] <= self.asked[edit] for edit, at in made.items()) else None

    def changes(self, value: Value, wanted: Mapping[Mark, str]) -> Counter[Mark] | None:
        """Count how often each changed text is come by; None where another changes, or one not as it is wanted."""
        seen: Counter[Mark] = Counter()
        for mark, old, new in _pairs(self.reading.value, value):
            if mark in wanted:
                fits = new == wanted[mark]
            elif old == new:
                continue
            else:
                edit = self.whole.get(mark)
                fits = edit is not None and (edit.old, edit.new) == (old, new)
            if not fits:
                return None
            seen[mark] += 1
        return seen

    def wanted(self, patches: Iterable[_Patch]) -> Mapping[Mark, str] | None:
        """Give what each text that is changed should become."""
        wanted: dict[Mark, str] = {}
        parts: dict[Mark, list[tuple[int, int, str]]] = {}
        for patch in patches:
            old = self.texts[patch.at]
            if old is None:
                return None
            if patch.nth < 0:
                wanted[patch.at] = patch.edit.new
                continue
            found = [match.span() for match in _standing(patch.edit.old).finditer(old)]
            if patch.nth >= len(found):
                return None
            parts.setdefault(patch.at, []).append((*found[patch.nth], patch.edit.new))
        for mark, changes in parts.items():
            if mark in wanted:
                return None
            value = self.texts[mark] or ""
            for start, stop, new in sorted(changes, reverse=True):
                value = value[:start] + new + value[stop:]
            wanted[mark] = value
        return wanted


def _read(text: str) -> Reading:
    # What can't be encoded is a fault to the reader, and then nothing is changed.
    return read_bytes(text.encode("utf-8", "surrogatepass"), "")


def _order(patch: _Patch) -> tuple[int, int]:
    return patch.start, patch.stop


def _past_properties(text: str, start: int) -> int:
    """Give the position after the anchor and the tag that may stand before a text."""
    found = _PROPERTIES.match(text, start)
    return found.end() if found else start


def _quoted(text: str, quote: str) -> str:
    match quote:
        case "'":
            return "'" + text.replace("'", "''") + "'"
        case '"':
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def _standing(name: str) -> re.Pattern[str]:
    """Give a pattern for a name that is no part of a longer one."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")


def _texts(value: Value) -> Iterator[tuple[Mark, str | None]]:
    """Give each text of a file, and each key, with its place; what aliases repeat comes once."""
    done: set[int] = set()
    left: list[Value] = [value]
    while left:
        here = left.pop()
        if id(here) in done:
            continue
        done.add(id(here))
        if isinstance(here, Map):
            for key, item in here.items():
                yield here.key_marks[key], key
                if isinstance(item, (Map, Seq)):
                    left.append(item)
                else:
                    yield here.value_marks[key], item
        elif isinstance(here, Seq):
            for item, mark in zip(here, here.item_marks, strict=True):
                if isinstance(item, (Map, Seq)):
                    left.append(item)
                else:
                    yield mark, item


def _pairs(old: Value, new: Value) -> Iterator[_Pair]:
    """Walk two values side by side and give each pair of texts with the old one's place; NOWHERE where they part."""
    left: list[tuple[Value, Value]] = [(old, new)]
    while left:
        one, other = left.pop()
        if isinstance(one, Map) and isinstance(other, Map) and len(one) == len(other):
            for (key, item), (new_key, new_item) in zip(one.items(), other.items(), strict=True):
                yield one.key_marks[key], key, new_key
                yield from _pair(one.value_marks[key], item, new_item, left)
        elif isinstance(one, Seq) and isinstance(other, Seq) and len(one) == len(other):
            for item, new_item, mark in zip(one, other, one.item_marks, strict=True):
                yield from _pair(mark, item, new_item, left)
        elif one != other:
            yield NOWHERE, "", None


def _pair(mark: Mark, old: Value, new: Value, left: list[tuple[Value, Value]]) -> Iterator[_Pair]:
    if isinstance(old, (Map, Seq)) or isinstance(new, (Map, Seq)):
        left.append((old, new))
    else:
        yield mark, old, new
