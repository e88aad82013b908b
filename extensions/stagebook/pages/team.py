"""A team's page: its part in the play, how to reach it, its roles, what it took on and what it keeps true."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stagebook.addresses import GAPS
from stagebook.kinds import BY_NAME, KINDS
from stagebook.kinds.team import KIND, Team
from stagebook.pages.context import Context, PageType
from stagebook.pages.gaps import gaps_of
from stagebook.pages.record import lead, pages_of, record_page
from stagebook.pages.role import roles_views
from stagebook.pages.words import block, capital, count, day, line, link, review_of, status_badges
from stagebook.views import (
    Badge,
    Bullets,
    Disclosure,
    Facts,
    Note,
    PageRef,
    Paragraph,
    Quiet,
    Section,
    Table,
    joined,
    ref,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.kinds.record import Record
    from stagebook.views import Page, Text, View

LISTED = frozenset({"Owns", "Committed in sessions"})
"""The back-links that the page shows in sections of its own."""


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a team's page."""
    assert isinstance(record, Team)  # noqa: S101  (it is what `docnames` gives)
    team = record
    page = record_page(
        context,
        team,
        (
            *lead(team),
            *_reach(team),
            *_does(team),
            *_roles(context, team),
            *_commitments(context, team),
            *_keeps(context, team),
        ),
        listed=LISTED,
    )
    # A team that is called what it does needs no badge that says so again.
    function = (Badge(capital(team.function)),) if team.function and team.function != team.name.lower() else ()
    return replace(page, badges=(*status_badges(team), *function))


def _reach(team: Team) -> tuple[View, ...]:
    rows: list[tuple[str, Text]] = []
    if team.contact:
        rows.append(("Write to", (link(team.contact),)))
    if team.channel:
        rows.append(("Talk to it in", line(team, "channel")))
    return (Facts(tuple(rows)),) if rows else ()


def _does(team: Team) -> tuple[View, ...]:
    does = block(team, "does")
    return (Section("Its part in the play", "does", does),) if does else ()


def _roles(context: Context, team: Team) -> tuple[View, ...]:
    return (Section("Its roles", "roles", roles_views(context, {"team": team.id})),) if team.roles else ()


def _commitments(context: Context, team: Team) -> tuple[View, ...]:
    """List what the team took on in framework sessions, the newest session first."""
    rows: list[tuple[Text, ...]] = []
    for session in context.playbook.sessions:
        if not context.shown((session,)):
            continue
        for index, item in enumerate(session.commitments):
            if context.playbook.find(item.team, ("team",)) is team:
                due: Text = (day(context, item.due),) if item.due else (Quiet("no day yet"),)
                rows.append(((ref(session),), line(session, ("commitments", index, "will")), due))
    if not rows:
        return ()
    table = Table(f"What {team.name} took on", ("Session", "Will", "By"), tuple(rows))
    return (Section("What it took on", "commitments", (table,)),)


def _keeps(context: Context, team: Team) -> tuple[View, ...]:
    """List what the team keeps true, kind by kind, and say what of it wants looking at."""
    owned = [edge.source for edge in context.playbook.links_to(team) if edge.where == ("owner",)]
    shown = context.shown(owned)
    if not shown:
        return ()
    views: list[View] = [*_care(context, team, shown)]
    for kind in KINDS:
        theirs = [record for record in shown if record.kind_name == kind.name]
        if theirs:
            summary = (f"{BY_NAME[kind.name].many} ", Quiet(str(len(theirs))))
            views.append(Disclosure(summary, (Bullets(tuple((ref(record),) for record in theirs), "links"),)))
    return (Section("What it keeps true", "keeps", tuple(views)),)


def _care(context: Context, team: Team, owned: tuple[Record, ...]) -> tuple[View, ...]:
    overdue = [record for record in owned if record.live and review_of(context, record).overdue]
    gaps = sum(1 for gap in gaps_of(context) if gap.owner is team)
    views: list[View] = []
    if overdue:
        text = (
            f"{capital(count(len(overdue), 'review is', 'reviews are'))} overdue: ",
            *joined(ref(record) for record in overdue),
            ".",
        )
        views.append(Note("Due for review", text, "warn"))
    if gaps:
        more = PageRef(GAPS, count(gaps, "known gap"), f"owner-{team.id}")
        views.append(Paragraph((more, " in what it keeps.")))
    return tuple(views)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all teams."""
    return pages_of(context, KIND.name)


PAGE = PageType("team", docnames, build)
