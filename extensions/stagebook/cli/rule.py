"""Explain a rule: what it flags, why that matters, an example and how to mend it.

Without a code all rules are listed with how much they weigh.

Examples:
  stagebook rule          list all rules
  stagebook rule SB301    explain one
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stagebook.cli.command import FINE, Command, MisuseError, wants_colour

if TYPE_CHECKING:
    import argparse

    from stagebook.rules import Rule


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("code", metavar="CODE", nargs="?", help="the code of a rule, such as SB301, or its name")


def run(options: argparse.Namespace) -> int:
    """Print a page of the manual, or the list of rules."""
    from stagebook.near import near
    from stagebook.rules import ALL

    if options.code is None:
        print(_list(ALL))
        return FINE
    wanted = options.code.strip().lower()
    for rule in ALL:
        if wanted in {rule.code.lower(), rule.name}:
            print(_page(rule))
            return FINE
    guess = near(options.code, [name for rule in ALL for name in (rule.code, rule.name)])
    hint = f"; did you mean {guess}?" if guess else ""
    raise MisuseError(f"no rule is called “{options.code}”{hint}\n`stagebook rule` lists all rules.")


def _list(rules: tuple[Rule, ...]) -> str:
    lines: list[str] = []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += ["", _strong(family[0].upper() + family[1:])]
        lines.append(f"  {rule.code}  {rule.severity!s:8} {rule.name}")
    return "\n".join(lines[1:])


def _page(rule: Rule) -> str:
    head = f"{_strong(f'{rule.code} {rule.name}')} ({rule.severity}, {rule.family})"
    lines = (_strong(line[3:]) if line.startswith("## ") else line for line in rule.manual.strip().splitlines())
    return "\n".join([head, "", *(line for line in lines if not line.startswith("```"))])


def _strong(words: str) -> str:
    return f"\x1b[1m{words}\x1b[0m" if wants_colour(sys.stdout) else words


COMMAND = Command("rule", __doc__, arguments, run)
