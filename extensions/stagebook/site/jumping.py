"""The jump palette's index: which pages there are, and the script that names them, written after each build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stagebook.addresses import GLOSSARY, HOME
from stagebook.exports.jump_index import NamedPage, jump_script
from stagebook.kinds import Kind, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from stagebook.site.book import Book
    from stagebook.site.domain import PlaybookDomain

BUILDERS = frozenset({"html", "dirhtml"})
"""The builders whose pages stand apart, so that there is something to jump to."""

INDEX = "_static/sb-index.js"


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the index; the handler of ``build-finished``."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
    text = jump_script(domain.book.context, _pages(app, domain.book), app.builder.get_target_uri)
    target = Path(app.outdir) / INDEX
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="ascii")


def _pages(app: Sphinx, book: Book) -> Iterator[NamedPage]:
    """Give the pages that are no record's: those for an overview, then those written by hand, then the lists."""
    titles = {name: title.astext() for name, title in app.env.titles.items()}
    made = {name: argument for name, (_, argument) in book.makers.items() if name in titles}
    lists = [name for name, argument in made.items() if isinstance(argument, Kind)]
    overviews = [name for name, argument in made.items() if name == HOME or not isinstance(argument, Record | Kind)]
    for name in overviews:
        # The terms of the glossary are there to be found by themselves.
        words = book.page(name).words if name != GLOSSARY else ()
        yield NamedPage(name, titles[name], ("Home", *words) if name == HOME else words)
    for name, title in titles.items():
        if name not in made:
            yield NamedPage(name, title)
    for name in lists:
        yield NamedPage(name, titles[name])
