"""Addresses of the handbook's pages, as each builder has them: pages apart, or all on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder

WHOLE = "singlehtml"
"""The builder that puts all documents on one page."""


def address_of(builder: Builder, here: str, docname: str, anchor: str = "") -> str:
    """Give the address of a document, or of an anchor in it, as seen from the document ``here``."""
    if builder.name == WHOLE:
        return f"#{id_on_whole(docname, anchor)}"
    if docname == here:
        return f"#{anchor}"
    uri = builder.get_relative_uri(here, docname)
    return f"{uri}#{anchor}" if anchor else uri


def id_on_whole(docname: str, anchor: str = "") -> str:
    """Give the id that an anchor of a document has where all documents are on one page; without one the document's."""
    return f"{prefix_on_whole(docname)}{anchor}" if anchor else f"document-{docname}"


def prefix_on_whole(docname: str) -> str:
    """Give what keeps the ids of a document apart from those of all others on the page."""
    return f"{docname.replace('/', '-')}--"
