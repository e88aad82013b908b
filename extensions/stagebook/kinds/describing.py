"""Describing: the fields of a kind in words, for the reference page and for whatever else explains them.

All comes from the models themselves: the text is the docstring under the field, what a field takes is its type.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from stagebook.kinds.fields import Choices, IsProse, IsUrl, Model, RefTo

_PLAIN = {date: "a date", bool: "true or false", int: "a whole number", float: "a number"}
_TOO_MANY = 6
"""More kinds than this would hide the sense of the sentence."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field in words: its name in the files, what it takes, what it means, and the fields below it."""

    name: str
    takes: str
    text: str
    required: bool
    below: tuple[FieldText, ...] = ()


def fields_of(model: type[Model]) -> tuple[FieldText, ...]:
    """Describe the fields of a model in their order."""
    found = []
    texts = _docstrings(model)
    for name, field in model.model_fields.items():
        takes, below = _takes(field.annotation, tuple(field.metadata))
        text = " ".join((field.description or texts.get(name, "")).split())
        fields = fields_of(below) if below else ()
        found.append(FieldText(field.alias or name, takes, text, field.is_required(), fields))
    return tuple(found)


@cache
def _docstrings(model: type[Model]) -> Mapping[str, str]:
    """Read the docstrings under the fields of a model, its own and those that it takes over, from the source.

    pydantic does the same for each class that is defined, which takes a third of the start of every command.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Model) and (body := _body_of(base)):
            for line, below in pairwise(body):
                match line, below:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        found[name] = inspect.cleandoc(text)
    return found


def _body_of(model: type[Model]) -> list[ast.stmt]:
    """Give the statements of a class; none where it was made while the program runs, as with a company's own fields."""
    try:
        source = inspect.getsource(model)
    except (OSError, TypeError):
        return []
    (definition,) = ast.parse(textwrap.dedent(source)).body
    return definition.body if isinstance(definition, ast.ClassDef) else []


def _takes(annotation: Any, metadata: tuple[object, ...] = ()) -> tuple[str, type[Model] | None]:  # noqa: ANN401  (annotations are of every type)
    """Say what a type takes, and give the model of the mappings it takes, if any."""
    marked = next((words for item in metadata if (words := _marked(item))), "")
    if marked:
        return marked, None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _takes(arguments[0], (*arguments[1:], *metadata))
    if origin in (Union, types.UnionType):
        inner = [part for part in arguments if part is not type(None)]
        return ("a number", None) if set(inner) == {int, float} else _takes(inner[0], metadata)
    if origin is tuple:
        takes, below = _takes(arguments[0])
        return f"a list; each {takes}", below
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return (f"`{annotation.main}` alone, or a mapping" if annotation.main else "a mapping"), annotation
    chosen = f"one of: {', '.join(str(option) for option in arguments)}" if origin is Literal else ""
    return chosen or _PLAIN.get(annotation, "text"), None


def _marked(mark: object) -> str:
    match mark:
        case RefTo(kinds=kinds) if len(kinds) > _TOO_MANY:
            return "the `kind/id` of any record"
        case RefTo(kinds=kinds):
            return f"the id of {_one(_either(kind.replace('-', ' ') for kind in kinds))}"
        case IsProse():
            return "Markdown"
        case IsUrl():
            return "an address"
        case Choices(options=options):
            return f"one of: {', '.join(options)}"
    return ""


def _either(words: Iterable[str]) -> str:
    *first, last = list(words)
    return f"{', '.join(first)} or {last}" if first else last


def _one(words: str) -> str:
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"
