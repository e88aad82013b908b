"""A rule that does not exist.

## What it does

Flags the code or the name of a rule in `settings.rules` or in a waiver that no rule has.

## Why it matters

Whoever turns a rule off, or waives a finding, has decided something. With a slip in the code the decision does nothing,
and nobody sees that.

## Example

```yaml
settings:
  rules: {SB031: warning}
```

## Fix

```yaml
settings:
  rules: {SB301: warning}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.near import near
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook
    from stagebook.spans import Span


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each code and name in the settings and the waivers that no rule has."""
    for code in playbook.settings.rules:
        yield from _about(code, playbook.settings.place_of("rules", code, key=True))
    for waiver in playbook.waivers:
        yield from _about(waiver.rule, waiver.place_of("rule"))


def _about(code: str, span: Span) -> Iterator[Finding]:
    from stagebook.rules import ALL, BY_CODE, rule_named  # noqa: PLC0415  (the list of rules holds this one too)

    if rule_named(code) is not None:
        return
    named = {rule.name: rule.code for rule in ALL}
    guess = near(code, (*BY_CODE, *named))
    meant = f"did you mean `{named.get(guess, guess)}`?" if guess else "`stagebook rule` lists them all"
    yield Finding(span, f"no rule has the code or the name `{shown(code)[1:-1]}`", meant)


RULE = Rule("SB021", "unknown-rule", Severity.ERROR, __doc__, check)
