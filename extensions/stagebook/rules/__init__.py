"""All rules; a new rule is one new file and one line in :data:`ALL`."""

from __future__ import annotations

from stagebook.rules import (
    reference_to_nothing,
    stage_without_reusable_material,
    stage_without_tool,
)
from stagebook.rules.rule import FAMILIES, HEADINGS, Rule

ALL: tuple[Rule, ...] = (
    reference_to_nothing.RULE,
    stage_without_reusable_material.RULE,
    stage_without_tool.RULE,
)
"""All rules, in the order of their codes."""

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in ALL}

__all__ = ["ALL", "BY_CODE", "FAMILIES", "HEADINGS", "Rule"]
