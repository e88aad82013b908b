"""Prose as Markdown that stays harmless wherever it is read: no HTML of its own, no link that runs something.

Our pages show HTML in prose as text, but the same prose as Markdown may be read by a program that takes HTML. So each
``<`` outside of code is escaped. What is code is decided with care: wherever a program might see it otherwise (in
lists, quotes and tables, or where backticks don't pair up on their line), it counts as none.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from stagebook.kinds.fields import SAFE_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*\Z")
_HIDDEN_FENCE = re.compile(r"^(?:[ \t]+|[ \t]*(?:[-+*>]|\d+[.)])[^\n]*)(?:```|~~~)", re.MULTILINE)
_TICKS = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_TAG = re.compile(r"(\\*)<(?!(?:https?://|mailto:)[^\s<>`]*>)", re.IGNORECASE)
_TARGET = re.compile(r"\](?=([(:])\s*<?([^\s<>]*))")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_NOT_IN_SCHEMES = re.compile(r"[\x00-\x20\\]")


def harmless(markdown: str) -> str:
    """Escape what Markdown would take for HTML, and the links that are not safe to publish."""
    if "<" not in markdown and "](" not in markdown and "]:" not in markdown and "~~~" not in markdown:
        return markdown if "```" not in markdown else "\n".join(_blocks(markdown))
    if _HIDDEN_FENCE.search(markdown):
        return _escaped(markdown)
    return "\n".join(_blocks(markdown))


def _blocks(markdown: str) -> Iterator[str]:
    """Give the lines, those of fenced code as they are; a fence that nobody closed is closed, lest it take all."""
    fence = ""
    text: list[str] = []
    for line in markdown.split("\n"):
        if fence:
            yield line
            if re.fullmatch(rf" {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*", line):
                fence = ""
        elif opened := _FENCE.match(line):
            yield from _lines(text)
            yield line
            fence, text = opened[1], []
        else:
            text.append(line)
    yield from _lines(text)
    if fence:
        yield fence


def _lines(lines: list[str]) -> Iterator[str]:
    """Give lines without fenced code, block by block."""
    if lines:
        for number, block in enumerate(re.split(r"(\n[ \t]*\n)", "\n".join(lines))):
            if number % 2:
                yield from block.split("\n")[1:-1]
            else:
                yield from _block(block).split("\n")


def _block(block: str) -> str:
    if "`" not in block:
        return _escaped(block)
    rows = block.split("\n")
    if "\\`" in block or any("`" in _TICKS.sub("", row) or _has_bar(row) for row in rows):
        return _escaped(block)
    # Links may go on over the end of a line, so what is no code is looked at as a whole.
    kept: list[str] = []

    def keep(code: re.Match[str]) -> str:
        kept.append(code[0])
        return "\x00"

    bare = "\n".join(_TICKS.sub(keep, row) for row in rows)
    codes = iter(kept)
    return re.sub("\x00", lambda _: next(codes), _escaped(bare))


def _has_bar(row: str) -> bool:
    return any("|" in code[2] for code in _TICKS.finditer(row))


def _escaped(text: str) -> str:
    return _TARGET.sub(_guarded, _TAG.sub(_opened, text))


def _opened(match: re.Match[str]) -> str:
    """Escape a sign that no backslash escapes already; of two, the first escapes the second."""
    return match[0] if len(match[1]) % 2 else f"{match[1]}\\<"


def _guarded(match: re.Match[str]) -> str:
    """Escape the sign after a link's words, or a definition's, where the address is not safe to publish."""
    scheme = _SCHEME.match(_NOT_IN_SCHEMES.sub("", unescape(match[2])))
    return "]" if scheme is None or scheme[1].lower() in SAFE_SCHEMES else "]\\"
