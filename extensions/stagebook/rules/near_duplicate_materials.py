"""Two materials that are nearly the same.

## What it does

Flags a live material that says the same as an earlier one in one of three ways:

- the words of their names are the same or spelled nearly alike; their order, small words, years, versions and words
  such as *final* and *copy* do not count, but all other figures do
- their summaries are the same, and have at least five words
- they lead to the same address or file

Two materials are different things all the same if both say, and say otherwise, which kind, language, audience or
customer they have or what a choice of the company's own is; or if both name stages, personas, offerings or competitors
and have none of these in common. What more than five share, such as the address of a folder, says nothing.

## Why it matters

Make it once, use it again. Of two pieces for the same moment one is out of date, and the seller finds out in front of
the buyer. Reuse needs one place to look, and one piece to keep true.

## Example

```yaml
materials:
  - {id: security-pack, kind: security pack, stages: first-year}
  - {id: packs-security, name: Security packs 2026 (final), kind: security pack, stages: first-year}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```

## Fix

```yaml
materials:
  - {id: security-pack, kind: security pack, stages: first-year}
  - {id: packs-security, name: Security packs 2026 (final), status: retired}
stages:
  - {id: first-year, phase: postsale, tools: crm, exit_criteria: {text: They stay., verifiable_by_buyer: true}}
motions: [{id: care, runs: journey, stages: first-year}]
tools: [crm]
```
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.competitor import Competitor
from stagebook.kinds.material import Material
from stagebook.kinds.offering import Offering
from stagebook.kinds.persona import Persona
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stagebook.playbook import Playbook

ALIKE = 0.88
"""The least likeness of two words that count as one: a letter more or less in four, another letter in nine. Lower, and
*internal* would pass for *external* (0.75) or *product* for *production* (0.82)."""

SHARED_START = 3
"""Letters with which two such words begin alike: it brings them together, and slips of the pen are rare there."""

NEIGHBOURS = 4
"""Materials that follow in the order of their words with which one is compared, so that the work grows with their
number and not with its square."""

MANY = 5
"""More materials than this with one summary or address have a boilerplate or a folder in common."""

FEW_WORDS = 5
"""Words of a summary from which on it says something of its own."""

SMALL_WORDS = frozenset({"a", "an", "and", "copy", "final", "for", "in", "latest", "of", "on", "the", "to", "with"})

_EDITION = re.compile(r"\bv(?:ersion)?[ .]?\d+(?:\.\d+)*\b|\(\d+\)|\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]
Pair = tuple[Material, Material]
"""Two materials that say the same, the earlier first."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live material that is nearly the same as an earlier one; once, however many ways show it."""
    told: set[str] = set()
    uses = _Uses(playbook)
    materials = [material for material in playbook.all(Material) if material.live]
    for reason, pairs in (
        ("their names say the same", _with_one_name(materials)),
        ("their summaries are the same", _with_one(_summary, materials)),
        ("they lead to the same place", _with_one(_address, materials)),
    ):
        for earlier, later in pairs:
            if later.id not in told and not uses.differ(earlier, later):
                told.add(later.id)
                yield Finding(
                    later.span,
                    f"“{later.name}” and “{earlier.name}” ({earlier.key}) are nearly the same: {reason}",
                    "keep one and retire the other, or let name and summary say how they differ",
                    later.key,
                )


# --- blocks and pairs ------------------------------------------------------------------------------------------------


def _blocks(key_of: Callable[[Material], str], materials: list[Material]) -> Iterator[list[tuple[int, Material]]]:
    """Put materials with one key together, each with its place among all; most stand alone and are left out."""
    keys = [key_of(material) for material in materials]
    shared = {key: count for key, count in Counter(keys).items() if key and count > 1}
    blocks: dict[str, list[tuple[int, Material]]] = {key: [] for key in shared}
    for position, key in enumerate(keys if shared else ()):
        if key in shared:
            blocks[key].append((position, materials[position]))
    yield from blocks.values()


def _with_one(key_of: Callable[[Material], str], materials: list[Material]) -> Iterator[Pair]:
    for block in _blocks(key_of, materials):
        if len(block) <= MANY:
            yield from ((earlier, later) for (_, earlier), (_, later) in combinations(block, 2))


def _with_one_name(materials: list[Material]) -> Iterator[Pair]:
    """Give pairs whose names say the same; in the order of their words, near ones are neighbours."""
    for block in _blocks(_starts, materials):
        ordered = sorted((_words(material), position) for position, material in block)
        for index, (words, position) in enumerate(ordered):
            for other_words, other in ordered[index + 1 : index + 1 + NEIGHBOURS]:
                if _same_words(words, other_words):
                    yield materials[min(position, other)], materials[max(position, other)]


# --- words -----------------------------------------------------------------------------------------------------------


def _words(material: Material) -> Words:
    words = _WORD.findall(_EDITION.sub(" ", material.name.casefold()))
    return tuple(sorted([word for word in words if word not in SMALL_WORDS])) or tuple(words)


def _starts(material: Material) -> str:
    """Give what words that are spelled nearly alike have in common; of those with figures, all of it."""
    return " ".join([word[:SHARED_START] if word.isalpha() else word for word in _words(material)])


def _summary(material: Material) -> str:
    words = material.summary.casefold().split()
    return " ".join(words).rstrip(".!?") if len(words) >= FEW_WORDS else ""


def _address(material: Material) -> str:
    return (material.url or "").rstrip("/") or material.file


def _same_words(one: Words, other: Words) -> bool:
    pairs = [(first, second) for first, second in zip(one, other, strict=True) if first != second]
    if not pairs:
        return True
    from rapidfuzz.distance import Indel  # noqa: PLC0415  (few playbooks have names that are so near)

    return all(Indel.normalized_similarity(first, second, score_cutoff=ALIKE) >= ALIKE for first, second in pairs)


# --- what they are used for ------------------------------------------------------------------------------------------


class _Uses:
    """What materials say about themselves and what they link to; looked up only for those that look alike."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        own = playbook.own_fields.get("material", {})
        self.choices = [name for name, field in own.items() if field.type == "choice"]
        self._links: dict[str, tuple[frozenset[str], ...]] = {}

    def differ(self, one: Material, other: Material) -> bool:
        """Tell whether they say that they are two things."""
        if one.audience != other.audience:
            return True
        for name in ("kind", "language", "customer", *self.choices):
            first, second = getattr(one, name, None), getattr(other, name, None)
            if first and second and first != second:
                return True
        pairs = zip(self._of(one), self._of(other), strict=True)
        return any(first and second and not first & second for first, second in pairs)

    def _of(self, material: Material) -> tuple[frozenset[str], ...]:
        if material.id not in self._links:
            playbook = self.playbook
            links = (
                playbook.stages_for(material),
                playbook.picked(Persona, material.personas),
                playbook.picked(Offering, material.offerings),
                playbook.picked(Competitor, material.competitors),
            )
            self._links[material.id] = tuple(frozenset(record.id for record in records) for records in links)
        return self._links[material.id]


RULE = Rule(
    "SB405",
    "near-duplicate-materials",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("kind", "language", "audience", "customer", "stages", "personas", "offerings", "competitors"),
)
