"""Framework sessions: when all functions met, who was there, what they decided and what each team took on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagebook.kinds.framework_session import KIND, FrameworkSession
from stagebook.kinds.periods import day_after
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.record import lead, pages_of, record_page
from stagebook.pages.words import capital, day, line, lines, listed, named, named_all
from stagebook.views import Badge, Bullets, Facts, Note, Paragraph, Quiet, Section, Table, joined, ref

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from stagebook.views import Page, Piece, Text, View


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def sessions_of(context: Context) -> tuple[FrameworkSession, ...]:
    """Give all sessions that are shown, the newest first."""
    return cast("tuple[FrameworkSession, ...]", context.shown(context.playbook.sessions))


def last_session(context: Context) -> FrameworkSession | None:
    """Give the newest session that has taken place."""
    return next((item for item in sessions_of(context) if item.date and item.date <= context.today), None)


def next_date(context: Context) -> date | None:
    """Give the day of the next session: the first day ahead that any session names, or else the last day named."""
    sessions = sessions_of(context)
    days = [found for item in sessions for found in (item.date, item.next_date) if found is not None]
    ahead = [found for found in days if found >= context.today]
    if ahead:
        return min(ahead)
    return max((item.next_date for item in sessions if item.next_date), default=None)


def session_rows(context: Context) -> tuple[tuple[str, Text], ...]:
    """Tell when the last session was and when the next one is, with what is late in words."""
    last, ahead = last_session(context), next_date(context)
    rows: list[tuple[str, Text]] = []
    if last is not None and last.date is not None:
        text: list[Piece] = [ref(last), f", {day(context, last.date)}"]
        due = day_after(last.date, context.playbook.settings.limits.session_every)
        if due is not None and due < context.today:
            text += [" ", Badge("Due for renewal", "warn")]
        rows += [("Last session", tuple(text)), ("Functions present", present(context, last))]
    if ahead is not None:
        late = (" ", Badge("Passed", "warn")) if ahead < context.today else ()
        rows.append(("Next session", (day(context, ahead), *late)))
    elif rows:
        rows.append(("Next session", (Badge("No date yet", "warn"),)))
    return tuple(rows)


def present(context: Context, session: FrameworkSession) -> Text:
    """Name the functions that took part, and those that were expected and did not."""
    there = ", ".join(capital(name) for name in dict.fromkeys(session.attended)) or "nobody on record"
    expected = context.playbook.settings.limits.session_functions
    missing = [capital(name) for name in expected if name not in session.attended]
    return (there, Quiet("; missing: "), ", ".join(missing)) if missing and session.attended else (there,)


def commitments(context: Context, session: FrameworkSession) -> tuple[View, ...]:
    """Show what each team took on."""
    rows: list[tuple[Text, ...]] = []
    for index, item in enumerate(session.commitments):
        due: Text = (Quiet("no day yet"),)
        if item.due:
            late = (" ", Badge("Day has passed")) if item.due < context.today else ()
            due = (day(context, item.due), *late)
        rows.append((named(context, item.team, ("team",)), line(session, ("commitments", index, "will")), due))
    if not rows:
        return ()
    return (Table(f"What each team took on: {session.name}", ("Team", "Will", "By"), tuple(rows)),)


def sessions_views(context: Context, _options: Mapping[str, str]) -> tuple[View, ...]:
    """Show when the audience framework was last renewed, by whom, what each team took on, and when it is next."""
    rows = session_rows(context)
    last = last_session(context)
    views: list[View] = [Facts(rows)] if rows else []
    if last is None:
        text = ("The framework lives from sessions in which all functions take part. None is on record yet.",)
        views.insert(0, Note("No session yet", text, "warn"))
    else:
        views += commitments(context, last)
    earlier = [item for item in sessions_of(context) if item is not last]
    if earlier:
        views.append(Paragraph((Quiet("All others: "), *joined(ref(item) for item in earlier))))
    return tuple(views)


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, _docname: str, record: object) -> Page:
    """Make the page of a session."""
    assert isinstance(record, FrameworkSession)  # noqa: S101  (it is what `docnames` gives)
    session = record
    return record_page(
        context,
        session,
        (
            *lead(session),
            *_facts(context, session),
            *_decisions(session),
            *_commitments(context, session),
            *_absent(context, session),
        ),
    )


def _facts(context: Context, session: FrameworkSession) -> tuple[View, ...]:
    rows: list[tuple[str, Text]] = []
    if session.date:
        ahead = session.date > context.today
        rows.append(("Planned for" if ahead else "Took place", (day(context, session.date),)))
    if session.attended:
        rows.append(("Functions present", present(context, session)))
    audiences = named_all(context, session.personas, ("persona",))
    if audiences:
        rows.append(("Audiences discussed", joined(audiences)))
    if session.next_date:
        rows.append(("Next session", (day(context, session.next_date),)))
    return (Facts(tuple(rows)),) if rows else ()


def _decisions(session: FrameworkSession) -> tuple[View, ...]:
    if not session.decisions:
        return ()
    return (Section("What was decided", "decisions", (Bullets(lines(session, "decisions")),)),)


def _commitments(context: Context, session: FrameworkSession) -> tuple[View, ...]:
    views = commitments(context, session)
    return (Section("What each team took on", "commitments", views),) if views else ()


def _absent(context: Context, session: FrameworkSession) -> tuple[View, ...]:
    """Name the teams that took nothing on, as each function is to leave a session knowing its part."""
    if session.date is None or session.date > context.today:
        return ()
    bound = {found.key for item in session.commitments if (found := context.playbook.find(item.team, ("team",)))}
    free = [team for team in context.playbook.of_kind("team") if team.live and team.key not in bound]
    if not free:
        return ()
    text = (*listed(ref(team) for team in free), " took nothing on in this session.")
    return (Note("Without a part yet", text, "info"),)


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all sessions."""
    return pages_of(context, KIND.name)


PAGE = PageType("framework-session", docnames, build)

PARTS = (Part("sessions", sessions_views, {}),)
