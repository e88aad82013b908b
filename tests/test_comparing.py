"""Comparing two states of a playbook: which record is which, what changed in it, and how that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.checking import check
from stagebook.comparing import Changes, State, compare
from stagebook.comparing.lists import moved, paired
from stagebook.comparing.wording import LONGEST, excerpts
from tests.factories import CYCLE, TODAY, make_playbook
from tests.market import MARKET

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPANY_ONLY = "company: {name: Acme, driver: customers}"


def state(text: Mapping[str, str] | str) -> State:
    playbook = make_playbook(text)
    return State(playbook, check(playbook, today=TODAY))


def changes(before: Mapping[str, str] | str, after: Mapping[str, str] | str) -> Changes:
    return compare(state(before), state(after))


def heads(before: str, after: str) -> list[str]:
    """Say each change to a record in a line."""
    return [
        f"{item.kind}/{item.id} {item.change}{f': {item.text}' if item.text else ''}"
        for item in changes(before, after).records
    ]


def details(before: str, after: str) -> list[str]:
    return [detail.text for item in changes(before, after).records for detail in item.details]


def stage(fields: str) -> str:
    return f"stages: [{{id: talk, {fields}}}]\ntools: [crm, phone]\npersonas: [boss]"


# --- records ---------------------------------------------------------------------------------------------------------


def test_a_playbook_is_as_it_was() -> None:
    for text in ("", CYCLE, MARKET):
        assert changes(text, text).nothing


def test_comments_lines_and_files_that_records_stand_in_do_not_count() -> None:
    one = "stages:\n  - {id: talk, exit_criteria: [Yes.]}\nmotions: [{id: sales, stages: [talk]}]"
    other = {
        "motions.yaml": "# How we sell\n- id: sales\n  stages:\n    - talk\n",
        "stages/talk.yaml": "\n\n# A comment\nexit_criteria:\n  - text: Yes.\n",
    }
    assert changes(one, other).nothing


def test_records_are_added_removed_and_retired() -> None:
    before = "tools: [crm, phone, {id: fax, status: draft}]"
    after = "tools: [{id: crm, status: retired}, {id: fax}, lab]"
    assert ["tool/lab added", "tool/fax taken into use", "tool/crm retired", "tool/phone removed"] == heads(
        before, after
    )


def test_a_retired_record_that_comes_back_counts_again() -> None:
    before, after = "tools: [{id: crm, status: retired}]", "tools: [crm]"
    assert ["tool/crm taken into use"] == heads(before, after)
    assert ["tool/crm made a draft"] == heads(after, "tools: [{id: crm, status: draft}]")


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("tools: [lab]", ""),
        ("tools: [{id: lab, status: draft}]", "a draft"),
        ("stages: [{id: trial}]", "in Sales cycle, first"),
        ("stages: [talk, {id: trial}]\nmotions: [{id: m, stages: [talk, trial]}]", "in M, after Talk"),
        ("stages: [talk, demo]\nmaterials: [{id: deck, kind: deck, stages: [talk, demo]}]", "deck for Talk and Demo"),
        ("evidence: [{id: call, supports: [need/time]}]\nneeds: [time]", "supports Time"),
        ("personas: [{id: p, needs: [time]}]\nneeds: [time]", "needs: Time"),
        ("stages: [{id: talk, tools: [lab]}]\ntools: [lab]", "used at Talk"),
    ],
)
def test_a_new_record_is_introduced_by_what_it_is_for(added: str, words: str) -> None:
    assert words in {item.text for item in changes("", added).records}


def test_a_name_that_changed_makes_the_record_renamed() -> None:
    before, after = "stages: [{id: talk, name: First talk}]", "stages: [{id: talk, name: Discovery}]"
    assert ["stage/talk renamed"] == heads(before, after)
    assert ["It was called “First talk”"] == details(before, after)


def test_an_id_that_changed_is_known_by_its_alias_its_name_or_its_content() -> None:
    by_alias = ("tools: [{id: crm, name: A}]", "tools: [{id: sfdc, name: B, aliases: [crm]}]")
    by_name = ("tools: [{id: crm, name: The CRM}]", "tools: [{id: sfdc, name: The  crm, kind: CRM}]")
    by_content = (
        "tools: [{id: crm, summary: Where deals are., kind: CRM}]",
        "tools: [{id: sfdc, summary: Where deals are., kind: CRM}]",
    )
    assert ["Id changed: crm → sfdc", "It was called “A”"] == details(*by_alias)
    lost = "Id changed: crm → sfdc, and links to crm lead nowhere, as it is no alias"
    assert [lost, "It was called “The CRM”", "Kind set: CRM"] == details(*by_name)
    assert [lost, "It was called “Crm”"] == details(*by_content)
    assert ["tool/sfdc renamed"] == heads(*by_content)


def test_two_that_may_be_meant_are_not_taken_for_one() -> None:
    before = "tools: [{id: a, name: CRM}, {id: b, name: CRM}]"
    assert ["tool/c added", "tool/a removed", "tool/b removed"] == heads(before, "tools: [{id: c, name: CRM}]")


def test_links_to_a_record_under_its_new_id_are_no_change() -> None:
    before = "stages: [{id: talk, tools: [crm]}]\ntools: [crm]"
    after = "stages: [{id: talk, tools: [sfdc]}]\ntools: [{id: sfdc, name: Crm, aliases: [crm]}]"
    assert ["tool/sfdc renamed"] == heads(before, after)


def test_a_record_that_was_only_reviewed_is_told_apart() -> None:
    before = "tools: [{id: crm, reviewed: 2026-01-01}, {id: phone, reviewed: 2026-01-01}]"
    after = "tools: [{id: crm, reviewed: 2026-11-01}, {id: phone, reviewed: 2026-11-01, access: Ask.}]"
    assert ["tool/phone changed", "tool/crm reviewed"] == heads(before, after)


def test_what_cannot_be_read_is_not_taken_for_gone() -> None:
    before = {"tools.yaml": "- {id: crm, reviewed: 2026-01-01}\n- {id: phone}\n", "metrics.yaml": "- id: wins\n"}
    broken = {**before, "tools.yaml": "- {id: crm, reviewed: 2026-01-01\n- [phone: }"}
    for first, second, said in ((before, broken, "not readable"), (broken, before, "readable again")):
        found = changes(first, second).records
        assert {"tool/crm": said, "tool/phone": said} == {f"{item.kind}/{item.id}": item.change for item in found}
    odd = {**before, "tools.yaml": "- {id: crm, reviewed: soon, status: odd}\n- {id: phone}\n"}
    assert () == changes(before, odd).records
    assert ["SB013", "SB014"] == sorted(codes(changes(before, odd))[0])


def test_the_company_is_one_whatever_its_id() -> None:
    before, after = "company: {id: acme, name: Acme}", "company: {id: ajax, name: Ajax, driver: market}"
    (change,) = changes(before, after).records
    assert ("company", "changed") == (change.kind, change.change)


def test_changes_come_in_the_order_of_the_kinds() -> None:
    kinds = [item.kind for item in changes(COMPANY_ONLY, MARKET).records]
    order = list(dict.fromkeys(kinds))
    assert order == sorted(order, key=kinds.index)
    assert ["motion", "stage", "tool", "material", "persona", "need"] == order[:6]


def test_a_change_says_where_the_record_stands_or_stood() -> None:
    found = changes("tools: [crm]", "metrics:\n  - id: wins").records
    assert {"crm": ("removed", 3), "wins": ("added", 4)} == {item.id: (item.change, item.span.line) for item in found}


# --- fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("phase: presale", "phase: postsale", ["Phase: presale → postsale"]),
        ("optional: no", "optional: yes", ["Optional: no → yes"]),
        ("number: 1", "", ["Number removed, it was 1"]),
        ("", "reviewed: 2026-01-02", ["Reviewed set: 2026-01-02"]),
        ("goal: Win.", "goal: Learn.", ["Our goal reworded: “Win.” → “Learn.”"]),
        ("", 'goal: "Ask {tool}`crm`."', ["Our goal written: “Ask Crm.”"]),
        ("goal: Win.", "", ["Our goal deleted, it was “Win.”"]),
        ("tools: [crm]", "tools: [crm, {tool: phone, for: calls}]", ["Tool added: Phone (for: “calls”)"]),
        ("tools: [crm]", "tools: [{tool: crm, for: notes}]", ["Tool Crm: for written: “notes”"]),
        ("tools: [crm, phone]", "tools: [phone]", ["Tool removed: Crm"]),
        ("tools: [crm, phone]", "tools: [phone, crm]", ["Tools: the order changed"]),
        ("", "tools: [gone]", ["Tool added: “gone”, which is not there"]),
        ("personas: [boss]", "personas: {persona: boss, part: signs}", ["Persona Boss: part written: “signs”"]),
        ("activities: [Call.]", "activities: [Call., Write.]", ["What we do: added “Write.”"]),
        (
            "activities: [Call them on the first day.]",
            "activities: [Call them on the second day.]",
            ["What we do: reworded “Call them on the first day.” → “Call them on the second day.”"],
        ),
        (
            "exit_criteria: [The buyer has named a problem.]",
            "exit_criteria: [The buyer has named a costly problem.]",
            ["Exit criterion reworded: “The buyer has named a problem.” → “The buyer has named a costly problem.”"],
        ),
        (
            "exit_criteria: [They agree.]",
            "exit_criteria: [{text: They agree., verifiable_by_buyer: true}]",
            ["Exit criterion “They agree.”: verifiable by buyer: no → yes"],
        ),
        (
            "exit_criteria: [They agree.]",
            "exit_criteria: [Money is there.]",
            ["Exit criterion added: “Money is there.”", "Exit criterion removed: “They agree.”"],
        ),
        (
            "exit_criteria: [{text: Ok., thresholds: [{segment: big, value: 5}]}]",
            "exit_criteria: [{text: Ok., thresholds: [{segment: big, value: 6}]}]",
            ["Exit criterion “Ok.”: threshold big: value: 5 → 6"],
        ),
        ("durations: [30 days]", "durations: [40 days]", ["Usual time: added 40 days", "Usual time: removed 30 days"]),
    ],
)
def test_a_change_to_a_field_is_said_in_words(before: str, after: str, said: list[str]) -> None:
    assert said == details(stage(before), stage(after))


def test_a_tool_gives_way_to_the_one_that_replaces_it() -> None:
    before = "stages: [{id: talk, tools: [crm]}]\ntools: [crm, sfdc]"
    after = "stages: [{id: talk, tools: [sfdc]}]\ntools: [{id: crm, status: retired, replaced_by: sfdc}, sfdc]"
    assert ["Tool replaced: Crm by Sfdc", "Replaced by set: Sfdc"] == details(before, after)


def test_the_needs_of_a_persona() -> None:
    before = "personas: [{id: boss, needs: [time, calm]}]\nneeds: [time, calm, rest]"
    after = "personas: [{id: boss, needs: [time, rest]}]\nneeds: [time, calm, rest]"
    assert ["Need added: Rest", "Need removed: Calm"] == details(before, after)


def test_a_range_of_stages_is_said_as_such() -> None:
    before = "stages: [a, b, c]\nmaterials: [{id: m, stages: [a]}]"
    after = "stages: [a, b, c]\nmaterials: [{id: m, stages: [{from: a, to: c}]}]"
    assert ["Stage added: A to C", "Stage removed: A"] == details(before, after)


def test_fields_of_the_company_s_own_are_told_too() -> None:
    fields = "fields: {tool: {region: {type: choice, choices: [UK, EU]}}}\n"
    before, after = "tools: [crm]", f"{fields}tools: [{{id: crm, region: EU}}]"
    assert ["Region set: EU", "Own field added: tool.region (choice (choices: UK, EU))"] == details(before, after)
    assert ["Region removed, it was EU", "Own field removed: tool.region (choice (choices: UK, EU))"] == details(
        after, before
    )


def test_the_whole_values_come_along() -> None:
    long = "word " * 100
    (change,) = changes(stage(f"goal: {long}"), stage(f"goal: {long} end")).records
    (detail,) = change.details
    assert f"“{long}end”" == detail.after
    assert len(detail.text) < 120


# --- motions ---------------------------------------------------------------------------------------------------------


def motion(*stages: str) -> str:
    return f"stages: [a, b, c, d]\nmotions: [{{id: m, stages: [{', '.join(stages)}]}}]"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("abcd", "bacd", ["Stage moved: B, now first"]),
        ("abcd", "bcda", ["Stage moved: A, now after D"]),
        ("abc", "abdc", ["Stage added: D, after B"]),
        ("abcd", "acd", ["Stage taken out: B"]),
    ],
)
def test_stages_move_in_a_motion(before: str, after: str, said: list[str]) -> None:
    assert said == details(motion(*before), motion(*after))


def test_a_new_stage_is_told_once_also_where_no_motion_is_written() -> None:
    assert ["stage/b added: in Sales cycle, after A"] == heads("stages: [a]", "stages: [a, b]")
    assert ["stage/b removed"] == heads("stages: [a, b]", "stages: [a]")


def test_the_first_motion_that_is_written_is_one() -> None:
    assert ["motion/m added"] == heads("stages: [a]", "stages: [a]\nmotions: [{id: m, stages: [a]}]")


# --- settings --------------------------------------------------------------------------------------------------------


def test_settings_and_waivers_weigh_in_a_review() -> None:
    after = """
    settings: {title: How we sell, limits: {evidence_age: 1 year}, rules: {SB301: warning}}
    waivers:
      - {rule: SB302, record: stage/talk, reason: We write letters., until: 2027-01-01}
    """
    (change,) = changes("", after).records
    assert ("settings", "changed", "data/playbook.yaml") == (change.kind, change.change, change.span.path)
    assert [
        "Title set: How we sell",
        "Limits: evidence age: 18 months → 1 year",
        "Rules: SB301 set: warning",
        "Waiver added: SB302 (record: stage/talk; reason: “We write letters.”; until: 2027-01-01)",
    ] == [detail.text for detail in change.details]


def test_a_waiver_is_known_by_rule_and_record() -> None:
    text = """
    waivers:
      - {rule: SB302, record: stage/a, reason: R., until: %s}
      - {rule: SB302, record: stage/b, reason: R., until: 2027-01-01}
    """
    assert ["Waiver SB302 for stage/a: until: 2027-01-01 → 2027-06-01"] == details(
        text % "2027-01-01", text % "2027-06-01"
    )


# --- figures and findings --------------------------------------------------------------------------------------------


def test_figures_that_moved() -> None:
    found = changes("stages: [a]\ntools: [crm]", "stages: [{id: a, tools: [crm]}]\ntools: [crm]")
    assert [("stages-with-tool", "0 of 1", "1 of 1")] == [
        (before.name, before.words, after.words) for before, after in found.moved
    ]


def codes(found: Changes) -> tuple[list[str], list[str]]:
    return ([item.code for item in found.new], [item.code for item in found.gone])


def test_findings_new_and_gone() -> None:
    before = "stages: [{id: a, tools: [crm]}]\ntools: [crm]\nmaterials: [{id: m, stages: [a]}]"
    after = "stages: [{id: a}]\ntools: [crm]\nmaterials: [{id: m, stages: [a]}]"
    found = changes(before, after)
    assert "SB302" in codes(found)[0]
    assert "SB302" in codes(changes(after, before))[1]
    assert [item.message for item in found.new if item.code == "SB302"] == ["stage “A” has no tool"]


def test_a_finding_is_known_again_on_another_line_in_another_file_and_under_another_id_or_name() -> None:
    before = "motions: [{id: m, stages: [a]}]\nstages:\n  - {id: a, phase: presale, number: 1}"
    moved_down = f"# A comment\n\n{before}"
    own_file = {"playbook.yaml": "motions: [{id: m, stages: [a]}]", "stages/a.yaml": "number: 1\nphase: presale"}
    renamed = "motions: [{id: m, stages: [b]}]\nstages:\n  - {id: b, name: Bee, phase: presale, number: 1}"
    assert state(before).findings
    for after in (moved_down, own_file, renamed):
        assert ([], []) == codes(changes(before, after))


def test_of_findings_that_are_alike_only_the_further_ones_are_new() -> None:
    before = "stages: [{id: a, tools: [gone]}]"
    after = "stages: [{id: a, tools: [gone, gone]}]"
    assert ["SB101"] == codes(changes(before, after))[0]


# --- lists and words -------------------------------------------------------------------------------------------------


@given(st.permutations(range(8)))
def test_what_does_not_move_stays_in_order(places: list[int]) -> None:
    gone = set(moved(places))
    left = [place for at, place in enumerate(places) if at not in gone]
    assert left == sorted(left)


def test_as_few_as_possible_move() -> None:
    assert [0] == moved([4, 0, 1, 2, 3])
    assert [] == moved([])


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_items_are_paired_at_most_once(old: list[str], new: list[str]) -> None:
    pairs = paired((old, new), (old, new), (old, new))
    assert len({at for at, _ in pairs}) == len(pairs) == len({to for _, to in pairs})
    common = sum(min(old.count(item), new.count(item)) for item in set(old))
    assert common == sum(old[at] == new[to] for at, to in pairs)


@given(st.lists(st.sampled_from(["a", "bb", "ccc ccc"]), max_size=200), st.integers(0, 200))
def test_excerpts_are_short_and_show_both_sides(words: list[str], at: int) -> None:
    before, after = " ".join(words), " ".join([*words[:at], "NEW", *words[at:]])
    found = excerpts(f"“{before}”", f"“{after}”")
    assert "NEW" in found[1]
    assert all(len(text) <= LONGEST + len("“… …”") for text in found)


def test_an_excerpt_shows_what_differs() -> None:
    words = [f"w{number}" for number in range(100)]
    other = [*words[:50], "NEW", *words[51:]]
    before, after = excerpts(f"“{' '.join(words)}”", f"“{' '.join(other)}”")
    assert ("“… w46 w47 w48 w49 w50 w51 w52 w53 w54 …”", "“… w46 w47 w48 w49 NEW w51 w52 w53 w54 …”") == (before, after)


def test_there_and_back() -> None:
    there, back = changes(COMPANY_ONLY, MARKET), changes(MARKET, COMPANY_ONLY)

    def keys(found: Changes, change: str) -> set[str]:
        return {f"{item.kind}/{item.id}" for item in found.records if item.change == change}

    assert keys(there, "added") == keys(back, "removed")
    assert (len(there.new), len(there.gone)) == (len(back.gone), len(back.new))
