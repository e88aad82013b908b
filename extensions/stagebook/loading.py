"""Loading: the files of a playbook to a :class:`~stagebook.playbook.Playbook`, with a Finding for every fault."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from stagebook.findings import Finding, Severity
from stagebook.kinds import BY_FOLDER, BY_NAME
from stagebook.kinds.company import Company
from stagebook.kinds.fields import SLUG, described, slugified
from stagebook.kinds.motion import Motion
from stagebook.kinds.own import with_own_fields
from stagebook.near import near
from stagebook.playbook import Playbook
from stagebook.settings import PlaybookFile
from stagebook.spans import Span
from stagebook.yamlio.reading import Map, Seq, Value, read_file, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stagebook.kinds.fields import Model
    from stagebook.kinds.record import Kind, Record

DATA = "data"
MAIN = "playbook"
SUFFIXES = (".yaml", ".yml")
NAMES = {
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


class NoPlaybookError(Exception):
    """There is no playbook at the place the caller named; the message says what to do."""


def root_of(path: Path | str) -> Path:
    """Give the folder that holds ``data/``, for a path to it, to ``data/`` or to ``playbook.yaml``.

    Raises NoPlaybookError where there is none.
    """
    given = Path(path)
    for candidate in (given, given.parent if given.name == DATA else given, given.parent.parent if given.is_file() else given):
        if (candidate / DATA).is_dir():
            return candidate
    message = f"no playbook at {given}: expected a folder that holds `{DATA}/`, with `{DATA}/{MAIN}.yaml` in it"
    raise NoPlaybookError(message)


def load(path: Path | str) -> Playbook:
    """Read the playbook below a folder that holds ``data/``.

    Faults in the files never raise: they are in the ``faults`` of what comes back, and what can be read is there.
    Raises NoPlaybookError where the folder has no ``data/``.
    """
    return _Loader(root_of(path)).load()


class _Loader:
    """The state of one load: what has been found so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Finding] = []
        self.faulty: set[str] = set()
        self.records: dict[str, dict[str, Record]] = {}
        self.models: dict[str, type[Record]] = {}

    def load(self) -> Playbook:
        main, others = self._files()
        top = self._read(main) if main else None
        top = self._mapping(top, main)
        file = self._playbook_file(top)
        for name, fields in file.fields.items():
            if kind := self._kind(name, Span(main)):
                self.models[kind.name] = with_own_fields(kind.model, fields, self._fault_at(top, ("fields", name)))
        for name, value in top.items():
            if name in BY_FOLDER and name != "company":
                self._records(BY_FOLDER[name], value, Span(main), "")
        self._company(top, main)
        for path in others:
            self._load_file(path)
        self._default_motion(Span(main or DATA))
        order = {kind: self.records.get(kind, {}) for kind in BY_NAME}
        return Playbook(
            self.root,
            order,
            file.settings,
            faults=sorted(self.faults, key=lambda finding: finding.order),
            faulty=self.faulty,
            waivers=file.waivers,
            own_fields=file.fields,
        )

    # --- files -------------------------------------------------------------------------------------------------------

    def _files(self) -> tuple[str, list[str]]:
        """Give ``playbook.yaml`` and all other YAML files, as paths below the root, in a stable order."""
        found: list[str] = []
        for folder, folders, files in os.walk(self.root / DATA):
            # A folder whose name ends like a file's is a mistake that deserves a finding, not a walk.
            odd = [name for name in folders if name.endswith(SUFFIXES)]
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in odd)
            below = Path(folder).relative_to(self.root).as_posix()
            found += [f"{below}/{name}" for name in (*odd, *files) if name.endswith(SUFFIXES) and not name.startswith(".")]
        found.sort(key=lambda path: path.split("/"))
        mains = [path for path in found if path in {f"{DATA}/{MAIN}{suffix}" for suffix in SUFFIXES}]
        return (mains[0] if mains else "", [path for path in found if path not in mains[:1]])

    def _read(self, path: str) -> Value:
        reading = read_file(self.root / path, path)
        self.faults += reading.findings
        return reading.value

    def _mapping(self, value: Value, path: str) -> Map:
        if isinstance(value, Map):
            return value
        if value is not None:
            at = span_of(value, ()) if isinstance(value, Seq) else Span(path, 1, 1)
            self._fault("SB006", at, f"expected a mapping (lines of `name: value`), found {described(value)}")
        return _empty_map(path)

    def _load_file(self, path: str) -> None:
        parts = path.split("/")
        folder = Path(parts[1]).stem if len(parts) == 2 else parts[1]  # noqa: PLR2004  (data/ and the file)
        kind = self._kind(folder, Span(path))
        if kind is None:
            return
        name = "" if len(parts) == 2 else Path(parts[-1]).stem  # noqa: PLR2004
        self._records(kind, self._read(path), Span(path), name)

    def _kind(self, name: str, span: Span) -> Kind | None:
        kind = BY_FOLDER.get(name) or BY_NAME.get(name)
        if kind is None:
            guess = near(name, BY_FOLDER)
            self._fault("SB019", span, f"“{name}” is no kind of record", fix=_did_you_mean(guess) or f"use one of: {', '.join(BY_FOLDER)}")
        return kind

    # --- the main file -----------------------------------------------------------------------------------------------

    def _playbook_file(self, top: Map) -> PlaybookFile:
        own = {name: value for name, value in top.items() if name in PlaybookFile.model_fields}
        for name in top:
            if name not in own and name not in BY_FOLDER:
                guess = near(name, (*PlaybookFile.model_fields, *BY_FOLDER))
                fix = _did_you_mean(guess) or f"use one of: {', '.join((*PlaybookFile.model_fields, *BY_FOLDER))}"
                self._fault("SB010", span_of(top, (name,), key=True), f"unknown field `{name}`", fix=fix)
        file = self._validated(PlaybookFile, own, top, "")
        assert isinstance(file, PlaybookFile)  # noqa: S101  (every field of it has a default)
        return file

    def _company(self, top: Map, main: str) -> None:
        value = top.get("company")
        if isinstance(value, str):
            value = _map_like(top, {"name": value})
        if isinstance(value, Map):
            self._record(BY_NAME["company"], value, Span(main, *value.mark), "company")
        elif not (self.root / DATA / "company.yaml").exists():
            at = span_of(top, ("company",)) if "company" in top else Span(main or f"{DATA}/{MAIN}.yaml", 1 if main else 0, 1 if main else 0)
            self._fault(
                "SB011", at, "the playbook does not say which company it is for",
                fix=f"write `company: {{name: ...}}` in {DATA}/{MAIN}.yaml",
            )  # fmt: skip
        if not self.records.get("company") and not (self.root / DATA / "company.yaml").exists():
            self.records["company"] = {"company": Company(id="company", name="our company")}

    # --- records -----------------------------------------------------------------------------------------------------

    def _records(self, kind: Kind, value: Value, span: Span, name: str) -> None:
        if isinstance(value, Map):
            self._record(kind, value, Span(span.path, *value.mark), name)
        elif isinstance(value, Seq):
            for item, mark in zip(value, value.item_marks, strict=True):
                at = Span(span.path, *mark)
                if isinstance(item, Map):
                    self._record(kind, item, at, "")
                elif isinstance(item, str):
                    self._record(kind, _map_like(value, {"name": item}, mark), at, "")
                else:
                    self._fault("SB006", at, f"expected a {kind.one.lower()} (lines of `name: value`), found {described(item)}")
        elif value is not None:
            at = span if span.line else Span(span.path, 1, 1)
            self._fault("SB006", at, f"expected {kind.many.lower()}, found {described(value)}", fix="write a list of records, or one record")

    def _record(self, kind: Kind, value: Map, span: Span, name: str) -> None:
        data: dict[str, Any] = dict(value)
        given = data.get("id")
        if given is None:
            label = data.get("name")
            data["id"] = name or (slugified(label) if isinstance(label, str) else "")
            if not SLUG.match(data["id"]):
                if name:
                    message, fix = f"the file's name “{name}” is no id", f"rename the file to `{slugified(name) or 'my-record'}.yaml`, or write an `id`"
                    self._fault("SB018", span, message, fix=fix)
                else:
                    self._fault("SB011", span, f"a {kind.one.lower()} without `id`", fix="give it an `id` of lower-case letters, digits and hyphens")
                return
        if data.get("name") is None and isinstance(data["id"], str):
            data["name"] = data["id"].replace("-", " ").capitalize()
        model = self.models.get(kind.name, kind.model)
        record = self._validated(model, data, value, f"{kind.name}/{data['id']}")
        if record is None:
            self.faulty.add(f"{kind.name}/{data['id']}")
            return
        known = self.records.setdefault(kind.name, {})
        if record.id in known:
            first = known[record.id].span
            self._fault("SB017", span_of(value, ("id",)) if given else span, f"a second {kind.one.lower()} with the id `{record.id}`; the first stands at {first}", fix="give one of them another id", record=record.key)
            return
        object.__setattr__(record, "_span", span)
        record._source = value  # noqa: SLF001  (a record carries its source for messages about its fields)
        record._span = span  # noqa: SLF001
        known[record.id] = record

    def _validated(self, model: type[Any], data: dict[str, Any], source: Map, key: str) -> Any:  # noqa: ANN401
        """Check a mapping; fields at fault are told and left out, and the rest is kept where it can stand alone."""
        rest = dict(data)
        for _ in range(len(data) + 2):
            try:
                record = model.model_validate(rest)
            except ValidationError as error:
                bad = set()
                for item in error.errors(include_url=False, include_input=False):
                    loc = item["loc"]
                    self.faults.append(_told(model, item, source, key))
                    if loc and loc[0] in rest:
                        bad.add(loc[0])
                if key:
                    self.faulty.add(key)
                if not bad or "id" in bad:
                    # A settings block may fail as a whole after its parts were fine.
                    return None
                for name in bad:
                    del rest[name]
                if "name" in bad:
                    rest["name"] = rest["id"]
            else:
                return record
        return None

    def _default_motion(self, span: Span) -> None:
        """Without a motion, all stages in the order written are one."""
        stages = list(self.records.get("stage", {}).values())
        if self.records.get("motion") or not stages:
            return
        files = {stage.span.path for stage in stages}
        if len(files) > 1:
            self._fault(
                "SB020", Span(min(files)), "the stages stand in several files and no motion says their order",
                fix="write a motion that lists the stages in order, or keep all stages in one file",
            )  # fmt: skip
        motion = Motion(id="sales-cycle", name="Sales cycle", stages=tuple(stage.id for stage in stages))
        motion._span = span  # noqa: SLF001
        self.records["motion"] = {motion.id: motion}

    # --- faults ------------------------------------------------------------------------------------------------------

    def _fault(self, code: str, span: Span, message: str, *, fix: str = "", record: str = "") -> None:
        self.faults.append(Finding(span, message, fix, record, code, NAMES[code], Severity.ERROR))

    def _fault_at(self, top: Map, where: Sequence[str | int]) -> Any:  # noqa: ANN401
        def tell(code: str, name: str, message: str, fix: str) -> None:
            self._fault(code, span_of(top, (*where, name), key=True), message, fix=fix)

        return tell


def _told(model: type[Model], item: Any, source: Map, key: str) -> Finding:  # noqa: ANN401  (pydantic's ErrorDetails)
    """Turn an error of pydantic's into a Finding in plain words."""
    loc: tuple[str | int, ...] = item["loc"]
    context = item.get("ctx") or {}
    last = str(loc[-1]) if loc else ""
    at_key = False
    match item["type"]:
        case "stagebook":
            code, message, fix = context["code"], context["message"], context["fix"]
            words = message.split("“", 1)[-1].split("”", 1)[0]
            guess = near(words, context["near_from"]) if context["near_from"] else None
            fix = "; ".join(part for part in (_did_you_mean(guess), fix) if part)
        case "extra_forbidden":
            code, at_key = "SB010", True
            names = tuple(_names(_model_at(model, loc[:-1])))
            guess = near(last, names)
            message, fix = f"unknown field `{last}`", _did_you_mean(guess) or f"known fields: {', '.join(names)}"
        case "missing":
            code = "SB011"
            message, fix = f"`{last}` is missing", f"add `{last}: ...`"
            loc = loc[:-1]
        case "less_than_equal" | "greater_than_equal":
            bound = context.get("le", context.get("ge"))
            words = "at most" if "le" in context else "at least"
            code, message, fix = "SB012", f"`{last}` must be {words} {bound:g}", "write a number within the bounds"
        case "int_from_float":
            code, message, fix = "SB012", f"`{last}` must be a whole number", "leave the fraction out"
        case _:
            code = "SB012"
            message, fix = f"`{last}` has a value of the wrong shape", "see the field's description in the reference"
    return Finding(span_of(source, loc, key=at_key), message, fix, key, code, NAMES[code], Severity.ERROR)


def _model_at(model: type[Model], loc: Sequence[str | int]) -> type[Model]:
    """Find the model of the mapping at a place inside a record."""
    from stagebook.kinds.walking import model_below  # noqa: PLC0415  (only a mistake pays for the import)

    for step in loc:
        if isinstance(step, str):
            model = model_below(model, step) or model
    return model


def _names(model: type[Model]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _did_you_mean(guess: str | None) -> str:
    return f"did you mean `{guess}`?" if guess else ""


def _empty_map(path: str) -> Map:
    return _map_like(Map(path, (1, 1)), {})


def _map_like(place: Map | Seq, data: Mapping[str, Value], mark: tuple[int, int] | None = None) -> Map:
    """Make a mapping that stands where another value does, for short forms such as `company: Acme`."""
    made = Map(place.path, mark or place.mark)
    for key, value in data.items():
        made[key] = value
        made.key_marks[key] = made.value_marks[key] = mark or place.mark
    return made


