"""The pages of the handbook; a new page is one new file and one line in :data:`PAGES`."""

from __future__ import annotations

from stagebook.pages import (
    home,
    kind_index,
    material,
    need,
    objections,
    persona,
    record,
    reference,
    roadmap,
    stage,
    tool,
)
from stagebook.pages.context import Change, Context, PageType, Part, PartError

PAGES: tuple[PageType, ...] = (
    home.PAGE,
    roadmap.PAGE,
    stage.PAGE,
    material.PAGE,
    persona.PAGE,
    need.PAGE,
    tool.PAGE,
    record.PAGE,
    kind_index.PAGE,
    reference.PAGE,
)
"""All types of page. Where two make the same document, the earlier one does."""

PARTS: tuple[Part, ...] = (
    *roadmap.PARTS,
    *tool.PARTS,
    *material.PARTS,
    *persona.PARTS,
    *need.PARTS,
    *objections.PARTS,
    *record.PARTS,
)
"""All parts that hand-written pages can place, each by the directive ``playbook-NAME``."""

__all__ = ["PAGES", "PARTS", "Change", "Context", "PageType", "Part", "PartError"]
