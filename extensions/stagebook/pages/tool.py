"""A tool's page: where to open it, how to get in, and what it is used for at which stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stagebook.kinds.tool import KIND, Tool
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.fields import fact_rows
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import block, capital, line, link, sentence, status_badges
from stagebook.views import Badge, Card, Cards, Facts, Note, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.record import Record
    from stagebook.kinds.role import Role
    from stagebook.kinds.stage import Stage
    from stagebook.views import Page, Text, View

LISTED = frozenset({"Replaces"})
"""The back-links that the page shows in sections of its own; its stages count where the table names them."""


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def use_card(context: Context, tool: Record, use: Text = ()) -> Card:
    """Show a tool at a glance: what it is used for, where it opens, and what to use instead of a retired one."""
    assert isinstance(tool, Tool)  # noqa: S101  (callers look it up among the tools)
    instead = _instead(context, tool)
    facts = (("Use instead", instead),) if instead else ()
    text = sentence(use) or line(tool, "summary") or line(tool, "use")
    way = (link(tool.url, f"Open {tool.name}"),) if tool.url else ()
    return Card((ref(tool),), text, badges(tool), facts, "tool", way=way)


def badges(tool: Tool) -> tuple[Badge, ...]:
    """Mark what sort of tool it is, and whether it is still in use."""
    # A tool that is called what it is needs no badge that says so again.
    kind = (Badge(capital(tool.kind), "tool"),) if tool.kind and tool.kind.lower() != tool.name.lower() else ()
    return (*status_badges(tool), *kind)


def _instead(context: Context, tool: Tool) -> Text:
    found = context.playbook.find(tool.replaced_by, ("tool",)) if tool.replaced_by else None
    return (ref(found),) if found else ()


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a tool's page."""
    assert isinstance(record, Tool)  # noqa: S101  (it is what `docnames` gives)
    tool = record
    page = record_page(
        context,
        tool,
        (
            *lead(tool),
            *_place(tool),
            *_access(tool),
            *_use(context, tool),
            *_stages(context, tool),
            *_picklists(tool),
        ),
        listed=LISTED | {"Used at stages"},
    )
    return replace(page, badges=badges(tool))


def _place(tool: Tool) -> tuple[View, ...]:
    return (Note("Where it is", (link(tool.url, f"Open {tool.name}"),), "good"),) if tool.url else ()


def _access(tool: Tool) -> tuple[View, ...]:
    access = block(tool, "access")
    return (Section("How to get access", "access", access),) if access else ()


def _use(context: Context, tool: Tool) -> tuple[View, ...]:
    rows = fact_rows(context, tool, ("roles",))
    replaced = [edge.source for edge in context.playbook.links_to(tool) if edge.where[0] == "replaced_by"]
    if replaced:
        rows = (*rows, ("Replaces", joined(ref(item) for item in replaced)))
    views = (*block(tool, "use"), *((Facts(rows),) if rows else ()))
    return (Section("How we use it", "use", views),) if views else ()


def _stages(context: Context, tool: Tool) -> tuple[View, ...]:
    rows: list[tuple[Text, ...]] = []
    uses = {edge.source.key: edge for edge in context.playbook.links_to(tool) if edge.where[0] == "tools"}
    for stage in context.shown(context.playbook.stages):
        edge = uses.get(stage.key)
        if edge:
            told = sentence(line(stage, (*edge.where[:2], "for")))
            rows.append(((ref(stage),), told or (Quiet("not said"),)))
    if not rows:
        return ()
    return (
        Section("At which stages", "stages", (Table(f"What {tool.name} is used for", ("Stage", "For"), tuple(rows)),)),
    )


def _picklists(tool: Tool) -> tuple[View, ...]:
    sections = []
    for index, field in enumerate(tool.picklists):
        rows: list[tuple[Text, ...]] = []
        for at, value in enumerate(field.values):
            required: Text = (value.value, " ", Badge("Required")) if value.required else (value.value,)
            rows.append((required, line(tool, ("picklists", index, "values", at, "means"))))
        title = f"{field.on}: {field.field}" if field.on else field.field
        several = "Several values may be chosen at once." if field.several else "One value is chosen."
        table = Table(f"The values of {title}", ("Value", "Means"), tuple(rows))
        views: tuple[View, ...] = (Paragraph((several,), "quiet"), table)
        sections.append(Section(title, f"picklist-{index + 1}", views if rows else views[:1]))
    return (Section("What to fill in", "picklists", tuple(sections)),) if sections else ()


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all tools."""
    return pages_of(context, KIND.name)


PAGE = PageType("tool", docnames, build)


# --- parts -----------------------------------------------------------------------------------------------------------


def tools_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the tools in use, those of a stage with what each is used for there, or those of a role."""
    playbook = context.playbook
    stage = cast("Stage | None", option(context, options, "stage"))
    role = cast("Role | None", option(context, options, "role"))
    found: list[tuple[Tool, Text]]
    if stage:
        places = {use.tool: index for index, use in enumerate(stage.tools)}
        pairs = playbook.tools_of(stage)
        found = [(tool, line(stage, ("tools", places[use.tool], "for"))) for tool, use in pairs if tool.live]
    else:
        found = [(tool, ()) for tool in playbook.all(Tool) if tool.live]
    if role:
        # A tool that names no roles is everybody's.
        found = [(tool, use) for tool, use in found if not tool.roles or _named(context, tool, role)]
    if not found:
        return (Paragraph(("There is no such tool yet.",), "quiet"),)
    return (Cards(tuple(use_card(context, tool, use) for tool, use in found)),)


def _named(context: Context, tool: Tool, role: Role) -> bool:
    return any(edge.source is tool and edge.where[0] == "roles" for edge in context.playbook.links_to(role))


PARTS = (
    Part(
        "tools",
        tools_views,
        {"stage": "the id of a stage that they support", "role": "the id of a role that works with them"},
    ),
)
