"""A forecast category: how sure we say we are that a deal will be won."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Criterion, Label, Percent, StageRef
from stagebook.kinds.record import Kind, Record


class ForecastCategory(Record):
    """How sure the seller says to be that a deal will be won, and what must be true to say so."""

    kind_name: ClassVar[str] = "forecast-category"

    criteria: Annotated[tuple[Criterion, ...], Label("What must be true")] = ()
    """What must be true before a deal may be put into the category."""
    at_least: Annotated[Percent | None, Label("Probability of at least")] = None
    """The lowest probability, in percent."""
    stages: Annotated[tuple[StageRef, ...], Back("Forecast categories"), Label("Usual at stages")] = ()
    """The stages at which deals usually stand in it; a stage may stand in several categories."""


KIND = Kind("forecast-category", "forecast-categories", ForecastCategory, "Forecast category", "Forecast categories")
