"""What the diagrams share: records as boxes, prose as the words on a line, and the ways through a motion."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from stagebook.addresses import anchor_of, docname_of
from stagebook.diagrams.mermaid import SHAPED, SPACER, Edge, Node, node_id
from stagebook.kinds import BY_NAME
from stagebook.views import Quiet, ref

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stagebook.kinds.material import Material
    from stagebook.kinds.motion import Motion
    from stagebook.kinds.record import Record
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook
    from stagebook.views import Diagram, Text

T = TypeVar("T")

_ROLE = re.compile(r"\{([a-z:-]+)\}(`+)(.*?)\2", re.DOTALL)
_WITH_TEXT = re.compile(r"(.*\S)\s*<([^<>]*)>\Z", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)|(`+)(.+?)\3")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Nobody reads more than this on a line, and no text of any length may hold up a build.
_LONGEST = 600
_LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class DiagramType:
    """A diagram that a page can ask for by its name.

    ``draw`` gets the playbook and a record of the kind ``takes``, or None where the reader named none and
    ``of_all`` is True; it gives None where there is nothing to draw.
    """

    name: str
    takes: str
    draw: Callable[[Playbook, Record | None], Diagram | None]
    of_all: bool = False


class Way(NamedTuple):
    """A way from one stage to another, with its condition in plain words ("" for always)."""

    source: Stage
    target: Stage
    when: str


def ways(playbook: Playbook, motion: Motion) -> tuple[Way, ...]:
    """Give all ways between stages of a motion, each pair once, without those that lead back to where they begin."""
    found: dict[tuple[str, str], Way] = {}
    for stage in playbook.stages_of(motion):
        for target, when in playbook.ways_on(stage, motion):
            if target.id != stage.id:
                found.setdefault((stage.id, target.id), Way(stage, target, spoken(playbook, when)))
    return tuple(found.values())


def box(record: Record, *states: str, inside: str = "", text: str = "") -> Node:
    """Make the box of a record, linked to its page.

    ``inside`` is the name of the frame around it, which keeps apart the boxes of a record that is drawn in several.
    """
    name = node_id(record.kind_name, record.id)
    kind = record.kind_name if record.kind_name in SHAPED else "step"
    return Node(f"{inside}__{name}" if inside else name, text or titled(record), kind, states, target_of(record))


def target_of(record: Record) -> str:
    """Give the page of a record, with its anchor where the page has more than the record."""
    anchor = anchor_of(record)
    return docname_of(record) + (f"#{anchor}" if anchor else "")


def titled(record: Record) -> str:
    """Give the record's name, and its status where it is not in use."""
    name = record.name[:_LONGEST_NAME]
    return name if record.live else f"{name} ({record.status})"


def states_of(stage: Stage) -> tuple[str, ...]:
    """Give the marks that a stage carries in every diagram."""
    marks = (("optional", stage.optional or bool(stage.condition)), ("terminal", stage.terminal is not None))
    return tuple(name for name, here in marks if here)


def shortened(items: Sequence[T], most: int) -> tuple[Sequence[T], int]:
    """Give at most ``most`` things to draw and the number left out; a box that says so takes the room of one."""
    if len(items) <= most:
        return items, 0
    return items[: most - 1], len(items) - most + 1


def telling_first(by_stage: Mapping[str, Sequence[Material]]) -> dict[str, tuple[Material, ...]]:
    """Put the materials of each stage that tell most about it first, as a drawing has room for a few only.

    What buyers see comes before what we prepare with, and what serves here alone before what serves everywhere.
    """
    uses = Counter(material.id for materials in by_stage.values() for material in materials)
    return {
        stage: tuple(sorted(materials, key=lambda item: (item.audience == "internal", uses[item.id])))
        for stage, materials in by_stage.items()
    }


def more(name: str, count: int, target: str = "") -> Node:
    """Make the box that says how many were left out, and where they are."""
    return Node(name, f"+ {count} more", "", ("more",), target)


def hole(name: str, text: str) -> Node:
    """Make the box that says what is missing."""
    return Node(name, text, "", ("gap",))


def in_lines(nodes: Sequence[Node], width: int) -> list[Sequence[Node]]:
    """Break boxes into rows of at most ``width``."""
    return [nodes[start : start + width] for start in range(0, len(nodes), width)]


def in_rows(name: str, rows: Sequence[Sequence[Node]]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Give boxes, and the hidden lines that set them out in rows inside the frame ``name``.

    The frame runs from left to right. Short rows are filled up with room, as rows of one length keep their order.
    """
    longest = max(map(len, rows), default=0)
    nodes: list[Node] = []
    edges: list[Edge] = []
    for index, row in enumerate(rows):
        room = (Node(f"{name}__room_{index}_{place}", " ", SPACER) for place in range(len(row), longest))
        full = (*row, *room)
        nodes += full
        edges += (Edge(one.id, other.id, style="hidden") for one, other in pairwise(full))
    return tuple(nodes), tuple(edges)


def spoken(playbook: Playbook, markdown: str) -> str:
    """Give prose as plain words on one line: roles as the names of their records, links and emphasis as their text."""
    text = " ".join(markdown.split())
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    if not re.search(r"[`*_\[\\]", text):
        return text

    def named(match: re.Match[str]) -> str:
        words = _WITH_TEXT.match(match[3])
        kind = match[1].removeprefix("playbook:")
        record = None if words or kind not in BY_NAME else playbook.get(kind, match[3].strip())
        return words[1] if words else record.name if record else match[3]

    text = _LINK.sub(r"\1", _ROLE.sub(named, text))
    text = _EMPHASIS.sub(lambda match: match[2] or match[4], text)
    return _ESCAPED.sub(r"\1", text)


def sentence(text: str) -> str:
    """End a line of a text alternative with a full stop, unless it ends like a sentence already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: ``1 stage``, ``3 stages``, ``no stages``."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def waymark(way: Way) -> Text:
    """Tell where a way leads, and on what condition."""
    return (ref(way.target), Quiet(f" ({way.when})")) if way.when else (ref(way.target),)
