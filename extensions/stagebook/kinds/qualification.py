"""A qualification framework such as MEDDPICC."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Label, Model, Prose, StageRef, Text
from stagebook.kinds.record import Kind, Record


class Element(Model):
    """One letter or point of a qualification framework."""

    main: ClassVar[str] = "name"
    letter: Text = ""
    """The letter it stands for, if any."""
    name: Prose
    """What it is called."""
    question: Prose = ""
    """The question that the seller must be able to answer."""
    due_by: Annotated[StageRef | None, Back("Qualification due"), Label("Due by")] = None
    """The stage by whose end the answer is due."""


class Qualification(Record):
    """A framework by which sellers judge a deal: its points, questions and when each answer is due."""

    kind_name: ClassVar[str] = "qualification"

    elements: tuple[Element, ...] = ()
    """The points of the framework, in order."""
    used_for: Prose = ""
    """What the result decides."""


KIND = Kind("qualification", "qualifications", Qualification, "Qualification framework", "Qualification frameworks")
