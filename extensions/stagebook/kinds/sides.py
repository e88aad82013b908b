"""Sides: each link is written on one side only; where it is, for those who looked for it on the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stagebook.kinds import BY_FOLDER
from stagebook.kinds.fields import field_names
from stagebook.kinds.walking import linking_fields
from stagebook.near import near

if TYPE_CHECKING:
    from stagebook.kinds.record import Kind, Record


class Side(NamedTuple):
    """Where links between records of one kind and another are written."""

    other: Kind
    """The kind at the other end."""
    field: str
    """The field that holds them; empty where the two kinds are not linked."""
    is_far: bool
    """Whether it is a field of the other kind."""
    is_mixed: bool
    """Whether the field takes records of several kinds, so that it wants ``kind/id``."""


def side_meant(model: type[Record], word: str) -> Side | None:
    """Say where the links are written that an unknown field of this name was to hold; None where it was for no links.

    A word names a kind by its folder, as fields for links do; one that is nearer to a field of the model means that.
    """
    names = field_names(model)
    folder = word if word in BY_FOLDER else near(word, BY_FOLDER)
    if folder is None:
        return None
    other = BY_FOLDER[folder]
    if other.folder in names or other.name in names or near(word, (folder, *names)) != folder:
        return None
    own = [(field, kinds) for field, kinds in linking_fields(model) if other.name in kinds]
    far = [(field, kinds) for field, kinds in linking_fields(other.model) if model.kind_name in kinds]
    back = next(kind.folder for kind in BY_FOLDER.values() if kind.name == model.kind_name)
    # The plain name of the kind before others, and the record's own side before a link by another name.
    found = [(*pair, True) for pair in far if pair[0] == back]
    found += [(*pair, False) for pair in own] + [(*pair, True) for pair in far]
    if not found:
        return Side(other, "", is_far=False, is_mixed=False)
    field, kinds, is_far = found[0]
    return Side(other, field, is_far=is_far, is_mixed=len(kinds) > 1)
