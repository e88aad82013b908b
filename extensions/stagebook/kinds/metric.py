"""A metric: what is counted, and what it says."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Label, Prose, StageRef, Text, ToolRef
from stagebook.kinds.record import Kind, Record


class Metric(Record):
    """Something that is counted: how, where to see it, and what it says."""

    kind_name: ClassVar[str] = "metric"

    definition: Prose = ""
    """What is counted, exactly."""
    formula: Text = ""
    """How it is worked out."""
    unit: Text = ""
    """Its unit, such as percent or days."""
    target: Text = ""
    """The figure aimed at."""
    tool: Annotated[ToolRef | None, Back("Shows metrics"), Label("See it in")] = None
    """The tool in which it is seen."""
    stages: Annotated[tuple[StageRef, ...], Back("Metrics")] = ()
    """The stages it tells about."""
    caution: Prose = ""
    """How it misleads when read alone."""


KIND = Kind("metric", "metrics", Metric, "Metric", "Metrics")
