"""What was meant beyond doubt: the one name or the one day that a slip of the pen stands for.

A suggestion may be wrong, and whoever reads it decides. What is written into a file may not: so here a name counts only
where it is very near, clearly nearer than all others, and where the difference is a slip and no other word. Nothing is
taken for a slip that changes a figure, the first letter or a short word, nor a word that is right elsewhere:
``contract-template`` is no misspelled ``contact-template`` where there is a ``contract-review``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST: Final = 2
LONG: Final = 9
"""Slips in a word that still leave no doubt, if it has so many letters; in a shorter one it is a single slip."""

SHORT: Final = 4
"""Letters of a word in which a single slip leaves no doubt, if a letter was left out, added or has changed places."""

LONGEST: Final = 200
"""Characters of a text that can be a name at all."""

_WORD: Final = re.compile(r"[^\W_]+")
_DIGIT: Final = re.compile(r"\d+")


class Meanings:
    """Names that a misspelled word may stand for, made ready to be asked for many words."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names."""
        self._words = {name: _words(name) for name in names}
        self._names = list(self._words)
        self._joined = ["".join(words) for words in self._words.values()]
        self._known = {word for words in self._words.values() for word in words}

    def of(self, word: str) -> str | None:
        """Give the one name that was meant; None where there is any doubt, and where the word is one of the names.

        Upper case and what stands between words do not count, so that ``Call_recorder`` means ``call-recorder``.
        """
        written = _words(word) if len(word) <= LONGEST else ()
        if not written or word in self._words:
            return None
        near = sorted(
            (slips, name) for name in self._near(written) if (slips := _slips(written, self._words[name])) >= 0
        )
        if not near:
            return None
        (fewest, name), *others = near
        if others and others[0][0] <= fewest + (fewest > 0):
            return None
        # A word that is right elsewhere was not misspelled, but meant for something that is not there.
        strange = set(written).difference(self._words[name]) if fewest else set()
        return None if strange & self._known else name

    def _near(self, written: Sequence[str]) -> Iterator[str]:
        """Give the names that may be near enough, without looking at the others one by one."""
        from rapidfuzz import process  # noqa: PLC0415  (only a mistake pays for the import)
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extract("".join(written), self._joined, scorer=OSA.distance, score_cutoff=MOST, limit=None)
        return (self._names[place] for _, _, place in found)


def meant_name(word: str, names: Iterable[str]) -> str | None:
    """Give the one of some names that was meant by a word, as :meth:`Meanings.of` does."""
    return Meanings(names).of(word)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _slips(written: Sequence[str], words: Sequence[str]) -> int:
    """Count the slips of the pen between two names of several words; -1 where they are two names."""
    if "".join(written) == "".join(words):
        # A hyphen more or less is a slip, but between figures it makes other figures.
        return 0 if _DIGIT.findall(" ".join(written)) == _DIGIT.findall(" ".join(words)) else -1
    if len(written) != len(words):
        return -1
    pairs = [(one, other) for one, other in zip(written, words, strict=True) if one != other]
    return _slips_in_word(*pairs[0]) if len(pairs) == 1 else -1


def _slips_in_word(one: str, other: str) -> int:
    shorter, longer = sorted((len(one), len(other)))
    most = MOST if shorter >= LONG else 1
    if longer < SHORT or one[0] != other[0] or _DIGIT.findall(one) != _DIGIT.findall(other):
        return -1
    from rapidfuzz.distance import OSA  # noqa: PLC0415  (as above)

    slips = OSA.distance(one, other, score_cutoff=most)
    other_letter = shorter == longer and sorted(one) != sorted(other)
    return -1 if slips > most or (longer == SHORT and other_letter) else slips


# --- days ------------------------------------------------------------------------------------------------------------

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_YEAR_FIRST: Final = re.compile(rf"{_YEAR}(?P<between>[-/.])(?P<month>\d\d?)(?P=between)(?P<day>\d\d?)\.?", re.ASCII)
_TOGETHER: Final = re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_YEAR_LAST: Final = re.compile(rf"(\d\d?)(?P<between>[-/.]) ?(\d\d?)(?P=between) ?{_YEAR}", re.ASCII)
_NAMED: Final = re.compile(
    rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th|\.)? (?P<month>[a-z]{{3,9}})\.?|"
    rf"(?P<month_first>[a-z]{{3,9}})\.? (?P<day_next>\d\d?)(?:st|nd|rd|th)?),? {_YEAR}",
    re.ASCII,
)


def meant_date(text: str) -> date | None:
    """Give the one day that a date in another form means: ``2026/3/5``, ``20260305``, ``25.3.2026``, ``5 March 2026``.

    None where it could be two days, as ``5.3.2026`` may: the fifth of March here, the third of May elsewhere.
    """
    days = days_meant(text)
    return days[0] if len(days) == 1 else None


def days_meant(text: str) -> tuple[date, ...]:
    """Give the days that a date in another form may mean: none, one, or two in their order."""
    text = text.strip().lower()
    if found := _YEAR_FIRST.fullmatch(text) or _TOGETHER.fullmatch(text):
        return _days(_day(found["year"], found["month"], found["day"]))
    if found := _YEAR_LAST.fullmatch(text):
        one, other, year = found[1], found[3], found["year"]
        return _days(_day(year, other, one), _day(year, one, other))
    if found := _NAMED.fullmatch(text):
        name = found["month"] or found["month_first"]
        months = [number for number, month in enumerate(_MONTHS, 1) if name in {month, month[:3], month[:4]}]
        return _days(_day(found["year"], str(months[0]), found["day"] or found["day_next"])) if months else ()
    return ()


def _days(*days: date | None) -> tuple[date, ...]:
    return tuple(sorted({day for day in days if day}))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
