"""Selecting rules by what people write: codes, beginnings of codes, and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class UnknownRuleError(ValueError):
    """The caller named a rule that does not exist; the message says which, and the near one."""


def chosen(select: Iterable[str], ignore: Iterable[str], rules: Mapping[str, str]) -> frozenset[str]:
    """Give the codes of the rules that count: those selected, or all where none is, but for those ignored.

    ``rules`` maps each code to the rule's name. Raises UnknownRuleError as :func:`codes_named` does.
    """
    return (codes_named(select, rules) or frozenset(rules)) - codes_named(ignore, rules)


def codes_named(names: Iterable[str], rules: Mapping[str, str]) -> frozenset[str]:
    """Give the codes of the rules that are named: by code, by the beginning of one (``SB3`` for a family), or by name.

    ``rules`` maps each code to the rule's name. Raises UnknownRuleError where one names no rule.
    """
    codes: set[str] = set()
    for name in names:
        found = [
            code
            for code, known in rules.items()
            if known == name.lower() or (name.upper().startswith("SB") and code.startswith(name.upper()))
        ]
        if not found:
            from stagebook.near import near  # noqa: PLC0415  (only a mistake pays for it)

            guess = near(name, (*rules, *rules.values()))
            raise UnknownRuleError(f"no rule is called “{name}”" + (f"; did you mean {guess}?" if guess else ""))
        codes.update(found)
    return frozenset(codes)
