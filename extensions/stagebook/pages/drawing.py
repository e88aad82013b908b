"""Any diagram as a part that hand-written pages can place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.diagrams import DIAGRAMS
from stagebook.pages.context import Context, Part, PartError
from stagebook.pages.words import one_of
from stagebook.views import Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.views import View


def diagram_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Draw a diagram of the playbook, of one record where that is named."""
    name, text = options.get("name", "").strip(), options.get("record", "").strip()
    found = next((item for item in DIAGRAMS if item.name == name), None)
    if found is None:
        raise PartError(f"“{name}” is no diagram; choose from: {', '.join(item.name for item in DIAGRAMS)}")
    record = context.playbook.find(text, (found.takes,)) if text else None
    if record is None and (text or not found.of_all):
        wanted = (
            f"there is no {one_of(found.takes)} “{text}”" if text else f"name a {one_of(found.takes)} with `record`"
        )
        raise PartError(wanted)
    drawn = found.draw(context.playbook, record)
    return (drawn,) if drawn else (Paragraph(("There is nothing to draw here yet.",), "quiet"),)


PARTS = (
    Part(
        "diagram",
        diagram_views,
        {
            "name": f"which diagram: {', '.join(item.name for item in DIAGRAMS)}",
            "record": "the id of the record that it is of; roadmap, framework and responsibilities need none",
        },
    ),
)
