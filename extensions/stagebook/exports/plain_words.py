"""Markdown as plain words on one line, for readers that show no markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.mentions import replaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagebook.mentions import Mention

_MARKUP = re.compile(r"[\\`*_\[<#>\n]|^\s*[-+]\s")
_LINK = re.compile(r"!?\[((?:[^\[\]\\\n]|\\.)*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_MARKS = re.compile(r"^\s*(?:#{1,6}\s|>\s?|[-*+]\s|\d+[.)]\s)|^\s*(?:```|~~~).*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_]{1,3})(?=\S)([^*_\n]+)(?<=[^\s\\])\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_words(markdown: str, name_of: Callable[[str, str], str | None]) -> str:
    """Give the words of a text: roles as names, links as their words, no marks.

    ``name_of`` gives the name of a record by its kind and id.
    """
    if not _MARKUP.search(markdown):
        return " ".join(markdown.split())

    def named(mention: Mention) -> str:
        return mention.title or name_of(mention.kind, mention.target) or mention.target

    text = _MARKS.sub("", replaced(markdown, named))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    parts = text.split("`")
    # Between backticks marks are words.
    parts[::2] = [_ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", part)) for part in parts[::2]]
    return " ".join("".join(parts).split())
