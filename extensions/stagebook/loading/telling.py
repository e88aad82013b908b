"""Telling: the faults that loading finds, in plain words and with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stagebook.findings import Finding, Severity
from stagebook.kinds.fields import SLUG, field_names, no_text
from stagebook.kinds.placing import place_in
from stagebook.kinds.record import Record
from stagebook.kinds.sides import side_meant
from stagebook.kinds.walking import model_below
from stagebook.loading.mending import mended, renamed
from stagebook.loading.pruning import KEY
from stagebook.meant import days_meant
from stagebook.near import near
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pydantic_core import ErrorDetails

    from stagebook.findings import Edit
    from stagebook.kinds.fields import Model
    from stagebook.kinds.walking import Where
    from stagebook.spans import Span
    from stagebook.yamlio.reading import Map

NAMES = {
    "SB003": "unreadable-file",
    "SB006": "wrong-shape",
    "SB010": "unknown-field",
    "SB011": "missing-field",
    "SB012": "wrong-type",
    "SB013": "unknown-choice",
    "SB014": "bad-date",
    "SB015": "bad-url",
    "SB016": "unsafe-link",
    "SB017": "duplicate-id",
    "SB018": "bad-id",
    "SB019": "unknown-kind",
    "SB020": "stages-without-order",
}
"""The names of the faults that loading finds, by code; what each means stands in the rule of that code."""

SYNONYMS = {"title": "name", "description": "summary", "link": "url"}
"""Names that people have for fields, and what the fields are called here."""


def finding(code: str, span: Span, message: str, fix: str = "", record: str = "") -> Finding:
    """Make a finding of one of the codes above."""
    return Finding(span, message, fix, record, code, NAMES[code], Severity.ERROR)


def told(model: type[Model], error: ErrorDetails, source: Map, record: str) -> Finding:
    """Turn an error of pydantic's into a finding."""
    where: Where = error["loc"]
    context: dict[str, Any] = error.get("ctx") or {}
    at_key = bool(where) and where[-1] == KEY
    if at_key:
        where = where[:-1]
    last = next((step for step in reversed(where) if isinstance(step, str)), "")
    edits: tuple[Edit, ...] = ()
    match error["type"]:
        case "stagebook":
            code, message = context["code"], context["message"]
            fix = suggestion(context["word"], context["near_from"], context["fix"])
            names = context["near_from"]
            edits = renamed(source, where, names) if at_key else mended(code, source, where, names)
            if code == "SB014" and (days := days_meant(str(error["input"]))):
                message, fix = _day_meant(message, str(error["input"]), days)
        case "string_type":
            message, fix = no_text(error["input"])
            code = "SB012"
        case "extra_forbidden":
            code, at_key = "SB010", True
            message = f"unknown field {_ticked(last)}"
            fix, edits = _other_field(model, error, source, record)
        case "missing":
            code, where = "SB011", where[:-1]
            message, fix = f"{_ticked(last)} is missing", f"add `{last}: ...`"
        case "less_than_equal" | "greater_than_equal":
            bound = context.get("le", context.get("ge"))
            words = "at most" if "le" in context else "at least"
            code, message, fix = "SB012", f"{_ticked(last)} must be {words} {bound}", "write a number within the bounds"
        case "int_from_float":
            code, message, fix = "SB012", f"{_ticked(last)} must be a whole number", "leave the fraction out"
        case "dict_type":
            code, message = "SB006", f"{_ticked(last)} must be a mapping (lines of `name: value`)"
            fix = "write one `name: value` a line"
        case _:
            code, message = "SB012", f"{_ticked(last)} has a value of the wrong shape"
            fix = "look the field up in the reference"
    return finding(code, place_in(source, where, key=at_key), message, fix, record)._replace(edits=edits)


def _day_meant(message: str, written: str, days: Sequence[date]) -> tuple[str, str]:
    """Say which day a date in another form means, or which two it may mean."""
    if len(days) == 1:
        return message, f"write {days[0]}"
    return f"{shown(written)} may be one day or another", f"write {' or '.join(map(str, days))}, whichever is meant"


def _other_field(model: type[Model], error: ErrorDetails, source: Map, record: str) -> tuple[str, tuple[Edit, ...]]:
    """Say what an unknown field was probably meant for, with the edit where there is no doubt."""
    where: Where = error["loc"]
    word = str(where[-1])
    names = field_names(_model_at(model, where[:-1]))
    otherwise = f"choose from: {listed(names)}"
    if error["input"] is None and " " in word:
        return f"put the text that {_ticked(word)} is the end of in quotes, as a comma parts fields here", ()
    if SYNONYMS.get(word) in names:
        return f"did you mean `{SYNONYMS[word]}`?", ()
    side = side_meant(model, word) if len(where) == 1 and issubclass(model, Record) else None
    if side is None:
        return suggestion(word, names) or otherwise, renamed(source, where, names)
    one = side.other.one[0].lower() + side.other.one[1:]
    if not side.field:
        return (
            f"records of this kind have no links to {side.other.many[0].lower()}{side.other.many[1:]}; {otherwise}",
            (),
        )
    if not side.is_far:
        return f"such links are written in `{side.field}`", ()
    own_id = record if side.is_mixed else record.partition("/")[2]
    put = f"`{own_id}`" if own_id else "its id"
    return f"the link is written at the {one}: put {put} in the `{side.field}` of {_those_in(error['input'], one)}", ()


def _those_in(value: object, one: str) -> str:
    """Name the records to which somebody wanted to link, where they are named by their ids alone."""
    items = value if isinstance(value, (list, tuple)) else [value]
    ids = [item for item in items if isinstance(item, str) and SLUG.match(item)]
    if not ids or len(ids) < len(items):
        return f"the {one}"
    return f"`{ids[0]}`" if len(ids) == 1 else f"each {one}, such as `{ids[0]}`"


def suggestion(word: str, names: Iterable[str], otherwise: str = "") -> str:
    """Ask whether the near name was meant; without one, or beside it, say what else to do."""
    guess = near(word, names) if word else None
    if not guess:
        return otherwise
    return f"did you mean `{guess}`?{f' If not, {otherwise}' if otherwise else ''}"


def listed(names: Iterable[str]) -> str:
    """List names, or a few of many."""
    return ", ".join(names)


def _ticked(name: str) -> str:
    """Quote the name of a field as code, whatever it is made of."""
    return f"`{shown(name)[1:-1]}`"


def _model_at(model: type[Model], where: Where) -> type[Model]:
    """Find the model of the mapping at a place inside a record."""
    for step in where:
        if isinstance(step, str):
            model = model_below(model, step) or model
    return model
