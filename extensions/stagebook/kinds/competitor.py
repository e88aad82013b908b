"""A competitor, or another way in which buyers solve the same problem."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Label, OfferingRef, Prose, StageRef, Url
from stagebook.kinds.record import Kind, Record


class Competitor(Record):
    """Somebody else from whom buyers could buy, or the way they get by without buying."""

    kind_name: ClassVar[str] = "competitor"

    url: Annotated[Url | None, Label("Public site")] = None
    """Its public site."""
    strengths: Annotated[tuple[Prose, ...], Label("What they do well")] = ()
    """What they do well; be fair."""
    weaknesses: Annotated[tuple[Prose, ...], Label("Where they fall short")] = ()
    """Where they fall short."""
    they_say: Annotated[Prose, Label("What they say about us")] = ""
    """What they say about us."""
    we_say: Annotated[Prose, Label("What we say")] = ""
    """What we say when the buyer names them."""
    questions: Annotated[tuple[Prose, ...], Label("Questions worth asking")] = ()
    """Questions that let the buyer see the difference."""
    offerings: Annotated[tuple[OfferingRef, ...], Back("Competes with")] = ()
    """The offerings of ours it competes with."""
    stages: Annotated[tuple[StageRef, ...], Back("Competitors met")] = ()
    """The stages at which it comes up."""


KIND = Kind("competitor", "competitors", Competitor, "Competitor", "Competitors")
