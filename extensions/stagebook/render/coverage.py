"""The figures and the matrix of coverage: for the terminal, as Markdown and as JSON.

The JSON has ``title``; ``records``, the number of live records by kind; ``figures``, a list of ``name``, ``text``,
``have``, ``of``, ``percent`` (null where there is nothing to count) and ``missing``, the ``kind/id`` of each record
that lacks it (for pairs two of them, with a space between); and ``matrix`` with ``stages``, ``personas`` and ``cells``:
for each stage a list with one cell for each persona, of ``state`` (full, hole or none) and ``materials``.
"""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from stagebook.kinds import BY_NAME
from stagebook.render.markdown import escaped
from stagebook.screen import BOLD, GOOD, QUIET, WARNING, Paint, columns, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stagebook.figures import Figure, Figures
    from stagebook.kinds.material import Material

SHOWN_KINDS = ("stage", "persona", "need", "material", "tool", "offering")
"""The kinds that are counted in the first line."""

MISSING = 12
"""How many of the records that lack something are named, where people read; the rest are counted."""

CAPTION = "Reusable materials by stage and persona"


class Cell(NamedTuple):
    """A cell of the matrix: ``full``, a ``hole`` where something is missing, or ``none`` where nothing is expected."""

    state: str
    materials: tuple[Material, ...]

    @property
    def words(self) -> str:
        """What the cell says, in words or a number."""
        return str(len(self.materials)) if self.materials else "none" if self.state == "hole" else "-"


def cells_of(figures: Figures) -> list[list[Cell]]:
    """Give the matrix: a row for each stage, a cell for each persona."""
    coverage = figures.coverage
    rows = []
    for stage in coverage.stages:
        row = []
        for persona in coverage.personas:
            pair = (stage.id, persona.id)
            materials = coverage.materials.get(pair, ())
            state = "full" if materials else "hole" if pair in coverage.expected else "none"
            row.append(Cell(state, materials))
        rows.append(row)
    return rows


def lacking(figure: Figure) -> str:
    """Name what lacks something: ``Pilot, Renewal × Finance director and 3 more``."""
    names = [" × ".join(record.name for record in records) for records in figure.missing]
    more = f" and {len(names) - MISSING:,} more" if len(names) > MISSING else ""
    return ", ".join(names[:MISSING]) + more


def _counted(figures: Figures) -> str:
    parts = [
        f"{figures.counts[kind]:,} {_lower(BY_NAME[kind].one if figures.counts[kind] == 1 else BY_NAME[kind].many)}"
        for kind in SHOWN_KINDS
        if figures.counts.get(kind)
    ]
    return ", ".join(parts) or "nothing in use yet"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _percent(figure: Figure) -> str:
    return "" if figure.percent is None else f"{figure.percent} %"


# --- the terminal ----------------------------------------------------------------------------------------------------


def text(figures: Figures, *, width: int = 80, colour: bool = False) -> str:
    """Give the figures and the matrix as lines."""
    paint = Paint(on=colour)
    lines = [paint(visible(figures.title), BOLD), _counted(figures), ""]
    lines += _figure_lines(figures.all, width, paint)
    if figures.coverage.stages and figures.coverage.personas:
        lines += ["", paint(CAPTION, BOLD), *_matrix_lines(figures, width, paint)]
    return "\n".join(lines) + "\n"


def _figure_lines(figures: Sequence[Figure], width: int, paint: Paint) -> Iterable[str]:
    label = max(len(figure.text) for figure in figures)
    number = max((len(figure.words) for figure in figures if figure.of), default=0)
    for figure in figures:
        share = _percent(figure)
        way = QUIET if figure.percent is None else GOOD if figure.percent == 100 else WARNING  # noqa: PLR2004  (all of them)
        yield f"{figure.text:{label}}  {paint(f'{figure.words:>{number}}  {share:>5}'.rstrip(), way)}"
        if figure.missing:
            named = visible(f"without: {lacking(figure)}")
            yield from wrap(named, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _matrix_lines(figures: Figures, width: int, paint: Paint) -> Iterable[str]:
    """Give the matrix with the names of the personas above it, or with numbers where they do not fit."""
    stages = [visible(stage.name) for stage in figures.coverage.stages]
    personas = [visible(persona.name) for persona in figures.coverage.personas]
    first = max(columns(name) for name in (*stages, "Stage"))
    heads = personas
    if first + sum(2 + max(columns(name), 4) for name in personas) > width:
        heads = [str(number) for number, _ in enumerate(personas, 1)]
    sizes = [max(columns(head), 4) for head in heads]
    named = "  ".join(f"{' ' * (size - columns(head))}{head}" for head, size in zip(heads, sizes, strict=True))
    yield paint(f"{'Stage'.ljust(first)}  {named}", BOLD)
    for name, row in zip(stages, cells_of(figures), strict=True):
        cells = (_painted(cell, size, paint) for cell, size in zip(row, sizes, strict=True))
        yield f"{name}{' ' * (first - columns(name))}  {'  '.join(cells)}"
    yield ""
    if heads is not personas:
        # A number stays with the name that it stands for: textwrap breaks at spaces alone.
        legend = ", ".join(f"{number}\0{name}" for number, name in enumerate(personas, 1))
        yield from (line.replace("\0", " ") for line in wrap(legend, width, break_on_hyphens=False))
    meaning = "A number counts materials; none: the persona is met there and nothing is made for it; -: not met there."
    yield from wrap(meaning, width)


def _painted(cell: Cell, size: int, paint: Paint) -> str:
    ways = {"hole": WARNING, "none": QUIET}
    return paint(cell.words.rjust(size), ways[cell.state]) if cell.state in ways else cell.words.rjust(size)


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown(figures: Figures) -> str:
    """Give the figures and the matrix as Markdown."""
    blocks = [f"# {escaped(figures.title)}", _counted(figures).capitalize() + "."]
    rows = [
        f"| {escaped(figure.text)} | {figure.words} | {_percent(figure)} | {_cell_text(lacking(figure))} |"
        for figure in figures.all
    ]
    blocks.append("\n".join(["| Figure | | Share | Without |", "| --- | ---: | ---: | --- |", *rows]))
    coverage = figures.coverage
    if coverage.stages and coverage.personas:
        blocks.append(f"## {CAPTION}")
        head = "| ".join(["| Stage ", *(f"{_cell_text(persona.name)} " for persona in coverage.personas)]) + "|"
        lines = [head, "| --- |" + " ---: |" * len(coverage.personas)]
        for stage, row in zip(coverage.stages, cells_of(figures), strict=True):
            words = (f"**{cell.words}**" if cell.state == "hole" else cell.words for cell in row)
            lines.append(f"| {_cell_text(stage.name)} | {' | '.join(words)} |")
        blocks.append("\n".join(lines))
        blocks.append("**none**: the persona is met there and nothing is made for it; -: not met there.")
    return "\n\n".join(blocks) + "\n"


def _cell_text(words: str) -> str:
    return escaped(" ".join(words.split()))


# --- JSON ------------------------------------------------------------------------------------------------------------


def data(figures: Figures) -> str:
    """Give the figures and the matrix as a JSON object."""
    coverage = figures.coverage
    whole = {
        "title": figures.title,
        "records": dict(figures.counts),
        "figures": [
            {
                "name": figure.name,
                "text": figure.text,
                "have": figure.have,
                "of": figure.of,
                "percent": figure.percent,
                "missing": [" ".join(record.key for record in records) for records in figure.missing],
            }
            for figure in figures.all
        ],
        "matrix": {
            "stages": [stage.id for stage in coverage.stages],
            "personas": [persona.id for persona in coverage.personas],
            "cells": [
                [{"state": cell.state, "materials": [item.id for item in cell.materials]} for cell in row]
                for row in cells_of(figures)
            ],
        },
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
