"""A need of an audience, in the audience's words."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import Prose, choice
from stagebook.kinds.record import Kind, Record


class Need(Record):
    """What an audience needs, in its own words, resting on dated evidence."""

    kind_name: ClassVar[str] = "need"

    statement: Prose = ""
    """The need as the audience says it."""
    priority: Annotated[Literal["high", "medium", "low"] | None, choice("high", "medium", "low")] = None
    """How much it weighs for those who have it."""
    today: Prose = ""
    """How they get by today."""


KIND = Kind("need", "needs", Need, "Need", "Needs")
