"""An objection without a response.

## What it does

Flags a live objection that has neither a `response` nor a live material to show, and likewise each of the `objections`
of a live persona.

## Why it matters

A buyer who objects is still talking to us. Whoever stands there without an answer makes one up, another one in each
deal; the answer that worked is known to one seller and helps nobody else.

## Example

```yaml
objections:
  - {id: too-dear, says: For that price I can buy a fridge.}
```

## Fix

```yaml
objections:
  - id: too-dear
    says: For that price I can buy a fridge.
    response: Ask what the fridge held when it last failed.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.material import Material
from stagebook.kinds.objection import Objection
from stagebook.kinds.persona import Persona
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.persona import Answer
    from stagebook.playbook import Playbook

FIX = "write its `response`, or name in its `materials` what to show"


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each objection to which nothing is said or shown."""
    for objection in playbook.all(Objection):
        if objection.live and not _answered(playbook, objection):
            message = f"there is no response to the objection “{objection.name}”"
            yield Finding(objection.span, message, FIX, objection.key)
    for persona in playbook.all(Persona):
        for position, answer in enumerate(persona.objections if persona.live else ()):
            if not _answered(playbook, answer):
                message = f"there is no response to an objection of “{persona.name}”"
                yield Finding(persona.place_of("objections", position), message, FIX, persona.key)


def _answered(playbook: Playbook, objection: Objection | Answer) -> bool:
    if objection.response.strip():
        return True
    return any(material.live for material in playbook.picked(Material, objection.materials))


RULE = Rule(
    "SB312",
    "objection-without-response",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB101",),
    reads=("response", "materials", "objections"),
)
