"""The Sphinx adapter: the only floor that knows Sphinx. ``setup`` is its table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.nodes import entry
from sphinxcontrib.mermaid import mermaid

import stagebook
from stagebook.kinds import KINDS
from stagebook.site import configuring, directives, drawing, extras, freshness, jumping, strict, theme, twins
from stagebook.site.domain import BARE_EXCEPT, PlaybookDomain, RecordRole, note_terms, resolve_term, tell_missing
from stagebook.site.mount import FILETYPE, SUFFIX
from stagebook.site.nodes import (
    PlainViews,
    depart_entry,
    finished,
    pass_through,
    prosed,
    skip,
    viewed,
    visit_entry,
    visit_finished,
)
from stagebook.site.parser import PlaybookParser
from stagebook.site.whole import WholeHandbook

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make a Sphinx project a handbook; called by Sphinx for ``extensions = ["stagebook"]``."""
    for extension in ("myst_parser", "sphinx_design", "sphinxcontrib.mermaid"):
        app.setup_extension(extension)

    app.add_config_value("stagebook_root", None, "env", types=(str, type(None)))
    app.add_config_value("stagebook_today", None, "", types=(str, type(None)))
    app.add_config_value("stagebook_drafts", False, "env", types=(bool,))  # noqa: FBT003  (Sphinx's signature)
    app.add_config_value("stagebook_tell", "all", "", types=(str,))
    app.add_config_value("stagebook_code", "", "env", types=(str,))

    state = configuring.State(app)
    app.connect("config-inited", state.configure, priority=100)
    app.connect("builder-inited", state.mount, priority=900)
    app.connect("env-get-outdated", freshness.outdated)
    app.connect("env-get-updated", freshness.framed)
    app.connect("doctree-read", note_terms)
    app.connect("missing-reference", resolve_term)
    app.connect("warn-missing-reference", tell_missing)
    app.connect("html-page-context", theme.page_context)
    app.connect("html-page-context", twins.page_context)
    app.connect("html-page-context", theme.lighten, priority=950)
    app.connect("html-collect-pages", extras.pages)
    app.connect("build-finished", extras.finish)
    app.connect("build-finished", jumping.finish)
    app.connect("build-finished", strict.finish, priority=950)

    app.add_builder(WholeHandbook, override=True)
    app.add_source_suffix(SUFFIX, FILETYPE)
    app.add_source_parser(PlaybookParser)
    app.add_domain(PlaybookDomain)
    for kind in KINDS:
        if kind.name not in BARE_EXCEPT:
            # Sphinx has a role `program` of its own, which only styles words; ours links.
            app.add_role(kind.name, RecordRole(kind.name), override=True)
    directives.register(app)

    through, gone = (pass_through, pass_through), (skip, None)
    app.add_node(finished, html=(visit_finished, None), latex=gone, text=gone, man=gone, texinfo=gone)
    app.add_node(viewed, html=through, latex=through, text=through, man=through, texinfo=through)
    app.add_node(prosed, html=through, latex=through, text=through, man=through, texinfo=through)
    app.add_node(entry, override=True, html=(visit_entry, depart_entry))
    app.add_node(mermaid, override=True, html=(drawing.visit_mermaid, drawing.depart_mermaid))
    app.add_post_transform(PlainViews)

    return {"version": stagebook.__version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
