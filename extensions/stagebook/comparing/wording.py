"""Wording: values as people would say them, short enough for a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from stagebook.kinds.fields import IsProse, Model, RefTo
from stagebook.kinds.walking import label_of, mark_of
from stagebook.mentions import replaced

if TYPE_CHECKING:
    from stagebook.kinds.fields import IsUrl
    from stagebook.kinds.record import Record
    from stagebook.mentions import Mention
    from stagebook.playbook import Playbook

LONGEST = 160
"""Characters of a text that are shown in a line."""

AROUND = 4
"""Words that are shown on both sides of what changed in a longer text."""

_ONE = {"aliases": "Alias", "supports": ""}
"""Lists whose singular is no plain matter of an s at the end; empty for a name that is no noun."""


def one_of(model: type[Model], name: str) -> str:
    """Give the word for one thing of a list, such as ``Exit criterion``; empty where the label gives none."""
    attribute = attribute_of(model, name)
    label = label_of(model, attribute)
    if name in _ONE or label != name.replace("_", " ").capitalize():
        return _ONE.get(name, "")
    if label.endswith("criteria"):
        return f"{label.removesuffix('a')}on"
    if label.endswith("ies"):
        return f"{label.removesuffix('ies')}y"
    return label.removesuffix("s") if label.endswith("s") else ""


def label(model: type[Model], name: str) -> str:
    """Give the words for a field, by its name in the files."""
    return label_of(model, attribute_of(model, name))


def attribute_of(model: type[Model], name: str) -> str:
    """Give the name that a field of the files has in Python."""
    return name if name in model.model_fields else f"{name}_" if iskeyword(name) else name


def value_of(model: Model, name: str) -> Any:  # noqa: ANN401  (fields are of every type)
    """Give the value of a field, by its name in the files; None where the model has no such field."""
    return getattr(model, attribute_of(type(model), name), None)


def lower(words: str) -> str:
    """Begin words with a small letter, where they do not begin with an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


class Words:
    """The values of one playbook in words: what they refer to by its name, dates and flags as people write them."""

    def __init__(self, playbook: Playbook) -> None:
        """Take the playbook in which names are looked up."""
        self.playbook = playbook

    def value(self, value: object, mark: RefTo | IsProse | IsUrl | None = None) -> str:  # noqa: PLR0911  (one case a type)
        """Give a value in full; prose stands in quotation marks."""
        match value:
            case None | () | "":
                return ""
            case bool():
                return "yes" if value else "no"
            case Model():
                return self.model(value)
            case tuple():
                return ", ".join(self.value(item, mark) for item in value)
            case date():
                return value.isoformat()
            case str():
                return self._text(value, mark)
            case Mapping():
                return ", ".join(f"{name}: {self.value(item)}" for name, item in value.items())
            case _:
                return str(value)

    def _text(self, text: str, mark: RefTo | IsProse | IsUrl | None) -> str:
        if isinstance(mark, RefTo):
            found = self.playbook.find(text, mark.kinds)
            return found.name if found else f"“{text}”, which is not there"
        if isinstance(mark, IsProse):
            return f"“{' '.join(replaced(text, self._named).split())}”"
        return " ".join(text.split())

    def _named(self, mention: Mention) -> str:
        found: Record | None = self.playbook.get(mention.kind, mention.target)
        return mention.title or (found.name if found else mention.target)

    def model(self, model: Model) -> str:
        """Give a mapping: its main field, and the others that say something in brackets."""
        kind = type(model)
        told = {
            field.alias or name: words
            for name, field in kind.model_fields.items()
            if name in model.model_fields_set
            and (words := self.value(getattr(model, name), mark_of(kind, field.alias or name)))
        }
        if not told:
            return ""
        if {"from", "to"} <= told.keys():
            told = {"from": f"{told.pop('from')} to {told.pop('to')}", **told}
        main = kind.main if kind.main in told else next(iter(told))
        more = "; ".join(f"{lower(label(kind, name))}: {words}" for name, words in told.items() if name != main)
        return f"{told[main]} ({more})" if more else told[main]


def short(text: str) -> str:
    """Cut a text that is too long for a line, at the end of a word."""
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST - 2].rsplit(" ", 1)[0]
    return f"{cut} …{'”' if text.startswith('“') and text.endswith('”') else ''}"


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Give two versions of a text; of longer ones the part that differs, with a few words around it."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    old, new = before.strip("“”").split(), after.strip("“”").split()
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    same = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    first = max(0, start - AROUND)
    return _part(old, first, len(old) - same), _part(new, first, len(new) - same)


def _part(words: list[str], start: int, end: int) -> str:
    end = min(len(words), end + AROUND)
    text = short(f"“{' '.join(words[start:end])}”").strip("“”")
    return f"“{'… ' if start else ''}{text}{' …' if end < len(words) and not text.endswith('…') else ''}”"
