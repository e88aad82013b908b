"""A persona: somebody outside the company who takes part in buying or using."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import (
    Back,
    Label,
    MaterialRef,
    Model,
    NeedRef,
    OfferingRef,
    Prose,
    StageRef,
    Text,
    choice,
)
from stagebook.kinds.record import Kind, Record

BuyingRole = Annotated[
    Literal[
        "champion",
        "economic buyer",
        "technical buyer",
        "user",
        "influencer",
        "blocker",
        "legal",
        "procurement",
        "buyer",
    ],
    choice(
        "champion",
        "economic buyer",
        "technical buyer",
        "user",
        "influencer",
        "blocker",
        "legal",
        "procurement",
        "buyer",
    ),
]


class Answer(Model):
    """An objection that the persona raises, with our response."""

    main: ClassVar[str] = "says"
    says: Prose
    """The objection in the persona's words."""
    response: Prose = ""
    """What we say, and what we do about it."""
    materials: Annotated[tuple[MaterialRef, ...], Back("Answers objections of")] = ()
    """What to show."""
    stages: Annotated[tuple[StageRef, ...], Back("Objections raised by")] = ()
    """The stages at which it comes up; empty: wherever the persona is present."""


class Persona(Record):
    """Somebody outside the company who takes part in buying or using: what they want, fear and need."""

    kind_name: ClassVar[str] = "persona"

    titles: tuple[Text, ...] = ()
    """The job titles such people have."""
    buying_roles: tuple[BuyingRole, ...] = ()
    """The parts they play in a purchase; `buyer` where nobody knows which sort."""
    goals: tuple[Prose, ...] = ()
    """What they want to reach."""
    challenges: tuple[Prose, ...] = ()
    """What stands in their way."""
    needs: Annotated[tuple[NeedRef, ...], Back("Needed by")] = ()
    """The needs they have."""
    objections: tuple[Answer, ...] = ()
    """What they object to, and how we respond."""
    watering_holes: Annotated[tuple[Prose, ...], Label("Where they listen and talk")] = ()
    """Where they read, listen and talk."""
    deal_makers: tuple[Prose, ...] = ()
    """What wins them."""
    deal_breakers: tuple[Prose, ...] = ()
    """What loses them."""
    less_relevant_for: Annotated[tuple[OfferingRef, ...], Back("Less relevant for")] = ()
    """The offerings for which they matter less."""


KIND = Kind("persona", "personas", Persona, "Persona", "Personas")
