"""A handoff: who hands the buyer over to whom, and what must come along."""

from typing import Annotated, ClassVar

from pydantic import Field

from stagebook.kinds.fields import Back, Criterion, Label, PartyRef, Prose, StageRef, ToolRef
from stagebook.kinds.record import Kind, Record


class Handoff(Record):
    """The moment at which one team or role hands the buyer to another, with its checklist."""

    kind_name: ClassVar[str] = "handoff"

    from_: Annotated[PartyRef | None, Back("Hands over"), Label("From")] = Field(None, alias="from")
    """The role or team that hands over."""
    to: Annotated[PartyRef | None, Back("Takes over"), Label("To")] = None
    """The role or team that takes over."""
    stage: Annotated[StageRef | None, Back("Handoffs"), Label("At stage")] = None
    """The stage at which it happens."""
    by_stage: Annotated[StageRef | None, Back("Handoffs due"), Label("No later than")] = None
    """The stage by which it must have happened."""
    moment: Prose = ""
    """The moment within the stage, such as the first call."""
    checklist: tuple[Criterion, ...] = ()
    """What must be done or passed on."""
    tools: Annotated[tuple[ToolRef, ...], Back("Used in handoffs"), Label("Recorded in")] = ()
    """The tools in which it is recorded."""


KIND = Kind("handoff", "handoffs", Handoff, "Handoff", "Handoffs")
