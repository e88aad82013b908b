"""What readers and programs take away: a Markdown twin of every page, ``llms.txt``, and ``index.json``.

A twin stands beside its page, as ``stages/discovery.md`` does beside ``stages/discovery.html``. It is written anew
when, and only when, its document was read anew.
"""

from __future__ import annotations

import json
import posixpath
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from stagebook.addresses import COVERAGE, FRAMEWORK, GAPS, GLOSSARY, HOME, ROADMAP
from stagebook.exports.index_json import index_json
from stagebook.exports.llms import Listed, llms_text
from stagebook.render.markdown import markdown
from stagebook.site.retelling import retold
from stagebook.site.theme import guides

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from stagebook.site.domain import PlaybookDomain

INDEX, CONTENTS = "index.json", "llms.txt"
OVERVIEWS = (HOME, ROADMAP, COVERAGE, FRAMEWORK, GLOSSARY, GAPS)
BUILDERS = frozenset({"html", "dirhtml"})


def page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Name the twin in the page's head; the handler of ``html-page-context``."""
    if app.builder.name in BUILDERS and pagename in app.env.found_docs:
        here = posixpath.dirname(app.builder.get_target_uri(pagename))
        address = escape(posixpath.relpath(f"{pagename}.md", here or "."))
        link = f'\n    <link rel="alternate" type="text/markdown" title="Markdown" href="{address}" />'
        context["metatags"] = f"{context.get('metatags', '')}{link}"


def write(app: Sphinx) -> set[str]:
    """Write what is there to take away, and give the paths of it all below the site's root."""
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    out = Path(app.outdir)
    context = domain.book.context
    _write(out / INDEX, index_json(context, lambda docname: app.builder.get_target_uri(docname) or "./", _file))
    written = [Listed(*guide) for guide in guides(app, domain.book)]
    overviews = [Listed(name, app.env.titles[name].astext()) for name in OVERVIEWS if name in app.env.titles]
    names = {page.docname for page in overviews}
    _write(out / CONTENTS, llms_text(context, [page for page in written if page.docname not in names], overviews))
    return {INDEX, CONTENTS, *_write_twins(app, domain, out)}


def _write_twins(app: Sphinx, domain: PlaybookDomain, out: Path) -> set[str]:
    kept = Path(app.doctreedir) / f"stagebook-twins-{app.builder.name}.json"
    try:
        before = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    known = before.get("read", {}) if before.get("out") == str(out) else {}
    teller = _Teller(app, domain)
    now = {docname: teller.state(docname) for docname in sorted(app.env.found_docs)}
    for docname, state in now.items():
        twin = out / f"{docname}.md"
        if known.get(docname) != state or not twin.exists():
            _write(twin, teller.told(docname))
    if now != known:
        kept.write_text(json.dumps({"out": str(out), "read": now}), encoding="utf-8")
    return {f"{docname}.md" for docname in now}


def _file(path: str) -> str:
    from stagebook.site.extras import FILES  # noqa: PLC0415  (it writes the twins)

    return f"{FILES}/{quote(path.replace(chr(92), '/').lstrip('/'))}"


class _Teller:
    """Tells pages as Markdown, the playbook's by their views, others by what Sphinx made of them."""

    def __init__(self, app: Sphinx, domain: PlaybookDomain) -> None:
        self.app = app
        self.domain = domain
        self.mounted: frozenset[str] = getattr(app.project, "mounted", frozenset())
        self.docnames = {app.builder.get_target_uri(docname): docname for docname in app.env.found_docs}
        self.images = {source: f"_images/{name}" for source, (_, name) in app.env.images.items()}

    def state(self, docname: str) -> str:
        """Give a text that changes when the document was read anew, or shows places in files that have moved."""
        asked = self.domain.questions.get(docname, {})
        places = any(question[:2] == ("part", "gaps") for question in asked)
        return f"{self.app.env.all_docs[docname]} {self.domain.data['places'] if places else ''}".strip()

    def told(self, docname: str) -> str:
        """Give the twin of a page."""
        if docname in self.mounted:
            return markdown(self.domain.book.page(docname), name_of=self.name_of)
        document = self.app.env.get_and_resolve_doctree(docname, self.app.builder, tags=self.app.tags)
        here = self.app.builder.get_target_uri(docname)

        def link(address: str) -> str:
            return self.link(docname, here, address)

        return retold(document, docname, link, self.name_of)

    def name_of(self, kind: str, name: str) -> str | None:
        record = self.domain.published(kind, name)
        return record.name if record else None

    def link(self, docname: str, here: str, address: str) -> str:
        """Turn an address as seen from a page into one as seen from its twin."""
        path, _, anchor = address.partition("#")
        if "://" in path or path.startswith(("/", "mailto:", "tel:", "data:")) or not path:
            return address
        if path in self.images:
            target = self.images[path]
        elif path.startswith("_downloads/"):
            target = path
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
            slash = "/" if path.endswith("/") and target != "." else ""
            page = self.docnames.get("" if target == "." else f"{target}{slash}")
            target = f"{page}.md" if page is not None else target
        return posixpath.relpath(target, posixpath.dirname(docname) or ".") + (f"#{anchor}" if anchor else "")


def _write(path: Path, text: str) -> None:
    """Write a file where it says something new."""
    data = text.encode("utf-8", "surrogatepass")
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
