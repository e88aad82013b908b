"""A play's page: what sets it off, then what to know, say, show and do."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.kinds.play import KIND, Play
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.fields import fact_rows, field_section
from stagebook.pages.material import cards
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import line, named_all
from stagebook.views import Card, Cards, Facts, Paragraph, Section, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.kinds.material import Material
    from stagebook.kinds.stage import Stage
    from stagebook.views import Page, Text, View


def card(context: Context, play: Play) -> Card:
    """Show a play at a glance: what sets it off, and who runs it."""
    roles = joined(named_all(context, play.roles, ("role",)))
    facts: tuple[tuple[str, Text], ...] = (("Run by", roles),) if roles else ()
    return Card((ref(play),), line(play, "trigger") or line(play, "summary"), (), facts, "play")


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a play's page."""
    assert isinstance(record, Play)  # noqa: S101  (it is what `docnames` gives)
    play = record
    rows = fact_rows(context, play, ("stages", "personas", "roles"))
    return record_page(
        context,
        play,
        (
            *lead(play),
            *field_section(context, play, "trigger", "What sets it off"),
            *((Facts(rows),) if rows else ()),
            *field_section(context, play, "know", "What to know"),
            *field_section(context, play, "say", "What to say"),
            *_show(context, play),
            *field_section(context, play, "do", "What to do"),
        ),
    )


def _show(context: Context, play: Play) -> tuple[View, ...]:
    found = (context.playbook.find(text, ("material",)) for text in play.show)
    made = cards(context, cast("tuple[Material, ...]", tuple({item.key: item for item in found if item}.values())))
    return (Section("What to show", "show", made),) if made else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all plays."""
    return pages_of(context, KIND.name)


PAGE = PageType("play", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def plays_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the plays in use, or those that are run at a stage."""
    stage = cast("Stage | None", option(context, options, "stage"))
    found: Iterable[Play] = context.playbook.plays_at(stage) if stage else context.playbook.all(Play)
    made = tuple(card(context, item) for item in found if item.live)
    return (Cards(made),) if made else (Paragraph(("There is no play here yet.",), "quiet"),)


PARTS = (Part("plays", plays_views, {"stage": "the id of a stage at which they are run"}),)
