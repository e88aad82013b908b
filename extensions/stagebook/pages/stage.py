"""A stage's page: what somebody needs who is at this stage with a buyer, in the order in which they need it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stagebook.addresses import docname_of
from stagebook.diagrams import stage_diagram
from stagebook.kinds.stage import KIND, Stage
from stagebook.pages.context import Context, PageType
from stagebook.pages.fields import fact_rows, field_section
from stagebook.pages.material import cards, cards_for_us, for_buyers
from stagebook.pages.objections import at_stage
from stagebook.pages.record import lead, pages_of, record_page
from stagebook.pages.tool import use_card
from stagebook.pages.words import beside, block, count, criteria, line, lines, listed, named, status_badges
from stagebook.views import (
    Badge,
    Bullets,
    Cards,
    Disclosure,
    Facts,
    Note,
    PageRef,
    Paragraph,
    Quiet,
    Section,
    Stop,
    Trail,
    joined,
    ref,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stagebook.kinds.handoff import Handoff
    from stagebook.kinds.material import Material
    from stagebook.kinds.motion import Motion
    from stagebook.kinds.persona import Persona
    from stagebook.kinds.record import Record
    from stagebook.views import Page, Piece, Text, View

PHASES = {"presale": "Before the close", "close": "At the close", "postsale": "After the close"}
"""The phases of the cycle in the words that readers see."""

DEAD_ENDS = frozenset({"lost", "dropped"})
"""The ends of a deal that nobody heads for."""

JUMPS = (
    ("materials", "What to show or send"),
    ("tools", "Tools"),
    ("do", "What to do"),
    ("wrong", "What goes wrong"),
    ("exit", "When to move on"),
)
"""The sections that the head of the page leads to."""

LISTED = frozenset(
    (
        *("Motions", "Reached from", "Runs alongside", "Handoffs", "Handoffs due", "Plays", "Materials"),
        *("Objections", "Objections raised by", "Competitors met", "Qualification due"),
    )
)
"""The back-links that the page shows in sections of its own."""


# --- pieces that other pages use too ---------------------------------------------------------------------------------


def trail(context: Context, motion: Motion, here: Stage | None = None) -> tuple[View, ...]:
    """Show the way through a motion with the present stage marked; without one it is the way to choose from.

    Stages at which a deal ends without a customer are left out, as nobody heads for them.
    """
    road = _road(context, motion)
    stages = [stage for stage in road if stage.terminal not in DEAD_ENDS]
    if here in road and here not in stages:
        # Where a deal ends, the road is what may lie behind it.
        stages = [*(stage for stage in road[: road.index(here)] if not stage.terminal), here]
    if not stages:
        return ()
    at = stages.index(here) if here in stages else -1
    stops = []
    for index, stage in enumerate(stages):
        state = "here" if index == at else "before" if index < at else "after"
        stops.append(Stop(ref(stage), state, "optional" if stage.optional else ""))
    return (Trail(f"The stages of {motion.name}", tuple(stops)),)


def _road(context: Context, motion: Motion) -> tuple[Stage, ...]:
    return cast("tuple[Stage, ...]", context.shown(context.playbook.stages_of(motion)))


def kicker(context: Context, stage: Stage) -> Text:
    """Say which stage it is of which motion."""
    motions = motions_of(context, stage)
    if not motions:
        return ("Stage",)
    motion = motions[0]
    road = [item for item in _road(context, motion) if item.terminal not in DEAD_ENDS]
    if stage.number:
        words = f"Stage {stage.number}"
    elif stage in road:
        words = f"Stage {road.index(stage) + 1} of {len(road)}"
    else:
        words = "End"
    return (f"{words} · ", ref(motion))


def motions_of(context: Context, stage: Stage) -> tuple[Motion, ...]:
    """Give the motions of a stage, the main one first."""
    found = cast("tuple[Motion, ...]", context.shown(context.playbook.motions_of(stage)))
    main = context.playbook.main_motion
    return tuple(sorted(found, key=lambda motion: motion is not main))


def usual_time(stage: Stage) -> Text:
    """Tell how long a stage takes, and in which kind of deal."""
    times = []
    for index, item in enumerate(stage.durations):
        when: Text = (Quiet(" ("), *line(stage, ("durations", index, "when")), Quiet(")")) if item.when else ()
        times.append((item.time, *when))
    return joined(times, " · ")


def badges(stage: Stage) -> tuple[Badge, ...]:
    """Mark the phase, and what is out of the ordinary."""
    found = [*status_badges(stage), Badge(PHASES[stage.phase])]
    if stage.terminal:
        found.append(Badge(f"Ends as {stage.terminal}", "good" if stage.terminal == "won" else "plain"))
    if stage.optional:
        found.append(Badge("Optional"))
    return tuple(found)


# --- the page --------------------------------------------------------------------------------------------------------


MOST_NEAR = 9
"""The most stages that stand in the sidebar."""


def build(context: Context, _docname: str, record: object) -> Page:
    """Make a stage's page."""
    assert isinstance(record, Stage)  # noqa: S101  (it is what `docnames` gives)
    stage = record
    motions = motions_of(context, stage)
    sections = (
        *_where(context, stage),
        *_buyer(context, stage),
        *_work(stage),
        *_tools(context, stage),
        *_materials(context, stage),
        *_exit(context, stage),
        *_people(context, stage),
        *_wrong(context, stage),
        *_crm(context, stage),
        *_ways(context, stage),
        *_handoffs(context, stage),
        *_plays(context, stage),
    )
    road = tuple(view for motion in motions for view in trail(context, motion, stage))
    page = record_page(context, stage, (*road, *lead(stage), *_jumps(stage, sections), *sections), listed=LISTED)
    stages = _road(context, motions[0]) if motions else ()
    before, after = beside(stages).get(stage.key, (page.before, page.after))
    return replace(
        page, kicker=kicker(context, stage), badges=badges(stage), before=before, after=after, near=_near(road)
    )


def _near(road: tuple[View, ...]) -> tuple[PageRef, ...]:
    """Give the stages around the present one: those that the page's first trail shows, but a few of a long one."""
    stops = next((view.stops for view in road if isinstance(view, Trail)), ())
    at = next((index for index, stop in enumerate(stops) if stop.state == "here"), 0)
    first = max(0, min(at - MOST_NEAR // 2, len(stops) - MOST_NEAR))
    return tuple(PageRef(docname_of(stop.ref), stop.ref.name) for stop in stops[first : first + MOST_NEAR])


def _jumps(stage: Stage, sections: tuple[View, ...]) -> tuple[View, ...]:
    """Lead to what somebody in the middle of a call looks for, and to what there is for the person they talk to."""
    found = {section.anchor: section for section in sections if isinstance(section, Section)}
    here = docname_of(stage)
    jumps = [PageRef(here, words, anchor) for anchor, words in JUMPS if anchor in found]
    if "materials" in found:
        below = (view for view in found["materials"].views if isinstance(view, Section))
        jumps += [PageRef(here, view.title, view.anchor) for view in below]
    return (Bullets(tuple((jump,) for jump in jumps), "jumps"),) if jumps else ()


def _section(title: str, anchor: str, views: Iterable[View | None]) -> tuple[View, ...]:
    found = tuple(view for view in views if view is not None)
    return (Section(title, anchor, found),) if found else ()


def _where(context: Context, stage: Stage) -> tuple[View, ...]:
    motions = joined(ref(motion) for motion in motions_of(context, stage))
    rows = fact_rows(context, stage, ("condition",))
    rows = (("Part of", motions), *rows) if motions else rows
    times = usual_time(stage)
    rows = (*rows, ("Usual time", times)) if times else rows
    rows = (*rows, *fact_rows(context, stage, ("alongside",)))
    alongside = [edge.source for edge in context.playbook.links_to(stage) if edge.where[0] == "alongside"]
    if alongside:
        rows = (*rows, ("Meanwhile", joined(ref(item) for item in context.shown(alongside))))
    diagram = stage_diagram(context.playbook, stage)
    return _section("Where you are", "where", (diagram, Facts(rows) if rows else None))


def _buyer(context: Context, stage: Stage) -> tuple[View, ...]:
    present: list[Text] = []
    for index, use in enumerate(stage.personas):
        persona = context.playbook.find(use.persona, ("persona",))
        if persona is not None and not context.shown((persona,)):
            continue
        text: list[Piece] = [*named(context, use.persona, ("persona",))]
        if use.part:
            text += [": ", *line(stage, ("personas", index, "part"))]
        if use.when:
            text += [Quiet(" When: "), *line(stage, ("personas", index, "when"))]
        present.append(tuple(text))
    views: list[View] = [*block(stage, "buyer_question")]
    rows = fact_rows(context, stage, ("buyer_goal",))
    if rows:
        views.append(Facts(rows))
    if present:
        views.append(Section("Who is at the table", "personas", (Bullets(tuple(present)),)))
    return _section("What the buyer asks", "buyer", views)


def _work(stage: Stage) -> tuple[View, ...]:
    views: list[View] = []
    if stage.goal:
        views.append(Facts((("Our goal", line(stage, "goal")),)))
    conditions = criteria(stage, "entry_criteria")
    if conditions:
        summary = (f"Before we begin: {count(len(conditions), 'condition')}",)
        views.append(Disclosure(summary, (Bullets(conditions, "checks"),)))
    if stage.activities:
        views.append(Bullets(lines(stage, "activities"), "steps"))
    return _section("What to do", "do", views)


def _tools(context: Context, stage: Stage) -> tuple[View, ...]:
    made = []
    for index, use in enumerate(stage.tools):
        tool = context.playbook.find(use.tool, ("tool",))
        if tool is not None and context.shown((tool,)):
            made.append(use_card(context, tool, line(stage, ("tools", index, "for"))))
    if not made:
        if stage.terminal:
            return ()
        text = ("No tool is named for this stage yet. Add one under ", Quiet("tools"), " in the stage's file.")
        return (Section("Which tools to use", "tools", (Note("No tool yet", text, "warn"),)),)
    return (Section("Which tools to use", "tools", (Cards(tuple(made)),)),)


def _materials(context: Context, stage: Stage) -> tuple[View, ...]:
    found = context.playbook.reusable_materials_of(stage)
    if not found:
        if stage.terminal in DEAD_ENDS:
            return ()
        text = ("There is nothing reusable to show or send at this stage yet.",)
        return (Section("What to show or send", "materials", (Note("No material yet", text, "warn"),)),)
    return (Section("What to show or send", "materials", material_views(context, stage)),)


def material_views(context: Context, stage: Stage) -> tuple[View, ...]:
    """Show what there is for each persona at a stage, then for anybody else, then what is for our own preparation.

    A material made for several personas is shown once in full and named for the others.
    """
    playbook = context.playbook
    found = playbook.reusable_materials_of(stage)
    external = {item.id: item for item in for_buyers(found)}
    shown: set[str] = set()
    views: list[View] = []
    for persona in context.shown(playbook.personas_at(stage)):
        theirs = [item for item in playbook.materials_at(stage, cast("Persona", persona)) if item.id in external]
        views.append(_for_persona(context, stage, persona, ([item for item in theirs if item.id not in shown], theirs)))
        shown.update(item.id for item in theirs)
    rest = [item for item in external.values() if item.id not in shown]
    if rest:
        title = "For others" if views else "For the buyer"
        views.append(Section(title, "materials-for-others", cards(context, rest, stage)))
    return (*views, *cards_for_us(context, found, stage))


def _for_persona(
    context: Context, stage: Stage, persona: Record, materials: tuple[list[Material], list[Material]]
) -> Section:
    """Show what there is for one persona: what is new on the page in full, the rest by name."""
    new, theirs = materials
    views: list[View] = [*cards(context, new, stage)]
    known = [item for item in theirs if item not in new]
    if known:
        words = "Also for them, shown above: " if new else "For them, shown above: "
        views.append(Paragraph((Quiet(words), *joined(ref(item) for item in known)), "plain"))
    if not theirs:
        views.append(Paragraph((Quiet("Nothing is made for "), ref(persona), Quiet(" at this stage yet.")), "plain"))
    return Section(f"For: {persona.name}", f"materials-{persona.id}", tuple(views))


def _exit(context: Context, stage: Stage) -> tuple[View, ...]:
    conditions = criteria(stage, "exit_criteria")
    views: list[View] = [Bullets(conditions, "checks")] if conditions else []
    if not conditions and not stage.terminal:
        text = "Nobody has written down yet what must be true before the buyer moves on."
        views.append(Note("No exit criteria yet", (text,), "warn"))
    due = tuple(
        (*line(edge.source, (*edge.where[:2], "name")), ": ", *line(edge.source, (*edge.where[:2], "question")))
        for edge in context.playbook.links_to(stage)
        if edge.back == "Qualification due" and context.shown((edge.source,))
    )
    if due:
        sources = {
            edge.source.key: edge.source
            for edge in context.playbook.links_to(stage)
            if edge.back == "Qualification due"
        }
        intro = Paragraph(
            ("Answers due by the end of this stage, from ", *listed(ref(item) for item in sources.values()), ":")
        )
        views.append(Section("What we must know by then", "qualification", (intro, Bullets(due))))
    return _section("When to move on", "exit", views)


def _people(context: Context, stage: Stage) -> tuple[View, ...]:
    parts: dict[str, list[Text]] = {"lead": [], "support": []}
    for index, use in enumerate(stage.roles):
        role = context.playbook.find(use.role, ("role",))
        if role is not None and not context.shown((role,)):
            continue
        when: Text = (Quiet(" ("), *line(stage, ("roles", index, "when")), Quiet(")")) if use.when else ()
        parts[use.part].append((*named(context, use.role, ("role",)), *when))
    labels = {
        "lead": "Leads" if len(parts["lead"]) == 1 else "Lead",
        "support": "Supports" if len(parts["support"]) == 1 else "Support",
    }
    rows = tuple((labels[part], joined(found)) for part, found in parts.items() if found)
    return _section("Who leads and who supports", "roles", (Facts(rows),) if rows else ())


def _wrong(context: Context, stage: Stage) -> tuple[View, ...]:
    views: list[View] = []
    raised = at_stage(context, stage)
    if raised:
        views.append(Section("What they may object to", "objections", raised))
    if stage.pitfalls:
        views.append(Section("What we often get wrong", "pitfalls", (Bullets(lines(stage, "pitfalls")),)))
    met = context.shown(context.playbook.competitors_at(stage))
    if met:
        views.append(Facts((("Who else they look at", joined(ref(item) for item in met)),)))
    return _section("What goes wrong", "wrong", views)


def _crm(context: Context, stage: Stage) -> tuple[View, ...]:
    return field_section(context, stage, "crm")


def _ways(context: Context, stage: Stage) -> tuple[View, ...]:
    """Tell where it goes on and where buyers come from, motion by motion where the motions differ."""
    told: dict[tuple[tuple[str, Text], ...], list[Motion]] = {}
    for motion in motions_of(context, stage):
        on = joined((_way(context, stage, *way) for way in context.playbook.ways_on(stage, motion)), "; ")
        back = joined(ref(item) for item in context.shown(context.playbook.ways_back(stage, motion)))
        rows = tuple((label, text) for label, text in (("Goes on to", on), ("Comes from", back)) if text)
        if rows:
            told.setdefault(rows, []).append(motion)
    if len(told) == 1:
        return _section("Ways on", "ways", (Facts(rows) for rows in told))
    views: list[View] = []
    for rows, motions in told.items():
        views += [Paragraph((Quiet("In "), *listed(ref(motion) for motion in motions), Quiet(":"))), Facts(rows)]
    return _section("Ways on", "ways", views)


def _way(context: Context, stage: Stage, follower: Stage, when: str) -> Text:
    if not when:
        return (ref(follower),)
    written = (
        index for index, item in enumerate(stage.next) if context.playbook.find(item.stage, ("stage",)) is follower
    )
    at = next(written, None)
    told = line(follower, "condition") if at is None else line(stage, ("next", at, "when"))
    return (ref(follower), Quiet(" when "), *told) if at is not None else (ref(follower), Quiet(": "), *told)


def _handoffs(context: Context, stage: Stage) -> tuple[View, ...]:
    items = []
    for handoff in cast("tuple[Handoff, ...]", context.shown(context.playbook.handoffs_at(stage))):
        sides = [named(context, side, ("role", "team")) for side in (handoff.from_, handoff.to) if side]
        who: Text = (Quiet(": "), *joined(sides, " to ")) if len(sides) == len(("from", "to")) else ()
        when: Text = (Quiet(" · "), *line(handoff, "moment")) if handoff.moment else ()
        items.append((ref(handoff), *who, *when))
    return _section("Handoffs", "handoffs", (Bullets(tuple(items)),) if items else ())


def _plays(context: Context, stage: Stage) -> tuple[View, ...]:
    items: list[Text] = []
    for play in context.shown(context.playbook.plays_at(stage)):
        trigger = line(play, "trigger")
        items.append((ref(play), Quiet(": "), *trigger) if trigger else (ref(play),))
    return _section("Plays for this stage", "plays", (Bullets(tuple(items)),) if items else ())


def docnames(context: Context) -> Mapping[str, object]:
    """Give the documents of all stages."""
    return pages_of(context, KIND.name)


PAGE = PageType("stage", docnames, build)
