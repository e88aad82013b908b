"""The cross-reference roles in a piece of Markdown: ``{stage}`discovery``` and the like, outside of code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stagebook.kinds import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_BARE = frozenset({"term"})
"""Kinds whose role needs its full name (``{playbook:term}``), as Sphinx has one of the bare name."""

VERBATIM = frozenset({"code", "code-block", "sourcecode", "mermaid", "math", "raw", "literalinclude", "eval-rst"})
"""Directives whose content is no Markdown."""

_FENCE = re.compile(r"^ {0,3}(?P<ticks>`{3,}|~{3,})(?:\{(?P<name>[\w-]+)\})?[^`\n]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->|^ {0,3}%[^\n]*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(
    r"(?<!\\)(?:\{(?P<role>[a-zA-Z_:+-]{1,36})\})?"
    r"(?<!`)(?P<ticks>`+)(?!`)(?P<body>(?:(?!\n[ \t]*\n).)*?)(?<!`)(?P=ticks)(?!`)",
    re.DOTALL,
)
_TITLED = re.compile(r".*?(?<!\\)<(?P<target>[^<>]*)>\s*\Z", re.DOTALL)


class Role(NamedTuple):
    """A role that names a record: ``text`` is all of it as written, ``offset`` where it begins."""

    kind: str
    target: str
    text: str
    offset: int


def roles_in(markdown: str) -> Iterator[Role]:
    """Give the roles of the playbook's domain, in order; what is inside of code or a comment is none."""
    if "}`" not in markdown:
        return
    for match in _SPAN.finditer(_without_code(markdown)):
        name = match["role"] or ""
        kind = name.removeprefix("playbook:")
        if kind not in BY_NAME or (kind in NOT_BARE and name == kind):
            continue
        body = match["body"].strip()
        titled = _TITLED.match(body)
        target = (titled["target"] if titled else body).strip()
        if not body.startswith("!"):
            yield Role(kind, target, match[0], match.start())


def _without_code(markdown: str) -> str:
    """Blank out fenced code and comments, so that all else stays in its place."""
    blanked = _COMMENT.sub(_blank, markdown)
    start: re.Match[str] | None = None
    for fence in list(_FENCE.finditer(blanked)):
        if start is None:
            start = fence
        elif fence["ticks"].startswith(start["ticks"]) and fence[0].strip() == fence["ticks"]:
            if start["name"] is None or start["name"] in VERBATIM:
                inside = slice(start.start(), fence.end())
            else:
                # The content of a directive is Markdown; only its fences are not.
                blanked = _blank_out(blanked, fence.start(), fence.end())
                inside = slice(start.start(), start.end())
            blanked = _blank_out(blanked, inside.start, inside.stop)
            start = None
    return blanked if start is None else _blank_out(blanked, start.start(), len(blanked))


def _blank_out(text: str, start: int, stop: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:stop]) + text[stop:]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
