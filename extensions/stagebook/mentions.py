"""Mentions: the roles in a piece of Markdown that name records, such as ``{stage}`discovery```, outside of code."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

from stagebook.kinds import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NOT_BARE = frozenset({"term"})
"""Kinds whose role needs its full name (``{playbook:term}``), as Sphinx has one of the bare name."""

VERBATIM = frozenset({"code", "code-block", "sourcecode", "mermaid", "math", "raw", "literalinclude", "eval-rst"})
"""Directives whose content is no Markdown."""

_FENCE = re.compile(r"^[ \t]*(?P<ticks>`{3,}|~{3,}|:{3,})(?:\{(?P<name>[\w:-]+)\})?[^`\n]*$", re.MULTILINE)
_INDENTED = re.compile(
    r"^(?![-*+:>\[]|\d+[.)])\S[^\n]*\n(?:[ \t]*\n)+((?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)", re.MULTILINE
)
"""Code by its indent alone, where it can't be what belongs to an item of a list above."""
_COMMENTED = re.compile(r"^ {0,3}%[^\n]*$", re.MULTILINE)
_BLANK = re.compile(r"^[ \t]*$", re.MULTILINE)
_TICKS = re.compile(r"`+")
_ROLE = re.compile(r"(?<!\\)\{([a-zA-Z_:+-]{1,36})\}\Z")
_TITLED = re.compile(r"(?P<title>[^<]*)<(?P<target>[^<>]*)>\Z")


class Mention(NamedTuple):
    """A role that names a record; ``title`` holds the words to show, where some are given.

    ``text`` is all of it as written, ``offset`` where it begins.
    """

    kind: str
    target: str
    title: str
    text: str
    offset: int


def mentions_in(markdown: str) -> Iterator[Mention]:
    """Give the roles of the playbook's domain, in order; what is inside of code or a comment is none."""
    if "}`" not in markdown:
        return
    text = _without_blocks(markdown)
    for start, inside, end, stop in _spans(text):
        role = _ROLE.search(text, max(0, start - 40), start)
        name = role[1] if role else ""
        kind = name.removeprefix("playbook:")
        body = text[inside:end].strip()
        if role is None or kind not in BY_NAME or (kind in NOT_BARE and name == kind) or body.startswith("!"):
            continue
        titled = _TITLED.match(body)
        title, target = (titled["title"].strip(), titled["target"].strip()) if titled else ("", body)
        yield Mention(kind, target, title, text[role.start() : stop], role.start())


def replaced(markdown: str, put: Callable[[Mention], str]) -> str:
    """Put something else in the place of each mention."""
    parts, end = [], 0
    for mention in mentions_in(markdown):
        parts += [markdown[end : mention.offset], put(mention)]
        end = mention.offset + len(mention.text)
    return "".join((*parts, markdown[end:]))


def _spans(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Give the code spans of a text, of which roles are made: where each begins, its content, its end.

    As in CommonMark, a run of backticks is closed by the next run of the same length in the same paragraph. Each run
    is looked at a fixed number of times, so that no text makes this slow.
    """
    runs: list[tuple[int, int]] = []
    for run in _TICKS.finditer(text):
        escaped = run.start() > 0 and text[run.start() - 1] == "\\"
        if run.end() - run.start() > escaped:
            runs.append((run.start() + escaped, run.end()))
    same: dict[int, list[int]] = {}
    for number, (start, stop) in reversed(list(enumerate(runs))):
        same.setdefault(stop - start, []).append(number)
    breaks = [blank.start() for blank in _BLANK.finditer(text)]
    free = 0
    for number, (start, stop) in enumerate(runs):
        if number < free:
            continue
        later = same[stop - start]
        while later and later[-1] <= number:
            later.pop()
        if later and bisect(breaks, start) == bisect(breaks, runs[later[-1]][0]):
            closing = runs[later[-1]]
            yield start, stop, *closing
            free = later[-1] + 1


def without_code(markdown: str) -> str:
    """Blank out code, be it a block or in a line, roles and comments, so that all else stays in its place."""
    text = _without_blocks(markdown)
    return _blanked(text, ((start, stop) for start, _, _, stop in _spans(text))) if "`" in text else text


def _without_blocks(markdown: str) -> str:
    """Blank out fenced code and comments, so that all else stays in its place."""
    text = _blanked(markdown, (*_comments(markdown), *(match.span() for match in _COMMENTED.finditer(markdown))))
    gone: list[tuple[int, int]] = []
    opened: list[re.Match[str]] = []
    for fence in _FENCE.finditer(text):
        top = opened[-1] if opened else None
        if top and fence["ticks"].startswith(top["ticks"]) and fence[0].strip() == fence["ticks"]:
            # The content of a directive is Markdown; only its fences are not.
            gone += [(top.start(), fence.end())] if _is_code(top) else [top.span(), fence.span()]
            opened.pop()
        elif not (top and _is_code(top)) and (fence["name"] or fence["ticks"][0] != ":"):
            opened.append(fence)
    if opened:
        code = next((fence for fence in opened if _is_code(fence)), None)
        gone += [(code.start(), len(text))] if code else [fence.span() for fence in opened]
    text = _blanked(text, gone)
    return _blanked(text, (match.span(1) for match in _INDENTED.finditer(text)))


def _is_code(fence: re.Match[str]) -> bool:
    return fence["name"] is None or fence["name"] in VERBATIM


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end)


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    parts, end = [], 0
    for start, stop in sorted(places):
        if start >= end:
            parts += [text[end:start], re.sub(r"[^\n]", " ", text[start:stop])]
            end = stop
    return "".join((*parts, text[end:])) if parts else text
