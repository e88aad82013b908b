"""What a rule is: a code, a name, how much it weighs, its page of the manual, and how it finds what it flags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from stagebook.findings import Finding, Severity

if TYPE_CHECKING:
    from stagebook.playbook import Playbook

FAMILIES = {
    "0": "file and shape",
    "1": "links",
    "2": "CRM",
    "3": "coverage",
    "4": "reuse",
    "5": "audience and framework",
    "6": "freshness",
    "7": "links out",
    "8": "company and onboarding",
}
"""The families of rules, by the first digit of their codes."""

HEADINGS = ("What it does", "Why it matters", "Example", "Fix")
"""The headings that each page of the manual has, in this order."""

_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Check = Callable[["Playbook"], Iterable[Finding]]
CheckOn = Callable[["Playbook", date], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that checks look for.

    ``manual`` is the docstring of the rule's module: a line that names the defect, then the sections of
    :data:`HEADINGS` in Markdown. ``check`` gives what the rule finds in a playbook, ``check_on`` the same for rules
    that need to know the day; the engine stamps code, name and severity on each finding.

    Two fields keep one fault from setting off ten findings. ``requires`` names the rules that come first: about a
    record that one of them flags, this rule says nothing, nor about any record where one of them finds something that
    belongs to none. ``reads`` names the fields on which the verdict rests, ``stages`` for a field of the flagged record
    and ``material.stages`` for one of another kind: where such a field could not be read, or with SB101 among
    ``requires`` names a record that does not exist, the rule says nothing about the records that may have been meant.
    """

    code: str
    name: str
    severity: Severity
    manual: str = ""
    check: Check | None = None
    check_on: CheckOn | None = None
    requires: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    found_by: Literal["rule", "reading", "engine", "network"] = "rule"
    """Who finds it: the rule itself, the reading of the files, the engine, which alone knows what was waived, or the
    network, which is asked only where somebody wants it (see :mod:`stagebook.online`)."""

    @property
    def family(self) -> str:
        """The family, as its code says."""
        return FAMILIES[self.code[2]]

    @property
    def defect(self) -> str:
        """The defect in a few words: the first line of the manual page, without its full stop."""
        return self.manual.strip().split("\n", 1)[0].rstrip(".")

    def findings(self, playbook: Playbook, today: date) -> Iterable[Finding]:
        """Give what the rule itself finds; nothing where reading or the engine does the finding."""
        if self.check_on is not None:
            return self.check_on(playbook, today)
        return self.check(playbook) if self.check is not None else ()

    def section(self, heading: str) -> str:
        """Give the text below a heading of the manual page; empty where there is none."""
        found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", self.manual, re.MULTILINE | re.DOTALL)
        return found[1].strip() if found else ""

    def yaml(self, heading: str) -> str:
        """Give the YAML below a heading of the manual page; empty where there is none."""
        found = _BLOCK.search(f"{self.section(heading)}\n")
        return found[1] if found else ""
