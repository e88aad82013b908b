"""The pages of the handbook; a new page is one new file and one line in :data:`PAGES`."""

from __future__ import annotations

from stagebook.pages import material, record, reference
from stagebook.pages.context import Change, Context, PageType, Part, PartError

PAGES: tuple[PageType, ...] = (material.PAGE, record.PAGE, reference.PAGE)
"""All types of page. Where two make the same document, the earlier one does."""

PARTS: tuple[Part, ...] = (*material.PARTS, *record.PARTS)
"""All parts that hand-written pages can place, each by the directive ``playbook-NAME``."""

__all__ = ["PAGES", "PARTS", "Change", "Context", "PageType", "Part", "PartError"]
