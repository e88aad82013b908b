"""An onboarding path: the steps somebody new takes, by when they are due."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stagebook.diagrams.drawing import (
    DiagramType,
    counted,
    in_lines,
    in_rows,
    more,
    shortened,
    spoken,
    target_of,
    titled,
)
from stagebook.diagrams.mermaid import SHAPED, Chart, Edge, Group, Node
from stagebook.kinds import BY_NAME
from stagebook.kinds.path import Path, Step, day_of
from stagebook.views import Bullets, Diagram, PageRef, Quiet, Strong, ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook
    from stagebook.views import Text

MOST_AT_ONCE = 8
"""Steps drawn for one time."""

MOST_TIMES = 16
"""Times drawn, such as day 1 and week 1."""

_BANDS = (1, 7, 14, 30, 60, 90)
"""Days at which a span of time ends: the first day, week, fortnight and month, the second and the third month."""

IN_A_ROW = 4
"""Steps side by side where there is room."""

Time = tuple[str, tuple[tuple[int, Step], ...]]
"""When steps are due, in words, and the steps, each with its index in the path."""

_ANY = tuple(BY_NAME)


def path_diagram(playbook: Playbook, path: Path) -> Diagram | None:
    """Draw the steps of a path in frames of when they are due; None where it has no step."""
    if not path.steps:
        return None
    times = by_time(path)
    return Diagram(
        f"path-{path.id}",
        f"{path.name}, step by step",
        f"The {counted(len(path.steps), 'step')} of {path.name}"
        + (f", from {times[0][0].lower()} to {times[-1][0].lower()}." if len(times) > 1 else "."),
        _source(playbook, path, times, IN_A_ROW),
        _in_words(playbook, times),
        _source(playbook, path, times, 1),
    )


def by_time(path: Path) -> tuple[Time, ...]:
    """Give the steps with their index, grouped by when they are due; a step that doesn't say is due as the one before.

    Steps due at the same time make one group where the first of them stands.
    """
    found: dict[str, list[tuple[int, Step]]] = {}
    names: dict[str, str] = {}
    when = "At the start"
    for index, step in enumerate(path.steps):
        when = " ".join(step.when.split()) or when
        names.setdefault(when.casefold(), when[:1].upper() + when[1:])
        found.setdefault(when.casefold(), []).append((index, step))
    return tuple((names[key], tuple(steps)) for key, steps in found.items())


def step_words(playbook: Playbook, step: Step) -> str:
    """Give a step in plain words: its text, or else the name of what it leads to."""
    target = playbook.find(step.target, _ANY) if step.target else None
    if target is not None and (not step.text or target.name in step.text):
        return target.name
    return spoken(playbook, step.text) or page_name(step.page) or step.target or step.action


def page_docname(page: str) -> str:
    """Give the docname of a hand-written page, which people may write with its file's ending and with an anchor."""
    return page.partition("#")[0].strip("/").removesuffix(".md")


def page_name(page: str) -> str:
    """Give words for a hand-written page, whose title is not known here."""
    name = page_docname(page).rsplit("/", 1)[-1].replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:]


def _source(playbook: Playbook, path: Path, times: Sequence[Time], width: int) -> str:
    """Draw the spans of time one below the other, the steps of each in rows of at most ``width``."""
    drawn, later = shortened(_spans(times), MOST_TIMES)
    groups: list[Group | Node] = []
    edges: list[Edge] = []
    for index, (heading, steps) in enumerate(drawn):
        name = f"time_{index}"
        some, left_out = shortened(steps, MOST_AT_ONCE)
        nodes = [_step(playbook, position, step) for position, step in some]
        if left_out:
            nodes.append(more(f"{name}__more", left_out, target_of(path)))
        inside, tied = in_rows(name, in_lines(nodes, width))
        edges += tied
        groups.append(Group(name, heading, inside, direction="LR"))
    if later:
        groups.append(more("later", later, target_of(path)))
    edges += (Edge(one.id, other.id) for one, other in pairwise(groups))
    return Chart("TB", tuple(groups), tuple(edges), step=28, box=150).source()


def _spans(times: Sequence[Time]) -> list[Time]:
    """Put times that lie close together into one span, so that a drawing has a handful of frames."""
    found: list[Time] = []
    names: list[tuple[str, str]] = []
    last = None
    for when, steps in times:
        day = day_of(when)
        band = None if day is None else next((bound for bound in _BANDS if day <= bound), -1)
        if found and band is not None and band == last:
            found[-1] = (found[-1][0], (*found[-1][1], *steps))
            names[-1] = (names[-1][0], when)
        else:
            found.append((when, steps))
            names.append((when, when))
        last = band
    headings = (first if first == end else f"{first} to {end[:1].lower()}{end[1:]}" for first, end in names)
    return [(heading, steps) for heading, (_, steps) in zip(headings, found, strict=True)]


def _step(playbook: Playbook, position: int, step: Step) -> Node:
    target = playbook.find(step.target, _ANY) if step.target else None
    if target is not None:
        kind = target.kind_name if target.kind_name in SHAPED else "step"
        return Node(f"step_{position}", f"{step.action.capitalize()}: {titled(target)}", kind, (), target_of(target))
    if step.page:
        return Node(
            f"step_{position}",
            f"{step.action.capitalize()}: {page_name(step.page)}",
            "step",
            (),
            page_docname(step.page),
        )
    return Node(f"step_{position}", step_words(playbook, step)[:160], "step")


def _in_words(playbook: Playbook, times: Sequence[Time]) -> tuple[Bullets, ...]:
    items: list[Text] = []
    for when, steps in times:
        for _, step in steps:
            target = playbook.find(step.target, _ANY) if step.target else None
            words: Text = (ref(target),) if target is not None else (step_words(playbook, step),)
            if target is None and step.page:
                words = (PageRef(page_docname(step.page), step_words(playbook, step)),)
            minutes = (Quiet(f" ({step.minutes} min)"),) if step.minutes else ()
            items.append((Strong(f"{when}, {step.action}: "), *words, *minutes))
    return (Bullets(tuple(items), "steps"),)


def _draw(playbook: Playbook, record: Record | None) -> Diagram | None:
    return path_diagram(playbook, record) if isinstance(record, Path) else None


DIAGRAM = DiagramType("path", "path", _draw)
