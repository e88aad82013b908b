"""A piece of evidence: what somebody heard or saw, when and where."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import Back, Day, Label, Prose, RefTo, Text, Url, choice
from stagebook.kinds.record import Kind, Record

Supported = Annotated[Text, RefTo(("need", "persona", "objection", "competitor", "offering", "stage"))]


class Evidence(Record):
    """What somebody heard or saw, when and where, and what it supports."""

    kind_name: ClassVar[str] = "evidence"

    kind: Annotated[
        Literal["interview", "call", "survey", "review", "forum", "win/loss", "event", "support ticket", "usage data"]
        | None,
        choice("interview", "call", "survey", "review", "forum", "win/loss", "event", "support ticket", "usage data"),
    ] = None
    """What sort of evidence it is."""
    date: Day | None = None
    """The day it was gathered."""
    source: Text = ""
    """Who or what it comes from, without names of private people."""
    link: Url | None = None
    """Where the recording, notes or figures are."""
    voice: Annotated[Literal["customer", "internal"] | None, choice("customer", "internal"), Label("Whose voice")] = (
        None
    )
    """Whether a customer speaks or somebody inside the company."""
    quote: Prose = ""
    """The words themselves."""
    supports: Annotated[tuple[Supported, ...], Back("Evidence")] = ()
    """The needs, personas and other records it supports."""


KIND = Kind("evidence", "evidence", Evidence, "Evidence", "Evidence")
