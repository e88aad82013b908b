"""All rules; a new rule is one new file and one line in :data:`ALL`."""

from __future__ import annotations

from stagebook.rules import (
    sb101_reference_to_nothing,
    sb301_stage_without_reusable_material,
    sb302_stage_without_tool,
)
from stagebook.rules.rule import FAMILIES, HEADINGS, Rule

ALL: tuple[Rule, ...] = (
    sb101_reference_to_nothing.RULE,
    sb301_stage_without_reusable_material.RULE,
    sb302_stage_without_tool.RULE,
)
"""All rules, in the order of their codes."""

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in ALL}

__all__ = ["ALL", "BY_CODE", "FAMILIES", "HEADINGS", "Rule"]
