"""Walking through a record: which values refer to other records, which are prose and which are addresses.

What to look for stands in the annotations of the fields; they are read once per model and kept as a plan, so that a
walk touches only the values that a record really has.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from stagebook.kinds.fields import Back, IsProse, IsUrl, Label, Model, RefTo

if TYPE_CHECKING:
    from collections.abc import Iterator

Where = tuple[str | int, ...]
"""The way to a value inside a record, in the names used in the files: ``("tools", 0, "for")``."""


Leaf = tuple[Where, str, RefTo | IsProse | IsUrl, str]
"""A value that means something to links or pages: the way to it, the value, the mark that says what it means, and the
heading for links back."""


_Sort = Literal["reference", "prose", "address"]
_SORTS: dict[_Sort, type] = {"reference": RefTo, "prose": IsProse, "address": IsUrl}


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to reach the marked values below a field: directly, through each item, or through the fields of a model."""

    mark: RefTo | IsProse | IsUrl | None = None
    items: _Plan | None = None
    model: type[Model] | None = None


@cache
def _fields(model: type[Model], sort: _Sort) -> tuple[tuple[str, str, _Plan, str], ...]:
    """Give the fields in which marks of one sort are found at any depth, by name, name in files, plan and heading."""
    found = []
    for name, field in model.model_fields.items():
        plan = _plan(field.annotation, tuple(field.metadata))
        if plan and _leads_to(plan, sort):
            back = next((item.words for item in field.metadata if isinstance(item, Back)), "")
            found.append((name, field.alias or name, plan, back))
    return tuple(found)


def _leads_to(plan: _Plan, sort: _Sort) -> bool:
    if plan.items is not None:
        return _leads_to(plan.items, sort)
    return isinstance(plan.mark, _SORTS[sort]) if plan.model is None else bool(_fields(plan.model, sort))


def _plan(annotation: Any, metadata: tuple[object, ...] = ()) -> _Plan | None:  # noqa: ANN401  (annotations are of every type)
    for item in metadata:
        if isinstance(item, (RefTo, IsProse, IsUrl)):
            return _Plan(mark=item)
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin is Annotated:
        return _plan(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        return next((plan for part in arguments if part is not type(None) and (plan := _plan(part))), None)
    if origin in (tuple, list):
        below = _plan(arguments[0])
        return _Plan(items=below) if below else None
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _Plan(model=annotation)
    return None


def references_in(record: Model) -> list[Leaf]:
    """Give every reference to another record, in the order of the fields."""
    return _leaves(record, "reference")


def prose_in(record: Model) -> list[Leaf]:
    """Give every piece of prose, in the order of the fields."""
    return _leaves(record, "prose")


def addresses_in(record: Model) -> list[Leaf]:
    """Give every address in a field of its own, in the order of the fields."""
    return _leaves(record, "address")


class _Walk(NamedTuple):
    """What is looked for, and what was found: one list, as ten thousand records hold a hundred thousand values."""

    sort: _Sort
    found: list[Leaf]


def _leaves(record: Model, sort: _Sort) -> list[Leaf]:
    walk = _Walk(sort, [])
    _gather_model(record, (), "", walk)
    return walk.found


def _gather_model(model: Model, where: Where, back: str, walk: _Walk) -> None:
    values = model.__dict__
    for name, alias, plan, own_back in _fields(type(model), walk.sort):
        if value := values[name]:
            if plan.mark is not None:
                walk.found.append(((*where, alias), value, plan.mark, own_back or back))
            elif plan.items is not None and (mark := plan.items.mark) is not None:
                # Most references stand in plain lists, and need no call each.
                way, heading = (*where, alias), own_back or back
                walk.found.extend([((*way, index), item, mark, heading) for index, item in enumerate(value) if item])
            else:
                _gather(value, plan, (*where, alias), own_back or back, walk)


def _gather(value: Any, plan: _Plan, where: Where, back: str, walk: _Walk) -> None:  # noqa: ANN401  (fields are of every type)
    if plan.mark is not None:
        walk.found.append((where, value, plan.mark, back))
    elif plan.items is not None:
        for index, item in enumerate(value):
            if item:
                _gather(item, plan.items, (*where, index), back, walk)
    elif isinstance(value, Model):
        _gather_model(value, where, back, walk)


@cache
def kinds_named(model: type[Model], name: str) -> frozenset[str]:
    """Give the kinds of record to which a field refers at any depth, by the field's name in the files."""
    return frozenset(
        kind for _, alias, plan, _ in _fields(model, "reference") if alias == name for kind in _kinds_below(plan)
    )


@cache
def linking_fields(model: type[Model]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Give the fields by which a record links to others that list it, each with the kinds to which it may link."""
    return tuple((alias, kinds_named(model, alias)) for _, alias, _, back in _fields(model, "reference") if back)


def _kinds_below(plan: _Plan) -> Iterator[str]:
    if isinstance(plan.mark, RefTo):
        yield from plan.mark.kinds
    elif plan.items is not None:
        yield from _kinds_below(plan.items)
    elif plan.model is not None:
        for _, _, below, _ in _fields(plan.model, "reference"):
            yield from _kinds_below(below)


def model_below(model: type[Model], name: str) -> type[Model] | None:
    """Give the model of the mappings that stand in a field, by its name in the files; None where it holds none."""
    field = next((item for key, item in model.model_fields.items() if name in {key, item.alias}), None)
    found = _models(field.annotation) if field else []
    return found[0] if found else None


def _models(annotation: Any) -> list[type[Model]]:  # noqa: ANN401  (annotations are of every type)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def label_of(model: type[Model], name: str) -> str:
    """Give the words shown for a field: its label, or its name with spaces and a capital letter."""
    field = model.model_fields[name]
    label = next((item.words for item in field.metadata if isinstance(item, Label)), "")
    return label or (field.alias or name).strip("_").replace("_", " ").capitalize()


def mark_of(model: type[Model], name: str) -> RefTo | IsProse | IsUrl | None:
    """Say what the text in a field means, or each text of a list, by the field's name in the files."""
    field = next((item for key, item in model.model_fields.items() if name in {key, item.alias}), None)
    plan = _plan(field.annotation, tuple(field.metadata)) if field else None
    return (plan.items.mark if plan.items else plan.mark) if plan else None
