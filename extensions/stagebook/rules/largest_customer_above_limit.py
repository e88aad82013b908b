"""A largest customer that is too large.

## What it does

Flags the share of revenue in `largest_customers` where the largest customer brings more than `limits.customer_share`,
30 percent where nothing else is set, or where up to five customers bring more than half. Of several such lines the
first is flagged.

## Why it matters

A company that is driven by its customers carries the risk of a market of one: most of the revenue from few customers.
What they ask for gets built, what all others need waits, and when one of them leaves, so does the plan of the year.
The remedy is more customers with the same need, not less care for those there are.

## Example

```yaml
company:
  name: Acme
  largest_customers:
    - {customers: largest, share: 45}
```

## Fix

```yaml
company:
  name: Acme
  largest_customers:
    - {customers: largest, share: 25}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook

FEW = 5
"""Customers that are few, whatever the size of the company."""

MOST = 50
"""The share, in percent, above which few customers bring most of the revenue."""

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give the first line that says that the market is one customer or a few."""
    limit = playbook.settings.limits.customer_share
    for position, band in enumerate(playbook.company.largest_customers):
        number = _number(band.customers)
        if number == 1 and band.share > limit:
            message = f"the largest customer brings up to {band.share:g} % of the revenue, more than {limit:g} %"
        elif 1 < number <= FEW and band.share > MOST:
            message = f"{number} customers bring up to {band.share:g} % of the revenue, which is most of it"
        else:
            continue
        yield Finding(
            playbook.company.place_of("largest_customers", position, "share"),
            message,
            "look for more customers with the same need, and ask of each wish of the largest who else has it",
            playbook.company.key,
        )
        return


def _number(customers: str) -> int:
    """Give the number of customers that words such as `largest`, `5` or `top three` mean; 0 where they tell none."""
    words = re.findall(r"[a-z]+|\d+", customers.casefold())
    numbers = [int(word[:9]) for word in words if word.isdigit()] + [NUMBERS[word] for word in words if word in NUMBERS]
    return numbers[0] if numbers else int("largest" in words or "biggest" in words)


RULE = Rule("SB801", "largest-customer-above-limit", Severity.WARNING, __doc__, check, reads=("largest_customers",))
