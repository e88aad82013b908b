"""Pages that a strict Content-Security-Policy leaves whole: what stands inline in HTML is moved to files.

The policy lets a page run scripts and apply styles only out of the site's own files. So inline scripts and styles,
whoever wrote them, become files named by their content, which pages share; ``style`` attributes become classes. What
no file can stand in for (event handlers, ``javascript:`` links, ``base``) is taken out, and told. All else stays byte
for byte.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING

from stagebook.render.tags import Finder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stagebook.render.tags import Attribute, Tag

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
)
"""The policy under which every page works."""

INLINE = "sb-inline-"
"""How the names of the files begin."""
STATIC = "_static"
"""The folder in which they stand, below the site's root."""

_WS = r"\t\n\f\r "
_ATTRIBUTES = (
    rf"(?:style|srcdoc|on[a-z]+)[{_WS}]*="
    # An address that may be a script's: browsers skip what comes before the `j`, and read entities.
    rf"|(?:href|xlink:href|src|action|formaction|data|to|from|values)[{_WS}]*=[{_WS}]*[\"']?[\x00-\x20]*[j&]"
)
_FINDER = Finder(
    ("script", "style", "head", "base", "iframe", "object", "embed", "img", "link", "audio", "video", "source"),
    _ATTRIBUTES,
)
_ADDRESSES = frozenset({"href", "xlink:href", "src", "action", "formaction", "data", "to", "from", "values"})
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20]+")
_CLASSIC = frozenset(
    {"", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript", "text/jscript"}
)
_BOUND_TO_PAGES = frozenset({"importmap", "speculationrules"})
_AWAY = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LOADED_LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"})
# Of scripts, the modules that they import; of styles, all files but those named from the root or in full.
_NEAR_ADDRESS = re.compile(
    r"""(?:\bfrom|\bimport)\s*\(?\s*["']\.|(?:url\(|@import\s)\s*["']?(?!["'\s]|url\(|[a-z][a-z0-9+.-]*:|/|\#|\))""",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"""\s*DOCUMENTATION_OPTIONS\.(\w+)\s*=\s*('[^'\\\n]*'|"[^"\\\n]*"|true|false|null|-?\d+(?:\.\d+)?)\s*;"""
)
_OPTIONS_SCRIPT = "Object.assign(DOCUMENTATION_OPTIONS, JSON.parse(document.currentScript.dataset.options));\n"
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|/\*.*?\*/|url\([^)\"'\\]*\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Strict:
    """A page that needs nothing inline, the files that it needs beside those that it had, and what was lost."""

    html: str
    files: dict[str, str]
    """Path, below the site's root, to content."""
    told: tuple[str, ...]
    """What was taken out or will be refused, as sentences."""


def strict(html: str, path: str, base: str = "") -> Strict:
    """Move what stands inline in a page to files.

    ``path`` is where the page stands, below the site's root. With ``base``, the root's address, the page names files by
    it, as a page must that is shown at any address; else as they are seen from the page.
    """
    page = _Page(html, path, base)
    for tag in _FINDER.tags(html):
        page.see(tag)
    return page.result()


@dataclass
class _Page:
    """What is known of a page so far."""

    html: str
    path: str
    base: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    options: dict[str, object] = field(default_factory=dict)
    options_end: int = -1
    head: int | None = None
    head_end: int | None = None
    drawn_styles: list[str] = field(default_factory=list)

    def see(self, tag: Tag) -> None:
        if tag.name == "head":
            self.head, self.head_end = (self.head, tag.start) if tag.closes else (tag.end, self.head_end)
        if tag.closes:
            return
        if tag.name == "script":
            self.script(tag)
            self.tell_refused(tag)
        elif tag.name == "style":
            self.style(tag)
            return
        elif tag.name == "base":
            self.edits.append((tag.start, tag.end, ""))
            self.told.append("took out <base>, which the policy refuses: write addresses relative to the page")
            return
        elif tag.name in {"object", "embed"} or "//" in tag.words:
            self.tell_refused(tag)
        if tag.marked:
            self.attributes(tag)

    # --- scripts -----------------------------------------------------------------------------------------------------

    def script(self, tag: Tag) -> None:
        if tag.get("src") is not None or (tag.in_drawing and (tag.get("href") or tag.get("xlink:href"))):
            self.font_awesome(tag)
            return
        kind = (tag.get("type") or tag.get("language") or "").strip().lower().partition(";")[0]
        if kind in _BOUND_TO_PAGES:
            self.told.append(f"a script of the type {kind} can stand in no file of its own: the policy refuses it")
            return
        if kind not in _CLASSIC and kind != "module":
            return  # Data: no browser runs it.
        text = self.html[slice(*tag.content)] if tag.content else ""
        if not tag.content or not text:
            return
        if not tag.attributes and not tag.in_drawing and (options := _options(text)):
            self.put_options(tag, options)
            return
        if tag.in_drawing:
            text = unescape(text.replace("<![CDATA[", "").replace("]]>", ""))
        source = self.file(text, "js")
        # Inline, a classic script takes no notice of these; in a file it would.
        ignored = ("integrity",) if kind == "module" else ("integrity", "async", "defer")
        kept = self.without(tag, ignored)
        self.edits += [(tag.end - 1, tag.end - 1, f' {"href" if tag.in_drawing else "src"}="{escape(source)}"'), *kept]
        self.edits.append((*tag.content, ""))

    def put_options(self, tag: Tag, options: dict[str, object]) -> None:
        """Let one script, the same for all pages, set what differs from page to page."""
        if self.options_end >= 0 and not self.html[self.options_end : tag.start].strip():
            # A script right after another of the sort: one will do for both.
            start, _, _ = self.edits.pop()
            self.options |= options
        else:
            start, self.options = tag.start, options
        data = escape(json.dumps(self.options, ensure_ascii=False, sort_keys=True))
        source = escape(self.file(_OPTIONS_SCRIPT, "js"))
        self.edits.append((start, tag.closed, f'<script src="{source}" data-options="{data}"></script>'))
        self.options_end = tag.closed

    def font_awesome(self, tag: Tag) -> None:
        """Keep the icons' script from writing a style sheet into the page, which the policy refuses."""
        source = (tag.get("src") or "").partition("?")[0]
        if source.endswith("/fontawesome.js") and tag.get("data-auto-add-css") is None:
            self.edits.append((tag.end - 1, tag.end - 1, ' data-auto-add-css="false"'))

    # --- styles ------------------------------------------------------------------------------------------------------

    def style(self, tag: Tag) -> None:
        if (tag.get("type") or "").strip().lower() not in {"", "text/css"}:
            return
        if tag.in_drawing or tag.content is None:
            self.told.append("a <style> inside a drawing is refused by the policy: write the style into a file")
            return
        text = self.html[slice(*tag.content)]
        if not text.strip():
            self.edits.append((tag.start, tag.closed, ""))
            return
        kept = "".join(
            f" {self.html[attribute.start : attribute.end]}"
            for attribute in tag.attributes
            if attribute.name in {"media", "title", "id", "class"} or attribute.name.startswith("data-")
        )
        source = escape(self.file(text, "css"))
        self.edits.append((tag.start, tag.closed, f'<link rel="stylesheet" href="{source}"{kept}>'))

    def attributes(self, tag: Tag) -> None:
        """Mend the attributes of a tag that the policy refuses."""
        style = tag.get("style")
        name = self.class_of(tag, style) if style is not None else ""
        place = next((item for item in tag.attributes if item.name == "class"), None)
        for attribute in self.refused(tag):
            start = attribute.start
            while self.html[start - 1].isspace():
                start -= 1
            self.edits.append((start, attribute.end, f' class="{name}"' if name and place is None else ""))
            if place is None:
                name = ""
        if name and place is not None:
            if place.value_start < place.end and self.html[place.value_start - 1] in "\"'":
                self.edits.append((place.value_end, place.value_end, f" {name}"))
            else:
                self.edits.append((place.start, place.end, f'class="{escape(f"{place.value} {name}".strip())}"'))

    def refused(self, tag: Tag) -> Iterator[Attribute]:
        """Give the attributes of a tag that must go, and tell what goes with them."""
        for attribute in tag.attributes:
            if attribute.name == "style":
                yield attribute
            elif attribute.name.startswith("on") and attribute.name[2:].isalpha():
                self.told.append(f"took {attribute.name} out of <{tag.name}>: add the listener in a script")
                yield attribute
            elif attribute.name == "srcdoc":
                self.told.append(f"the policy counts inside srcdoc of <{tag.name}> too: make it a file")
            elif attribute.name in _ADDRESSES and _runs(attribute.value):
                self.told.append(f"took a javascript: address out of <{tag.name}>")
                yield attribute

    def class_of(self, tag: Tag, style: str) -> str:
        """Give the class that stands for a ``style`` attribute; "" where there is nothing to say."""
        declarations = style.strip().strip(";").strip()
        if not declarations:
            return ""
        if not _is_declarations(declarations):
            self.told.append(f"took a style out of <{tag.name}> that can stand in no file: {declarations}")
            return ""
        name = f"sb-s-{_digest(declarations)}"
        self.rules[name] = declarations
        return name

    # --- the rest ----------------------------------------------------------------------------------------------------

    def tell_refused(self, tag: Tag) -> None:
        """Tell what the policy will not let the page load."""
        if tag.name in {"object", "embed"}:
            self.told.append(f"the policy refuses <{tag.name}>: link to the file, or show it as an image")
            return
        if tag.name == "link" and not _LOADED_LINKS & set((tag.get("rel") or "").lower().split()):
            return
        if tag.name not in {"script", "link", "img", "iframe", "audio", "video", "source"}:
            return
        address = (tag.get("href" if tag.name == "link" else "src") or "").strip()
        if _AWAY.match(address):
            self.told.append(f"<{tag.name}> asks another server, which the policy refuses: {address}")

    def without(self, tag: Tag, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Give the edits that leave attributes of a tag out."""
        return [(item.start, item.end, "") for item in tag.attributes if item.name in names]

    def file(self, text: str, suffix: str) -> str:
        """Keep a text for a file and give its address as seen from the page."""
        name = f"{INLINE}{_digest(text)}.{suffix}"
        here = posixpath.dirname(self.path)
        # What names other files by where they are seen from the page must stand where the page does.
        folder = here if _NEAR_ADDRESS.search(text) else STATIC
        target = posixpath.join(folder, name)
        self.files[target] = text
        return f"{self.base}{target}" if self.base else posixpath.relpath(target, here or ".")

    def result(self) -> Strict:
        if self.rules:
            # Three ids that no element has: as weighty as the attribute was against all other rules.
            rules = (f".{name}:not(#sb):not(#sb):not(#sb) {{ {self.rules[name]} }}\n" for name in sorted(self.rules))
            source = escape(self.file("".join(rules), "css"))
            at = self.head_end if self.head_end is not None else self.head or _start(self.html)
            self.edits.append((at, at, f'<link rel="stylesheet" href="{source}">\n'))
        parts, at = [], 0
        for start, end, text in sorted(self.edits, key=lambda edit: edit[:2]):
            parts += [self.html[at:start], text]
            at = end
        parts.append(self.html[at:])
        return Strict("".join(parts), self.files, tuple(self.told))


def _options(script: str) -> dict[str, object]:
    """Read a script that does nothing but set options of Sphinx's, one by one; nothing where it does more."""
    options: dict[str, object] = {}
    at = 0
    while found := _OPTION.match(script, at):
        word = found[2]
        options[found[1]] = word[1:-1] if word[0] in "\"'" else json.loads(word)
        at = found.end()
    return {} if script[at:].strip() else options


def _runs(address: str) -> bool:
    return _NOT_IN_ADDRESSES.sub("", address).lower().startswith("javascript:")


def _is_declarations(text: str) -> bool:
    """Tell whether a text can stand between the braces of a rule and mean what it meant in an attribute."""
    bare = _STRING.sub("", text)
    return not re.search(r"[{}\\\"'@]|/\*|<!--|-->", bare) and bare.count("(") == bare.count(")")


def _start(html: str) -> int:
    found = re.match(r"(?:\s*<!doctype[^>]*>)?(?:\s*<html[^>]*>)?", html, re.IGNORECASE)
    return found.end() if found else 0


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
