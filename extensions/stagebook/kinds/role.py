"""A role: a job in the company."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Label, PathRef, Prose, Text
from stagebook.kinds.record import Kind, Record


class Role(Record):
    """A job in the company: what it does, and the path on which somebody new learns it."""

    kind_name: ClassVar[str] = "role"

    short: Text = ""
    """The short form people use, such as AE."""
    does: Annotated[Prose, Label("What the role does")] = ""
    """What the role does."""
    path: Annotated[PathRef | None, Back("For"), Label("Onboarding path")] = None
    """The onboarding path of the role."""
    measured_by: tuple[Prose, ...] = ()
    """What the role is measured by."""


KIND = Kind("role", "roles", Role, "Role", "Roles")
