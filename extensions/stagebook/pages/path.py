"""An onboarding path: what somebody new reads, does, practises and passes, by when, and what good looks like."""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING, cast

from stagebook.diagrams import path_diagram
from stagebook.diagrams.path import by_time, page_docname, page_name, step_words
from stagebook.kinds.fields import slugified
from stagebook.kinds.path import ANYTHING, KIND, Path
from stagebook.pages.context import Context, PageType, Part, PartError
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import count, line, mentions
from stagebook.views import Facts, Note, PageRef, Paragraph, Progress, Quiet, Section, Steps, joined, ref
from stagebook.views import Step as ShownStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stagebook.kinds.path import Step
    from stagebook.kinds.role import Role
    from stagebook.views import Page, Text, View

HOUR = 60
"""Minutes."""

WORDS_OF_ID = 6
"""Words of a step's text that its id takes, where the step leads to no page."""


# --- steps -----------------------------------------------------------------------------------------------------------


def step_ids(path: Path) -> tuple[str, ...]:
    """Give each step an id that stays when others are added, moved or taken out.

    It is made of what the step says to do and where it leads, as the reader's device remembers done steps by it.
    """
    seen: Counter[str] = Counter()
    made = []
    for step in path.steps:
        name = f"step-{step.action}-{_gist(step)}"
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(made)


def _gist(step: Step) -> str:
    if step.target or step.page:
        words = slugified(step.target or step.page)
    else:
        words = "-".join(slugified(step.text).split("-")[:WORDS_OF_ID])
    # Words in a script without Latin letters leave nothing to make an id of.
    return words or f"{zlib.crc32((step.target or step.page or step.text).encode()):08x}"


def steps_views(context: Context, path: Path, *, headed: bool = True) -> tuple[View, ...]:
    """Show the steps of a path by when they are due; with ``headed`` each time has a heading in the page's contents."""
    ids = step_ids(path)
    views: list[View] = []
    anchors: Counter[str] = Counter()
    for when, steps in by_time(path):
        made = tuple(_step(context, path, index, ids[index]) for index, _ in steps)
        if not headed:
            views.append(Steps(when, made, path.id))
            continue
        anchor = f"due-{slugified(when) or len(anchors)}"
        anchors[anchor] += 1
        anchor = anchor if anchors[anchor] == 1 else f"{anchor}-{anchors[anchor]}"
        views.append(Section(when, anchor, (Steps("", made, path.id),)))
    return tuple(views)


def _step(context: Context, path: Path, index: int, name: str) -> ShownStep:
    step = path.steps[index]
    return ShownStep(
        name,
        step.action,
        _text(context, path, index),
        step.minutes,
        line(path, ("steps", index, "good")),
        line(path, ("steps", index, "unlocks")),
    )


def _text(context: Context, path: Path, index: int) -> Text:
    """Tell what to do, with the way to where it is done; a text that has the link already gets no second one."""
    step = path.steps[index]
    told = line(path, ("steps", index, "text"))
    if step.target:
        target = context.playbook.find(step.target, ANYTHING)
        if target is None:
            there: Text = (step.target, Quiet(" (not in the playbook)"))
        elif f"`{target.id}`" in step.text or f"<{target.id}>" in step.text:
            return told
        else:
            there = (ref(target),)
    elif step.page:
        there = (PageRef(page_docname(step.page), page_name(step.page), step.page.partition("#")[2]),)
    else:
        return told or (step_words(context.playbook, step),)
    return (*told, " ", *there) if told else there


def total(path: Path) -> Text:
    """Tell how long a path takes in all, and how much of it nobody has said."""
    minutes = sum(step.minutes or 0 for step in path.steps)
    silent = sum(1 for step in path.steps if step.minutes is None)
    if not minutes:
        return (count(len(path.steps), "step"),)
    rest = f"; {silent} of them without a time" if silent else ""
    return (f"About {duration(minutes)} in {count(len(path.steps), 'step')}{rest}",)


def duration(minutes: int) -> str:
    """Write a time in hours and minutes: ``45 minutes``, ``3 hours 30 minutes``."""
    hours, rest = divmod(minutes, HOUR)
    parts = [count(number, unit) for number, unit in ((hours, "hour"), (rest, "minute")) if number]
    return " ".join(parts) or "0 minutes"


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make the page of an onboarding path."""
    assert isinstance(record, Path)  # noqa: S101  (it is what `docnames` gives)
    path = record
    return record_page(
        context,
        path,
        (
            *lead(path),
            *((Progress(path.id, len(path.steps)),) if path.steps else ()),
            *_facts(context, path),
            *(steps_views(context, path) or (_empty(),)),
            *_diagram(context, path),
        ),
        listed=frozenset({"For"}),
    )


def _facts(context: Context, path: Path) -> tuple[View, ...]:
    rows: list[tuple[str, Text]] = []
    roles = mentions(context, context.playbook.roles_on(path))
    if roles:
        rows.append(("For", joined(roles)))
    if path.steps:
        rows.append(("How long", total(path)))
        times = by_time(path)
        if len(times) > 1:
            rows.append(("From", (f"{times[0][0]} to {times[-1][0][:1].lower()}{times[-1][0][1:]}",)))
    return (Facts(tuple(rows)),) if rows else ()


def _empty() -> View:
    return Note("No steps yet", ("Nobody has written down yet what somebody new does first.",), "warn")


def _diagram(context: Context, path: Path) -> tuple[View, ...]:
    diagram = path_diagram(context.playbook, path)
    return (Section("At a glance", "diagram", (diagram,)),) if diagram else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all onboarding paths."""
    return pages_of(context, KIND.name)


PAGE = PageType("path", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def path_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the steps of an onboarding path, or of the path of a role."""
    path = cast("Path | None", option(context, options, "path"))
    role = cast("Role | None", option(context, options, "role"))
    if path is None and role is None:
        raise PartError("name a path or a role")
    if path is None and role is not None:
        path = context.playbook.path_of(role)
    if path is None:
        return (Paragraph(("There is no onboarding path for this role yet.",), "quiet"),)
    return tuple(_part(context, path))


def _part(context: Context, path: Path) -> Iterator[View]:
    yield Paragraph((ref(path), Quiet(" · "), *total(path)))
    yield from steps_views(context, path, headed=False)


PARTS = (Part("path", path_views, {"path": "the id of a path", "role": "the id of a role, to show its path"}),)
