"""An alias that is also the name or id of another record.

## What it does

Flags an alias that another record of the same kind has as its id, its name or an alias of its own. Upper and lower case
do not count, nor whether words are parted by spaces or hyphens.

## Why it matters

People search by the words they know, and an alias in the form of an id keeps old links alive. An alias that two records
lay claim to leads to one of them, and whoever looked for the other does not learn that it exists.

## Example

```yaml
tools:
  - {id: call-recorder, aliases: [crm]}
  - {id: crm}
```

## Fix

```yaml
tools:
  - {id: call-recorder, aliases: [recordings]}
  - {id: crm}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each alias that another record of the kind has already."""
    for records in playbook.records.values():
        yield from _of_one_kind([record for record in records.values() if record.live])


def _of_one_kind(records: Sequence[Record]) -> Iterator[Finding]:
    if not any(record.aliases for record in records):
        return
    owners: dict[str, Record] = {}
    for record in records:
        # An id is plain but for its hyphens.
        owners.setdefault(record.id.replace("-", " "), record)
        owners.setdefault(_plain(record.name), record)
    for record in records:
        for position, alias in enumerate(record.aliases):
            other = owners.setdefault(_plain(alias), record)
            if other is not record:
                yield Finding(
                    record.place_of("aliases", position),
                    f"the alias “{alias}” also stands for “{other.name}” ({other.key})",
                    "delete it here or there",
                    record.key,
                )


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


RULE = Rule("SB105", "alias-that-is-taken", Severity.WARNING, __doc__, check)
