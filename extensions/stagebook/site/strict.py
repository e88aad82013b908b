"""The site under a strict Content-Security-Policy: after the build, what pages hold inline is moved to files.

Only pages that this build wrote are looked at, whoever wrote them: Sphinx, the theme, an extension, or a hand. What
was done is kept beside the doctrees, by each page's time and size.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sphinx.util import logging

from stagebook.render.strict import INLINE, POLICY, strict
from stagebook.site.extras import MISSING, root_address
from stagebook.site.linking import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from stagebook.site.domain import PlaybookDomain

logger = logging.getLogger(__name__)
HEADERS = "_headers"
"""The file in which several hosts look for the headers to send."""
_OURS = "# Written by Stagebook.\n"
_LEFT_ALONE = frozenset({"_static", "_sources", "_files", "_images", "_downloads"})
"""Folders of the site that hold no pages of it; a material that is an HTML file stays as it is."""
_INLINE = re.compile(rf"""["']([^"'<>]*{INLINE}[0-9a-f]{{12}}\.(?:js|css))["']""")


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Make the pages of this build strict; the handler of ``build-finished``, after all others."""
    if exception is not None or app.builder.name not in {"html", "dirhtml", WHOLE}:
        return
    out = Path(app.outdir)
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    base = root_address(domain.book.playbook.settings.site_url or "")
    kept = _Kept(app)
    place: dict[str, str] = {}
    for path, state in sorted(_pages(out)):
        if kept.knows(path, state):
            continue
        made = _make_strict(out, path, base if path == MISSING else "")
        kept.note(path, (out / path).stat(), made.used)
        for sentence in made.told:
            place = place or _places(app, domain)
            logger.warning("%s", sentence, location=place.get(path, f"{path}:1"), type="stagebook", subtype="strict")
    for gone in kept.done():
        (out / PurePosixPath(gone)).unlink(missing_ok=True)
    _write_headers(out / HEADERS)


def _pages(out: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Give the pages of the site, with their times and sizes."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(out / folder) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if path not in _LEFT_ALONE and not entry.name.startswith("."):
                        folders.append(f"{path}/")
                elif entry.name.endswith((".html", ".htm")):
                    yield path, entry.stat()


def _places(app: Sphinx, domain: PlaybookDomain) -> dict[str, str]:
    """Give the source of each page that Sphinx made."""
    builder, out = cast("StandaloneHTMLBuilder", app.builder), Path(app.outdir)
    mounted = getattr(app.project, "mounted", ())
    places = {}
    for docname in app.env.found_docs:
        page = Path(builder.get_output_path(docname)).relative_to(out).as_posix()
        path, line = domain.book.path_of(docname) if docname in mounted else (docname, 0)
        # Sphinx takes a place without a line for a docname, and shows the document's file.
        places[page] = f"{path}:{line or 1}" if docname in mounted else docname
    return places


class _Made(NamedTuple):
    used: list[str]
    """The files that stand for what was inline."""
    told: tuple[str, ...]


def _make_strict(out: Path, path: str, base: str) -> _Made:
    """Write a page anew where it held something inline."""
    page = out / path
    before = page.stat()
    try:
        # Bytes, so that the ends of lines stay as they are.
        html = page.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return _Made([], ("the page is not UTF-8, so what it holds inline can't be moved to files",))
    made = strict(html, path, base)
    for name, text in made.files.items():
        target = out / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8", "surrogatepass"))
    if made.html != html:
        page.write_bytes(made.html.encode("utf-8"))
        # Sphinx compares times with those of the sources: the page is as old as what it says.
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    here = PurePosixPath(path).parent
    used = sorted({os.path.normpath(here / found.removeprefix(base)) for found in _INLINE.findall(made.html)})
    return _Made(used, made.told)


class _Kept:
    """What earlier builds did, and this one: each page's time and size, and the files that it uses."""

    def __init__(self, app: Sphinx) -> None:
        self.file = Path(app.doctreedir) / f"stagebook-strict-{app.builder.name}.json"
        self.out = str(app.outdir)
        self.before: dict[str, list[Any]] = {}
        self.now: dict[str, list[Any]] = {}
        try:
            kept = json.loads(self.file.read_text(encoding="utf-8"))
            if kept["out"] == self.out:
                self.before = kept["pages"]
        except (OSError, ValueError, TypeError, KeyError):
            pass

    def knows(self, path: str, state: os.stat_result) -> bool:
        """Tell whether a page is as it was left, and take over what is known of it."""
        known = self.before.get(path)
        if known is None or known[:2] != [state.st_mtime_ns, state.st_size]:
            return False
        self.now[path] = known
        return True

    def note(self, path: str, state: os.stat_result, used: Iterable[str]) -> None:
        """Keep what was done to a page."""
        self.now[path] = [state.st_mtime_ns, state.st_size, list(used)]

    def done(self) -> set[str]:
        """Write down what is known and give the files that no page uses any more."""
        text = json.dumps({"out": self.out, "pages": self.now})
        if self.now != self.before:
            self.file.write_text(text, encoding="utf-8")
        return _used(self.before) - _used(self.now)


def _used(pages: dict[str, list[Any]]) -> set[str]:
    return {name for _, _, names in pages.values() for name in names}


def _write_headers(file: Path) -> None:
    """Write the headers for hosts that read them from a file, unless somebody else wrote them."""
    text = f"{_OURS}/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n"
    try:
        before = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        before = _OURS if not file.exists() else ""
    if before != text and before.startswith(_OURS):
        file.write_text(text, encoding="utf-8")
