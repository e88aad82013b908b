"""Hyperlinks: the addresses and pages to which a piece of Markdown leads, and the places on a page to link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stagebook.mentions import without_code

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = re.compile(r"https?://[^\s<>\"\\`]+", re.IGNORECASE)
_PAGE = re.compile(r"\]\(\s*<?(?P<page>[^\s<>()#?:]{1,300}\.(?:md|rst))(?:#(?P<anchor>[^\s<>()]{0,300}))?[>\s)]")
_LABEL = re.compile(r"^ {0,3}\[([^\[\]\n]{1,300})\]:\s*<?\Z", re.MULTILINE)
LONGEST_WORDS = 500
"""Characters in which the words of a link are looked for."""


class Hyperlink(NamedTuple):
    """An address in a text, with the words that are shown for it; without any where the address itself is shown."""

    url: str
    words: str
    offset: int
    """Where in the text the address begins."""


class PageLink(NamedTuple):
    """A link to a page by its file, such as ``/how-we-sell.md``, and to a place on it."""

    page: str
    anchor: str
    text: str
    """The target as written."""
    offset: int


def hyperlinks_in(markdown: str) -> Iterator[Hyperlink]:
    """Give the addresses in a text, in order."""
    if "://" not in markdown:
        return
    text = without_code(markdown)
    for match in _URL.finditer(text):
        start = match.start()
        before = text[max(0, start - LONGEST_WORDS) : start].rstrip(" <")
        if before.endswith("]("):
            yield Hyperlink(_closed(match[0]), _words(before[:-2]), start)
        else:
            label = _LABEL.search(text, max(0, start - LONGEST_WORDS), start)
            url = match[0] if text[start - 1 : start] == "<" else _closed(match[0]).rstrip(".,;:!?*_'”’…")
            yield Hyperlink(url, label[1].strip() if label else "", start)


def page_links_in(markdown: str) -> Iterator[PageLink]:
    """Give the links of a text to pages of the handbook by their files, in order."""
    if "](" not in markdown or ("#" not in markdown and ".md" not in markdown):
        return
    for match in _PAGE.finditer(without_code(markdown)):
        yield PageLink(match["page"], match["anchor"] or "", match[0][2:-1].strip(" <>"), match.start("page"))


def _closed(url: str) -> str:
    """Cut an address at the first bracket that nothing in it opens."""
    depth = 0
    for position, char in enumerate(url):
        depth += (char in "([") - (char in ")]")
        if depth < 0:
            return url[:position]
    return url


def _words(before: str) -> str:
    """Give what stands between the bracket that is closed by the end of a text and its beginning."""
    depth = 0
    for position in range(len(before) - 1, -1, -1):
        depth += (before[position] == "]") - (before[position] == "[")
        if depth < 0:
            return before[position + 1 :].strip()
    return ""


# --- places on a page -------------------------------------------------------------------------------------------------

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})(\{[\w:-]+\})?")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_NAMED = (
    re.compile(r"^\(([^()\n]+)\)=[ \t]*$", re.MULTILINE),
    re.compile(r"^[ \t]*:name:[ \t]*(\S+)", re.MULTILINE),
    re.compile(r"\{[^{}\n#]{0,200}#([\w-]{1,200})[^{}\n]{0,200}\}"),
    re.compile(r"<[a-z][^<>]{0,200}\s(?:id|name)=[\"']?([^\s\"'>]{1,200})", re.IGNORECASE),
)
_MORE = re.compile(r"\{(?:include|eval-rst|playbook-[\w-]+)\}")
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|(?<!\w)[*_]+|[*_]+(?!\w)|[`\\]|<[^<>]*>")


class Anchors(NamedTuple):
    """The places on a page that a link may name; where not ``all_known``, there may be more."""

    names: frozenset[str]
    all_known: bool


def anchors_of(markdown: str) -> Anchors:
    """Find the places on a hand-written page: its headings, in the forms that links use for them, and named targets."""
    names: set[str] = set()
    for pattern in _NAMED:
        for match in pattern.finditer(markdown):
            names |= {match[1], _docutils_id(match[1])}
    count: dict[str, int] = {}
    all_known = not _MORE.search(markdown)
    for heading in _headings(markdown):
        all_known = all_known and "{" not in heading and "&" not in heading
        title = _MARKUP.sub(r"\1", heading)
        slug = _slug(title)
        before = count.setdefault(slug, 0)
        count[slug] += 1
        names |= {f"{slug}-{before}" if before else slug, _docutils_id(title)}
    return Anchors(frozenset(names - {""}), all_known)


def _headings(markdown: str) -> Iterator[str]:
    """Give the headings of a page as written, without those in code."""
    fence = ""
    before = ""
    for line in markdown.split("\n"):
        if match := _FENCE.match(line):
            if not fence and not match[2]:
                fence = match[1]
            elif fence and match[1].startswith(fence):
                fence = ""
        elif not fence:
            if match := _HEADING.match(line):
                yield match[2] or ""
            elif before.strip() and _UNDERLINE.match(line):
                yield before.strip()
        before = line


def _slug(title: str) -> str:
    """Give the anchor that MyST makes of a heading, as GitHub does."""
    return re.sub(r"[^\w\u4e00-\u9fff\- ]", "", title.strip().lower().replace(" ", "-"))


def _docutils_id(title: str) -> str:
    """Give the anchor that docutils makes of a heading or a name, as far as plain letters go."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
