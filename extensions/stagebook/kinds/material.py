"""A material: what people show, send or say, made once and reused."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from stagebook.kinds.fields import (
    Back,
    Choices,
    CompetitorRef,
    Count,
    Day,
    Label,
    Model,
    NeedRef,
    OfferingRef,
    PartyRef,
    PersonaRef,
    Prose,
    StageRef,
    Text,
    Url,
    choice,
    fault,
)
from stagebook.kinds.record import Kind, Record

MATERIAL_KINDS = (
    "case study", "reference", "battlecard", "one-pager", "deck", "demo script", "talk track", "email", "sequence",
    "discovery guide", "objection handling", "calculator", "mutual action plan", "success plan", "proposal",
    "contract template", "security pack", "FAQ", "comparison", "training", "video", "webinar", "customer story kit",
)  # fmt: skip


class StageUse(Model):
    """A stage at which the material serves, or a range of stages along a motion."""

    main: ClassVar[str] = "stage"
    stage: StageRef | None = None
    """The stage."""
    from_: Annotated[StageRef | None, Label("From")] = Field(None, alias="from")
    """The first stage of a range."""
    to: StageRef | None = None
    """The last stage of the range, in the order of a motion that has both."""
    for_: Annotated[Prose, Label("For")] = Field("", alias="for")
    """What the material does for the buyer at this stage."""

    @model_validator(mode="after")
    def _one_or_range(self) -> Self:
        if self.stage is None and not (self.from_ and self.to):
            raise fault(
                "SB011",
                "expected a stage, or both `from` and `to`",
                fix="write `stage: discovery` or `from:` and `to:`",
            )
        return self


class Adaptation(Model):
    """A part that is to be adapted to the deal."""

    main: ClassVar[str] = "part"
    part: Prose
    """The part, such as the first slide."""
    by: Annotated[PartyRef | None, Back("Adapts")] = None
    """The role or team that adapts it."""
    how: Prose = ""
    """What to do with it."""


class Consent(Model):
    """The consent of a customer who is named."""

    main: ClassVar[str] = "given_by"
    given_by: Text
    """Who at the customer gave it; a function is enough."""
    on: Annotated[Day | None, Label("Given on")] = None
    """The day it was given."""
    until: Day | None = None
    """The day it ends."""
    covers: Prose = ""
    """What it covers, such as the name but no figures."""


class Material(Record):
    """What people show, send or say: made once for the whole market and adapted deal by deal."""

    kind_name: ClassVar[str] = "material"

    kind: Annotated[Text | None, choice(*MATERIAL_KINDS), Choices(MATERIAL_KINDS)] = None
    """What sort of material it is."""
    url: Annotated[Url | None, Label("Open it at")] = None
    """Where it is."""
    file: Text = ""
    """Where it is, as a file of the playbook: a path from the root folder."""
    purpose: Annotated[Prose, Label("What it is for")] = ""
    """What it is for: what the buyer knows, believes or can do afterwards."""
    stages: Annotated[tuple[StageUse, ...], Back("Materials")] = ()
    """The stages at which it serves: ids, or a range with `from` and `to`."""
    personas: Annotated[tuple[PersonaRef, ...], Back("Materials"), Label("For")] = ()
    """The personas it is made for."""
    needs: Annotated[tuple[NeedRef, ...], Back("Answered by materials"), Label("Answers needs")] = ()
    """The needs it answers."""
    offerings: Annotated[tuple[OfferingRef, ...], Back("Materials")] = ()
    """The offerings it presents."""
    competitors: Annotated[tuple[CompetitorRef, ...], Back("Materials")] = ()
    """The competitors it deals with."""
    reuse: Annotated[
        Literal["reusable", "template", "single-client"], choice("reusable", "template", "single-client")
    ] = "reusable"
    """`reusable` as it is, `template` to be adapted to the deal; `single-client` does not belong in the library."""
    adapt: Annotated[tuple[Adaptation, ...], Label("How to adapt it")] = ()
    """The parts to adapt to the deal, and who adapts them."""
    keep: Annotated[tuple[Prose, ...], Label("What must stay")] = ()
    """The parts that nobody changes."""
    copies_in: Annotated[Prose, Label("Copies for a deal are kept in")] = ""
    """Where the copy made for one deal lives; never in the library."""
    old_versions: Annotated[Prose, Label("Old versions")] = ""
    """What becomes of an old version when a new one comes."""
    audience: Annotated[Literal["external", "internal"], choice("external", "internal")] = "external"
    """Whether buyers may see it."""
    language: Text = ""
    """The language it is in, such as English."""
    format: Text = ""
    """The form it has, such as 12 slides or a 4-minute video."""
    version: Text = ""
    """The version in use."""
    pieces: Annotated[Count | None, Label("Pieces")] = None
    """How many pieces it consists of, where it is a set."""
    expires: Day | None = None
    """The day after which it must not be used."""
    customer: Annotated[Text, Label("Customer named")] = ""
    """The customer whom it names."""
    consent: Consent | None = None
    """The named customer's consent."""


KIND = Kind("material", "materials", Material, "Material", "Materials")
