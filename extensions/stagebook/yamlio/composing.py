"""From a parser's events to values with their places.

This is the inner loop of every cold run: it sees each scalar of each file once. So what is rare (anchors, tags, merge
keys, faults) stands in methods of its own, and what is common stands in one loop on local variables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol, TypeAlias

from stagebook.yamlio.characters import clean_escapes
from stagebook.yamlio.faults import (
    DUPLICATE_KEY,
    EMPTY_FILE,
    NON_TEXT_KEY,
    NOT_YAML,
    SEVERAL_DOCUMENTS,
    UNREADABLE_FILE,
    UNSAFE_YAML,
    WHOLE_FILE,
    WRONG_SHAPE,
    shown,
)
from stagebook.yamlio.values import Map, Seq

if TYPE_CHECKING:
    from stagebook.yamlio.decoding import Source
    from stagebook.yamlio.faults import Faults
    from stagebook.yamlio.parsers import Parser
    from stagebook.yamlio.values import Mark, Value

MAX_DEPTH: Final = 64
"""Containers inside containers. The deepest record has six; whoever walks the values may do so by recursion."""

NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
_CORE: Final = "tag:yaml.org,2002:"
_SCALAR_TAGS: Final = frozenset(_CORE + name for name in ("str", "null", "bool", "int", "float", "timestamp"))
_MAP_TAGS: Final = frozenset(("!", _CORE + "map"))
_SEQ_TAGS: Final = frozenset(("!", _CORE + "seq"))
_NO_MARKS: Final[dict[str, Mark]] = {}
"""Stands for the marks of keys while a list is being filled."""

_PROPERTIES: Final = re.compile(r"\s*(?:[&!]\S*\s*)*(?:#.*)?")


_LINES: Final = 200
_COLUMNS: Final = 40
_MARKS: Final = tuple(tuple((line, column) for column in range(1, _COLUMNS + 1)) for line in range(1, _LINES + 1))
"""The places that most values have. Ten thousand records share them: a quarter less memory, and far less for the
garbage collector to look at."""


class _ContainerEvent(Protocol):
    anchor: str | None
    tag: str | None


class _Anchor:
    """What an anchor names; ``size`` counts its values and is None as long as its container is open."""

    __slots__ = ("literal", "mark", "size", "value")

    def __init__(self, value: Value, mark: Mark, size: int | None, *, literal: bool = False) -> None:
        self.value = value
        self.mark = mark
        self.size = size
        self.literal = literal


_Frame: TypeAlias = "tuple[Map | Seq, bool, list[tuple[Value, Mark]] | None, _Anchor | None, int]"
"""What to go back to when a container ends: the one around it, whether a key comes next there, and what its merge keys
have named so far; then the anchor of the container that ends, and how many values came before it."""


class _Stop(Exception):  # noqa: N818  (no error: it ends the loop, and the finding is there already)
    """The file can't be read any further."""


def compose(source: Source, parser: Parser, faults: Faults) -> Value:
    """Build the value of a file's first document; what is wrong with it goes to ``faults``."""
    if len(source.data) > parser.max_bytes:
        message = f"the file has {len(source.data) / 1e6:,.1f} MB, too much for a YAML parser written in Python"
        faults.stop(UNREADABLE_FILE, WHOLE_FILE, message, "install PyYAML with its C library, or split the file")
        return None
    composer = _Composer(source, parser, faults)
    try:
        composer.run()
    except _Stop:
        return None
    except parser.error as error:
        # Few files need the words, and nearly every run is spared their import.
        from stagebook.yamlio.wording import explain  # noqa: PLC0415

        kind, mark, message, fix = explain(error, source, composer.open_mark())
        faults.stop(kind, mark, message, fix)
        return None
    documents = composer.documents
    if documents and documents[0] is not None:
        return documents[0]
    if faults.complete:
        what = "holds no value" if source.data.strip() else "is empty"
        faults.add(EMPTY_FILE, WHOLE_FILE, f"the file {what}", "write a record into it, or delete it")
    return None


class _Composer:
    """The state that the loop and the methods for the rare cases share."""

    def __init__(self, source: Source, parser: Parser, faults: Faults) -> None:
        self.source = source
        self.parser = parser
        self.faults = faults
        self.documents = Seq(faults.path)
        self.node: Map | Seq = self.documents
        self.key: str | None = None
        """The key whose value comes next; None if there is no place for that value."""
        self.expects_key = False
        self.merging = False
        """Whether the value that comes next is that of a merge key."""
        self.merges: list[tuple[Value, Mark]] | None = None
        """What the merge keys of the mapping name; most mappings have none."""
        self.frames: list[_Frame] = []
        self.anchors: dict[str, _Anchor] = {}

    def run(self) -> None:  # noqa: C901, PLR0912, PLR0915  (a call for each scalar would cost a third more)
        """Take all events."""
        scalar, alias, map_start, map_end, seq_start, seq_end, document_start = self.parser.events
        data, path, most = self.source.data, self.faults.path, self.parser.max_values
        has_anchors, has_escapes = b"&" in data, b"\\" in data
        count = 0
        key: str | None = None
        expects_key = False
        node: Any = self.documents
        key_marks = value_marks = _NO_MARKS
        for event in iter(self.parser.open(data), None):
            kind = event.__class__
            if kind is map_end or kind is seq_end:
                self.end(count)
                node, key, expects_key = self.node, None, self.expects_key
                key_marks = value_marks = _NO_MARKS
                if node.__class__ is Map:
                    key_marks, value_marks = node.key_marks, node.value_marks
                continue
            start = event.start_mark
            line, column = start.line, start.column
            mark = _MARKS[line][column] if line < _LINES and column < _COLUMNS else (line + 1, column + 1)
            if kind is scalar:
                value = event.value
                plain, quoted = event.implicit
                literal = False
                count += 1
                if plain:
                    if value in NULLS:
                        value = None
                else:
                    if event.style == "|":
                        literal = True
                        if not quoted or event.anchor is not None:
                            mark = self.literal_mark(mark)
                    elif has_escapes and event.style == '"':
                        value = clean_escapes(value, mark, self.faults)
                    if not quoted:
                        value = self.tagged(event.tag, value, mark)
                if has_anchors and event.anchor is not None:
                    self.anchors[event.anchor] = _Anchor(value, mark, 1, literal=literal)
            elif kind is map_start:
                self.key, self.expects_key = key, expects_key
                node = Map(path, mark)
                self.start(event, node, count)
                count += 1
                expects_key = True
                key_marks, value_marks = node.key_marks, node.value_marks
                continue
            elif kind is seq_start:
                self.key, self.expects_key = key, expects_key
                node = Seq(path, mark)
                self.start(event, node, count)
                count += 1
                key_marks = value_marks = _NO_MARKS
                continue
            elif kind is alias:
                anchor = self.resolve(event.anchor, mark)
                value, literal, plain = anchor.value, anchor.literal, False
                if literal:
                    # Only where the text was written does line follow line.
                    mark = anchor.mark
                count += anchor.size or 0
            else:
                if kind is document_start:
                    self.begin_document(mark)
                continue
            if count > most:
                self.too_many(mark)
            if key_marks is _NO_MARKS:
                if literal:
                    node.mark_literal(len(node))
                node.append(value)
                node.item_marks.append(mark)
            elif expects_key:
                if value.__class__ is str and value not in key_marks and (value != "<<" or not plain):
                    key = value
                    key_marks[value] = mark
                else:
                    key = self.odd_key(value, mark, plain=plain)
                expects_key = False
            else:
                if key is not None:
                    if value is None and kind is scalar and not event.value:
                        # Nothing is written, and some parsers point at what comes next, perhaps lines away.
                        mark = key_marks[key]
                    node[key] = value
                    value_marks[key] = mark
                    if literal:
                        node.mark_literal(key)
                elif self.merging:
                    self.merges = [*(self.merges or ()), (value, mark)]
                    self.merging = False
                expects_key = True

    def open_mark(self) -> Mark | None:
        """Give the place of the innermost container that is still open."""
        return self.node.mark if self.frames else None

    def begin_document(self, mark: Mark) -> None:
        """Begin a document; anchors don't reach from one into the next."""
        self.anchors.clear()
        if len(self.documents) == 1:
            message = "a second YAML document begins here, and only the first one of a file is read"
            fix = "write the records of a file as one list (“- ”), or move this one to a file of its own"
            self.faults.add(SEVERAL_DOCUMENTS, mark, message, fix)

    def start(self, event: _ContainerEvent, node: Map | Seq, count: int) -> None:
        """Put a mapping or list where it belongs, and go on inside it."""
        mark = node.mark
        if len(self.frames) >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} lists and mappings stand inside one another here"
            self.halt(mark, message, "check the indentation and the brackets; no record goes deeper than a few levels")
        if count >= self.parser.max_values:
            self.too_many(mark)
        if event.tag is not None:
            self.check_tag(event.tag, _MAP_TAGS if node.__class__ is Map else _SEQ_TAGS, mark)
        anchor = None
        if event.anchor is not None:
            anchor = self.anchors[event.anchor] = _Anchor(node, mark, None)
        parent = self.node
        expects_key = True
        if isinstance(parent, Seq):
            parent.append(node)
            parent.item_marks.append(mark)
        elif self.expects_key:
            self.non_text_key(node, mark)
            expects_key = False
        elif self.key is not None:
            parent[self.key] = node
            parent.value_marks[self.key] = mark
        elif self.merging:
            self.merges = [*(self.merges or ()), (node, mark)]
            self.merging = False
        self.frames.append((parent, expects_key, self.merges, anchor, count))
        self.node, self.merges = node, None

    def end(self, count: int) -> None:
        """Go back to the container around the one that ends."""
        if self.merges:
            self.merge(self.merges)
        self.node, self.expects_key, self.merges, anchor, begun = self.frames.pop()
        if anchor is not None:
            anchor.size = count - begun

    def merge(self, merges: list[tuple[Value, Mark]]) -> None:
        """Add what the merge keys of a mapping name; a key that the mapping has itself, or has already, stays."""
        target = self.node
        for value, mark in merges:
            for source in value if isinstance(value, Seq) else (value,):
                if not isinstance(source, Map):
                    message = "“<<” takes over the fields of a mapping, and this is none"
                    self.faults.add(WRONG_SHAPE, mark, message, "give it an alias of a mapping, such as “*defaults”")
                elif isinstance(target, Map):
                    _take_over(source, target)

    def odd_key(self, value: Value, mark: Mark, *, plain: bool) -> str | None:
        """Note what is wrong with a key, or that it is a merge key; its value then has no place to go."""
        node = self.node
        if not isinstance(value, str):
            self.non_text_key(value, mark)
        elif isinstance(node, Map) and value not in node.key_marks and plain and not self.merges:
            self.merging = True
        else:
            first = node.key_marks.get(value) if isinstance(node, Map) else None
            where = f", first on line {first[0]}" if first else ""
            message = f"the key {shown(value)} stands twice in this mapping{where}"
            fix = "write “<<: [*one, *other]”" if value == "<<" and plain else "keep one of the two"
            self.faults.add(DUPLICATE_KEY, mark, message, fix)
        return None

    def non_text_key(self, value: Value, mark: Mark) -> None:
        """Note that a key is nothing, a mapping or a list."""
        if value is None:
            message = "the key of this value is empty"
            fix = "write a name before the “:”, in quotes if it is “null” or “~”"
        else:
            what = "mapping" if isinstance(value, Map) else "list"
            message, fix = f"a {what} stands here as a key; keys are text", "put the key in quotes, or write a name"
        self.faults.add(NON_TEXT_KEY, mark, message, fix)

    def resolve(self, name: str, mark: Mark) -> _Anchor:
        """Give what an alias stands for."""
        anchor = self.anchors.get(name)
        if anchor is None:
            message = f"the alias {shown('*' + name)} has no anchor {shown('&' + name)} above it"
            fix = "correct the name; if the “*” is meant as text, put the value in quotes"
            self.faults.stop(NOT_YAML, mark, message, fix)
        elif anchor.size is None:
            message = f"the alias {shown('*' + name)} stands inside what it names, which would never end"
            self.faults.stop(UNSAFE_YAML, mark, message, "write out what is meant here")
        else:
            return anchor
        # Something to go on with that sets off no second fault.
        return _Anchor(Map() if self.merging else name, mark, 1)

    def tagged(self, tag: str, text: str, mark: Mark) -> str | None:
        """Give the value of a scalar with a tag: what a field means is said by its schema, not in the file."""
        self.check_tag(tag, _SCALAR_TAGS, mark)
        return None if tag == _CORE + "null" else text

    def check_tag(self, tag: str, allowed: frozenset[str], mark: Mark) -> None:
        """Note a tag that asks for more than text, lists and mappings."""
        if tag not in allowed:
            name = tag.replace(_CORE, "!!", 1) if tag.startswith(_CORE) else tag
            message = f"the tag {shown(name)} is not taken here"
            fix = "delete the tag; if the “!” is meant as text, put the value in quotes"
            self.faults.add(UNSAFE_YAML, mark, message, fix)

    def literal_mark(self, mark: Mark) -> Mark:
        """Give the place of the ``|`` of a block whose event begins at its anchor or tag, perhaps lines before."""
        line, column = mark
        rest = self.source.line(line)[column - 1 :]
        while line <= self.source.last_line:
            found = _PROPERTIES.match(rest)
            end = found.end() if found else 0
            if rest[end : end + 1] == "|":
                return line, column + end
            line, column = line + 1, 1
            rest = self.source.line(line)
        return mark

    def too_many(self, mark: Mark) -> NoReturn:
        """Stop at the value that is one too many."""
        message = f"the file holds more than {self.parser.max_values:,} values, counting what its aliases repeat"
        self.halt(mark, message, "split the file, and write out what aliases multiply")

    def halt(self, mark: Mark, message: str, fix: str) -> NoReturn:
        """Note why the file is not read any further, and stop."""
        self.faults.stop(UNSAFE_YAML, mark, message, fix)
        raise _Stop


def _take_over(source: Map, target: Map) -> None:
    """Add the keys that the target lacks, with the places where they were written."""
    for key, value in source.items():
        if key not in target:
            target[key] = value
            target.key_marks[key] = source.key_marks[key]
            target.value_marks[key] = source.value_marks[key]
            if key in source.literal:
                target.mark_literal(key)
