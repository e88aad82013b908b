"""The fields of any record as views, by what each field holds: short answers as facts, prose as sections, and so on."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from stagebook.kinds.fields import Criterion, IsProse, IsUrl, Model, RefTo
from stagebook.kinds.record import Record
from stagebook.kinds.walking import label_of
from stagebook.pages.words import (
    capital,
    criteria,
    criterion,
    day,
    line,
    lines,
    link,
    named,
    named_all,
    prose,
    value_at,
)
from stagebook.views import Bullets, Facts, Paragraph, Quiet, Section, Table, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.kinds.walking import Where
    from stagebook.pages.context import Context
    from stagebook.views import Text, View

COMMON = frozenset(Record.model_fields)
"""The fields that every record has; each page says them in places of their own."""

IN_ORDER = frozenset({"activities", "do"})
"""Lists whose order counts, shown as numbered steps."""

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds: its name in Python, its key in files, its label for readers, and the sort of its values.

    ``holds`` is ``prose``, ``link``, ``url``, ``date``, ``flag``, ``percent``, ``choice``, ``text`` or ``model``.
    """

    name: str
    key: str
    label: str
    holds: str
    many: bool = False
    kinds: tuple[str, ...] = ()
    model: type[Model] | None = None

    @property
    def short(self) -> bool:
        """Whether the field is told in a row of facts rather than in a section of its own."""
        if self.holds in {"prose", "model"}:
            return False
        return not (self.many and self.holds in {"link", "url"})


@cache
def shapes(model: type[Model]) -> tuple[Shape, ...]:
    """Give the shape of each field of a model, in order."""
    found = []
    for name, field in model.model_fields.items():
        holds, many, kinds, below = _shape(field.annotation, tuple(field.metadata))
        found.append(Shape(name, field.alias or name, label_of(model, name), holds, many, kinds, below))
    return tuple(found)


@cache
def shape_of(model: type[Model], name: str) -> Shape:
    """Give the shape of one field of a model."""
    return next(shape for shape in shapes(model) if shape.name == name)


_Found = tuple[str, bool, tuple[str, ...], "type[Model] | None"]


def _shape(annotation: Any, metadata: tuple[object, ...] = ()) -> _Found:  # noqa: ANN401, PLR0911  (annotations are of every type)
    for item in metadata:
        match item:
            case RefTo(kinds=kinds):
                return "link", False, kinds, None
            case IsProse():
                return "prose", False, (), None
            case IsUrl():
                return "url", False, (), None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], arguments[1:])
    if origin in (tuple, list):
        holds, _, kinds, model = _shape(arguments[0])
        return holds, True, kinds, model
    if origin in (Union, types.UnionType):
        parts = [part for part in arguments if part is not type(None)]
        if len(parts) == 1:
            return _shape(parts[0], metadata)
        return ("percent" if _up_to_whole(metadata) else "text"), False, (), None
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return "model", False, (), annotation
    plain_types = {date: "date", bool: "flag"}
    return ("choice" if origin is Literal else plain_types.get(annotation, "text")), False, (), None


def _up_to_whole(metadata: Iterable[object]) -> bool:
    """Tell whether a number is a share in percent: such numbers, and they alone, end at 100."""
    for item in metadata:
        inner = getattr(item, "metadata", ())
        if getattr(item, "le", None) == WHOLE or (inner and _up_to_whole(inner)):
            return True
    return False


# --- values ----------------------------------------------------------------------------------------------------------


def value_text(context: Context, record: Record, where: Where, shape: Shape) -> Text:
    """Tell what stands in a field in one line; nothing where it is empty. ``where`` leads to the field."""
    value = value_at(record, where)
    if value is None or value in ("", ()):
        return ()
    if not shape.many:
        return _one(context, record, where, shape)
    if shape.holds == "link":
        return joined(named_all(context, value, shape.kinds))
    between = " · " if shape.holds in {"prose", "model"} else ", "
    return joined((_one(context, record, (*where, index), shape) for index in range(len(value))), between)


def _one(context: Context, record: Record, where: Where, shape: Shape) -> Text:  # noqa: PLR0911  (one way out a shape)
    value = value_at(record, where)
    match shape.holds:
        case "prose":
            return line(record, where)
        case "link":
            return named(context, value, shape.kinds)
        case "url":
            return (link(value),)
        case "date":
            return (day(context, value),)
        case "flag":
            return ("Yes" if value else "No",)
        case "percent":
            return (f"{value}%",)
        case "choice":
            return (capital(value),)
        case "model":
            return _model_text(context, record, where, value)
    return (str(value),)


def _model_text(context: Context, record: Record, where: Where, value: Model) -> Text:
    """Tell a mapping in one line: its main field, then the others with their labels."""
    if isinstance(value, Criterion):
        return criterion(record, where, value)
    first: Text = ()
    rest: list[Text] = []
    for shape in sorted(shapes(type(value)), key=lambda shape: shape.key != value.main):
        text = value_text(context, record, (*where, shape.key), shape) if _given(value, shape) else ()
        if shape.key == value.main:
            first = text
        elif text:
            rest.append((Quiet(f"{shape.label.lower() if first else shape.label}: "), *text))
    told = joined(rest, "; ")
    return (*first, Quiet(" ("), *told, Quiet(")")) if first and told else first or told


def _given(value: Model, shape: Shape) -> bool:
    """Tell whether a field was written and says something; writing that a flag is not set says nothing."""
    found = getattr(value, shape.name)
    if found is False:
        # Where leaving it out means something else than false, false is an answer.
        return type(value).model_fields[shape.name].default is None
    return found is not None and found not in ("", ()) and shape.name in value.model_fields_set


# --- views -----------------------------------------------------------------------------------------------------------


def fact_rows(context: Context, record: Record, names: Iterable[str]) -> tuple[tuple[str, Text], ...]:
    """Give a row for each field named that says something, in one line each."""
    given = (shape for name in names if _given(record, shape := shape_of(type(record), name)))
    rows = ((shape.label, value_text(context, record, (shape.key,), shape)) for shape in given)
    return tuple((label, text) for label, text in rows if text)


def field_section(context: Context, record: Record, name: str, title: str = "") -> tuple[Section, ...]:
    """Give a section for one field; nothing where the field is empty."""
    shape = shape_of(type(record), name)
    views = field_views(context, record, shape)
    return (Section(title or shape.label, anchor_for(shape.key), views),) if views else ()


def anchor_for(key: str) -> str:
    """Give the anchor of a field's section."""
    return key.replace("_", "-")


def field_views(  # noqa: PLR0911  (one way out a shape)
    context: Context, record: Record, shape: Shape
) -> tuple[View, ...]:
    """Show what stands in a field, without a heading; nothing where it is empty."""
    if not _given(record, shape):
        return ()
    value = getattr(record, shape.name)
    match shape.holds, shape.many:
        case "model", True:
            return _many_models(context, record, shape, value)
        case "model", False:
            rows = _rows_below(context, record, (shape.key,), value)
            return (Facts(rows),) if rows else ()
        case "prose", False:
            return (prose(record, shape.key),)
        case "prose", True:
            return (Bullets(lines(record, shape.key), "steps" if shape.name in IN_ORDER else "plain"),)
        case "link", True:
            items = named_all(context, value, shape.kinds)
            return (Bullets(items, "links"),) if items else ()
        case _, True:
            return (Bullets(tuple(_one(context, record, (shape.key, at), shape) for at in range(len(value)))),)
    return (Paragraph(value_text(context, record, (shape.key,), shape)),)


def _rows_below(context: Context, record: Record, where: Where, value: Model) -> tuple[tuple[str, Text], ...]:
    rows = (
        (below.label, value_text(context, record, (*where, below.key), below))
        for below in shapes(type(value))
        if _given(value, below)
    )
    return tuple(rows)


def _many_models(context: Context, record: Record, shape: Shape, values: tuple[Model, ...]) -> tuple[View, ...]:
    """Show a list of mappings: conditions as such, one field each as a list, and anything else as a table."""
    model = type(values[0])
    if model is Criterion:
        return (Bullets(criteria(record, shape.key), "checks"),)
    used = [below for below in shapes(model) if any(_given(value, below) for value in values)]
    used.sort(key=lambda below: below.key != model.main)
    rows = tuple(
        tuple(
            value_text(context, record, (shape.key, at, below.key), below) if _given(value, below) else ()
            for below in used
        )
        for at, value in enumerate(values)
    )
    if len(used) == 1:
        return (Bullets(tuple(row[0] for row in rows)),)
    return (Table(f"{shape.label}: {record.name}", tuple(below.label for below in used), rows),)
