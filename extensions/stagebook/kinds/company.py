"""The company that sells: one per playbook."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import Count, Label, Model, Percent, Prose, Text, choice
from stagebook.kinds.record import Kind, Record


class CustomerShare(Model):
    """How much of the revenue the largest customers bring, in bands, as no one should publish exact figures."""

    customers: Text
    """How many of the largest customers, such as `5` or `largest`."""
    share: Percent
    """The upper end of the band of revenue they bring, in percent."""


class Segment(Model):
    """A part of the market that the company treats as one, such as regional wholesalers."""

    main: ClassVar[str] = "name"
    name: Text
    """What the segment is called."""
    accounts: Count | None = None
    """How many accounts there are in it, customers and others; a rough figure is enough."""


class Company(Record):
    """Who sells: what drives the company, and how far it depends on its largest customers."""

    kind_name: ClassVar[str] = "company"

    driver: Annotated[
        Literal["competitors", "sales", "customers", "market"] | None,
        choice("competitors", "sales", "customers", "market"),
    ] = None
    """What drives the company's decisions: competitors, sales, customers or the market."""
    why_driver: Annotated[Prose, Label("What that means here")] = ""
    """What this driver means for how marketing and sales work here."""
    promise: Prose = ""
    """What the company promises its customers, in their words."""
    sells_to: Annotated[Prose, Label("Sells to")] = ""
    """The market: which organisations buy, in one or two sentences."""
    largest_customers: tuple[CustomerShare, ...] = ()
    """The share of revenue that the largest customers bring."""
    segments: tuple[Segment, ...] = ()
    """The segments of the market that the company sells to."""


KIND = Kind("company", "company", Company, "Company", "Company", page=False)
