"""The tags of an HTML text that somebody looks for, each with its exact place; all else is passed over.

Follows the tokenizer of the HTML standard where it matters: quoted and unquoted attributes, comments, and elements
whose content is no markup, such as ``script`` and ``textarea``. The standard library's parser does the same, but it
calls Python for each tag and each word and takes eight times as long on our pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
"""Elements whose content is no markup. Inside a drawing only scripts are, and there even they may hold entities."""
_DRAWINGS = ("svg", "math")

_WS = r"\t\n\f\r "
_NAME = rf"[^{_WS}/>][^{_WS}/>=]*+"
_VALUE = rf"[{_WS}]*+=[{_WS}]*+(?:\"[^\"]*+\"|'[^']*+'|(?=>)|[^{_WS}\"'>][^{_WS}>]*+)"
_ATTRIBUTES = rf"(?:[{_WS}/]++|{_NAME}(?:{_VALUE})?+)*+"
_ATTRIBUTE = re.compile(
    rf"(?P<name>{_NAME})"
    rf"(?:[{_WS}]*+=[{_WS}]*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?=>|\Z)|(?P<bare>[^{_WS}\"'>][^{_WS}>]*+)))?+"
)
_COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/(?![A-Za-z]))[^>]*+>?"


class Attribute(NamedTuple):
    """An attribute of a tag: its name in lower case, its value without entities, and where both stand in the text."""

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int


@dataclass(frozen=True)
class Tag:
    """A start tag, or an end tag where ``closes``; its places are those in the text ``html``."""

    html: str
    name: str
    start: int
    end: int
    inside: tuple[int, int]
    """Where its attributes stand."""
    marked: bool
    """Whether it seems to have an attribute that is looked for."""
    closes: bool = False
    in_drawing: bool = False
    content: tuple[int, int] | None = None
    """Where the content of a raw element stands."""
    closed: int = 0
    """Where the end tag of a raw element ends."""

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes, in order."""
        return tuple(_attributes(self.html, *self.inside))

    @property
    def words(self) -> str:
        """The attributes as they stand in the text."""
        return self.html[slice(*self.inside)]

    def get(self, name: str) -> str | None:
        """Give the value of an attribute; the first counts, as in browsers."""
        return next((attribute.value for attribute in self.attributes if attribute.name == name), None)


class Finder:
    """Finds tags by their names, and by the beginnings of their attributes (``attributes`` is a regular expression)."""

    def __init__(self, names: Iterable[str], attributes: str) -> None:
        """Prepare what skips all other tags without a call of Python."""
        wanted = "|".join(sorted({*names, *RAW, *_DRAWINGS}))
        dull_attribute = rf"(?!(?i:{attributes})){_NAME}(?:{_VALUE})?+"
        dull = rf"</?(?!(?i:{wanted})[{_WS}/>])[A-Za-z][^{_WS}/>]*+(?:[{_WS}/]++|{dull_attribute})*+>"
        self._skip = re.compile(rf"(?:[^<]++|{dull}|{_COMMENT}|<(?![A-Za-z/!?]))*+", re.DOTALL | re.ASCII)
        self._tag = re.compile(rf"<(/?)([A-Za-z][^{_WS}/>]*+)({_ATTRIBUTES})>")
        self._names = frozenset(names)
        self._attribute = re.compile(attributes, re.IGNORECASE | re.ASCII)

    def tags(self, html: str) -> Iterator[Tag]:
        """Give the tags that are looked for, in order."""
        at, drawings = 0, 0
        while True:
            skipped = self._skip.match(html, at)
            at = skipped.end() if skipped else at
            if at >= len(html):
                return
            found = self._tag.match(html, at)
            if found is None:
                # A tag that the text never ends: browsers drop it too.
                at += 1
                continue
            name = found[2].lower()
            closes = bool(found[1])
            if name in _DRAWINGS:
                drawings = max(0, drawings + (-1 if closes else 0 if found[3].endswith("/") else 1))
            at = found.end()
            content, closed = None, at
            if name in RAW and not closes and (not drawings or (name == "script" and not found[3].endswith("/"))):
                content = at, _end_of_content(html, name, at)
                at = closed = _after(html, content[1])
            marked = bool(self._attribute.search(found[3]))
            if marked or name in self._names:
                place = found.span(3)
                yield Tag(
                    html, name, found.start(), found.end(), place, marked, closes, bool(drawings), content, closed
                )


def _attributes(html: str, start: int, end: int) -> Iterator[Attribute]:
    at = start
    while found := _ATTRIBUTE.search(html, at, end):
        for group in ("double", "single", "bare"):
            if found[group] is not None:
                place = found.span(group)
                break
        else:
            place = found.end(), found.end()
        yield Attribute(found["name"].lower(), unescape(html[slice(*place)]), found.start(), found.end(), *place)
        at = found.end()


def _end_of_content(html: str, name: str, at: int) -> int:
    """Give where the content of a raw element ends."""
    end = re.compile(rf"</{name}(?=[{_WS}/>])", re.IGNORECASE)
    found = end.search(html, at)
    while found and name == "script" and _comments_a_script(html[at : found.start()]):
        found = end.search(html, found.end())
    return found.start() if found else len(html)


def _comments_a_script(script: str) -> bool:
    """Tell whether a script holds a comment that holds a script: its end tag does not end the outer one then."""
    _, opened, comment = script.rpartition("<!--")
    return bool(opened) and "-->" not in comment and bool(re.search(rf"<script[{_WS}/>]", comment, re.IGNORECASE))


def _after(html: str, at: int) -> int:
    """Give where the end tag that begins here ends."""
    end = html.find(">", at)
    return end + 1 if end >= 0 else len(html)
