"""What single cases can't show of the rules of the CRM, of coverage and of reuse: bounds, and what is told once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stagebook.checking import check
from stagebook.loading import load
from stagebook.rules import near_duplicate_materials
from tests.factories import make_playbook
from tests.rules.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagebook.findings import Finding

    Checked = Callable[..., tuple[Finding, ...]]

ROOT = Path(__file__).parents[2]

CRM = """
stages:
  - {id: demo, crm: {system: crm, value: Demo}}
  - {id: won, phase: close, terminal: won, crm: {system: SYSTEM, value: Won}}
tools:
  - {id: crm, kind: CRM, picklists: {field: Stage, values: [Demo, Won]}}
"""


def test_a_company_of_two_has_nothing_to_hear() -> None:
    assert () == check(load(ROOT / "examples" / "company-of-two"), today=TODAY, select=["SB2", "SB3", "SB4"])


def test_a_crm_stage_is_left_alone_while_its_system_is_misspelled(checked: Checked) -> None:
    assert () == checked(CRM.replace("SYSTEM", "crm"), select=["SB2"])
    assert ["SB101"] == [item.code for item in checked(CRM.replace("SYSTEM", "salesforce"), select=["SB2", "SB101"])]


def test_a_playbook_without_needs_and_stages_is_told_once_of_each(checked: Checked) -> None:
    found = checked(
        "company: Acme\npersonas: [boss, user, engineer]\nofferings: [app]\nprograms: [fair]\n", select=["SB3"]
    )
    assert ["SB309", "SB311", "SB315"] == [item.code for item in found]
    assert {"company/company"} == {item.record for item in found}


@pytest.mark.parametrize(
    "more",
    [
        "programs: [{id: club, purpose: retain}]",
        "programs: [{id: talks, purpose: advocate}]",
        "motions: [{id: all, stages: [won, delivery]}, {id: care, stages: delivery}]",
        "motions: [{id: all, stages: [won, delivery]}, {id: life, runs: journey, stages: [won, delivery]}]",
        "materials: [{id: stories, kind: reference, stages: delivery}]",
    ],
)
def test_what_keeps_customers_or_lets_them_speak(checked: Checked, more: str) -> None:
    cycle = "stages: [{id: won, phase: close, terminal: won}, {id: delivery, phase: postsale}]\n"
    assert ["SB310"] == [item.code for item in checked(cycle, select=["SB310"])]
    assert () == checked(cycle + more, select=["SB310"])
    assert () == checked(cycle.replace("delivery", "contract-renewal"), select=["SB310"])


def test_near_duplicates_cost_no_more_than_a_few_comparisons_each(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 300
    materials = "".join(f"  - {{id: deck-{number}, name: Product deck}}\n" for number in range(count))
    playbook = make_playbook(f"materials:\n{materials}")
    compared = []

    def same(*pair: object) -> bool:
        compared.append(pair)
        return True

    monkeypatch.setattr(near_duplicate_materials, "_same_words", same)
    found = list(near_duplicate_materials.check(playbook))
    assert count - 1 == len(found)
    assert len(compared) <= near_duplicate_materials.NEIGHBOURS * count
