"""A tool's page: where it opens, how to get in, and what it is for at which stage."""

from __future__ import annotations

from stagebook.pages.tool import tools_views
from tests.factories import make_context, make_page
from tests.showing import section, show, told

TEXT = """
stages:
  - {id: lead, tools: [{tool: crm, for: note the lead}, old]}
  - {id: demo, tools: crm}
roles: [{id: ae, name: Account executive}, {id: se, name: Solutions engineer}]
tools:
  - id: crm
    name: CRM
    kind: CRM
    summary: One record.
    url: https://crm.example.com/
    access: Ask the desk.
    use: Write what they said.
    roles: ae
    picklists:
      - {field: Status, on: Lead, values: [{value: New, required: true, means: Nobody answered.}, Done]}
      - {field: Part, several: true}
  - {id: old, name: Old CRM, status: retired, replaced_by: crm}
  - {id: mail, name: Mail}
"""


def test_the_whole_page() -> None:
    assert [
        "One record.",
        "good: Where it is: Open CRM",
        "# How to get access",
        "Ask the desk.",
        "# How we use it",
        "Write what they said.",
        "Used by: [Account executive]",
        "Replaces: [Old CRM]",
        "# At which stages",
        "Stage | For",
        "[Lead] | Note the lead",
        "[Demo] | not said",
        "# What to fill in",
        "# Lead: Status",
        "One value is chosen.",
        "Value | Means",
        "New <Required> | Nobody answered.",
        "Done | ",
        "# Part",
        "Several values may be chosen at once.",
    ] == show(make_page(TEXT, "tools/crm"))


def test_its_sort_is_a_badge_unless_it_is_the_name() -> None:
    assert "<Calculator>" == told(
        make_page("tools: [{id: sheet, name: Savings, kind: calculator}]", "tools/sheet").badges
    )
    assert "" == told(make_page(TEXT, "tools/crm").badges)


def test_a_retired_tool_sends_on_to_its_successor_where_it_is_still_named() -> None:
    lines = show([section(make_page(TEXT, "stages/lead"), "tools")])
    assert ["* [Old CRM] <Retired>", "Use instead: [CRM]"] == lines[-2:]


def test_tools_of_a_stage_or_a_role_can_be_placed_on_a_page() -> None:
    context = make_context(TEXT)

    def asked(**options: str) -> list[str]:
        return show(tools_views(context, options))

    assert ["* [CRM]", "Note the lead", "Open CRM"] == asked(stage="lead")
    assert ["* [Mail]"] == asked(role="se")
    assert ["* [CRM]", "* [Mail]"] == [line for line in asked(role="ae") if line.startswith("*")]
    assert ["There is no such tool yet."] == asked(stage="lead", role="se")
