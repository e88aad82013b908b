"""Objections with our responses, wherever they are shown: on the page of a stage, of a persona, or placed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.pages.context import Context, Part
from stagebook.pages.record import option
from stagebook.pages.words import block, line, named_all
from stagebook.views import Disclosure, Paragraph, Quiet, Strong, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.kinds.objection import Objection
    from stagebook.kinds.persona import Answer, Persona
    from stagebook.kinds.stage import Stage
    from stagebook.views import Text, View


def at_stage(context: Context, stage: Stage) -> tuple[View, ...]:
    """Show what buyers may hold against us at a stage, with what we say and show."""
    own = (
        answer(context, persona, found, by=True)
        for persona, found in context.playbook.objections_at(stage)
        if context.shown((persona,))
    )
    shared = cast("tuple[Objection, ...]", context.shown(context.playbook.shared_objections(stage)))
    return (*own, *(objection(context, item) for item in shared))


def of_persona(context: Context, persona: Persona) -> tuple[View, ...]:
    """Show what a persona may hold against us, with what we say and show."""
    own = (answer(context, persona, found) for found in persona.objections)
    return (*own, *(objection(context, item) for item in _shared_with(context, persona)))


def _shared_with(context: Context, persona: Persona) -> Iterable[Objection]:
    found = (edge.source for edge in context.playbook.links_to(persona) if edge.where[0] == "personas")
    return cast("tuple[Objection, ...]", context.shown(record for record in found if record.kind_name == "objection"))


def answer(context: Context, persona: Persona, found: Answer, *, by: bool = False) -> Disclosure:
    """Show an objection that a persona raises; with ``by`` it says who."""
    at = next(index for index, item in enumerate(persona.objections) if item is found)
    where = ("objections", at)
    who: Text = (Quiet(f" · {persona.name}"),) if by else ()
    views: list[View] = list(block(persona, (*where, "response")))
    if not views:
        views.append(Paragraph((Quiet("Nobody has written down a response yet."),)))
    views += _shown(context, found.materials)
    if by:
        views.append(Paragraph((Strong("Raised by: "), ref(persona))))
    return Disclosure((*line(persona, (*where, "says")), *who), tuple(views))


def objection(context: Context, found: Objection) -> Disclosure:
    """Show an objection that several personas raise."""
    views: list[View] = list(block(found, "response"))
    if found.means:
        views.append(Paragraph((Strong("What may lie behind it: "), *line(found, "means"))))
    views += _shown(context, found.materials)
    views.append(Paragraph((Strong("More on it: "), ref(found))))
    return Disclosure(line(found, "says") or (found.name,), tuple(views))


def _shown(context: Context, materials: Iterable[str]) -> tuple[View, ...]:
    found = named_all(context, materials, ("material",))
    return (Paragraph((Strong("Show: "), *joined(found))),) if found else ()


def objections_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the objections that come up at a stage, or that a persona raises, with our responses."""
    stage = cast("Stage | None", option(context, options, "stage"))
    persona = cast("Persona | None", option(context, options, "persona"))
    if stage and persona:
        own = (found for who, found in context.playbook.objections_at(stage) if who is persona)
        shared = {item.id for item in context.playbook.shared_objections(stage)}
        views: tuple[View, ...] = (
            *(answer(context, persona, found) for found in own),
            *(objection(context, item) for item in _shared_with(context, persona) if item.id in shared),
        )
    elif stage:
        views = at_stage(context, stage)
    elif persona:
        views = of_persona(context, persona)
    else:
        every = cast("Iterable[Objection]", context.shown(context.playbook.of_kind("objection")))
        views = tuple(objection(context, item) for item in every)
    return views or (Paragraph(("No objection is noted here yet.",), "quiet"),)


PARTS = (
    Part(
        "objections",
        objections_views,
        {"stage": "the id of a stage at which they come up", "persona": "the id of a persona who raises them"},
    ),
)
