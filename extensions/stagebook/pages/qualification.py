"""The page of a qualification framework: its points, the question behind each, and by when it is to be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.kinds.qualification import KIND, Qualification
from stagebook.pages.context import Context, PageType, Part, PartError
from stagebook.pages.fields import field_section
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import line, named
from stagebook.views import Bullets, Note, Paragraph, Quiet, Section, Strong, Table, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.stage import Stage
    from stagebook.views import Page, Text, View


def build(context: Context, _docname: str, record: object) -> Page:
    """Make the page of a qualification framework."""
    assert isinstance(record, Qualification)  # noqa: S101  (it is what `docnames` gives)
    framework = record
    return record_page(
        context,
        framework,
        (
            *lead(framework),
            *field_section(context, framework, "used_for", "What it decides"),
            Section("The points", "elements", elements(context, framework)),
            *_by_stage(context, framework),
        ),
    )


def elements(context: Context, framework: Qualification) -> tuple[View, ...]:
    """Show the points of a framework with their questions."""
    rows: list[tuple[Text, ...]] = []
    for index, item in enumerate(framework.elements):
        letter: Text = (Strong(item.letter), " · ") if item.letter else ()
        due = named(context, item.due_by, ("stage",)) if item.due_by else ()
        name = line(framework, ("elements", index, "name"))
        rows.append(((*letter, *name), line(framework, ("elements", index, "question")), due))
    if not rows:
        return (Note("No points yet", ("Nobody has written down yet what is asked of a deal.",), "warn"),)
    columns = ("Point", "Question", "By the end of")
    used = [index for index in range(len(columns)) if index == 0 or any(row[index] for row in rows)]
    table = tuple(tuple(row[index] for index in used) for row in rows)
    return (Table(f"The points of {framework.name}", tuple(columns[index] for index in used), table),)


def _by_stage(context: Context, framework: Qualification) -> tuple[View, ...]:
    """Tell stage by stage which answers are due, in the order of the cycle."""
    due: dict[str, list[Text]] = {}
    for index, item in enumerate(framework.elements):
        stage = context.playbook.find(item.due_by, ("stage",)) if item.due_by else None
        if stage is not None:
            due.setdefault(stage.id, []).append(line(framework, ("elements", index, "name")))
    items = tuple(
        (
            ref(stage),
            Quiet(": "),
            *(piece for at, text in enumerate(due[stage.id]) for piece in ((", ",) if at else ()) + text),
        )
        for stage in cast("tuple[Stage, ...]", context.shown(context.playbook.stages))
        if stage.id in due
    )
    return (Section("What is due when", "due", (Bullets(items),)),) if items else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all qualification frameworks."""
    return pages_of(context, KIND.name)


PAGE = PageType("qualification", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def qualification_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the points of a qualification framework with their questions."""
    found = option(context, options, "qualification") or next(iter(context.playbook.of_kind(KIND.name)), None)
    if not isinstance(found, Qualification):
        raise PartError("there is no qualification framework yet")
    return (Paragraph((ref(found),)), *elements(context, found))


PARTS = (Part("qualification", qualification_views, {"qualification": "the id of a framework; without it the first"}),)
