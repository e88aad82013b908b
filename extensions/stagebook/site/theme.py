"""The look: what the templates need to know about each page, and the theme's settings."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from stagebook.addresses import COVERAGE, FRAMEWORK, GAPS, GLOSSARY, HOME, ROADMAP, index_of
from stagebook.exports.plain_words import plain_words
from stagebook.kinds import KINDS
from stagebook.pages.words import day
from stagebook.site import jumping
from stagebook.views import PageRef, Section, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx

    from stagebook.playbook import Playbook
    from stagebook.site.book import Book
    from stagebook.site.domain import PlaybookDomain
    from stagebook.views import View

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
TEMPLATES = HERE / "templates"

LISTS = tuple(name for name in (index_of(kind.name) for kind in KINDS) if name.endswith("/index"))
WIDE = (HOME, ROADMAP, COVERAGE, FRAMEWORK, *LISTS, "genindex", "search", "404")
"""Pages that need the room of the right column, or have nothing to put there."""

THEME_OPTIONS: dict[str, Any] = {
    "navbar_align": "left",
    "navbar_start": ["sb-logo"],
    "navbar_center": ["sb-tabs"],
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["sb-jump"],
    "article_header_start": ["sb-breadcrumbs"],
    "secondary_sidebar_items": {"**": ["sb-toc", "sb-edit"], **{name: [] for name in WIDE}},
    "footer_start": ["sb-footer"],
    "footer_end": [],
    "primary_sidebar_end": [],
    "show_prev_next": False,
    "article_footer_items": ["sb-edit", "sb-neighbours"],
    "search_bar_text": "Search the handbook",
    "back_to_top_button": False,
    "navigation_with_keys": False,
    # The theme renders each template once more to see whether it is empty; these never are.
    "templates_skip_empty_check": [
        "sb-logo.html", "sb-tabs.html", "sb-footer.html", "theme-switcher.html", "sb-jump.html",
    ],
}  # fmt: skip


class Tab(NamedTuple):
    """A tab at the top: its words, its page, what the sidebar calls that page, and the kinds that belong to it."""

    text: str
    docname: str
    overview: str
    kinds: tuple[str, ...]


TABS = (
    Tab("Sales cycle", ROADMAP, "Roadmap", ("motion", "stage", "handoff", "qualification", "forecast-category")),
    Tab("Look up", COVERAGE, "Stage and persona", ("tool", "material", "play", "objection", "competitor")),
    Tab(
        "Audiences", FRAMEWORK, "Framework", ("persona", "need", "evidence", "offering", "program", "framework-session")
    ),
    Tab("People", index_of("role"), "", ("team", "role", "path", "metric")),
    Tab("Glossary", GLOSSARY, "", ("term",)),
    Tab("Gaps", GAPS, "", ()),
)
"""The tabs that the playbook's own pages make; one for the hand-written pages is added where there are some."""

DESIGN_FILES = ("sphinx-design.min.css", "design-tabs.js")
"""What sphinx-design loads on every page; its cards, grids, tabs and badges alone use it."""
_DESIGNED = re.compile(r"""class=["'](?:[^"']*\s)?sd-""")

FROM_PLAYBOOK = ("docstitle", "shorttitle", "project", "author", "copyright", "version", "release")
"""What templates show that :mod:`stagebook.site.configuring` takes from the playbook where ``conf.py`` is silent."""

GUIDE = "Guide"
MOST_DESCRIBED = 300
"""Letters of a summary that stand in a page's head; what shows it elsewhere shows fewer."""
MOST_GUIDES = 30
"""A sidebar that lists every page of a large handbook would make builds and pages grow without end."""


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
        "toc": None,
        "pydata": app.config.html_theme == "pydata_sphinx_theme",
    }
    kind = ""
    if pagename in book.makers:
        page = book.page(pagename)
        kind = page.kind or (page.record.split("/")[0] if page.record else "")
        sb["crumbs"] = [_crumb(ref) for ref in page.crumbs]
        sb["before"] = _crumb(page.before) if page.before else None
        sb["after"] = _crumb(page.after) if page.after else None
        sb["kind"] = kind
        if pagename in getattr(app.project, "mounted", ()):
            sb["toc"] = _contents(page.views)
        sb["edit"], sb["source"] = _edit(app, book, pagename)
        _owner(book, pagename, sb)
    elif pagename in app.env.found_docs:
        sb["crumbs"] = [{"docname": HOME, "text": "Home", "anchor": ""}]
        sb["edit"], sb["source"] = _edit_page(app, book, pagename)
    made = pagename in getattr(app.project, "mounted", ())
    if made:
        _describe(pagename, domain, context)
    written = guides(app, book)
    _neighbouring(pagename, written, sb)
    sb["tabs"] = _tabs(pagename, kind, book, written)
    sb["section"] = _section(pagename, kind, book, written)
    # An own list, as the kinds are the same for all pages of a kind and these are not.
    sb["near"] = _near_records(pagename, book)
    sb["body_class"] = _body_class(pagename, kind)
    sb["jump"] = app.builder.name in jumping.BUILDERS
    if sb["jump"]:
        app.add_js_file("palette.js", loading_method="defer")
        if pagename == "search":
            app.add_js_file("did-you-mean.js", loading_method="defer")
    context["sb"] = sb
    _escape(context, book)
    if pagename in {HOME, COVERAGE}:
        # After reader.js, whose tools it uses; only these pages ask for a stage and a persona.
        app.add_js_file("lookup.js", priority=600, loading_method="defer")
    # Without it the theme's script takes the empty mode for a mistake and says so on the console.
    context.setdefault("default_mode", "auto")


def lighten(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Leave out what a page made of records doesn't use; a handler of ``html-page-context``, after all others.

    Hand-written pages keep everything, and so do all where a company brings scripts of its own: what those may want,
    nobody can tell.
    """
    made = app.builder.name in jumping.BUILDERS and pagename in getattr(app.project, "mounted", ())
    context["sb"]["light"] = made and not app.config.html_js_files
    body = context.get("body") or ""
    if context["sb"]["light"] and not ("sd-" in body and _DESIGNED.search(body)):
        for name in ("css_files", "script_files"):
            # In place: Sphinx appends to this list what is added for the page, and restores it for the next.
            context[name][:] = [file for file in context[name] if _filename(file) not in DESIGN_FILES]


def _filename(file: Any) -> str:  # noqa: ANN401  (Sphinx's own class, or a bare name where an extension is old)
    return str(getattr(file, "filename", file) or "").rpartition("/")[2]


def _escape(context: dict[str, Any], book: Book) -> None:
    """Escape what came from the playbook, as some templates, the theme's own search page among them, do not.

    Those that do leave it as it is then. What ``conf.py`` sets may be HTML.
    """
    ours = {book.playbook.title, book.playbook.company.name, version_of(book.playbook)}
    for name in FROM_PLAYBOOK:
        if context.get(name) in ours and not isinstance(context[name], Markup):
            context[name] = escape(context[name])


def version_of(playbook: Playbook) -> str:
    """Give the version as one line that can stand between quotes in a script, where Sphinx puts it."""
    return " ".join(playbook.settings.version.replace("\\", "/").split())


def guides(app: Sphinx, book: Book) -> list[tuple[str, str]]:
    """List the hand-written pages that stand beside the playbook's, with their titles: by ``order``, then by title.

    ``order`` is a number in a page's front matter.
    """

    def place(docname: str) -> tuple[float, str]:
        try:
            order = float(app.env.metadata.get(docname, {}).get("order", "inf"))
        except (TypeError, ValueError):
            order = float("inf")
        return order, titles[docname].casefold()

    titles = {name: app.env.titles[name].astext() for name in app.env.titles if name not in book.makers}
    return [(name, titles[name]) for name in sorted(titles, key=place)]


def _describe(pagename: str, domain: PlaybookDomain, context: dict[str, Any]) -> None:
    """Say in the head what a record's page is about: what a link to it shows elsewhere, and search engines."""
    playbook = domain.book.playbook
    key = domain.book.page(pagename).record
    record = playbook.company if pagename == HOME else playbook.get(*key.split("/", 1)) if key else None
    metatags = context.get("metatags") or ""
    if record is None or not record.summary or 'name="description"' in metatags:
        return

    def name_of(kind: str, name: str) -> str | None:
        found = domain.published(kind, name)
        return found.name if found else None

    words = escape(shorten(plain_words(record.summary, name_of), MOST_DESCRIBED, placeholder=" …"))
    context["metatags"] = f'{metatags}\n    <meta name="description" content="{words}" />'


def _neighbouring(pagename: str, written: list[tuple[str, str]], sb: dict[str, Any]) -> None:
    names = [docname for docname, _ in written]
    if pagename in names:
        at = names.index(pagename)
        around = {"before": written[at - 1 : at], "after": written[at + 1 : at + 2]}
        sb |= {side: {"docname": found[0][0], "text": found[0][1]} for side, found in around.items() if found}


def _contents(views: Iterable[View]) -> list[dict[str, Any]]:
    """List the sections of a page and those below them."""
    return [
        {"title": view.title, "anchor": view.anchor, "below": _contents(view.views)}
        for view in views
        if isinstance(view, Section)
    ]


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


def _tabs(pagename: str, kind: str, book: Book, written: list[tuple[str, str]]) -> list[dict[str, Any]]:
    tabs = []
    for tab in TABS:
        if tab.docname in book.makers:
            here = pagename == tab.docname or (bool(kind) and kind in tab.kinds)
            tabs.append({"text": tab.text, "docname": tab.docname, "here": here})
    if written:
        here = any(pagename == docname for docname, _ in written)
        tabs.insert(0, {"text": GUIDE, "docname": written[0][0], "here": here})
    return tabs


def _section(pagename: str, kind: str, book: Book, written: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """List the kinds beside the present one."""
    if any(pagename == docname for docname, _ in written):
        near = _near(pagename, [docname for docname, _ in written])
        return [
            {"text": title, "docname": docname, "here": docname == pagename, "kind": ""}
            for docname, title in written
            if docname in near
        ]
    found = next((tab for tab in TABS if kind in tab.kinds or tab.docname == pagename), None)
    if found is None:
        return []
    rows: list[dict[str, Any]] = []
    if found.overview and found.docname in book.makers:
        rows.append({"text": found.overview, "docname": found.docname, "here": pagename == found.docname, "kind": ""})
    for item in KINDS:
        docname = index_of(item.name)
        if item.name in found.kinds and docname in book.makers and book.playbook.records.get(item.name):
            rows.append({"text": item.many, "docname": docname, "here": item.name == kind, "kind": item.name})
    # One entry leads nowhere but to where the reader is.
    return rows if len(rows) > 1 else []


def _near_records(pagename: str, book: Book) -> list[dict[str, Any]]:
    """List the few records beside the one that a page shows, which the page's own digest covers."""
    page = book.page(pagename) if pagename in book.makers else None
    if page is None or not page.record or pagename == HOME:
        return []
    around = (page.before, PageRef(pagename, page.title), page.after)
    found = page.near or tuple(ref for ref in around if ref)
    return [{**_crumb(ref), "here": ref.docname == pagename} for ref in found] if len(found) > 1 else []


def _near(pagename: str, docnames: list[str]) -> frozenset[str]:
    """Give the hand-written pages around the present one: all of them while they are few."""
    at = docnames.index(pagename)
    first = max(0, min(at - MOST_GUIDES // 2, len(docnames) - MOST_GUIDES))
    return frozenset(docnames[first : first + MOST_GUIDES])


def _body_class(pagename: str, kind: str) -> str:
    classes = ["sb-body"]
    if pagename == HOME:
        classes.append("sb-page-home")
    elif pagename == ROADMAP:
        classes.append("sb-page-roadmap")
    elif kind:
        classes.append(f"sb-of-{kind}")
    if pagename in WIDE:
        classes.append("sb-wide-page")
    return " ".join(classes)
