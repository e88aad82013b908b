"""A persona's page: what they want and need, and what to show them at which stage."""

from __future__ import annotations

from stagebook.pages.objections import objections_views
from stagebook.pages.persona import personas_views
from tests.factories import CYCLE, make_context, make_page
from tests.showing import section, show, told

TEXT = (
    CYCLE.split("personas:\n", maxsplit=1)[0].replace(
        "[boss, user]", "[{persona: boss, part: Wants a figure.}, user]", 1
    )
    + """
personas:
  - id: boss
    name: The boss
    summary: Decides.
    titles: [Head of operations, Director]
    buying_roles: [economic buyer, champion]
    goals: [Less waste.]
    challenges: [No time.]
    needs: [save-time, nothing-for-it]
    objections: [{says: Too dear., response: Count., materials: deck, stages: demo}, Not now.]
    watering_holes: [The fair.]
    deal_makers: [One page.]
    deal_breakers: [More work.]
  - {id: user, name: The user}
needs:
  - {id: save-time, name: Save time, statement: I want my evenings back., priority: high}
  - {id: nothing-for-it, name: Sleep, statement: I want to sleep.}
offerings: [{id: watch, name: Watch, needs: save-time}]
materials:
  - {id: deck, name: Deck, stages: discovery, personas: boss}
  - {id: card, name: Battlecard, stages: discovery, personas: boss, audience: internal}
  - {id: letter, name: Letter, stages: adoption, personas: boss}
evidence:
  - {id: call, name: A call, date: 2026-03-01, kind: call, voice: customer, quote: I am tired., supports: persona/boss}
objections: [{id: later, name: Later, says: Next year., response: Why?, personas: boss, stages: discovery}]
programs: [{id: clinic, name: Clinic, personas: boss}]
plays: [{id: silent, name: Silence, personas: boss}]
"""
)


def test_the_whole_page() -> None:
    assert [
        "Decides.",
        "Titles: Head of operations, Director",
        "# What they want",
        "- Less waste.",
        "# What stands in their way",
        "- No time.",
        "# What they need",
        "* [Save time] <High priority>",
        "I want my evenings back.",
        "Met by: [Watch]",
        "* [Sleep]",
        "I want to sleep.",
        "Met by: nothing of ours yet",
        "# Where you meet them",
        "Stage | What they want there | What to show or send | To prepare with",
        "[Discovery] | Wants a figure. | [Deck] | [Battlecard]",
        "diagram persona-boss",
        "# Also made for them",
        "* [Letter] <Use it as it is>",
        "# What they may object to",
        "> Too dear.",
        "Count.",
        "Show: [Deck]",
        "> Not now.",
        "Nobody has written down a response yet.",
        "> Next year.",
        "Why?",
        "More on it: [Later]",
        "# What wins them",
        "- One page.",
        "# What loses them",
        "- More work.",
        "# Where they listen and talk",
        "- The fair.",
        "# Programs for them",
        "- [Clinic]",
        "# Plays",
        "- [Silence]",
        "# How we know",
        "- [A call] (1 March 2026, call, in a customer's voice): I am tired.",
    ] == show(make_page(TEXT, "personas/boss"))


def test_titles_are_search_words_and_buying_roles_badges() -> None:
    page = make_page(TEXT, "personas/boss")
    assert ("Head of operations", "Director") == page.words
    assert "<Economic buyer><Champion>" == told(page.badges)


def test_a_bare_persona_says_what_is_missing() -> None:
    lines = show(make_page("personas: [{id: boss}]", "personas/boss"))
    assert ["No needs yet", "At no stage yet", "No evidence yet"] == [
        line.split(": ")[1] for line in lines if line.startswith("warn: ")
    ]


def test_a_stage_without_material_for_them_is_told_in_the_journey() -> None:
    lines = show([section(make_page(CYCLE, "personas/user"), "journey")])
    assert "[Discovery] |  | nothing yet | " in lines
    assert "[Demo] |  | nothing yet | [Script]" in lines


# --- parts for hand-written pages ------------------------------------------------------------------------------------


def test_personas_of_a_stage_say_what_they_want_there() -> None:
    views = personas_views(make_context(TEXT), {"stage": "discovery"})
    assert ["* [The boss] <Economic buyer> <Champion>", "Wants a figure.", "* [The user]"] == show(views)


def test_all_personas() -> None:
    assert ["* [The boss] <Economic buyer> <Champion>", "Decides.", "* [The user]"] == show(
        personas_views(make_context(TEXT), {})
    )


def test_objections_by_stage_and_persona() -> None:
    context = make_context(TEXT)

    def asked(**options: str) -> list[str]:
        return [line for line in show(objections_views(context, options)) if line.startswith(">")]

    assert ["> Not now. · The boss", "> Next year."] == asked(stage="discovery")
    assert ["> Too dear.", "> Not now.", "> Next year."] == asked(persona="boss")
    assert ["> Not now.", "> Next year."] == asked(stage="discovery", persona="boss")
    assert ["> Next year."] == asked()
    assert ["No objection is noted here yet."] == show(objections_views(context, {"stage": "adoption"}))
