"""An objection that several personas raise, with our response."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, CompetitorRef, Label, MaterialRef, PersonaRef, Prose, StageRef
from stagebook.kinds.record import Kind, Record


class Objection(Record):
    """Something buyers hold against us, and what we say and show."""

    kind_name: ClassVar[str] = "objection"

    says: Annotated[Prose, Label("What the buyer says")] = ""
    """The objection in the buyer's words."""
    means: Annotated[Prose, Label("What may lie behind it")] = ""
    """What may lie behind it."""
    response: Annotated[Prose, Label("What we say")] = ""
    """What we say, and what we do about it."""
    personas: Annotated[tuple[PersonaRef, ...], Back("Objections"), Label("Raised by")] = ()
    """The personas who raise it."""
    stages: Annotated[tuple[StageRef, ...], Back("Objections"), Label("Comes up at")] = ()
    """The stages at which it comes up."""
    materials: Annotated[tuple[MaterialRef, ...], Back("Answers objections"), Label("What to show")] = ()
    """What to show."""
    competitors: Annotated[tuple[CompetitorRef, ...], Back("Objections")] = ()
    """The competitors who put it into the buyer's head."""


KIND = Kind("objection", "objections", Objection, "Objection", "Objections")
