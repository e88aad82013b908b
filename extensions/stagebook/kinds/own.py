"""A company's own fields: declared in ``playbook.yaml``, checked, linked and shown like the built-in ones."""

import re
from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Annotated, Any, Self

from pydantic import Field, create_model, model_validator

from stagebook.kinds import BY_NAME
from stagebook.kinds.fields import (
    Back,
    Day,
    Flag,
    Label,
    Model,
    Number,
    Prose,
    RefTo,
    Text,
    Url,
    choice,
    fault,
)
from stagebook.kinds.record import Record
from stagebook.yamlio.faults import shown

NAME = re.compile(r"[a-z][a-z0-9_]{0,60}\Z")
TYPES: dict[str, Any] = {"text": Text, "prose": Prose, "number": Number, "date": Day, "flag": Flag, "url": Url}


class OwnField(Model):
    """A field that the company adds to a kind of record."""

    type: Annotated[str, choice(*TYPES, "choice", *BY_NAME)] = "text"
    """`text`, `prose`, `number`, `date`, `flag`, `choice`, `url`, or the name of a kind to link to."""
    label: Text = ""
    """The words shown for the field; without them its name with spaces."""
    choices: tuple[Text, ...] = ()
    """What may be chosen, for a field of type `choice`."""
    text: Prose = ""
    """What the field means; shown in editors and on the reference page."""
    many: Flag = False
    """True where it holds a list."""

    @model_validator(mode="after")
    def _choices_for_a_choice(self) -> Self:
        if self.type == "choice" and not self.choices:
            raise fault("SB011", "a field of type `choice` needs `choices`", fix="list what may be chosen")
        if self.choices and self.type != "choice":
            raise fault("SB012", "only a field of type `choice` has `choices`", fix="write `type: choice`")
        return self


def with_own_fields(
    model: type[Record], fields: Mapping[str, OwnField], tell: Callable[[str, str, str, str], None]
) -> type[Record]:
    """Make a kind's model that has the company's own fields too.

    ``tell(code, name, message, fix)`` is called for each field that can't be added.
    """
    added: dict[str, Any] = {}
    taken = {*model.model_fields, *(field.alias for field in model.model_fields.values()), *dir(model)}
    for name, field in fields.items():
        if not NAME.match(name):
            fix = "use lower-case letters, digits and underscores, such as `region`"
            tell("SB018", name, f"{shown(name)} is no name of a field", fix)
        elif name in taken:
            tell("SB017", name, f"the field `{name}` is there already", "choose another name for your own field")
        else:
            # A word of Python's own can't be an attribute's name; the fields that we write do the same.
            added[f"{name}_" if iskeyword(name) else name] = _definition(name, field, model.kind_name)
    return create_model(model.__name__, __base__=model, __module__=model.__module__, **added) if added else model


def _definition(name: str, field: OwnField, kind: str) -> tuple[Any, Any]:
    marks: list[Any] = [Label(field.label)] if field.label else []
    if field.type == "choice":
        base: Any = Annotated[Text, choice(*field.choices)]
    elif field.type in TYPES:
        base = TYPES[field.type]
    else:
        base = Annotated[str, RefTo((field.type,))]
        words = field.label or name.replace("_", " ")
        marks.append(Back(f"{BY_NAME[kind].many}: {words}"))
    whole: Any = tuple[base, ...] if field.many else base | None
    for mark in marks:
        whole = Annotated[whole, mark]
    alias = name if iskeyword(name) else None
    return whole, Field(() if field.many else None, description=field.text or None, alias=alias)
