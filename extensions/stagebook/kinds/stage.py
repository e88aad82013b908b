"""A stage of the sales cycle: what the buyer asks, what we do, and how we know that we may move on."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from stagebook.kinds.fields import (
    Back,
    Criterion,
    Flag,
    Label,
    Model,
    Percent,
    PersonaRef,
    Prose,
    RoleRef,
    StageRef,
    Text,
    ToolRef,
    choice,
)
from stagebook.kinds.record import Kind, Record


class ToolUse(Model):
    """A tool at a stage, and what it is used for there."""

    main: ClassVar[str] = "tool"
    tool: ToolRef
    """The tool."""
    for_: Annotated[Prose, Label("For")] = Field("", alias="for")
    """What it is used for at this stage."""


class RoleUse(Model):
    """A role at a stage."""

    main: ClassVar[str] = "role"
    role: RoleRef
    """The role."""
    part: Annotated[Literal["lead", "support"], choice("lead", "support")] = "lead"
    """Whether the role leads the stage or supports it."""
    when: Prose = ""
    """The condition under which it takes part; empty: always."""


class PersonaUse(Model):
    """A persona at a stage."""

    main: ClassVar[str] = "persona"
    persona: PersonaRef
    """The persona."""
    part: Prose = ""
    """What the persona wants or decides at this stage."""
    when: Prose = ""
    """The condition under which the persona is present; empty: always."""


class Next(Model):
    """A way on from a stage."""

    main: ClassVar[str] = "stage"
    stage: StageRef
    """The stage that follows."""
    when: Prose = ""
    """The condition under which it follows."""


class Duration(Model):
    """How long a stage takes."""

    main: ClassVar[str] = "time"
    time: Text
    """The usual time, such as 30 days."""
    when: Prose = ""
    """The kind of deal for which it is so."""


class CrmStage(Model):
    """What the stage is called in a system of record; a stage may have several and share one with another stage."""

    main: ClassVar[str] = "value"
    value: Text = ""
    """The value of the stage field, as the system writes it."""
    system: ToolRef | None = None
    """The tool that is the system."""
    record_type: Text = ""
    """The record type for which the value counts."""
    probability: Percent | None = None
    """The probability of a win, in percent, that the system gives the stage."""
    forecast_category: Text = ""
    """The forecast category, such as Pipeline or Commit."""
    pipeline: Annotated[Literal["none", "open", "qualified"] | None, choice("none", "open", "qualified")] = None
    """Whether deals at the stage count as open or qualified pipeline."""
    closed: Flag | None = None
    """Whether the system takes the deal for closed."""
    won: Flag | None = None
    """Whether the system takes the deal for won."""


class Stage(Record):
    """A step that buyers take: what they ask, what we do and show, and how we know that we may move on."""

    kind_name: ClassVar[str] = "stage"

    number: Text = ""
    """The number or letter that people give the stage, such as 3; two stages may share one."""
    phase: Annotated[Literal["presale", "close", "postsale"], choice("presale", "close", "postsale")] = "presale"
    """Where in the cycle it lies: before the close, at it or after it."""
    buyer_question: Annotated[Prose, Label("What the buyer asks")] = ""
    """The question in the buyer's mind, in the buyer's words."""
    buyer_goal: Annotated[Prose, Label("What the buyer wants")] = ""
    """What the buyer wants to have reached by the end of the stage."""
    goal: Annotated[Prose, Label("Our goal")] = ""
    """What we want to have reached by the end of the stage."""
    activities: Annotated[tuple[Prose, ...], Label("What we do")] = ()
    """What the seller does, one step each, in order."""
    entry_criteria: tuple[Criterion, ...] = ()
    """What must be true before the stage begins."""
    exit_criteria: tuple[Criterion, ...] = ()
    """What must be true before the buyer moves on."""
    tools: Annotated[tuple[ToolUse, ...], Back("Used at stages")] = ()
    """The tools that support the stage, each with what it is used for here."""
    roles: Annotated[tuple[RoleUse, ...], Back("Takes part in stages")] = ()
    """Who leads and who supports."""
    personas: Annotated[tuple[PersonaUse, ...], Back("Met at stages")] = ()
    """Which personas are present, and what each wants."""
    optional: Flag = False
    """True where some deals skip the stage."""
    condition: Prose = ""
    """The condition under which the stage takes place; empty: always."""
    next: Annotated[tuple[Next, ...], Back("Reached from"), Label("Goes on to")] = ()
    """The ways on, where they differ from the motion's order: branches, parallels and jumps."""
    alongside: Annotated[tuple[StageRef, ...], Back("Runs alongside"), Label("Runs alongside")] = ()
    """Stages of another motion during which this one runs."""
    terminal: Annotated[
        Literal["won", "lost", "dropped"] | None, choice("won", "lost", "dropped"), Label("Ends as")
    ] = None
    """How the deal ended, where the stage is an end."""
    durations: Annotated[tuple[Duration, ...], Label("Usual time")] = ()
    """How long it usually takes."""
    crm: Annotated[tuple[CrmStage, ...], Back("Records the stages"), Label("In the CRM")] = ()
    """What the stage is called in systems of record."""
    pitfalls: Annotated[tuple[Prose, ...], Label("What goes wrong")] = ()
    """What often goes wrong here, and what to do about it."""


KIND = Kind("stage", "stages", Stage, "Stage", "Stages")
