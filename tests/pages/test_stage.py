"""A stage's page says what somebody at that stage needs, in the order in which they need it."""

from __future__ import annotations

from stagebook.views import Bullets, PageRef, Section
from tests.factories import CYCLE, make_context, make_page
from tests.showing import anchors, section, show, told

FULL = """
motions:
  - {id: sales, name: Sales, stages: [lead, discovery, close, lost]}
stages:
  - {id: lead}
  - id: discovery
    summary: We find out together whether there is a problem.
    aliases: [needs analysis]
    buyer_question: Do we have a problem?
    buyer_goal: A figure.
    goal: A shared picture.
    activities: [Listen., Write it down.]
    entry_criteria: Somebody wants to talk.
    exit_criteria:
      - {text: They agreed with our summary., verifiable_by_buyer: true}
      - {text: We know the cost., thresholds: [{segment: large, value: 10 rooms}], when: they are large}
    tools: [{tool: crm, for: note what they say}]
    roles: [{role: se, part: support, when: they ask about systems}, ae]
    personas: [{persona: boss, part: Wants a figure., when: money is asked for}, user]
    condition: Everybody but resellers.
    durations: [30 days]
    crm: [{system: crm, value: 2 Discovery, probability: 0, won: false}]
    next: [{stage: close, when: it pays}, {stage: lost, when: it does not}]
    pitfalls: [We show the product.]
  - {id: close, phase: close, terminal: won}
  - {id: lost, phase: close, terminal: lost}
tools: [{id: crm, name: CRM, kind: CRM, url: "https://crm.example.com/"}]
roles: [{id: ae, name: Account executive}, {id: se, name: Solutions engineer}]
personas:
  - {id: boss, name: The boss, objections: [{says: Too dear., response: Count with them., materials: calc}]}
  - {id: user, name: The user}
materials:
  - {id: calc, name: Calculator, kind: calculator, stages: {stage: discovery, for: a first estimate},
     personas: [boss, user], url: "https://lib.example.com/calc",
     reuse: template, adapt: {part: The figures., by: ae}, keep: The formulas.}
  - {id: film, name: Film, kind: video, stages: discovery, personas: user}
  - {id: sheet, name: Sheet, stages: discovery}
  - {id: card, name: Battlecard, kind: battlecard, stages: discovery, personas: boss, audience: internal}
  - {id: one-off, name: For one client, stages: discovery, personas: boss, reuse: single-client}
objections: [{id: later, name: Not now, says: Call me next year., response: Ask why., stages: discovery}]
competitors: [{id: paper, name: Paper, stages: discovery}]
plays: [{id: lost-load, name: A load was lost, trigger: They lost goods., stages: discovery}]
handoffs: [{id: sdr-to-ae, name: To the account executive, from: se, to: ae, stage: discovery}]
qualifications:
  - {id: meddic, name: MEDDIC, elements: {name: Metrics, question: What does it cost?, due_by: discovery}}
programs: [{id: clinic, name: Clinic, stages: discovery}]
"""


def test_answers_come_in_the_order_in_which_they_are_needed() -> None:
    page = make_page(FULL, "stages/discovery")
    assert [
        *("where", "buyer", "do", "tools", "materials", "exit", "roles", "wrong"),
        *("crm", "ways", "handoffs", "plays", "mentions", "about"),
    ] == [view.anchor for view in page.views if isinstance(view, Section)]


def test_it_opens_with_the_way_through_the_cycle() -> None:
    assert "Lead > (Discovery) > Close" == show(make_page(FULL, "stages/discovery"))[0]


def test_the_head_of_the_page_leads_to_what_a_call_needs() -> None:
    jumps = next(view for view in make_page(FULL, "stages/discovery").views if isinstance(view, Bullets))
    assert "jumps" == jumps.style
    assert [
        *("What to show or send", "Tools", "What to do", "What goes wrong", "When to move on"),
        *("For: The boss", "For: The user", "For others", "For yourself"),
    ] == [told(item) for item in jumps.items]


def test_the_kicker_counts_the_stages_that_buyers_head_for() -> None:
    assert "Stage 2 of 3 · [Sales]" == told(make_page(FULL, "stages/discovery").kicker)


def test_a_number_of_the_company_s_own_wins_over_the_count() -> None:
    page = make_page("stages: [{id: lead, number: 1a}, {id: won, terminal: won}]", "stages/lead")
    assert "Stage 1a · [Sales cycle]" == told(page.kicker)


def test_the_place_in_the_cycle_names_condition_time_and_motion() -> None:
    assert [
        "# Where you are",
        "diagram stage-discovery",
        "Part of: [Sales]",
        "Condition: Everybody but resellers.",
        "Usual time: 30 days",
    ] == show([section(make_page(FULL, "stages/discovery"), "where")])


def test_the_buyer_s_question_comes_with_who_is_there() -> None:
    assert [
        "# What the buyer asks",
        "Do we have a problem?",
        "What the buyer wants: A figure.",
        "# Who is at the table",
        "- [The boss]: Wants a figure. When: money is asked for",
        "- [The user]",
    ] == show([section(make_page(FULL, "stages/discovery"), "buyer")])


def test_what_to_do_is_a_list_of_steps_after_what_must_be_true() -> None:
    assert [
        "# What to do",
        "Our goal: A shared picture.",
        "> Before we begin: 1 condition",
        "- Somebody wants to talk.",
        "- Listen.",
        "- Write it down.",
    ] == show([section(make_page(FULL, "stages/discovery"), "do")])


def test_each_tool_says_what_it_is_for_and_opens() -> None:
    assert ["# Which tools to use", "* [CRM]", "Note what they say", "Open CRM"] == show(
        [section(make_page(FULL, "stages/discovery"), "tools")]
    )


def test_materials_stand_under_the_persona_they_are_made_for() -> None:
    assert [
        "# What to show or send",
        "# For: The boss",
        "* [Calculator] <Calculator> <Adapt it to the deal>",
        "A first estimate",
        "Open the calculator",
        "Change: The figures. ([Account executive])",
        "Must stay: The formulas.",
        "# For: The user",
        "* [Film] <Video> <Use it as it is>",
        "Also for them, shown above: [Calculator]",
        "# For others",
        "* [Sheet] <Use it as it is>",
        "# For yourself",
        "For you to prepare with; these are not sent to buyers.",
        "* [Battlecard] <Battlecard> <Use it as it is> <Internal only>",
    ] == show([section(make_page(FULL, "stages/discovery"), "materials")])


def test_a_persona_without_material_is_told() -> None:
    lines = show([section(make_page(CYCLE, "stages/discovery"), "materials-user")])
    assert ["# For: The user", "Nothing is made for [The user] at this stage yet."] == lines


def test_moving_on_marks_what_the_buyer_can_verify() -> None:
    assert [
        "# When to move on",
        "- They agreed with our summary. <Buyer can verify>",
        "- We know the cost. When: they are large (large: 10 rooms)",
        "# What we must know by then",
        "Answers due by the end of this stage, from [MEDDIC]:",
        "- Metrics: What does it cost?",
    ] == show([section(make_page(FULL, "stages/discovery"), "exit")])


def test_those_who_lead_come_first() -> None:
    assert [
        "# Who leads and who supports",
        "Leads: [Account executive]",
        "Supports: [Solutions engineer] (they ask about systems)",
    ] == show([section(make_page(FULL, "stages/discovery"), "roles")])


def test_objections_come_with_responses() -> None:
    assert [
        "# What goes wrong",
        "# What they may object to",
        "> Too dear. · The boss",
        "Count with them.",
        "Show: [Calculator]",
        "Raised by: [The boss]",
        "> Call me next year.",
        "Ask why.",
        "More on it: [Not now]",
        "# What we often get wrong",
        "- We show the product.",
        "Who else they look at: [Paper]",
    ] == show([section(make_page(FULL, "stages/discovery"), "wrong")])


def test_a_flag_and_a_zero_of_the_crm_are_told() -> None:
    assert ["# In the CRM", "Value | System | Probability | Won", "2 Discovery | [CRM] | 0% | No"] == show(
        [section(make_page(FULL, "stages/discovery"), "crm")]
    )


def test_the_ways_on_have_their_conditions() -> None:
    assert ["# Ways on", "Goes on to: [Close] when it pays; [Lost] when it does not", "Comes from: [Lead]"] == show(
        [section(make_page(FULL, "stages/discovery"), "ways")]
    )


def test_what_points_here_leaves_out_what_the_page_shows() -> None:
    assert ["# What points here", "# Materials", "- [For one client]", "# Programs", "- [Clinic]"] == show(
        [section(make_page(FULL, "stages/discovery"), "mentions")]
    )


def test_neighbours_are_those_of_the_motion() -> None:
    page = make_page(FULL, "stages/discovery")
    assert (PageRef("stages/lead", "Lead"), PageRef("stages/close", "Close")) == (page.before, page.after)


def test_aliases_are_search_words() -> None:
    assert ("needs analysis",) == make_page(FULL, "stages/discovery").words


def test_where_a_deal_ends_the_trail_shows_what_lies_behind() -> None:
    assert "Discovery > Demo > (Closed lost)" == show(make_page(CYCLE, "stages/lost"))[0]


def test_a_bare_stage_says_what_is_missing_and_no_empty_headings() -> None:
    page = make_page("stages: [{id: lead}, {id: won, terminal: won}]", "stages/lead")
    assert ["where", "tools", "materials", "exit", "ways"] == anchors(page)
    assert ["No tool yet", "No material yet", "No exit criteria yet"] == [
        line.split(": ")[1] for line in show(page) if line.startswith("warn: ")
    ]


def test_a_dead_end_asks_for_nothing() -> None:
    assert [] == [line for line in show(make_page(CYCLE, "stages/lost")) if line.startswith("warn: ")]


def test_drafts_are_left_out_of_lists() -> None:
    text = CYCLE.replace("{id: boss,", "{id: boss, status: draft,")
    assert "draft" not in str(make_page(text, "stages/discovery"))
    assert "draft" in str(make_page(make_context(text, drafts=True), "stages/discovery"))


def test_a_stage_of_two_motions_tells_both_ways() -> None:
    text = CYCLE.replace("stages:\n", "  - {id: renewal, name: Renewal, stages: [demo, adoption]}\nstages:\n", 1)
    page = make_page(text, "stages/demo")
    assert [
        "# Ways on",
        "In [New business]:",
        "Goes on to: [Closed won]",
        "Comes from: [Discovery]",
        "In [Renewal]:",
        "Goes on to: [Adoption]",
    ] == show([section(page, "ways")])
