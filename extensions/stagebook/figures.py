"""Figures: how far the playbook covers what it ought to, counted from its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from stagebook.kinds.need import Need
from stagebook.kinds.offering import Offering
from stagebook.kinds.persona import Persona

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from stagebook.kinds.material import Material
    from stagebook.kinds.record import Record
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook

R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of how many things have what they need.

    ``missing`` are those that do not, in the order of the playbook: one record each, or a stage and a persona.
    """

    name: str
    text: str
    have: int
    of: int
    missing: tuple[tuple[Record, ...], ...] = ()

    @property
    def percent(self) -> int | None:
        """The share in percent, rounded down, so that 100 means all; None where there is nothing to count."""
        return 100 * self.have // self.of if self.of else None

    @property
    def words(self) -> str:
        """The figure in words: ``12 of 13``."""
        return f"{self.have:,} of {self.of:,}" if self.of else "none to count"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The materials for each pair of a live stage and a live persona, and the pairs that ought to have some."""

    stages: tuple[Stage, ...]
    personas: tuple[Persona, ...]
    materials: Mapping[tuple[str, str], tuple[Material, ...]]
    expected: frozenset[tuple[str, str]]

    @property
    def holes(self) -> tuple[tuple[Stage, Persona], ...]:
        """The pairs where a persona is met and nothing is made for them, in the order of the cycle."""
        return tuple(
            (stage, persona)
            for stage in self.stages
            for persona in self.personas
            if (stage.id, persona.id) in self.expected and not self.materials.get((stage.id, persona.id))
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a playbook, the number of live records by kind, and the coverage that they are taken from."""

    title: str
    counts: Mapping[str, int]
    all: tuple[Figure, ...]
    coverage: Coverage

    def get(self, name: str) -> Figure:
        """Give the figure of a name; a KeyError says that there is none."""
        return {figure.name: figure for figure in self.all}[name]


NAMES = (
    "stages-with-material",
    "stages-with-tool",
    "stages-with-exit-criterion",
    "pairs-with-material",
    "personas-met",
    "personas-with-material",
    "personas-with-need",
    "needs-with-offering",
    "needs-with-material",
    "needs-with-evidence",
    "offerings-with-need",
)
"""The names of all figures, in their order; the first is the one on the badge."""


def figures_of(playbook: Playbook) -> Figures:
    """Count what there is and what is missing; drafts and retired records count for neither, as in the checks."""
    coverage = coverage_of(playbook)
    counts = {
        kind: sum(record.live for record in records.values()) for kind, records in playbook.records.items() if records
    }
    return Figures(playbook.title, counts, tuple(_figures(playbook, coverage)), coverage)


def coverage_of(playbook: Playbook) -> Coverage:
    """Work out which stages have materials for which personas."""
    stages = tuple(stage for stage in playbook.stages if stage.live)
    personas = tuple(persona for persona in playbook.all(Persona) if persona.live)
    known = {persona.id for persona in personas}
    # From the materials' side, as most pairs of a large playbook have none.
    found: dict[tuple[str, str], dict[str, Material]] = {}
    for stage in stages:
        for material in playbook.reusable_materials_of(stage):
            for text in material.personas:
                persona = playbook.find(text, ("persona",))
                if persona is not None and persona.id in known:
                    found.setdefault((stage.id, persona.id), {})[material.id] = material
    expected = {(stage.id, persona.id) for stage in stages for persona in playbook.personas_at(stage)}
    return Coverage(
        stages,
        personas,
        {pair: tuple(materials.values()) for pair, materials in found.items()},
        frozenset(pair for pair in expected if pair[1] in known),
    )


def _figures(playbook: Playbook, coverage: Coverage) -> Iterator[Figure]:
    yield from _stage_figures(playbook, coverage)
    yield from _persona_figures(playbook, coverage)
    needs = [need for need in playbook.all(Need) if need.live]
    yield _figure("needs-with-offering", "Needs that an offering meets", needs, playbook.offerings_for)
    yield _figure("needs-with-material", "Needs that a material answers", needs, playbook.materials_on)
    yield _figure(
        "needs-with-evidence",
        "Needs that rest on evidence",
        needs,
        lambda need: any(item.live for item in playbook.evidence_for(need)),
    )
    yield _figure(
        "offerings-with-need",
        "Offerings that meet a need",
        [offering for offering in playbook.all(Offering) if offering.live],
        lambda offering: any(need.live for need in playbook.picked(Need, offering.needs)),
    )


def _stage_figures(playbook: Playbook, coverage: Coverage) -> Iterator[Figure]:
    stages = coverage.stages
    yield _figure("stages-with-material", "Stages with a reusable material", stages, playbook.reusable_materials_of)
    yield _figure(
        "stages-with-tool",
        "Stages with a tool",
        stages,
        lambda stage: any(tool.live for tool, _ in playbook.tools_of(stage)),
    )
    yield _figure(
        "stages-with-exit-criterion",
        "Stages with an exit criterion",
        [stage for stage in stages if not stage.terminal],
        lambda stage: any(item.status == "active" for item in stage.exit_criteria),
    )


def _persona_figures(playbook: Playbook, coverage: Coverage) -> Iterator[Figure]:
    personas = coverage.personas
    holes, pairs = coverage.holes, len(coverage.expected)
    met = {persona for _, persona in coverage.expected}
    text = "Pairs of stage and persona with a material"
    yield Figure("pairs-with-material", text, pairs - len(holes), pairs, holes)
    yield _figure("personas-met", "Personas met at a stage", personas, lambda persona: persona.id in met)
    yield _figure(
        "personas-with-material",
        "Personas with a reusable material",
        personas,
        lambda persona: any(item.reuse != "single-client" for item in playbook.materials_for(persona)),
    )
    yield _figure(
        "personas-with-need",
        "Personas with a need",
        personas,
        lambda persona: any(need.live for need in playbook.needs_of(persona)),
    )


def _figure(name: str, text: str, records: Iterable[R], has: Callable[[R], object]) -> Figure:
    found = list(records)
    missing = tuple((record,) for record in found if not has(record))
    return Figure(name, text, len(found) - len(missing), len(found), missing)
