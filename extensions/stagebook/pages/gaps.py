"""The gaps page: what the checks found, by weight, by owner and by stage, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from stagebook.addresses import GAPS, HOME
from stagebook.findings import Severity
from stagebook.kinds.stage import Stage
from stagebook.kinds.team import Team
from stagebook.pages.context import Context, PageType, Part
from stagebook.pages.finding import marked, place, sentence, way_out
from stagebook.pages.record import option
from stagebook.pages.rules_manual import rule_ref
from stagebook.pages.words import count, day, link
from stagebook.views import (
    Badge,
    Bullets,
    Disclosure,
    Note,
    Page,
    PageRef,
    Paragraph,
    Quiet,
    Section,
    Table,
    ref,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stagebook.findings import Finding
    from stagebook.kinds.material import Material
    from stagebook.kinds.record import Record
    from stagebook.views import Text, View

TITLE = "Gaps"

WEIGHTS = (
    (Severity.ERROR, "To mend first", "first", "bad"),
    (Severity.WARNING, "To mend soon", "soon", "warn"),
    (Severity.INFO, "Good to know", "info", "plain"),
)
"""Each severity with the words for it, its anchor and the tone of its badge."""

NOBODY = "Nobody yet"
"""Who owns what has no owner."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding with what it is about: its record, the team that owns that, and the stages it concerns."""

    finding: Finding
    record: Record | None
    owner: Team | None
    stages: tuple[Stage, ...]


def gaps_of(context: Context) -> tuple[Gap, ...]:
    """Tie each finding to its record, owner and stages, once; the weightiest first, then in the order of the files."""
    return context.once("gaps", _gaps)


def _gaps(context: Context) -> tuple[Gap, ...]:
    known: dict[str, tuple[Record | None, Team | None, tuple[Stage, ...]]] = {}
    found = []
    for finding in sorted(context.findings, key=lambda finding: (-finding.severity, finding.order)):
        if finding.record not in known:
            known[finding.record] = _about(context, finding.record)
        found.append(Gap(finding, *known[finding.record]))
    return tuple(found)


def _about(context: Context, key: str) -> tuple[Record | None, Team | None, tuple[Stage, ...]]:
    playbook = context.playbook
    kind, _, name = key.partition("/")
    record = playbook.get(kind, name) if name else None
    if record is None:
        return None, None, ()
    # A team answers for its own page; all else has the owner that its file names.
    owner = playbook.owner_of(record) or (record if isinstance(record, Team) else None)
    return record, owner, stages_of(context, record)


def stages_of(context: Context, record: Record) -> tuple[Stage, ...]:
    """Give the stages that a record belongs to: itself, those it names and those that name it, in order."""
    playbook = context.playbook
    if isinstance(record, Stage):
        return (record,)
    if record.kind_name == "motion":
        return ()
    found = {edge.target.id for edge in playbook.links_from(record) if edge.target.kind_name == "stage"}
    found |= {edge.source.id for edge in playbook.links_to(record) if edge.source.kind_name == "stage"}
    if record.kind_name == "material":
        found |= {stage.id for stage in playbook.stages_for(cast("Material", record))}
    return tuple(stage for stage in playbook.stages if stage.id in found) if found else ()


# --- one gap ---------------------------------------------------------------------------------------------------------


def gap_text(context: Context, gap: Gap, *, weight: bool = False) -> Text:
    """Tell a gap in one line: what is wrong, what to do, where, and by which rule it was found."""
    badge = (_badge(gap.finding.severity), " ") if weight else ()
    return (*badge, *message(context, gap), *way_out(context, gap.finding))


def message(context: Context, gap: Gap) -> Text:
    """Tell what is wrong, with the record as a link: where the message names it, or else in front."""
    words = sentence(gap.finding.message)
    if gap.record is None:
        return marked(context, words)
    before, name, after = words.partition(f"“{gap.record.name}”")
    if name:
        return (*marked(context, before), ref(gap.record), *marked(context, after))
    return (ref(gap.record), ": ", *marked(context, words))


def _badge(severity: Severity) -> Badge:
    return next(Badge(title, tone) for weight, title, _, tone in WEIGHTS if weight == severity)


# --- the part --------------------------------------------------------------------------------------------------------


def gaps_views(context: Context, options: Mapping[str, str]) -> tuple[View, ...]:
    """List the known gaps, of one team's records or of one stage where that is asked for."""
    owner = _owner(context, options)
    stage = option(context, options, "stage")
    found = [
        gap
        for gap in gaps_of(context)
        if (owner is None or gap.owner is owner) and (stage is None or any(item is stage for item in gap.stages))
    ]
    if not found:
        return (Paragraph(("No gap is known here.",), "quiet"),)
    return (Bullets(tuple(gap_text(context, gap, weight=True) for gap in found)),)


def _owner(context: Context, options: Mapping[str, str]) -> Record | None:
    return option(context, {"team": options.get("owner", "")}, "team")


# --- the page --------------------------------------------------------------------------------------------------------


def build(context: Context, docname: str, _argument: object) -> Page:
    """Make the page of gaps."""
    gaps = gaps_of(context)
    return Page(
        docname,
        TITLE,
        (
            *_lead(gaps),
            *_glance(gaps),
            *_by_weight(context, gaps),
            *_by_owner(context, gaps),
            *_by_stage(context, gaps),
            *_waived(context),
        ),
        kicker=("For the quarterly review",),
        words=("findings", "checks", "missing", "stale", "to do"),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _lead(gaps: Sequence[Gap]) -> tuple[View, ...]:
    if not gaps:
        text = ("The checks find nothing missing, stale or broken. There is nothing to do here today.",)
        return (Note("No known gaps", text, "good"),)
    counts = [f"{number} {title.lower()}" for severity, title, _, _ in WEIGHTS if (number := _number(gaps, severity))]
    told = ": " + ", ".join(counts)
    if len(counts) == 1:
        only = next(title for severity, title, _, _ in WEIGHTS if _number(gaps, severity)).lower()
        told = f", {only}" if len(gaps) == 1 else f", all {only}"
    text = (f"The checks know of {count(len(gaps), 'gap')}{told}. Each says what to do next and where.",)
    return (Paragraph(text, "lead"),)


def _number(gaps: Iterable[Gap], severity: Severity) -> int:
    return sum(1 for gap in gaps if gap.finding.severity == severity)


def _glance(gaps: Sequence[Gap]) -> tuple[View, ...]:
    """Count the gaps of each owner by weight."""
    if not gaps:
        return ()
    used = [(severity, title) for severity, title, _, _ in WEIGHTS if _number(gaps, severity)]
    rows = []
    for owner, theirs in _owners(gaps):
        head: Text = (ref(owner),) if owner else (NOBODY,)
        numbers = [(str(_number(theirs, severity)),) for severity, _ in used]
        rows.append((head, *numbers, (PageRef(GAPS, f"all {len(theirs)}", _anchor(owner)),)))
    columns = ("Owner", *(title for _, title in used), "Look")
    return (Table("Gaps by owner and weight", columns, tuple(rows)),)


def _owners(gaps: Iterable[Gap]) -> tuple[tuple[Team | None, list[Gap]], ...]:
    """Group gaps by owner, those with most gaps first and those of nobody last."""
    found: dict[str, tuple[Team | None, list[Gap]]] = {}
    for gap in gaps:
        found.setdefault(gap.owner.id if gap.owner else "", (gap.owner, []))[1].append(gap)
    return tuple(sorted(found.values(), key=lambda item: (item[0] is None, -len(item[1]))))


def _anchor(owner: Team | None) -> str:
    return f"owner-{owner.id}" if owner else "without-owner"


def _by_weight(context: Context, gaps: Sequence[Gap]) -> tuple[View, ...]:
    sections = []
    for severity, title, anchor, _ in WEIGHTS:
        items = tuple(gap_text(context, gap) for gap in gaps if gap.finding.severity == severity)
        if items:
            sections.append(Section(title, anchor, (Bullets(items),)))
    return tuple(sections)


def _by_owner(context: Context, gaps: Sequence[Gap]) -> tuple[View, ...]:
    sections = []
    for owner, theirs in _owners(gaps):
        views: list[View] = []
        if owner is not None:
            reach = owner.contact or context.playbook.settings.contact
            views.append(Paragraph((ref(owner), Quiet(" · "), link(reach)) if reach else (ref(owner),)))
        views.append(_folded(context, theirs))
        sections.append(Section(owner.name if owner else NOBODY, _anchor(owner), tuple(views)))
    return (Section("By owner", "owners", tuple(sections)),) if sections else ()


def _by_stage(context: Context, gaps: Sequence[Gap]) -> tuple[View, ...]:
    by_stage: dict[str, list[Gap]] = {}
    for gap in gaps:
        for stage in gap.stages:
            by_stage.setdefault(stage.id, []).append(gap)
    made = tuple(
        _folded(context, by_stage[stage.id], stage) for stage in context.playbook.stages if stage.id in by_stage
    )
    return (Section("By stage", "stages", made),) if made else ()


def _folded(context: Context, gaps: Sequence[Gap], stage: Stage | None = None) -> Disclosure:
    """List gaps a second time, folded away, with all that who mends them needs: nobody has to look further up."""
    items = Bullets(tuple(gap_text(context, gap) for gap in gaps))
    number = count(len(gaps), "gap")
    if stage is None:
        return Disclosure((number,), (items,))
    return Disclosure((stage.name, Quiet(f" · {number}")), (Paragraph(("At ", ref(stage), ":")), items))


def _waived(context: Context) -> tuple[View, ...]:
    """List what the company lives with for a while, with who said so, why and how long."""
    items = []
    for waived in context.waived:
        until, by = day(context, date.fromisoformat(waived.until)), f" by {waived.by}" if waived.by else ""
        told = message(context, Gap(waived.finding, *_about(context, waived.finding.record)))
        reason = (": ", *marked(context, sentence(waived.reason)))
        where = (" ", *place(context, waived.finding), Quiet(" · "), rule_ref(waived.finding.code))
        items.append((*told, f" Waived until {until}{by}", *reason, *where))
    if not items:
        return ()
    return (Section("Waived for now", "waived", (Bullets(tuple(items)),)),)


def docnames(_context: Context) -> Mapping[str, object]:
    """Give the one document of this type."""
    return {GAPS: None}


PAGE = PageType("gaps", docnames, build)

PARTS = (
    Part(
        "gaps",
        gaps_views,
        {"owner": "the id of a team that owns the records", "stage": "the id of a stage that they belong to"},
    ),
)
