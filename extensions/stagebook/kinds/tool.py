"""A tool: what our own people work with."""

from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import Back, Flag, Label, Model, Prose, RoleRef, Text, ToolRef, Url, choice
from stagebook.kinds.record import Kind, Record


class PicklistValue(Model):
    """One value that people may choose in a system."""

    main: ClassVar[str] = "value"
    value: Text
    """The value, as the system writes it."""
    required: Flag = False
    """True where every record must have it."""
    means: Prose = ""
    """What it means, and when to choose it."""


class Picklist(Model):
    """A field of a system whose values are fixed, such as a lead's status or a contact's role."""

    field: Text
    """The field's name in the system."""
    on: Annotated[Text, Label("Record")] = ""
    """The record that has the field, such as lead."""
    several: Flag = False
    """True where several values may be chosen at once."""
    values: tuple[PicklistValue, ...] = ()
    """The values."""


class Tool(Record):
    """What people work with: a CRM, a call recorder, a proposal builder, e-signature, a calculator and so on."""

    kind_name: ClassVar[str] = "tool"

    kind: Annotated[
        Literal[
            "CRM",
            "marketing automation",
            "call recording",
            "prospecting",
            "sequencing",
            "data",
            "forecasting",
            "analytics",
            "scheduling",
            "demo environment",
            "calculator",
            "proposal builder",
            "e-signature",
            "security questionnaire",
            "digital sales room",
            "content library",
            "customer success",
            "support desk",
            "collaboration",
            "learning",
            "other",
        ]
        | None,
        choice(
            "CRM",
            "marketing automation",
            "call recording",
            "prospecting",
            "sequencing",
            "data",
            "forecasting",
            "analytics",
            "scheduling",
            "demo environment",
            "calculator",
            "proposal builder",
            "e-signature",
            "security questionnaire",
            "digital sales room",
            "content library",
            "customer success",
            "support desk",
            "collaboration",
            "learning",
            "other",
        ),
    ] = None
    """What sort of tool it is."""
    url: Annotated[Url | None, Label("Open it at")] = None
    """Where it is opened."""
    access: Annotated[Prose, Label("How to get access")] = ""
    """How somebody new gets access."""
    use: Annotated[Prose, Label("How we use it")] = ""
    """How we use it, and what we do not use it for."""
    roles: Annotated[tuple[RoleRef, ...], Back("Works with"), Label("Used by")] = ()
    """The roles that work with it, where not everybody does."""
    picklists: tuple[Picklist, ...] = ()
    """Its fields with fixed values that sellers need to know: statuses, contact roles and the like."""
    replaced_by: Annotated[ToolRef | None, Back("Replaces")] = None
    """The tool to use instead, where this one is retired."""


KIND = Kind("tool", "tools", Tool, "Tool", "Tools")
