"""The manual of the rules as a page of the handbook."""

from __future__ import annotations

from stagebook.findings import Finding, Severity
from stagebook.pages.rules_manual import rule_ref
from stagebook.rules import ALL, FAMILIES
from stagebook.spans import Span
from stagebook.views import PageRef, Section
from tests.factories import make_context, make_page
from tests.showing import anchors, section, show


def test_every_rule_has_a_section_with_a_lasting_address() -> None:
    page = make_page("", "rules")
    families = [view for view in page.views if isinstance(view, Section)]
    used = {rule.family for rule in ALL}
    assert [name.lower() for name in FAMILIES.values() if name in used] == [view.title.lower() for view in families]
    assert {rule.code.lower() for rule in ALL} <= set(anchors(page))


def test_a_section_says_what_why_and_how() -> None:
    lines = show(section(make_page("", "rules"), "sb301").views)
    text = "\n".join(lines)
    assert "stage-without-reusable-material · error · gives way to SB101" == lines[0]
    for part in (
        "Flags a live stage",
        "Why it matters",
        "Marketing serves",
        "Example and fix",
        "```yaml",
        "This is not:",
    ):
        assert part in text


def test_the_weight_that_the_company_gives_a_rule_is_told() -> None:
    page = make_page("settings: {rules: {SB301: off, SB302: error, SB601: error}}", "rules")
    heads = {code: show(section(page, code).views)[0] for code in ("sb301", "sb302", "sb601")}
    assert "stage-without-reusable-material · off in this playbook; error unless it says otherwise" in heads["sb301"]
    assert heads["sb302"].startswith("stage-without-tool · error · ")
    assert "error in this playbook; warning unless it says otherwise" in heads["sb601"]


def test_gaps_lead_to_the_rule_that_found_them() -> None:
    finding = Finding(Span("data/tools.yaml", 1, 1), "no", "", "", "SB302", "stage-without-tool", Severity.ERROR)
    page = make_page(make_context("", findings=(finding,)), "gaps")
    assert "PageRef(docname='rules', text='SB302', anchor='sb302')" in repr(page)
    assert PageRef("rules", "SB302", "sb302") == rule_ref("SB302")
    assert "SB999" == rule_ref("SB999")
