"""A team: the people of one function, and what they do in the play."""

from typing import Annotated, ClassVar

from stagebook.kinds.fields import Back, Function, Label, Prose, RoleRef, Url
from stagebook.kinds.record import Kind, Record


class Team(Record):
    """The people of one function: what they do in the play, and which roles they have."""

    kind_name: ClassVar[str] = "team"

    function: Function | None = None
    """The function: sales, marketing, product, support, finance, legal or executive."""
    does: Annotated[Prose, Label("Its part in the play")] = ""
    """What the team does in the play."""
    roles: Annotated[tuple[RoleRef, ...], Back("Team")] = ()
    """The roles in it."""
    contact: Url | None = None
    """Where to reach it, such as mailto:playbook@example.com."""
    channel: Prose = ""
    """Where it talks, such as a chat channel."""


KIND = Kind("team", "teams", Team, "Team", "Teams")
