"""Pruning: of a mapping with faults, what can stand without them.

A misspelled field or a bad date costs that field alone, a tool that is no tool costs that one item of the list.
Whatever hangs on what was cut off falls with it, and is no fault of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from stagebook.kinds.fields import Model
    from stagebook.kinds.walking import Where

M = TypeVar("M", bound="Model")
PASSES = 12
"""How often what is left is looked at again: as deep as one thing can hang on another."""

KEY = "[key]"
"""The last step that pydantic gives where not a value but its key is at fault."""

_GONE = object()


class Outcome(NamedTuple, Generic[M]):
    """What came of a mapping: the model, or None where nothing usable is left; the errors; and what was cut where."""

    made: M | None
    errors: tuple[ErrorDetails, ...] = ()
    cut: tuple[Where, ...] = ()


def pruned(
    model: type[M], data: Mapping[str, Any], fallback: Callable[[], Mapping[str, Any]] | None = None
) -> Outcome[M]:
    """Check a mapping; where it has faults, cut off what is at fault and keep the rest.

    ``fallback`` gives what stands in for a field that can't be done without, once it has been cut off.

    Errors are those of the first look, without what one fault says twice. A validator of a whole model runs only when
    all of its fields are fine; should it find something later, that part is cut without a word until the fields are
    mended.
    """
    try:
        return Outcome(model.model_validate(data))
    except ValidationError as error:
        errors = tuple(error.errors(include_url=False))
    told = tuple(_once(errors))
    rest: dict[str, Any] = {key: _copied(value) for key, value in data.items()}
    cut: list[Where] = []
    again: Sequence[ErrorDetails] = errors
    for _ in range(PASSES):
        removed = [_cut(rest, item["loc"]) for item in again]
        cut += [where for where in removed if where]
        _compact(rest)
        for key, value in fallback().items() if fallback else ():
            rest.setdefault(key, value)
        if not any(removed):
            break
        try:
            return Outcome(model.model_validate(rest), told, tuple(cut))
        except ValidationError as error:
            again = error.errors(include_url=False, include_input=False)
    return Outcome(None, told, tuple(cut))


def _once(errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out fields that are missing beside an unknown one: as such a pair shows a misspelled one that must be."""
    unknown = {error["loc"][:-1] for error in errors if error["type"] == "extra_forbidden"}
    return (error for error in errors if error["type"] != "missing" or error["loc"][:-1] not in unknown)


def _copied(value: Any) -> Any:  # noqa: ANN401  (whatever the file holds)
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _cut(data: dict[str, Any], loc: Where) -> Where:
    """Take out what an error is about, or what holds it where it is missing; give where that was, () for nowhere."""
    if loc and loc[-1] == KEY:
        loc = loc[:-1]
    here: Any = data
    way: list[str | int] = []
    last: tuple[Any, str | int, int] | None = None
    for step in loc:
        if isinstance(here, list):
            if not isinstance(step, int) or step >= len(here):
                break
        elif isinstance(here, dict):
            if isinstance(step, int):
                continue  # One thing was written where a list may stand.
            if step not in here:
                break
        else:
            break
        way.append(step)
        last = (here, step, len(way))
        here = here[step]
    if last is None or here is _GONE:
        return ()
    holder, step, depth = last
    # Items of lists leave a gap first, so that the other errors' ways still lead to the right ones.
    if isinstance(holder, list):
        holder[cast("int", step)] = _GONE
    else:
        del holder[step]
    return tuple(way[:depth])


def _compact(value: Any) -> None:  # noqa: ANN401  (whatever the file holds)
    if isinstance(value, dict):
        for item in value.values():
            _compact(item)
    elif isinstance(value, list):
        value[:] = [item for item in value if item is not _GONE]
        for item in value:
            _compact(item)
