"""A company's own fields: declared in ``playbook.yaml``, checked, linked and shown like the built-in ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, create_model

from stagebook.kinds.fields import Back, BeforeText, Day, Flag, Label, Number, Prose, RefTo, Text, Url, choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stagebook.kinds.record import Record
    from stagebook.settings import OwnField

NAME = re.compile(r"[a-z][a-z0-9_]{0,60}\Z")
TYPES: dict[str, Any] = {"text": Text, "prose": Prose, "number": Number, "date": Day, "flag": Flag, "url": Url}


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
            tell("SB018", name, f"“{name}” is no name of a field", "use lower-case letters, digits and underscores, such as `region`")
        elif name in taken:
            tell("SB017", name, f"the field `{name}` is there already", "choose another name for your own field")
        else:
            added[name] = _definition(field, model.kind_name)
    return create_model(model.__name__, __base__=model, __module__=model.__module__, **added) if added else model


def _definition(field: OwnField, kind: str) -> tuple[Any, Any]:
    if field.type == "choice":
        base: Any = Annotated[Text, choice(*field.choices)]
    elif field.type in TYPES:
        base = TYPES[field.type]
    else:
        base = Annotated[str, BeforeText, RefTo((field.type,))]
    marks: list[Any] = []
    if field.label:
        marks.append(Label(field.label))
    if field.type not in {*TYPES, "choice"}:
        marks.append(Back(f"Named by {kind.replace('-', ' ')}s"))
    whole: Any = tuple[base, ...] if field.many else base | None
    for mark in marks:
        whole = Annotated[whole, mark]
    return whole, Field(() if field.many else None, description=field.text or None)
