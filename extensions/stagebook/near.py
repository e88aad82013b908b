"""The near name: what somebody probably meant when they wrote a name that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE_ENOUGH = 0.7
"""The least likeness for a name to be worth suggesting: one or two wrong letters in a word."""

SHORT = range(3, 5)
"""Lengths of words in which a single wrong letter weighs more than that, as in ``crn`` for ``crm``."""


def near(word: str, names: Iterable[str]) -> str | None:
    """Give the name most like the word, or None where none is close; upper case and punctuation do not count."""
    from rapidfuzz import process, utils  # noqa: PLC0415  (only a mistake pays for the import)
    from rapidfuzz.distance import OSA, Indel  # noqa: PLC0415

    # Of names equally near the first in the alphabet is taken, so that a report reads the same on every run.
    choices = sorted(names)
    found = process.extractOne(
        word[:200],
        choices,
        scorer=Indel.normalized_similarity,
        processor=utils.default_process,
        score_cutoff=CLOSE_ENOUGH,
    )
    if found is None and len(word) in SHORT:
        likeness = 1 - 1 / len(word)
        found = process.extractOne(
            word,
            choices,
            scorer=OSA.normalized_similarity,
            processor=utils.default_process,
            score_cutoff=likeness - 0.01,
        )
    return found[0] if found else None
