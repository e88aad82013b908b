"""What people expect of a site unasked: a page for wrong addresses, redirects from old ids, files, no stale pages."""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx.util import logging

from stagebook.addresses import place_of
from stagebook.site import twins
from stagebook.site.linking import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from stagebook.site.domain import PlaybookDomain

logger = logging.getLogger(__name__)
MANIFEST = ".stagebook-pages.json"
FILES = "_files"
MISSING = "404.html"
_RELATIVE = re.compile(r'\b(href|src|action)="(?![#/]|[a-z][a-z0-9+.-]*:)(?:\./)?([^"]*)"')


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    """Add the page that servers show for a wrong address; the handler of ``html-collect-pages``."""
    if app.builder.name == "html":
        yield "404", {"title": "This page is not here", "sb_missing": True}, "sb-404.html"


def anchor_missing_page(out: Path, site_url: str) -> None:
    """Make the addresses on the page for wrong addresses whole: servers show it at any depth of the site."""
    page = out / MISSING
    if not page.exists():
        return
    base = root_address(site_url)
    text = page.read_text(encoding="utf-8")
    text = _RELATIVE.sub(lambda match: f'{match[1]}="{escape(base)}{match[2]}"', text)
    page.write_text(text.replace('data-content_root="./"', f'data-content_root="{escape(base)}"'), encoding="utf-8")


def root_address(site_url: str) -> str:
    """Give the address of the site's root on its server; "" where nothing says at which address the site will be."""
    return f"{urlsplit(site_url).path.rstrip('/')}/" if site_url else ""


def file_address(builder: Builder, docname: str, path: str) -> str:
    """Give the address of a file of the playbook as seen from a document."""
    up = "../" * (builder.get_target_uri(docname).count("/") if builder.name != WHOLE else 0)
    return f"{up}{FILES}/{quote(path)}"


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write redirects and files and clear away pages whose record is gone; the handler of ``build-finished``."""
    if exception is not None or app.builder.name not in {"html", "dirhtml", WHOLE}:
        return
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    if app.builder.name == WHOLE:
        _copy_files(app, domain)
        return
    written = {str(app.builder.get_output_path(name)) for name in app.env.found_docs}  # type: ignore[attr-defined]
    redirects = _write_redirects(app, domain, written)
    _copy_files(app, domain)
    taken = twins.write(app)
    out = Path(app.outdir)
    if domain.book.playbook.settings.site_url:
        anchor_missing_page(out, domain.book.playbook.settings.site_url)
    now = sorted({*taken, *(Path(path).relative_to(out).as_posix() for path in written | redirects)})
    manifest = out / MANIFEST
    try:
        before = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = []
    for gone in set(before) - set(now) if isinstance(before, list) else ():
        stale = out / PurePosixPath(str(gone))
        if out in stale.resolve().parents:
            stale.unlink(missing_ok=True)
    manifest.write_text(json.dumps(now, indent=0), encoding="utf-8")


def _write_redirects(app: Sphinx, domain: PlaybookDomain, written: set[str]) -> set[str]:
    made = set()
    for (kind, old), record in domain.book.playbook.old_ids.items():
        if not domain.published(kind, record.id):
            continue
        docname, anchor = place_of(kind, record.id)
        from_docname, old_anchor = place_of(kind, old)
        target = Path(app.builder.get_output_path(from_docname))  # type: ignore[attr-defined]
        if old_anchor or str(target) in written:
            continue
        address = app.builder.get_relative_uri(from_docname, docname) + (f"#{anchor}" if anchor else "")
        shown = escape(address)
        page = (
            f'<!DOCTYPE html>\n<html lang="{escape(str(app.config.language))}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="refresh" content="0; url={shown}">\n<meta name="robots" content="noindex">\n'
            f'<link rel="canonical" href="{shown}">\n<title>{escape(record.name)}</title>\n</head>\n'
            f'<body>\n<p>This page has moved to <a href="{shown}">{escape(record.name)}</a>.</p>\n</body>\n</html>\n'
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8")
        made.add(str(target))
    return made


def _copy_files(app: Sphinx, domain: PlaybookDomain) -> None:
    """Copy the materials' files that lie below the root and are not hidden; checks tell of the others."""
    root = domain.book.playbook.root.resolve()
    for record in domain.book.playbook.records.get("material", {}).values():
        path = getattr(record, "file", "")
        if not path:
            continue
        try:
            source = (root / path).resolve()
            below = source.relative_to(root)
            found = source.is_file() and not any(part.startswith(".") for part in below.parts)
        except (OSError, RuntimeError, ValueError):
            continue  # A name that no file can have, or links that lead in a circle.
        if found:
            target = Path(app.outdir) / FILES / below
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
