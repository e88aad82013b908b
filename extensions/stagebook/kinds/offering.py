"""An offering: a product or service, and the needs it meets."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import Back, Label, Model, NeedRef, PersonaRef, Prose, Text, choice
from stagebook.kinds.record import Kind, Record


class ValueDriver(Model):
    """One reason why customers buy, and who benefits from it."""

    main: ClassVar[str] = "name"
    name: Text
    """The value, in a few words."""
    personas: Annotated[tuple[PersonaRef, ...], Back("Benefits from")] = ()
    """The personas who benefit."""
    groups: tuple[Text, ...] = ()
    """Further groups who benefit and are no personas of ours."""
    proof: Prose = ""
    """What proves it."""


class Offering(Record):
    """A product or a service, and the needs it meets."""

    kind_name: ClassVar[str] = "offering"

    type: Annotated[Literal["product", "service"] | None, choice("product", "service")] = None
    """Whether it is a product or a service."""
    needs: Annotated[tuple[NeedRef, ...], Back("Met by offerings"), Label("Meets needs")] = ()
    """The needs it meets."""
    values: Annotated[tuple[ValueDriver, ...], Label("Value drivers")] = ()
    """The reasons why customers buy it."""
    pricing: Prose = ""
    """How it is priced, as far as every seller may know."""
    limits: Annotated[Prose, Label("What it does not do")] = ""
    """What it does not do, so that nobody promises it."""


KIND = Kind("offering", "offerings", Offering, "Offering", "Offerings")
