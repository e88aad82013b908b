"""The reader: files to records, whatever the files hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stagebook.findings import Finding, Severity
from stagebook.kinds import BY_FOLDER, BY_NAME
from stagebook.kinds.company import Company
from stagebook.kinds.fields import SLUG, described, field_names, slugified
from stagebook.kinds.motion import Motion
from stagebook.kinds.own import with_own_fields
from stagebook.kinds.sides import side_meant
from stagebook.loading.files import DATA, MAIN, files_of, ids_and_words, stem_of
from stagebook.loading.mending import renamed
from stagebook.loading.pruning import pruned
from stagebook.loading.telling import finding, suggestion, told
from stagebook.loading.undeclared import Undeclared, words_of
from stagebook.near import near
from stagebook.playbook import Playbook
from stagebook.records import Found, LeftOut
from stagebook.settings import PlaybookFile
from stagebook.spans import Span
from stagebook.yamlio.faults import SEVERAL_DOCUMENTS, shown
from stagebook.yamlio.reading import Map, Seq, Value, read_file, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stagebook.kinds.record import Kind, Record
    from stagebook.kinds.walking import Where
    from stagebook.yamlio.reading import Content

COMPANY = BY_NAME["company"]
TOP = (*PlaybookFile.model_fields, *BY_FOLDER)
"""What may stand at the top of ``playbook.yaml``."""


class Reader:
    """The state of one load: what has been found so far."""

    def __init__(self, root: Path) -> None:
        """Begin with the folder that holds ``data/``."""
        self.root = root
        # As text: joining paths ten thousand times takes longer than reading them.
        self.base = str(root)
        self.contents: dict[str, Content | None] = {}
        self.faults: list[Finding] = []
        self.left_out: list[LeftOut] = []
        self.records: dict[str, dict[str, Record]] = {}
        self.models: dict[str, type[Record]] = {}
        self.halved: set[str] = set()
        """Files that hold one record, of which a part may stand in a second document."""
        self.undeclared = Undeclared()
        self.strange: dict[str, list[str]] = {}
        """Files of no kind, by the name of their folder or their own."""

    def playbook(self) -> Playbook:
        """Read everything."""
        files = files_of(self.root, self._unseen)
        for path in files.second:
            self._fault("SB017", Span(path), f"a second main file; {files.main} is the one that is read", "delete it")
        top = self._top(files.main)
        file = self._main_file(top)
        for name, value in top.items():
            if name in BY_FOLDER and name != COMPANY.folder:
                mark = value.mark if isinstance(value, Map | Seq) else top.value_marks[name]
                self._entries(BY_FOLDER[name], value, Span(files.main, *mark), "")
        self._company(top)
        for path in files.others:
            self._file(path)
        self._tell_strange()
        self._one_company(top, files.main)
        self._default_motion(Span(files.main or DATA))
        known = {kind: self.records.get(kind, {}) for kind in BY_NAME}
        return Playbook(
            self.root,
            known,
            file,
            Found(
                self.contents,
                tuple(sorted(self.faults, key=lambda item: item.order)),
                # A guess at what stands in a file without form is none where the record was found elsewhere.
                tuple(
                    item for item in self.left_out if item.field or not self._is_whole(known[item.kind].get(item.id))
                ),
            ),
        )

    def _is_whole(self, record: Record | None) -> bool:
        return record is not None and record.span.path not in self.halved

    # --- files -------------------------------------------------------------------------------------------------------

    def _unseen(self, path: str, reason: str) -> None:
        self._fault(
            "SB003", Span(path), f"the folder can't be looked into: {reason}", "give yourself the right to read it"
        )
        parts = path.split("/")
        kind = BY_FOLDER.get(parts[1]) if len(parts) > 1 else None
        for item in [kind] if kind else BY_NAME.values():
            self.left_out.append(LeftOut(item.name, words=None))

    def _read(self, path: str, *kinds: Kind) -> Value:
        """Read a file that holds records of these kinds."""
        reading = read_file(f"{self.base}/{path}", path)
        self.contents[path] = reading.content
        if not reading.findings:
            return reading.value
        self.faults += reading.findings
        lost = reading.value is None and any(item.severity >= Severity.ERROR for item in reading.findings)
        if lost or any(item.code == SEVERAL_DOCUMENTS.code for item in reading.findings):
            self._lost_file(path, *kinds)
            if len(kinds) > 1:
                self.undeclared.lose_main(reading.content)
            if isinstance(reading.value, Map) and len(kinds) == 1:
                self.halved.add(path)
        return reading.value

    def _lost_file(self, path: str, *kinds: Kind) -> None:
        ids, words = ids_and_words(self.root / path)
        if len(kinds) > 1:
            # Of which kind the records are, the words of the file do not tell.
            self.left_out += [LeftOut(kind.name, words=words) for kind in kinds]
            return
        (kind,) = kinds
        if path.count("/") > 1:
            ids |= {stem_of(path)}
        self.left_out += [LeftOut(kind.name, name) for name in sorted(ids)]
        self.left_out.append(LeftOut(kind.name, words=words))

    def _file(self, path: str) -> None:
        """Read a file of records: its folder, or its name where it stands in ``data/`` itself, says of which kind."""
        first, *rest = path.split("/")[1:]
        name = first if rest else stem_of(first)
        kind = BY_FOLDER.get(name) or BY_NAME.get(name)
        if kind is None:
            self.strange.setdefault(name, []).append(path)
            if guess := near(name, BY_FOLDER):
                self._lost_file(path, BY_FOLDER[guess])
            return
        self._entries(kind, self._read(path, kind), Span(path, 1, 1), stem_of(path) if rest else "")

    def _tell_strange(self) -> None:
        """Tell each name that is no kind once, however many files there are in a folder of that name."""
        for name, paths in self.strange.items():
            fix = suggestion(name, BY_FOLDER) or f"use one of: {', '.join(BY_FOLDER)}"
            others = f", so {len(paths)} files are not read" if len(paths) > 1 else ""
            self._fault("SB019", Span(paths[0]), f"{shown(name)} is no kind of record{others}", fix)

    # --- the main file -----------------------------------------------------------------------------------------------

    def _top(self, main: str) -> Map:
        value = self._read(main, *BY_NAME.values()) if main else None
        if isinstance(value, Map):
            return value
        if value is not None:
            at = Span(main, *value.mark) if isinstance(value, Seq) else Span(main, 1, 1)
            self.undeclared.lose_main(self.contents[main])
            fix = f"begin with `company:`; records of one kind stand in `{DATA}/<kind>.yaml`"
            self._fault("SB006", at, f"expected a mapping (lines of `name: value`), found {described(value)}", fix)
        return Map(main or f"{DATA}/{MAIN}.yaml", (1, 1))

    def _main_file(self, top: Map) -> PlaybookFile:
        self._tell_unknown(top)
        own = {name: value for name, value in top.items() if name in PlaybookFile.model_fields}
        outcome = pruned(PlaybookFile, own)
        self.faults += [told(PlaybookFile, error, top, "") for error in outcome.errors]
        file = outcome.made or PlaybookFile.model_validate({})
        for where in outcome.cut:
            match where:
                case ("fields", str(name), str(field), *_):
                    self.undeclared.add(name, field)
                case ("fields", *_):
                    self.undeclared.add_all(top.get("fields"))
        if isinstance(settings := top.get("settings"), Map):
            file.settings._source = settings  # noqa: SLF001  (settings carry their source for messages about them)
        _place_waivers(file, top.get("waivers"), outcome.cut)
        for kind, fields in file.fields.items():
            self.models[kind] = with_own_fields(BY_NAME[kind].model, fields, self._tell_own(top, kind))
        return file

    def _tell_unknown(self, top: Map) -> None:
        """Tell what must not stand at the top, and note what it may have been meant for."""
        for name, value in top.items():
            if name not in TOP:
                fix = suggestion(name, TOP) or f"use one of: {', '.join(TOP)}"
                fault = finding("SB010", span_of(top, (name,), key=True), f"unknown field `{shown(name)[1:-1]}`", fix)
                self.faults.append(fault._replace(edits=renamed(top, (name,), TOP)))
                if (guess := near(name, TOP)) in BY_FOLDER:
                    self._lost(BY_FOLDER[guess], value)
                elif guess == "fields" or isinstance(value, Map):
                    self.undeclared.add_all(value)
        for name in ("settings", COMPANY.folder):
            if isinstance(around := top.get(name), Map) and "fields" in around:
                # Indented too far, the fields stand below what they should stand beside.
                self.undeclared.add_all(around["fields"])

    def _tell_own(self, top: Map, kind: str) -> Any:  # noqa: ANN401  (a function of four texts)
        written = top["fields"]
        key = kind if isinstance(written, Map) and kind in written else BY_NAME[kind].folder

        def tell(code: str, name: str, message: str, fix: str) -> None:
            self._fault(code, span_of(top, ("fields", key, name), key=True), message, fix)
            if code != "SB017":
                self.undeclared.add(kind, name)

        return tell

    # --- the company -------------------------------------------------------------------------------------------------

    def _company(self, top: Map) -> None:
        if "company" not in top:
            return
        value, span = top["company"], span_of(top, ("company",))
        if isinstance(value, str):
            value = _short(top.path, (span.line, span.column), "name", value)
        if isinstance(value, Map):
            self._record(COMPANY, value, Span(top.path, *value.mark), "company")
        elif value is not None:
            message = f"expected the company (lines of `name: value`), found {described(value)}"
            self._fault("SB006", span, message, "one playbook is for one company")
            self.left_out.append(LeftOut(COMPANY.name, words=None))

    def _one_company(self, top: Map, main: str) -> None:
        """See to it that there is one company and not two: pages and checks count on it."""
        found = list(self.records.get("company", {}).values())
        first = found[0] if found else None
        for other in found[1:]:
            message = f"a second company; the first stands at {found[0].span}"
            self._fault("SB017", other.span, message, "delete one of the two", other.key)
        if first is None:
            first = Company(id="company", name="our company")
            first.come_from(None, Span(main or f"{DATA}/{MAIN}.yaml"))
            if not any(item.kind == "company" for item in self.left_out):
                at = Span(main or f"{DATA}/{MAIN}.yaml", *((1, 1) if main else (0, 0)))
                at = span_of(top, ("company",), key=True) if "company" in top else at
                fix = f"write `company: {{name: ...}}` in {DATA}/{MAIN}.yaml"
                self._fault("SB011", at, "the playbook does not say which company it is for", fix)
        self.records["company"] = {first.id: first}

    # --- records -----------------------------------------------------------------------------------------------------

    def _entries(self, kind: Kind, value: Value, span: Span, name: str) -> None:
        """Take one record or a list of them; ``name`` is that of the file where it may serve as the id."""
        if isinstance(value, Seq):
            for position, item in enumerate(value):
                # A record knows its own place; asking the list for it would read the file a second time.
                mark = item.mark if isinstance(item, Map) else value.item_marks[position]
                self._item(kind, item, Span(span.path, *mark))
        elif isinstance(value, Map) and self._keyed(kind, value):
            fix = f"write a list: `- id: {next(iter(value))}` and the fields below it"
            self._fault("SB006", Span(span.path, *value.mark), f"expected {_many(kind)}, found a mapping of them", fix)
            self._lost(kind, value)
        elif isinstance(value, Map):
            self._record(kind, value, Span(span.path, *value.mark), name)
        elif value is not None:
            message = f"expected {_many(kind)}, found {described(value)}"
            self._fault("SB006", span, message, "write a list of records, or one record")
            self.left_out.append(LeftOut(kind.name, words=None))

    def _item(self, kind: Kind, item: Value, span: Span) -> None:
        if isinstance(item, Map):
            self._record(kind, item, Span(span.path, *item.mark), "")
        elif isinstance(item, str):
            # A bare text in a list is the id or the name of a record of which there is nothing more to say.
            field = "id" if SLUG.match(item) else "name"
            self._record(kind, _short(span.path, (span.line, span.column), field, item), span, "")
        else:
            message = f"expected {_one(kind)} (lines of `name: value`), found {described(item)}"
            self._fault("SB006", span, message, "write a record, or delete the empty line")

    def _keyed(self, kind: Kind, value: Map) -> bool:
        """Tell a mapping from ids to records, as people write it for a list, from a record."""
        fields = field_names(self.models.get(kind.name, kind.model))
        return bool(value) and value.keys().isdisjoint(fields) and all(
            isinstance(item, Map) for item in value.values()
        )  # fmt: skip

    def _record(self, kind: Kind, value: Map, span: Span, name: str) -> None:
        data: dict[str, Any] = dict(value)
        model = self.models.get(kind.name, kind.model)
        for field in self.undeclared.among(value, kind) if self.undeclared else ():
            self.left_out.append(LeftOut(kind.name, _text(value.get("id")) or name, field, words_of(data.pop(field))))
        if data.get("id") is None:
            data["id"] = _misspelled_id(model, value) or name or slugified(_text(data.get("name")))
            if not SLUG.match(data["id"]) or data["id"] == "index":
                self._no_id(kind, value, span, name)
                return
        known_id = _text(data["id"])
        if data.get("name") is None:
            data["name"] = _spelled_out(known_id)
        outcome = pruned(model, data, lambda: {"name": _spelled_out(known_id)})
        if outcome.errors:
            key = f"{kind.name}/{known_id}" if SLUG.match(known_id) else ""
            self.faults += [told(model, error, value, key) for error in outcome.errors]
            self._note_cut(kind, known_id, value, outcome.cut)
        made = outcome.made
        if made is None:
            self._lost(kind, value, name)
            return
        first = self.records.setdefault(kind.name, {}).setdefault(made.id, made)
        if first is not made:
            at = span_of(value, ("id",)) if value.get("id") else span
            message = f"a second {_one(kind, article=False)} with the id `{made.id}`; the first stands at {first.span}"
            self._fault("SB017", at, message, "give one of them another id", made.key)
            self.left_out.append(LeftOut(kind.name, words=words_of(value)))
        made.come_from(value, span)

    def _no_id(self, kind: Kind, value: Map, span: Span, name: str) -> None:
        if name:
            better = slugified(name)
            better = better if better not in {"", "index"} else "my-record"
            fix = f"rename the file to `{better}.yaml`, or write an `id`"
            self._fault("SB018", span, f"the file's name {shown(name)} is no id", fix)
        else:
            named = bool(_text(value.get("name")))
            fix = "give it an `id` of lower-case letters, digits and single hyphens"
            missing = "`id`, and its `name` makes none" if named else "`name`"
            self._fault("SB011", span, f"{_one(kind)} without {missing}", fix if named else "give it a `name`")
        self.left_out.append(LeftOut(kind.name, words=words_of(value)))

    def _note_cut(self, kind: Kind, name: str, value: Map, cut: Iterable[Where]) -> None:
        """Keep what was left out of a record, so that checks do not take it for missing."""
        fields = field_names(self.models.get(kind.name, kind.model))
        for where in cut:
            field = str(where[0])
            inner: Any = value.get(field)
            if isinstance(inner, Seq) and len(where) > 1 and isinstance(where[1], int) and where[1] < len(inner):
                inner = inner[where[1]]
            guess = field if field in fields else near(field, fields)
            if guess == "id" and inner == name:
                continue  # A misspelled name of the id leaves nothing in doubt.
            if field not in fields and (side := side_meant(self.models.get(kind.name, kind.model), field)):
                if side.is_far:
                    self.left_out.append(LeftOut(side.other.name, "", side.field, frozenset({name})))
                    continue
                guess = side.field or guess
            # One that is like none may be any that is not there; `status`, which all rules read, is too plain a word.
            meant = [guess] if guess else [item for item in fields if item not in value and item != "status"]
            words = words_of(inner)
            self.left_out += [LeftOut(kind.name, name, item, words, certain=bool(guess)) for item in meant]

    def _lost(self, kind: Kind, value: Value, stem: str = "") -> None:
        """Note that a record, or a list or mapping of records, was left out; ``stem`` is the name of its file."""
        if isinstance(value, Seq):
            for item in value:
                self._lost(kind, item)
        elif isinstance(value, Map) and self._keyed(kind, value):
            self.left_out += [LeftOut(kind.name, name, words=words_of(item)) for name, item in value.items()]
        elif isinstance(value, Map):
            known_id = _text(value.get("id")) or stem
            if value.get("id") is not None and not known_id:
                self.left_out.append(LeftOut(kind.name, field="id", words=None))
            name = slugified(known_id or _text(value.get("name")))
            self.left_out.append(LeftOut(kind.name, name, words=words_of(value)))
            if known_id != name:
                # What points at it is written like the id that was refused, or by the last part of that.
                self.left_out += [LeftOut(kind.name, known_id), LeftOut(kind.name, known_id.rpartition("/")[2])]
        elif isinstance(value, str):
            self.left_out.append(LeftOut(kind.name, slugified(value)))

    def _default_motion(self, span: Span) -> None:
        """Without a motion, all stages in the order written are one, but for those that nobody uses any more."""
        stages = [stage for stage in self.records.get("stage", {}).values() if stage.status != "retired"]
        if self.records.get("motion") or not stages:
            return
        paths = [stage.span.path for stage in stages]
        odd = next((stage for stage in stages if stage.span.path != paths[0]), None)
        if odd is not None and not any(item.kind == "motion" for item in self.left_out):
            message = "the stages stand in several files, and no motion says in which order they follow"
            fix = f"list them in the `stages` of a motion in {DATA}/motions.yaml, or keep them in one file"
            self._fault("SB020", odd.span, message, fix)
        motion = Motion(id="sales-cycle", name="Sales cycle", stages=tuple(stage.id for stage in stages))
        motion.come_from(None, span)
        self.records["motion"] = {motion.id: motion}

    def _fault(self, code: str, span: Span, message: str, fix: str = "", record: str = "") -> None:
        self.faults.append(finding(code, span, message, fix, record))


def _spelled_out(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _misspelled_id(model: type[Record], value: Map) -> str:
    """Give the id that stands under a name like `id`: by any other, what names the record would lead nowhere."""
    for name in () if model.known_fields.issuperset(value) else value.keys() - model.known_fields:
        text = value[name]
        if isinstance(text, str) and SLUG.match(text) and near(name, field_names(model)) == "id":
            return text
    return ""


def _place_waivers(file: PlaybookFile, written: Value, cut: Iterable[Where]) -> None:
    """Tell the waivers where they stand; those that were left out have gaps in the list."""
    gone = {where[1] for where in cut if where[0] == "waivers" and len(where) == 2}  # noqa: PLR2004  (the list and a place)
    sources: list[Value] = list(written) if isinstance(written, Seq) else [written]
    left = [source for position, source in enumerate(sources) if position not in gone]
    for waiver, source in zip(file.waivers, left, strict=False):
        if isinstance(source, Map):
            waiver._source = source  # noqa: SLF001  (a waiver carries its source for messages about it)


def _short(path: str, mark: tuple[int, int], field: str, text: str) -> Map:
    """Make the mapping that a bare text stands for, such as `company: Acme`."""
    made = Map(path, mark)
    made[field] = text
    made.key_marks[field] = made.value_marks[field] = mark
    return made


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _one(kind: Kind, *, article: bool = True) -> str:
    words = kind.one[0].lower() + kind.one[1:]
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}" if article else words


def _many(kind: Kind) -> str:
    return kind.many[0].lower() + kind.many[1:]
