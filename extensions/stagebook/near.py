"""The near name: what somebody probably meant when they wrote a name that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE_ENOUGH = 0.7
"""The least likeness for a name to be worth suggesting: one or two wrong letters in a word."""

SHORT = range(3, 5)
"""Lengths of words in which a single wrong letter weighs more than that, as in ``crn`` for ``crm``."""

LONGEST = 200
"""Characters of a word that are looked at."""


class Names:
    """Names to look for a near one in, made ready once for many words."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names."""
        from rapidfuzz.utils import default_process  # noqa: PLC0415  (only a mistake pays for the import)

        # Of names equally near the first in the alphabet is taken, so that a report reads the same on every run.
        self._plain = {name: default_process(name[:LONGEST]) for name in sorted(names)}

    def near(self, word: str) -> str | None:
        """Give the name most like the word, or None where none is close; case and punctuation do not count."""
        from rapidfuzz import process  # noqa: PLC0415  (as above)
        from rapidfuzz.distance import OSA, Indel  # noqa: PLC0415
        from rapidfuzz.utils import default_process  # noqa: PLC0415

        plain = default_process(word[:LONGEST])
        if not plain:
            return None
        found = process.extractOne(plain, self._plain, scorer=Indel.normalized_similarity, score_cutoff=CLOSE_ENOUGH)
        if found is None and len(plain) in SHORT:
            # One wrong letter of three is far off in percent.
            likeness = 1 - 1 / len(plain) - 0.01
            found = process.extractOne(plain, self._plain, scorer=OSA.normalized_similarity, score_cutoff=likeness)
        return found[2] if found else None


def near(word: str, names: Iterable[str]) -> str | None:
    """Give the name most like the word, or None where none is close; case and punctuation do not count."""
    return Names(names).near(word)
