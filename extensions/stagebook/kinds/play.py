"""A play: what to do when something happens."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Label, MaterialRef, PersonaRef, Prose, RoleRef, StageRef
from stagebook.kinds.record import Kind, Record


class Play(Record):
    """What to know, say, show and do when something particular happens."""

    kind_name: ClassVar[str] = "play"

    trigger: Prose = ""
    """What sets it off."""
    know: tuple[Prose, ...] = ()
    """What to know before acting."""
    say: tuple[Prose, ...] = ()
    """What to say."""
    show: Annotated[tuple[MaterialRef, ...], Back("Shown in plays")] = ()
    """What to show."""
    do: tuple[Prose, ...] = ()
    """What to do, in order."""
    stages: Annotated[tuple[StageRef, ...], Back("Plays")] = ()
    """The stages at which it is run."""
    personas: Annotated[tuple[PersonaRef, ...], Back("Plays")] = ()
    """The personas with whom."""
    roles: Annotated[tuple[RoleRef, ...], Back("Runs plays"), Label("Run by")] = ()
    """The roles that run it."""


KIND = Kind("play", "plays", Play, "Play", "Plays")
