"""An address at which nothing is.

## What it does

Asks for each address in the fields and the prose of records that are not drafts, and flags those at which there is
nothing: the page is gone, the server has an error, has no name or does not answer in time. It looks only with
`stagebook check --online`. What asks for a password, or for less haste, counts as there; addresses that are reserved
for examples, such as `example.com`, are not asked for.

Each server gets one request at a time, which asks for no content; the whole look ends after two minutes.

## Why it matters

Pages elsewhere move without telling anybody. A link that is dead costs the seller the material in front of the buyer,
and the reader the trust in all other links.

## Example

```yaml
tools:
  - {id: crm, url: "https://crm.acme.com/gone"}
```

## Fix

```yaml
tools:
  - {id: crm, url: "https://crm.acme.com/"}
```
"""

from __future__ import annotations

from stagebook.findings import Severity
from stagebook.rules.rule import Rule

RULE = Rule("SB703", "dead-url", Severity.WARNING, __doc__, found_by="network")
