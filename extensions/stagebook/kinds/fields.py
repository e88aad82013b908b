"""The types that the fields of records are made of: references, prose, choices, dates, periods and addresses.

Every scalar reaches these types as text (see :mod:`stagebook.yamlio.reading`), so that ``version: 2.0`` keeps its zero
and ``no`` stays a word; each type here says what the text must look like and what to write instead.
"""

# The modules of models do without the import of annotations from the future: each would be compiled when it is read.
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from stagebook.kinds.periods import period_days
from stagebook.yamlio.faults import shown

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LONGEST_ID = 100
"""Characters of an id: it becomes the name of a file, and file systems have their limits."""
SAFE_SCHEMES = ("https", "http", "mailto", "tel")


# --- markers: what a field means to links, pages and the schema -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class RefTo:
    """The text is the id of a record of one of these kinds; with several kinds ``kind/id`` tells them apart."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """The heading under which the record that is pointed at lists those that point at it by this field."""

    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """The words shown for the field where its name with spaces would read badly."""

    words: str


@dataclass(frozen=True, slots=True)
class IsProse:
    """The text is Markdown and may use the cross-reference roles."""


@dataclass(frozen=True, slots=True)
class IsUrl:
    """The text is an address that a reader may follow."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The text is one of these, written in lower case, with a space or a hyphen alike."""

    options: tuple[str, ...]


# --- validators ------------------------------------------------------------------------------------------------------


def fault(
    code: str, message: str, *, fix: str = "", word: str = "", near_from: tuple[str, ...] = ()
) -> PydanticCustomError:
    """Make a validation error that carries the finding's code and fix, and a word with the names it may be meant for.

    The words travel in the error's context: as message templates they would let a brace in user text break formatting.
    """
    context = {"code": code, "message": message, "fix": fix, "word": word, "near_from": near_from}
    return PydanticCustomError("stagebook", "{message}", context)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (dict, list)) or value is None:
        message, fix = no_text(value)
        raise fault("SB012", message, fix=fix)
    return str(value)


def no_text(value: object) -> tuple[str, str]:
    """Say what is wrong, and what to do, where a text is expected and something else was found."""
    if value is None:
        return "expected text, found nothing", "write a text, or delete the empty line"
    quotes = "; a text with `: ` in it stands in quotes" if isinstance(value, dict) else ""
    return f"expected text, found {described(value)}", f"write one piece of text here{quotes}"


def described(value: object) -> str:
    """Name the shape of a value in words a marketer knows."""
    if isinstance(value, dict):
        return "a mapping (lines of `name: value`)"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    return shown(str(value))


def _slug(value: object) -> object:
    text = _text(value)
    if text == "index":
        raise fault("SB018", "the id `index` is taken by the page that lists all records", fix="choose another id")
    if not SLUG.match(text) or len(text) > LONGEST_ID:
        raise fault(
            "SB018",
            f"{shown(text)} is no id",
            fix=f"use lower-case letters, digits and single hyphens, such as `{slugified(text) or 'my-record'}`",
        )
    return text


def slugified(text: str) -> str:
    """Turn any text into the id that comes nearest to it; empty where nothing is left."""
    import unicodedata  # noqa: PLC0415  (rarely needed: only where an id is missing or wrong)

    plain = unicodedata.normalize("NFKD", text[:1000]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_ID].strip("-")


def _url(value: object) -> object:
    if isinstance(value, str) and _PLAIN_URL.match(value):
        return value
    text = _text(value).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    scheme = parts.scheme
    if scheme in SAFE_SCHEMES:
        if (parts.netloc if scheme in {"http", "https"} else parts.path) and not _ODD_IN_URL.search(text):
            return text
    elif scheme and "." not in scheme and not parts.path[:1].isdigit():
        raise fault(
            "SB016",
            f"the link scheme {shown(scheme + ':')} is not safe to publish",
            fix="link with https:, http:, mailto: or tel:",
        )
    example = "https://example.com/page"
    if _BARE_HOST.match(text):
        example = f"https://{text}"
    elif _BARE_MAIL.match(text):
        example = f"mailto:{text}"
    raise fault("SB015", f"{shown(text)} is no address", fix=f"write a whole address, such as {example}")


_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9._~/-]*)?\Z")
"""What most addresses look like; the others are taken apart."""
_ODD_IN_URL = re.compile(r"[\s<>\"\\\x00-\x1f\x7f]")
_BARE_HOST = re.compile(r"[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,5}(?:[/?#][!-~]{0,100})?\Z", re.IGNORECASE)
_BARE_MAIL = re.compile(r"[a-z0-9._+-]{1,60}@[a-z0-9.-]{1,60}\Z", re.IGNORECASE)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _date(value: object) -> object:
    if isinstance(value, date):
        return value
    text = value if isinstance(value, str) else _text(value)
    if _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise fault(
                "SB014", f"{shown(text)} is no day of the calendar", fix="check the month and the day"
            ) from None
    raise fault("SB014", f"{shown(text)} is no date", fix="write year-month-day, such as 2026-03-31")


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    match _text(value).lower():
        case "true" | "yes":
            return True
        case "false" | "no":
            return False
    raise fault("SB012", f"expected true or false, found {described(value)}", fix="write true or false")


def _number(value: object) -> object:
    if isinstance(value, (int, float)):
        return value
    text = _text(value).strip().removesuffix("%").strip()
    if not re.fullmatch(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?", text):
        raise fault("SB012", f"expected a number, found {described(value)}", fix="write a number, such as 25")
    return float(text) if "." in text else int(text)


def _period(value: object) -> object:
    text = _text(value)
    if period_days(text) is None:
        fix = "write one such as 90 days, 6 months, quarter or year"
        raise fault("SB012", f"{shown(text)} is no period", fix=fix)
    return text


def choice(*options: str) -> BeforeValidator:
    """Accept one of the options, a space or a hyphen alike, and hand on the form in which it is listed."""
    table = {_plain(option): option for option in options} | {option: option for option in options}

    def chosen(value: object) -> object:
        if isinstance(value, str) and value in table:
            return table[value]
        text = _text(value)
        found = table.get(_plain(text))
        if found is None:
            fix = f"choose from: {', '.join(options)}"
            raise fault("SB013", f"{shown(text)} is not one of the choices", fix=fix, word=text, near_from=options)
        return found

    return BeforeValidator(chosen)


def _plain(text: str) -> str:
    """Write a choice without what people put between its words, or do not: post-sale, post sale, postsale."""
    return re.sub(r"[-/_\s]+", "", text).lower()


Text = str
"""Checked by pydantic itself, which spares a call of Python for each text; :func:`no_text` says what is wrong."""
Prose = Annotated[str, IsProse()]
Slug = Annotated[str, BeforeValidator(_slug)]
Url = Annotated[str, BeforeValidator(_url), IsUrl()]
Day = Annotated[date, BeforeValidator(_date)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Number = Annotated[int | float, BeforeValidator(_number)]
Percent = Annotated[int | float, BeforeValidator(_number), Field(ge=0, le=100)]
Minutes = Annotated[int, BeforeValidator(_number), Field(ge=0, le=100_000)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=1, le=100_000)]
Period = Annotated[str, BeforeValidator(_period)]

StageRef = Annotated[str, RefTo(("stage",))]
ToolRef = Annotated[str, RefTo(("tool",))]
MaterialRef = Annotated[str, RefTo(("material",))]
PersonaRef = Annotated[str, RefTo(("persona",))]
NeedRef = Annotated[str, RefTo(("need",))]
OfferingRef = Annotated[str, RefTo(("offering",))]
ProgramRef = Annotated[str, RefTo(("program",))]
TeamRef = Annotated[str, RefTo(("team",))]
RoleRef = Annotated[str, RefTo(("role",))]
PathRef = Annotated[str, RefTo(("path",))]
MotionRef = Annotated[str, RefTo(("motion",))]
MetricRef = Annotated[str, RefTo(("metric",))]
CompetitorRef = Annotated[str, RefTo(("competitor",))]
PartyRef = Annotated[str, RefTo(("role", "team"))]

Status = Annotated[Literal["draft", "active", "retired"], choice("draft", "active", "retired")]
Function = Annotated[
    Literal["sales", "marketing", "product", "support", "finance", "legal", "executive"],
    choice("sales", "marketing", "product", "support", "finance", "legal", "executive"),
]


# --- models ----------------------------------------------------------------------------------------------------------


class Model(BaseModel):
    """What every mapping in the data is checked by: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # Most runs meet records of a few kinds alone.
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
    )
    main: ClassVar[str] = ""
    """The field that a bare text stands for, so that `tools: [crm]` may be written for `tools: [{tool: crm}]`."""
    written_fields: ClassVar[tuple[str, ...]] = ()
    """The names that the fields have in the files."""
    known_fields: ClassVar[frozenset[str]] = frozenset()
    """The same, to look one up."""
    list_fields: ClassVar[frozenset[str]] = frozenset()
    """Those of them that hold lists."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Learn the names of the fields, once for all records."""
        cls.written_fields = tuple(field.alias or name for name, field in cls.model_fields.items())
        cls.known_fields = frozenset(cls.written_fields)
        cls.list_fields = frozenset(
            field.alias or name for name, field in cls.model_fields.items() if _holds_list(field.annotation)
        )

    @model_validator(mode="before")
    @classmethod
    def _ease(cls, value: object) -> object:
        """Let people write one thing where a list may stand, a bare text for the main field, and nothing at all."""
        if isinstance(value, str) and cls.main:
            return {cls.main: value}
        if not isinstance(value, dict):
            message = f"expected a mapping (lines of `name: value`), found {described(value)}"
            raise fault("SB006", message, fix=f"its fields are: {', '.join(field_names(cls))}")
        lists = cls.list_fields
        for key in lists.intersection(value):
            if not isinstance(value[key], (list, tuple)):
                break
        else:
            if None not in value.values():
                return value
        return {
            key: [item] if key in lists and not isinstance(item, (list, tuple)) else item
            for key, item in value.items()
            # Nothing may stand in a field; a name that is no field is a fault all the same.
            if item is not None or key not in cls.written_fields
        }


def field_names(model: type[Model]) -> tuple[str, ...]:
    """Give the names that the fields of a model have in the files."""
    return model.written_fields


def _holds_list(annotation: object) -> bool:
    return "list[" in str(annotation) or "tuple[" in str(annotation)


class Link(Model):
    """An address outside the handbook."""

    main: ClassVar[str] = "url"
    url: Url
    """Where the link leads."""
    title: Text = ""
    """The words to show; without them the address itself is shown."""
    date: Day | None = None
    """When somebody last saw that the link leads to the right place."""


class Threshold(Model):
    """The figure that one segment must reach."""

    segment: Text
    """The segment, such as enterprise."""
    value: Text
    """The figure with its unit."""


class Criterion(Model):
    """One condition on entering or leaving a stage, or one point of a checklist."""

    main: ClassVar[str] = "text"
    text: Prose
    """What must be true, in one sentence."""
    verifiable_by_buyer: Flag = False
    """True where the buyer, and not only the seller, can say whether it is true."""
    when: Prose = ""
    """The condition under which it counts, such as a kind of trial; empty: always."""
    thresholds: tuple[Threshold, ...] = ()
    """The figure that must be reached where it differs by segment."""
    status: Status = "active"
    """`draft` while the wording is not agreed yet."""
