"""A motion: one pipeline, with its stages in order."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import Back, Label, Model, PartyRef, Period, Prose, StageRef, Text, choice
from stagebook.kinds.record import Kind, Record


class Inspection(Model):
    """A regular look at the deals of a motion."""

    every: Period
    """How often, such as week."""
    by: Annotated[PartyRef | None, Back("Inspects")] = None
    """The role or team that looks."""
    what: Prose = ""
    """What is looked at."""


class Motion(Record):
    """A pipeline: new business, renewal, partner and the like, with its stages in order."""

    kind_name: ClassVar[str] = "motion"

    stages: Annotated[tuple[StageRef, ...], Back("Motions")] = ()
    """The stages in the order in which buyers go through them; a stage may stand in several motions."""
    runs: Annotated[
        Literal["pipeline", "sub-process", "journey"], choice("pipeline", "sub-process", "journey"), Label("Form")
    ] = "pipeline"
    """`pipeline` for deals, `sub-process` for work that runs alongside the stages of a pipeline, `journey` for what
    customers go through after the close."""
    led_by: Annotated[PartyRef | None, Back("Leads motions"), Label("Led by")] = None
    """The role or team that answers for the motion as a whole; who leads a single stage, the stage says."""
    starts_when: Prose = ""
    """What sets it off."""
    ends_when: Prose = ""
    """What ends it."""
    segments: tuple[Text, ...] = ()
    """The segments it is meant for."""
    inspection: tuple[Inspection, ...] = ()
    """Who looks at it, and how often."""


KIND = Kind("motion", "motions", Motion, "Motion", "Motions")
