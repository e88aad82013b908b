"""Fields: what changed inside a record, field by field, in words.

Nothing here knows a certain kind of record: what a field holds, how it is called and what its texts mean stands in its
annotations. So a company's own fields, and kinds that are yet to come, are told like all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from stagebook.comparing.changes import Detail
from stagebook.comparing.lists import moved, paired
from stagebook.comparing.wording import Words, excerpts, label, lower, one_of, short, value_of
from stagebook.kinds.fields import IsProse, Model, RefTo, field_names
from stagebook.kinds.walking import mark_of

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Iterator, Sequence

    from stagebook.kinds.fields import IsUrl
    from stagebook.playbook import Playbook

_KEYS = {"Waiver": ("rule", "record")}
"""Mappings in lists that are told apart by several fields; all others by their main or first one."""


_NOTHING = (None, "", (), False)


class _Field(NamedTuple):
    """A field with its words: ``one`` is the word for one thing of a list, empty where there is none."""

    name: str
    label: str
    one: str
    mark: RefTo | IsProse | IsUrl | None


@dataclass(frozen=True)
class _Side:
    """One of the two playbooks; ``renamed`` leads from a record's key to the one it has on the other side."""

    words: Words
    renamed: Mapping[str, str]

    def normal(self, value: object, mark: object) -> Hashable:
        """Give a value in a form in which both sides can be compared: references by what they name."""
        if isinstance(value, Model):
            kind = type(value)
            told = (
                (field.alias or name, self.normal(getattr(value, name), mark_of(kind, field.alias or name)))
                for name, field in kind.model_fields.items()
            )
            return tuple((name, item) for name, item in told if item not in _NOTHING)
        if isinstance(value, tuple):
            return tuple(self.normal(item, mark) for item in value)
        if isinstance(value, Mapping):
            return tuple((name, self.normal(item, None)) for name, item in value.items())
        if isinstance(value, str) and isinstance(mark, RefTo):
            found = self.words.playbook.find(value, mark.kinds)
            return self.renamed.get(found.key, found.key) if found else value
        return " ".join(value.split()) if isinstance(value, str) else value

    def key(self, item: object, mark: object) -> Hashable:
        """Give what tells an item of a list from the others."""
        if not isinstance(item, Model):
            return self.normal(item, mark)
        names = _KEYS.get(type(item).__name__) or ((type(item).main,) if type(item).main else ())
        found = tuple(self.normal(value_of(item, name), mark_of(type(item), name)) for name in names)
        if any(found):
            return found
        return next((value for value in self._told(item)), ())

    def _told(self, item: Model) -> Iterator[Hashable]:
        """Give what the item refers to, and else what it says first."""
        names = field_names(type(item))
        references = tuple(name for name in names if isinstance(mark_of(type(item), name), RefTo))
        for name in (*references, *names):
            if (value := self.normal(value_of(item, name), mark_of(type(item), name))) not in _NOTHING:
                yield (name, value)


class Differ:
    """Compares records of two playbooks; ``renamed`` leads from old keys of records to new ones."""

    def __init__(self, before: Playbook, after: Playbook, renamed: Mapping[str, str]) -> None:
        """Take the playbooks."""
        self.before = _Side(Words(before), renamed)
        self.after = _Side(Words(after), {})

    def details(self, before: Model, after: Model, *, skip: Container[str] = ()) -> Iterator[Detail]:
        """Give what changed, in the order of the fields."""
        for name in dict.fromkeys((*field_names(type(after)), *field_names(type(before)))):
            old, new = value_of(before, name), value_of(after, name)
            if name in skip or old == new or not (old or new):
                continue
            # A field of the company's own may be declared on one side only.
            model = type(after) if name in field_names(type(after)) else type(before)
            field = _Field(name, label(model, name), one_of(model, name), mark_of(model, name))
            yield from self._changed(field, old, new)

    def _changed(self, field: _Field, old: Any, new: Any) -> Iterator[Detail]:  # noqa: ANN401  (fields are of every type)
        if isinstance(old, tuple) or isinstance(new, tuple):
            yield from self._list(field, old or (), new or ())
        elif isinstance(old, Mapping) or isinstance(new, Mapping):
            yield from self._mapping(field, old or {}, new or {})
        elif isinstance(old, Model) and isinstance(new, Model):
            for inner in self.details(old, new):
                yield replace(inner, field=f"{field.name}.{inner.field}", text=f"{field.label}: {lower(inner.text)}")
        elif self.before.normal(old, field.mark) != self.after.normal(new, field.mark):
            yield self._value(field, old, new)

    def _value(self, field: _Field, old: object, new: object) -> Detail:
        before, after = self.before.words.value(old, field.mark), self.after.words.value(new, field.mark)
        prose = isinstance(field.mark, IsProse)
        if before and after:
            words = " → ".join(excerpts(before, after))
            change = "reworded" if prose else "changed"
            return Detail(field.name, change, f"{field.label}{' reworded' if prose else ''}: {words}", before, after)
        if after:
            text = f"{field.label} {'written' if prose else 'set'}: {short(after)}"
            return Detail(field.name, "added", text, before, after)
        text = f"{field.label} {'deleted' if prose else 'removed'}, it was {short(before)}"
        return Detail(field.name, "removed", text, before, after)

    # --- lists and mappings ------------------------------------------------------------------------------------------

    def _list(self, field: _Field, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Detail]:
        mark = field.mark
        sides = ((old, self.before), (new, self.after))
        whole = [[side.normal(item, mark) for item in items] for items, side in sides]
        keys = [[side.key(item, mark) for item in items] for items, side in sides]
        texts = [[_prose(item, mark) for item in items] for items, _ in sides]
        pairs = paired((whole[0], whole[1]), (keys[0], keys[1]), (texts[0], texts[1]))
        for at, to in pairs:
            if whole[0][at] != whole[1][to]:
                yield from self._item(field, old[at], new[to])
        gone = [item for at, item in enumerate(old) if at not in {pair[0] for pair in pairs}]
        come = [item for to, item in enumerate(new) if to not in {pair[1] for pair in pairs}]
        yield from self._replaced(field, gone, come)
        for item in come:
            words = self.after.words.value(item, mark)
            yield Detail(field.name, "added", _told(field, "added", short(words)), "", words)
        for item in gone:
            words = self.before.words.value(item, mark)
            yield Detail(field.name, "removed", _told(field, "removed", short(words)), words, "")
        if moved([at for at, _ in pairs]):
            before, after = self.before.words.value(tuple(old), mark), self.after.words.value(tuple(new), mark)
            yield Detail(field.name, "moved", f"{field.label}: the order changed", before, after)

    def _item(self, field: _Field, old: object, new: object) -> Iterator[Detail]:
        """Tell what changed about one item of a list."""
        if not (isinstance(old, Model) and isinstance(new, Model)):
            before, after = self.before.words.value(old, field.mark), self.after.words.value(new, field.mark)
            text = _told(field, "reworded", " → ".join(excerpts(before, after)))
            yield Detail(field.name, "reworded", text, before, after)
            return
        main = type(new).main
        for inner in self.details(old, new):
            name = f"{field.name}.{inner.field}"
            if inner.field == main and inner.change == "reworded":
                text = _told(field, "reworded", " → ".join(excerpts(inner.before, inner.after)))
            else:
                item = short(self._name_of(new, main))
                text = f"{f'{field.one} ' if field.one else f'{field.label}: '}{item}: {lower(inner.text)}"
            yield replace(inner, field=name, text=text)

    def _name_of(self, item: Model, main: str) -> str:
        words = self.after.words
        if main and (told := words.value(value_of(item, main), mark_of(type(item), main))):
            return told
        names = _KEYS.get(type(item).__name__)
        if names:
            return " for ".join(words.value(value_of(item, name), mark_of(type(item), name)) for name in names)
        return words.model(item).partition(" (")[0]

    def _replaced(self, field: _Field, gone: list[Any], come: list[Any]) -> Iterator[Detail]:
        """Tell of records that gave way to the one which they name as their successor; takes them off both lists."""
        for old in list(gone):
            successor = self._successor(old, field.mark)
            new = next(
                (item for item in come if successor and self._reference(item, self.after, field) == successor), None
            )
            if new is not None:
                gone.remove(old)
                come.remove(new)
                before, after = self.before.words.value(old, field.mark), self.after.words.value(new, field.mark)
                text = _told(field, "replaced", f"{short(before)} by {short(after)}")
                yield Detail(field.name, "replaced", text, before, after)

    def _reference(self, item: object, side: _Side, field: _Field) -> str:
        """Give the key of the record that an item of a list is about; empty where it is about none."""
        mark: object = field.mark
        if isinstance(item, Model) and type(item).main:
            mark, item = mark_of(type(item), type(item).main), value_of(item, type(item).main)
        if not isinstance(mark, RefTo) or not isinstance(item, str):
            return ""
        found = side.words.playbook.find(item, mark.kinds)
        return side.renamed.get(found.key, found.key) if found else ""

    def _successor(self, item: object, mark: object) -> str:
        """Give the key of the record that replaces the one an item is about."""
        kind, _, name = self._reference(item, self.before, _Field("", "", "", mark)).partition("/")  # type: ignore[arg-type]
        for side in (self.after, self.before):
            record = side.words.playbook.get(kind, name) if kind else None
            text = getattr(record, "replaced_by", None)
            found = side.words.playbook.find(text, (kind,)) if text else None
            if found is not None:
                return found.key
        return ""

    def _mapping(self, field: _Field, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Detail]:
        for name in dict.fromkeys((*new, *old)):
            if old.get(name) != new.get(name):
                part = _Field(f"{field.name}.{name}", f"{field.label}: {name}", "", None)
                yield from self._changed(part, old.get(name), new.get(name))


def _told(field: _Field, change: str, words: str) -> str:
    """Say what happened to one item of a list: ``Tool added: CRM``, or ``What we do: added “Call.”``."""
    return f"{field.one} {change}: {words}" if field.one else f"{field.label}: {change} {words}"


def _prose(item: object, mark: object) -> str:
    """Give the prose that an item is made of; empty where it is something else."""
    if isinstance(item, Model):
        main = type(item).main
        return str(value_of(item, main) or "") if main and isinstance(mark_of(type(item), main), IsProse) else ""
    return item if isinstance(item, str) and isinstance(mark, IsProse) else ""
