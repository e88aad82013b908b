"""Where things are in the handbook: the docname and the anchor of each record and page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.kinds import BY_NAME

if TYPE_CHECKING:
    from stagebook.kinds.record import Record
    from stagebook.views import Ref

HOME = "index"
ROADMAP = "roadmap"
COVERAGE = "coverage"
FRAMEWORK = "framework"
GAPS = "gaps"
GLOSSARY = "glossary"
REFERENCE = "reference"
RULES = "rules"


def docname_of(target: Record | Ref) -> str:
    """Give the docname of the page on which a record is shown."""
    return place_of(_kind(target), target.id)[0]


def anchor_of(target: Record | Ref) -> str:
    """Give the anchor of a record on its page; empty where the page is its own."""
    return place_of(_kind(target), target.id)[1]


def place_of(kind: str, name: str) -> tuple[str, str]:
    """Give the docname and the anchor ("" for the whole page) of a record by its kind and id."""
    if kind == "term":
        return GLOSSARY, f"term-{name}"
    if kind == "company":
        return HOME, ""
    return f"{BY_NAME[kind].folder}/{name}", ""


def index_of(kind: str) -> str:
    """Give the docname of the page that lists all records of a kind."""
    if kind == "term":
        return GLOSSARY
    if kind == "company":
        return HOME
    return f"{BY_NAME[kind].folder}/index"


def _kind(target: Record | Ref) -> str:
    return getattr(target, "kind_name", "") or getattr(target, "kind", "")
