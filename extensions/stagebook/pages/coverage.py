"""The coverage page: what there is to show at each stage to each persona, and where there is nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.addresses import COVERAGE, HOME
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.lookup import (
    NOTHING,
    chooser,
    coverage_of,
    is_told,
    pair_anchor,
    sections_of,
    stage_anchor,
)
from stagebook.pages.record import option
from stagebook.pages.words import count, listed
from stagebook.views import (
    Badge,
    Bullets,
    Cell,
    Matrix,
    Note,
    Page,
    PageRef,
    Paragraph,
    Quiet,
    Section,
    Table,
    joined,
    ref,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.figures import Coverage
    from stagebook.kinds.material import Material
    from stagebook.kinds.motion import Motion
    from stagebook.kinds.persona import Persona
    from stagebook.kinds.stage import Stage
    from stagebook.views import Text, View

TITLE = "Coverage by stage and persona"

# --- the matrix ------------------------------------------------------------------------------------------------------


def coverage_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show which stages have materials for which personas, with what is missing in words."""
    coverage = coverage_of(context)
    motion = cast("Motion | None", option(context, options, "motion"))
    stages: Iterable[Stage] = coverage.stages
    if motion is not None:
        inside = {stage.id for stage in context.playbook.stages_of(motion)}
        stages = [stage for stage in stages if stage.id in inside]
    rows = tuple(
        ((ref(stage),), tuple(_cell(coverage, stage, persona) for persona in coverage.personas)) for stage in stages
    )
    if not rows or not coverage.personas:
        missing = "stage" if not rows else "persona"
        return (Paragraph((f"There is no {missing} yet, so there is nothing to compare.",), "quiet"),)
    of_motion = f" in {motion.name}" if motion is not None else ""
    caption = f"Reusable materials by stage and persona{of_motion}"
    columns = tuple((ref(persona),) for persona in coverage.personas)
    return (Matrix(caption, "Stage", columns, rows),)


def _cell(coverage: Coverage, stage: Stage, persona: Persona) -> Cell:
    pair = (stage.id, persona.id)
    materials = coverage.materials.get(pair, ())
    if materials:
        return Cell((PageRef(COVERAGE, count(len(materials), "material"), pair_anchor(stage, persona)),))
    if pair in coverage.expected:
        return Cell((PageRef(COVERAGE, NOTHING, pair_anchor(stage, persona)),), "hole")
    return Cell((Quiet("not met"),), "none")


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, docname: str, _argument: object) -> Page:
    """Make the coverage page."""
    coverage = coverage_of(context)
    return Page(
        docname,
        TITLE,
        (
            Paragraph(
                ("What to show, send or say at each stage, persona by persona. Only what is in use counts.",), "lead"
            ),
            *chooser(context),
            *_summary(coverage),
            *coverage_views(context, {}),
            *_holes(coverage),
            *_stages(context, coverage),
        ),
        kicker=("Look up",),
        words=("matrix", "content map", "what is missing"),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _summary(coverage: Coverage) -> tuple[View, ...]:
    expected = len(coverage.expected)
    if not expected:
        if not (coverage.stages and coverage.personas):
            return ()
        said = "No stage says yet which personas are present. List them under "
        return (Note("Who is met where?", (said, Quiet("personas"), " in its file."), "warn"),)
    holes = len(coverage.holes)
    if not holes:
        text = ("Wherever a stage names a persona, there is something to show.",)
        return (Note("No holes", text, "good"),)
    covered = f"A stage names a persona in {count(expected, 'place')}. In {expected - holes} of them there is"
    return (
        Paragraph((f"{covered} something to show, in {holes} there is ", PageRef(COVERAGE, NOTHING, "holes"), ".")),
    )


def _holes(coverage: Coverage) -> tuple[View, ...]:
    by_stage: dict[str, tuple[Stage, list[Persona]]] = {}
    for stage, persona in coverage.holes:
        by_stage.setdefault(stage.id, (stage, []))[1].append(persona)
    views: list[View] = []
    if by_stage:
        items = tuple(
            (ref(stage), ": nothing for ", *listed((ref(persona) for persona in personas), "or"))
            for stage, personas in by_stage.values()
        )
        views.append(Bullets(items))
    met = {persona for _, persona in coverage.expected}
    unmet = [persona for persona in coverage.personas if persona.id not in met]
    if unmet and coverage.expected:
        views.append(Paragraph(("Met at no stage: ", *joined(ref(persona) for persona in unmet), ".")))
    return (Section("What is missing", "holes", tuple(views)),) if views else ()


def _stages(context: Context, coverage: Coverage) -> tuple[View, ...]:
    sections = tuple(
        Section(stage.name, stage_anchor(stage), tuple(_stage(context, coverage, stage))) for stage in coverage.stages
    )
    return (Section("Stage by stage", "stages", sections),) if sections else ()


def _stage(context: Context, coverage: Coverage, stage: Stage) -> Iterable[View]:
    materials = context.playbook.reusable_materials_of(stage)
    # Who comes here without scripts, or to compare, sees the names first; the sections below tell all the rest.
    yield Paragraph((ref(stage), Quiet(f" · {count(len(materials), 'reusable material')}")))
    rows: list[tuple[Text, ...]] = []
    for persona in coverage.personas:
        if is_told(coverage, stage, persona):
            found = coverage.materials.get((stage.id, persona.id), ())
            there: Text = joined(_named(material) for material in found) or (Badge(NOTHING, "warn"),)
            rows.append(((PageRef(COVERAGE, persona.name, pair_anchor(stage, persona)),), there))
    if rows:
        yield Table(f"Materials at {stage.name} by persona", ("Persona", "Materials"), tuple(rows))
    if not materials and not stage.terminal:
        yield Note("No material yet", ("There is nothing reusable to show or send at this stage yet.",), "warn")
    yield from sections_of(context, stage)


def _named(material: Material) -> Text:
    """Link to a material, and say where it is not meant for buyers' eyes."""
    return (ref(material), Quiet(" (internal)")) if material.audience == "internal" else (ref(material),)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the page, where there is a stage or a persona."""
    return {COVERAGE: None} if context.playbook.stages or context.playbook.of_kind("persona") else {}


PAGE = PageType("coverage", docnames, build)

PARTS = (Part("coverage", coverage_views, {"motion": "the id of a motion, to show only its stages"}),)
