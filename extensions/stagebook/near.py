"""The near name: what somebody probably meant when they wrote a name that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE_ENOUGH = 70.0
"""The least likeness, in percent, for a name to be worth suggesting: one or two wrong letters in a short word."""


def near(word: str, names: Iterable[str]) -> str | None:
    """Give the name most like the word, or None where none is close."""
    from rapidfuzz import process, utils  # noqa: PLC0415  (only a mistake pays for the import)
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    found = process.extractOne(
        word[:200], sorted(names), scorer=Indel.normalized_similarity, processor=utils.default_process,
        score_cutoff=CLOSE_ENOUGH / 100,
    )  # fmt: skip
    return found[0] if found else None
