"""A role's page: its part in each stage, what it works with, how somebody new learns it, and what it is measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.kinds.role import KIND, Role
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.path import total
from stagebook.pages.record import lead, option, pages_of, record_page
from stagebook.pages.words import block, line, lines, mentions
from stagebook.views import Bullets, Card, Cards, Facts, Note, Paragraph, Quiet, Section, joined, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.kinds.record import Record
    from stagebook.kinds.stage import RoleUse, Stage
    from stagebook.kinds.tool import Tool
    from stagebook.views import Page, Text, View

LISTED = frozenset(
    {"Takes part in stages", "Works with", "Runs plays", "Team", "Adapts", "Hands over", "Takes over", "Leads motions",
     "Inspects"}
)  # fmt: skip
"""The back-links that the page shows in sections of its own."""

OTHER_PARTS = (
    ("Leads motions", "Answers for"),
    ("Inspects", "Looks at the deals of"),
    ("Runs plays", "Runs the plays"),
    ("Adapts", "Adapts the materials"),
    ("Hands over", "Hands over at"),
    ("Takes over", "Takes over at"),
)
"""What else a role does: the words under which records point at it, and the words for the reader."""


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a role's page."""
    assert isinstance(record, Role)  # noqa: S101  (it is what `docnames` gives)
    role = record
    return record_page(
        context,
        role,
        (
            *lead(role),
            *_facts(context, role),
            *_path(context, role),
            *_section("What the role does", "does", block(role, "does")),
            *_stages(context, role),
            *_others(context, role),
            *_tools(context, role),
            *_section("What it is measured by", "measured-by", _bullets(lines(role, "measured_by"))),
        ),
        listed=LISTED,
    )


def _section(title: str, anchor: str, views: tuple[View, ...]) -> tuple[View, ...]:
    return (Section(title, anchor, views),) if views else ()


def _bullets(items: tuple[Text, ...]) -> tuple[View, ...]:
    return (Bullets(items),) if items else ()


def _facts(context: Context, role: Role) -> tuple[View, ...]:
    rows: list[tuple[str, Text]] = []
    if role.short:
        rows.append(("Short form", (role.short,)))
    team = context.playbook.team_of(role)
    if team is not None and context.shown((team,)):
        rows.append(("Team", (ref(team),)))
    return (Facts(tuple(rows)),) if rows else ()


def _path(context: Context, role: Role) -> tuple[View, ...]:
    path = context.playbook.path_of(role)
    if path is None or not context.shown((path,)):
        text = ("Somebody new in this role has no path to follow yet.",)
        return (Note("No onboarding path yet", text, "warn"),)
    return (Note("New in this role?", ("Start here: ", ref(path), Quiet(" · "), *total(path)), "good"),)


def _stages(context: Context, role: Role) -> tuple[View, ...]:
    """List the stages that the role leads and those that it supports, each with the buyer's question."""
    found = [(stage, use) for stage, use in context.playbook.stages_led_by(role) if context.shown((stage,))]
    sections = []
    for part, title in (("lead", "Leads"), ("support", "Supports")):
        items = tuple(_stage(context, role, stage, use) for stage, use in found if use.part == part)
        if items:
            sections.append(Section(title, f"stages-{part}", (Bullets(items),)))
    return _section("Its part in the cycle", "stages", tuple(sections))


def _stage(context: Context, role: Role, stage: Stage, use: RoleUse) -> Text:
    asked = line(stage, "buyer_question") or line(stage, "summary")
    told: Text = (": ", *asked) if asked else ()
    if not use.when:
        return (ref(stage), *told)
    playbook = context.playbook
    at = next(index for index, item in enumerate(stage.roles) if playbook.find(item.role, ("role",)) is role)
    return (ref(stage), *told, Quiet(" When: "), *line(stage, ("roles", at, "when")))


def _others(context: Context, role: Role) -> tuple[View, ...]:
    by_words: dict[str, dict[str, Record]] = {}
    for edge in context.playbook.links_to(role):
        by_words.setdefault(edge.back, {}).setdefault(edge.source.key, edge.source)
    rows = [
        (words, joined(found))
        for back, words in OTHER_PARTS
        if (found := mentions(context, by_words.get(back, {}).values()))
    ]
    return _section("What else it does", "others", (Facts(tuple(rows)),) if rows else ())


def _tools(context: Context, role: Role) -> tuple[View, ...]:
    """List the tools of the role's stages and those that name the role, each with where it is used."""
    playbook = context.playbook
    used: dict[str, tuple[Tool, list[Stage]]] = {}
    for edge in playbook.links_to(role):
        if edge.source.kind_name == "tool" and edge.where[0] == "roles" and edge.source.live:
            used[edge.source.id] = (edge.source, [])  # type: ignore[assignment]
    for stage, _ in playbook.stages_led_by(role):
        if not context.shown((stage,)):
            continue
        for tool, _use in playbook.tools_of(stage):
            theirs = {found.id for text in tool.roles if (found := playbook.find(text, ("role",)))}
            if tool.live and (not theirs or role.id in theirs):
                stages = used.setdefault(tool.id, (tool, []))[1]
                if stage not in stages:
                    stages.append(stage)
    items = tuple(
        (ref(tool), Quiet(" at "), *joined(ref(stage) for stage in stages)) if stages else (ref(tool),)
        for tool, stages in used.values()
    )
    return _section("Tools", "tools", _bullets(items))


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all roles."""
    return pages_of(context, KIND.name)


PAGE = PageType("role", docnames, build)


# --- the part --------------------------------------------------------------------------------------------------------


def roles_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """Show the roles in use, or those of a team, each with its onboarding path."""
    team = option(context, options, "team")
    playbook = context.playbook
    found: Iterable[Role] = (role for role in playbook.all(Role) if role.live)
    if team is not None:
        found = (role for role in found if playbook.team_of(role) is team)
    made = tuple(_card(context, role) for role in found)
    return (Cards(made),) if made else (Paragraph(("There is no role here yet.",), "quiet"),)


def _card(context: Context, role: Role) -> Card:
    path = context.playbook.path_of(role)
    facts: tuple[tuple[str, Text], ...] = (("Onboarding", (ref(path),)),) if path and context.shown((path,)) else ()
    return Card((ref(role),), line(role, "summary"), (), facts, "role")


PARTS = (Part("roles", roles_views, {"team": "the id of a team, to show only its roles"}),)
