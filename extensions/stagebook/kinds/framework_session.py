"""A framework session: all functions map offerings and programs to needs of audiences."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Day, Function, Label, Model, PersonaRef, Prose, TeamRef
from stagebook.kinds.record import Kind, Record


class Commitment(Model):
    """What a team took on in the session."""

    team: TeamRef
    """The team."""
    will: Prose
    """What it will do."""
    due: Day | None = None
    """The day by which."""


class FrameworkSession(Record):
    """A session in which all functions map offerings and programs to the needs of audiences."""

    kind_name: ClassVar[str] = "framework-session"

    date: Day | None = None
    """The day it took place."""
    next_date: Annotated[Day | None, Label("Next session")] = None
    """The day of the next one."""
    attended: Annotated[tuple[Function, ...], Label("Functions present")] = ()
    """The functions that took part."""
    personas: Annotated[tuple[PersonaRef, ...], Back("Discussed in sessions"), Label("Audiences discussed")] = ()
    """The audiences it dealt with."""
    decisions: tuple[Prose, ...] = ()
    """What was decided."""
    commitments: Annotated[tuple[Commitment, ...], Back("Committed in sessions")] = ()
    """What each team took on."""


KIND = Kind("framework-session", "framework-sessions", FrameworkSession, "Framework session", "Framework sessions")
