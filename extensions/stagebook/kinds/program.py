"""A program: what we do again and again to win, keep, widen or honour customers."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import (
    Back,
    Label,
    MetricRef,
    NeedRef,
    OfferingRef,
    PersonaRef,
    Prose,
    StageRef,
    Text,
    choice,
)
from stagebook.kinds.record import Kind, Record


class Program(Record):
    """What we do again and again to win customers, keep them, sell them more or let them tell their story."""

    kind_name: ClassVar[str] = "program"

    purpose: Annotated[
        Literal["acquire", "retain", "cross-sell", "advocate"] | None,
        choice("acquire", "retain", "cross-sell", "advocate"),
    ] = None
    """What it is meant to do: acquire, retain, cross-sell or advocate."""
    personas: Annotated[tuple[PersonaRef, ...], Back("Programs"), Label("For")] = ()
    """The personas it is for."""
    needs: Annotated[tuple[NeedRef, ...], Back("Met by programs"), Label("Meets needs")] = ()
    """The needs it meets."""
    offerings: Annotated[tuple[OfferingRef, ...], Back("Programs")] = ()
    """The offerings it carries."""
    stages: Annotated[tuple[StageRef, ...], Back("Programs")] = ()
    """The stages it supports."""
    cadence: Text = ""
    """How often it runs."""
    metric: Annotated[MetricRef | None, Back("Measures")] = None
    """The metric by which we judge it."""
    runs: Annotated[Prose, Label("How it runs")] = ""
    """How it runs, and who does what."""


KIND = Kind("program", "programs", Program, "Program", "Programs")
