"""The engine of the checks: which findings count, how much they weigh, and in what order they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stagebook.rules import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stagebook.findings import Finding
    from stagebook.playbook import Playbook


def check(
    playbook: Playbook, *, today: date, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Give all findings on a playbook, in the order of the files; ``select`` and ``ignore`` hold codes or their start."""
    found = list(playbook.faults)
    for rule in ALL:
        for finding in rule.findings(playbook, today):
            found.append(replace(finding, code=rule.code, name=rule.name, severity=rule.severity))
    wanted = (
        finding
        for finding in found
        if (not select or finding.code.startswith(tuple(select))) and not finding.code.startswith(tuple(ignore) or ("-",))
    )
    return tuple(sorted(wanted, key=lambda finding: finding.order))
