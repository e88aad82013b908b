"""The look: what the templates need to know about each page, and the theme's settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stagebook.addresses import COVERAGE, FRAMEWORK, GAPS, GLOSSARY, HOME, ROADMAP, index_of
from stagebook.kinds import KINDS
from stagebook.pages.words import day
from stagebook.views import PageRef, plain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from stagebook.site.book import Book
    from stagebook.site.domain import PlaybookDomain

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
TEMPLATES = HERE / "templates"

THEME_OPTIONS: dict[str, Any] = {
    "navbar_start": ["sb-logo"],
    "navbar_center": ["sb-tabs"],
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["search-button"],
    "article_header_start": ["sb-breadcrumbs"],
    "secondary_sidebar_items": ["page-toc", "sb-edit"],
    "footer_start": ["sb-footer"],
    "footer_end": [],
    "primary_sidebar_end": [],
    "show_prev_next": False,
    "article_footer_items": ["sb-neighbours"],
    "search_bar_text": "Search the handbook",
    "back_to_top_button": False,
    "navigation_with_keys": False,
}

TABS = (
    ("Sales cycle", ROADMAP, ("motion", "stage", "handoff", "qualification", "forecast-category")),
    ("Look up", COVERAGE, ("tool", "material", "play", "objection", "competitor")),
    ("Audiences", FRAMEWORK, ("persona", "need", "evidence", "offering", "program", "framework-session")),
    ("People", index_of("role"), ("team", "role", "path", "metric")),
    ("Glossary", GLOSSARY, ("term",)),
    ("Gaps", GAPS, ()),
)
"""The tabs at the top: words, page, and the kinds whose pages belong to it."""


def page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Tell the templates about the page; the handler of ``html-page-context``."""
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    book = domain.book
    playbook = book.playbook
    settings = playbook.settings
    sb: dict[str, Any] = {
        "title": playbook.title,
        "company": playbook.company.name,
        "version": settings.version,
        "built": day(book.context, book.context.today),
        "edit": "",
        "owner": None,
        "contact": settings.contact or "",
        "crumbs": [],
        "before": None,
        "after": None,
        "home": HOME,
    }
    kind = ""
    if pagename in book.makers:
        page = book.page(pagename)
        kind = page.kind or (page.record.split("/")[0] if page.record else "")
        sb["crumbs"] = [_crumb(ref) for ref in page.crumbs]
        sb["before"] = _crumb(page.before) if page.before else None
        sb["after"] = _crumb(page.after) if page.after else None
        sb["kind"] = kind
        sb["edit"], sb["source"] = _edit(app, book, pagename)
        _owner(book, pagename, sb)
    elif pagename in app.env.found_docs:
        sb["crumbs"] = [{"docname": HOME, "text": "Home", "anchor": ""}]
        sb["edit"], sb["source"] = _edit_page(app, book, pagename)
    sb["tabs"] = _tabs(pagename, kind, book)
    sb["section"] = _section(pagename, kind, book)
    sb["body_class"] = f"sb-page-{kind}" if kind else "sb-page"
    context["sb"] = sb


def _crumb(ref: PageRef) -> dict[str, str]:
    return {"docname": ref.docname, "text": plain((ref,)), "anchor": ref.anchor}


def _edit(app: Sphinx, book: Book, pagename: str) -> tuple[str, str]:
    """Give the address at which the page's source is edited, and the source itself."""
    if pagename not in getattr(app.project, "mounted", ()):
        return _edit_page(app, book, pagename)
    path, line = book.path_of(pagename)
    forge = book.playbook.settings.forge
    return (forge.edit_url(path, line) if forge else ""), f"{path}:{line}" if line else path


def _edit_page(app: Sphinx, book: Book, pagename: str) -> tuple[str, str]:
    try:
        path = Path(app.env.doc2path(pagename)).resolve().relative_to(book.playbook.root.resolve()).as_posix()
    except ValueError:
        return "", ""
    forge = book.playbook.settings.forge
    return (forge.edit_url(path) if forge else ""), path


def _owner(book: Book, pagename: str, sb: dict[str, Any]) -> None:
    _, argument = book.makers[pagename]
    owner = getattr(argument, "owner", None)
    team = book.playbook.get("team", owner) if isinstance(owner, str) else None
    if team is not None:
        sb["owner"] = {"name": team.name, "docname": f"teams/{team.id}"}
        sb["contact"] = getattr(team, "contact", None) or sb["contact"]


def _tabs(pagename: str, kind: str, book: Book) -> list[dict[str, Any]]:
    tabs = []
    for words, docname, kinds in TABS:
        if docname in book.makers:
            here = pagename == docname or (bool(kind) and kind in kinds)
            tabs.append({"text": words, "docname": docname, "here": here})
    return tabs


def _section(pagename: str, kind: str, book: Book) -> list[dict[str, Any]]:
    """List the kinds beside the present one: never all records, which would make builds and pages grow without end."""
    group = next((kinds for _, docname, kinds in TABS if kind in kinds or docname == pagename), ())
    rows = []
    for item in KINDS:
        docname = index_of(item.name)
        if item.name in group and docname in book.makers and book.playbook.records.get(item.name):
            count = len(book.context.shown(book.playbook.of_kind(item.name)))
            rows.append(
                {"text": item.many, "docname": docname, "here": item.name == kind, "count": count, "kind": item.name}
            )
    return rows
