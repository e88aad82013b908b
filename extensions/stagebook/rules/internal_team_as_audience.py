"""A team of our own as the audience.

## What it does

Flags three ways of serving ourselves:

- a live persona that is called like a team or a role of the playbook, or all of whose titles are jobs of the playbook,
  and that has no `buying_roles`; one that is called *our* or *internal* something, in any case
- a live material for outside (`audience: external`) that names no persona and says that it is for our own people, such
  as *for our account executives*
- a live program that names no persona and says the same

## Why it matters

Sales is not marketing's customer; the customer is the customer. Every material and every program serves an audience
outside of the company. What is made to please a team of our own is measured by how that team likes it, and nobody asks
whether it moved a buyer.

## Example

```yaml
teams:
  - {id: sales, name: Sales team, roles: account-executive}
roles:
  - {id: account-executive, path: first-week}
paths:
  - {id: first-week, steps: [{when: day 1, page: roadmap}]}
personas:
  - {id: sales, goals: Close more deals.}
```

## Fix

```yaml
teams:
  - {id: sales, name: Sales team, roles: account-executive}
roles:
  - {id: account-executive, path: first-week}
paths:
  - {id: first-week, steps: [{when: day 1, page: roadmap}]}
personas:
  - {id: chef, buying_roles: user}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.kinds.persona import Persona
from stagebook.kinds.program import Program
from stagebook.kinds.role import Role
from stagebook.kinds.team import Team
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stagebook.playbook import Playbook

_OURS = re.compile(r"(?:our(?: own)?|internal) ")
_GROUP = re.compile(r" (?:team|department|people|staff)\Z")
_AFTER = r"(?=[ \t]*(?:$|[.,;:!?)\]–—-]|\b(?:and|or|at|in|on|to|who|when|before|after|while|only)\b))(?!['’]s)"

WORDS = frozenset({"seller", "salespeople", "sales rep", "rep", "colleague"})
"""Words for our own people that need no record."""


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each live persona, material and program that is about or for our own people."""
    jobs = {_plain(name) for role in playbook.all(Role) if role.live for name in _names(role, role.short)}
    ours = jobs | {_plain(name) for team in playbook.all(Team) if team.live for name in _names(team)}
    yield from _personas(playbook, ours, jobs)
    yield from _pieces(playbook, ours)


def _personas(playbook: Playbook, ours: set[str], jobs: set[str]) -> Iterator[Finding]:
    for persona in playbook.all(Persona):
        if not persona.live:
            continue
        said = any(_OURS.match(name.casefold()) and _plain(name) in ours | WORDS for name in _names(persona))
        called = _plain(persona.name) in ours or _plain(persona.id) in ours
        titled = bool(persona.titles) and all(_plain(title) in jobs for title in persona.titles)
        if said or (not persona.buying_roles and (called or titled)):
            yield Finding(
                persona.place_of("titles" if titled and not called else "name"),
                f"the persona “{persona.name}” is one of our own teams or jobs, and no audience outside of the company",
                "describe the people outside whom you serve; if buyers have such people, say so in `buying_roles`",
                persona.key,
            )


def _pieces(playbook: Playbook, ours: set[str]) -> Iterator[Finding]:
    found: re.Pattern[str] | None = None
    pieces: Iterable[Material | Program] = (*playbook.all(Material), *playbook.all(Program))
    for piece in pieces:
        if not piece.live or piece.personas or (isinstance(piece, Material) and piece.audience == "internal"):
            continue
        for field, text in _texts(piece):
            if "for our" not in text.casefold():
                continue
            found = found or _for_ours(ours)
            if match := found.search(text):
                inside = "write `audience: internal`, or " if isinstance(piece, Material) else ""
                yield Finding(
                    piece.place_of(field),
                    f"“{piece.name}” is “{match[0]}”, and not for anybody outside of the company",
                    f"{inside}name in `personas` the buyers or customers whom it helps",
                    piece.key,
                )
                break


def _texts(piece: Material | Program) -> tuple[tuple[str, str], ...]:
    texts = (("name", piece.name), ("summary", piece.summary))
    return (*texts, ("purpose", piece.purpose)) if isinstance(piece, Material) else texts


def _for_ours(ours: set[str]) -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name).replace(r"\ ", r"[\s-]+") for name in ours | WORDS), reverse=True))
    return re.compile(
        rf"\bfor our (?:own )?(?:{names})s?(?: teams?| department| people| staff| colleagues)?\b{_AFTER}",
        re.IGNORECASE | re.MULTILINE,
    )


def _names(record: Persona | Role | Team, *more: str) -> Iterator[str]:
    return (name for name in (record.id, record.name, *more, *record.aliases) if name)


def _plain(name: str) -> str:
    """Bring a name to the form in which one person and many, the team and its function are alike."""
    words = " ".join(name.casefold().replace("-", " ").split())
    words = _GROUP.sub("", _OURS.sub("", words.removeprefix("the "), count=1))
    return words if words.endswith("ss") else words.removesuffix("s")


RULE = Rule(
    "SB501",
    "internal-team-as-audience",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("buying_roles", "titles", "personas", "audience"),
)
