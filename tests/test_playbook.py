"""The Playbook: records, links both ways, and the named questions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.kinds.material import Material
from stagebook.kinds.need import Need
from stagebook.kinds.path import Path as OnboardingPath
from stagebook.kinds.persona import Persona
from stagebook.kinds.role import Role
from stagebook.kinds.stage import Stage
from stagebook.kinds.team import Team
from tests.factories import make_playbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.kinds.record import Record
    from stagebook.playbook import Playbook

CYCLE = """
motions:
  - {id: new-business, stages: [lead, discovery, demo, won, lost, adoption]}
  - {id: renewal, runs: journey, stages: [adoption, renewed]}
stages:
  - {id: renewed, phase: postsale}
  - {id: lead, tools: [{tool: crm, for: notes}], personas: [boss], roles: [{role: helper, part: support}, seller]}
  - {id: discovery, tools: [crm, gone, old], personas: [boss, user], next: [demo, {stage: won, when: they know us}]}
  - {id: paused, status: retired}
  - {id: demo, aliases: [presentation]}
  - {id: won, phase: close, terminal: won}
  - {id: lost, phase: close, terminal: lost}
  - {id: adoption, phase: postsale, personas: [user]}
tools: [crm, {id: old, status: retired}]
personas:
  - {id: boss, needs: [save-time, prove-it], objections: [{says: Too dear., stages: [discovery]}, Not now.]}
  - {id: user, needs: [save-time]}
  - {id: past, status: retired, needs: [save-time]}
needs: [save-time, prove-it, {id: fax, status: retired}]
offerings: [{id: app, needs: [save-time]}, {id: old-app, needs: [prove-it], status: retired}]
programs: [{id: club, purpose: retain, needs: [save-time], personas: [user]}]
evidence:
  - {id: first, date: 2026-01-01, supports: [save-time]}
  - {id: later, date: 2026-05-01, supports: [need/save-time, boss]}
  - {id: undated, supports: [save-time]}
materials:
  - {id: deck, stages: [{from: lead, to: demo}], personas: [boss], needs: [save-time]}
  - {id: plan, stages: [won, adoption], personas: [user, boss], reuse: template}
  - {id: for-mills, stages: [demo, lost], personas: [boss], reuse: single-client, needs: [prove-it]}
  - {id: old-deck, stages: [lead], personas: [boss], status: retired}
  - {id: draft-deck, stages: [lead], personas: [boss], status: draft}
roles: [{id: seller, path: first-week}, helper]
paths: [{id: first-week, steps: [{target: stage/lead}]}]
teams: [{id: sales, function: sales, roles: [seller, helper]}]
terms: [{id: zebra}, {id: apple, owner: sales}]
"""


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    """Load a cycle with a branch, two motions and a few gaps."""
    return make_playbook(CYCLE)


def ids(records: Iterable[Record]) -> list[str]:
    return [record.id for record in records]


def stage(playbook: Playbook, name: str) -> Stage:
    return next(item for item in playbook.stages if item.id == name)


# --- finding ----------------------------------------------------------------------------------------------------------


def test_stages_come_in_the_order_of_the_motions_and_then_as_written(playbook: Playbook) -> None:
    order = ["lead", "discovery", "demo", "won", "lost", "adoption", "renewed", "paused"]
    assert order == ids(playbook.stages) == ids(playbook.all(Stage)) == ids(playbook.of_kind("stage"))


@pytest.mark.parametrize(("text", "kinds", "key"), [
    ("demo", ("stage",), "stage/demo"), ("presentation", ("stage",), "stage/demo"),
    ("stage/demo", ("stage",), "stage/demo"),
    ("stages/demo", ("stage", "tool"), "stage/demo"), ("stage/demo", ("tool",), None), ("demo", ("tool",), None),
    ("crm", ("stage", "tool"), "tool/crm"), ("nothing/demo", ("stage",), None), ("", ("stage",), None),
    ("/", ("stage",), None),
])  # fmt: skip
def test_a_reference_finds_by_id_old_id_and_kind(
    playbook: Playbook, text: str, kinds: tuple[str, ...], key: str
) -> None:
    found = playbook.find(text, kinds)
    assert key == (found.key if found else None)


def test_old_ids_lead_on_unless_somebody_has_them_now() -> None:
    playbook = make_playbook("tools: [{id: crm, aliases: [old-crm, Our CRM, phone]}, phone]")
    assert {("tool", "old-crm"): "crm"} == {pair: record.id for pair, record in playbook.old_ids.items()}
    found = playbook.get("tool", "phone")
    assert found is not None
    assert "phone" == found.id


def test_a_misspelled_reference_has_a_near_id(playbook: Playbook) -> None:
    assert [("gone", None)] == [(item.text, playbook.near_id(item.text, item.kinds)) for item in playbook.dangling]
    assert "discovery" == playbook.near_id("discovry", ("stage",))
    assert "discovery" == playbook.near_id("stgae/Discovry", ("tool", "stage"))
    assert "crm" == playbook.near_id("crn", ("tool",))


# --- links ------------------------------------------------------------------------------------------------------------


def test_links_are_known_from_both_ends(playbook: Playbook) -> None:
    for edge in playbook.edges:
        assert edge in playbook.links_from(edge.source)
        assert edge in playbook.links_to(edge.target)
    assert len(playbook.edges) == sum(
        len(playbook.links_to(item)) for kind in playbook.records.values() for item in kind.values()
    )
    boss = playbook.all(Persona)[0]
    assert {"Met at stages", "Evidence", "Materials"} == {edge.back for edge in playbook.links_to(boss)}
    assert ("personas", 0, "persona") == playbook.links_to(boss)[0].where


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcdx")), max_size=12))
def test_every_reference_is_a_link_or_dangles(pairs: list[tuple[str, str]]) -> None:
    ways = {name: [target for source, target in pairs if source == name] for name in "abcd"}
    stages = ", ".join(f"{{id: {name}, next: [{', '.join(targets)}]}}" for name, targets in ways.items())
    found = make_playbook(f"stages: [{stages}]")
    links = [edge for edge in found.edges if edge.source.kind_name == "stage"]
    assert sorted(pair for pair in pairs if pair[1] != "x") == sorted(
        (edge.source.id, edge.target.id) for edge in links
    )
    assert sorted(pair for pair in pairs if pair[1] == "x") == sorted(
        (item.source.id, item.text) for item in found.dangling
    )


# --- stages and motions -----------------------------------------------------------------------------------------------


def test_motions(playbook: Playbook) -> None:
    assert ["new-business", "renewal"] == ids(playbook.motions)
    assert playbook.main_motion is playbook.motions[0]
    assert ["new-business", "renewal"] == ids(playbook.motions_of(stage(playbook, "adoption")))
    assert [] == ids(playbook.motions_of(stage(playbook, "paused")))


@pytest.mark.parametrize(("name", "on", "back"), [
    ("lead", [("discovery", "")], []), ("discovery", [("demo", ""), ("won", "they know us")], ["lead"]),
    ("demo", [("won", "")], ["discovery"]), ("won", [("adoption", "")], ["discovery", "demo"]), ("lost", [], []),
    ("adoption", [], ["won"]),
])  # fmt: skip
def test_ways_on_and_back(playbook: Playbook, name: str, on: list[tuple[str, str]], back: list[str]) -> None:
    motion = playbook.motions[0]
    assert on == [(way.id, when) for way, when in playbook.ways_on(stage(playbook, name), motion)]
    assert back == ids(playbook.ways_back(stage(playbook, name), motion))


def test_the_order_passes_by_what_is_not_in_use() -> None:
    playbook = make_playbook("stages: [a, {id: b, status: retired}, {id: c, condition: sometimes}]")
    motion = playbook.motions[0]
    assert [("c", "sometimes")] == [(way.id, when) for way, when in playbook.ways_on(playbook.stages[0], motion)]


def test_a_stage_outside_a_motion_leads_into_it_where_it_says_so(playbook: Playbook) -> None:
    outside = make_playbook("motions: [{id: m, stages: [a, b]}]\nstages: [a, b, {id: x, next: [b, y]}, y]")
    motion = outside.motions[0]
    assert ["b"] == [way.id for way, _ in outside.ways_on(stage(outside, "x"), motion)]
    assert () == playbook.ways_on(stage(playbook, "renewed"), playbook.motions[0])


def test_what_a_stage_has(playbook: Playbook) -> None:
    assert [("crm", ""), ("old", "")] == [
        (tool.id, use.for_) for tool, use in playbook.tools_of(stage(playbook, "discovery"))
    ]
    assert [("seller", "lead"), ("helper", "support")] == [
        (role.id, use.part) for role, use in playbook.roles_of(stage(playbook, "lead"))
    ]
    assert ["boss", "user"] == ids(playbook.personas_at(stage(playbook, "discovery")))
    assert ["lead", "discovery"] == ids(playbook.stages_with(playbook.all(Persona)[0]))
    objections = [answer.says for _, answer in playbook.objections_at(stage(playbook, "discovery"))]
    assert ["Too dear.", "Not now."] == objections
    assert ["Not now."] == [answer.says for _, answer in playbook.objections_at(stage(playbook, "lead"))]


# --- materials --------------------------------------------------------------------------------------------------------


def test_materials_of_a_stage(playbook: Playbook) -> None:
    demo = stage(playbook, "demo")
    assert ["deck", "for-mills"] == ids(playbook.materials_of(demo))
    assert ["deck"] == ids(playbook.reusable_materials_of(demo))
    assert ["deck"] == ids(playbook.reusable_materials_of(stage(playbook, "lead")))
    assert [] == ids(playbook.reusable_materials_of(stage(playbook, "lost")))
    assert ["plan"] == ids(playbook.reusable_materials_of(stage(playbook, "adoption")))


def test_stages_of_a_material_ranges_written_out(playbook: Playbook) -> None:
    deck, plan = playbook.all(Material)[:2]
    assert ["lead", "discovery", "demo"] == ids(playbook.stages_for(deck))
    assert ["won", "adoption"] == ids(playbook.stages_for(plan))


@pytest.mark.parametrize(("uses", "found"), [
    ("{from: c, to: b}", ["b", "c"]), ("{from: a, to: a}", ["a"]), ("{from: a, to: x}", ["a", "x"]),
    ("{from: a, to: gone}", ["a"]), ("{from: gone, to: gone}", []), ("{from: x, to: c}", ["c", "x"]),
    ("[c, a, {from: a, to: b}]", ["a", "b", "c"]), ("{from: y, to: x}", ["x", "y"]),
])  # fmt: skip
def test_ranges_of_every_form(uses: str, found: list[str]) -> None:
    playbook = make_playbook(
        "motions: [{id: m, stages: [a, b, c]}, {id: n, stages: [x, y]}]\nstages: [a, b, c, x, y]\n"
        f"materials: [{{id: deck, stages: {uses}}}]"
    )
    assert found == ids(playbook.stages_for(playbook.all(Material)[0]))


def test_coverage_has_every_live_pair(playbook: Playbook) -> None:
    coverage = playbook.coverage
    assert {
        (name, persona) for name in ids(playbook.stages) if name != "paused" for persona in ("boss", "user")
    } == set(coverage)
    assert ["deck"] == ids(coverage["demo", "boss"])
    assert ["plan"] == ids(coverage["won", "boss"])
    assert () == coverage["lead", "user"]
    for (name, persona), materials in coverage.items():
        assert materials == playbook.materials_at(
            stage(playbook, name), next(p for p in playbook.all(Persona) if p.id == persona)
        )


# --- audiences and people ---------------------------------------------------------------------------------------------


def test_needs_and_what_meets_them(playbook: Playbook) -> None:
    save_time, prove_it, _ = playbook.all(Need)
    assert (["boss", "user", "past"], ["app"], ["club"], ["deck"]) == (
        ids(playbook.personas_with(save_time)), ids(playbook.offerings_for(save_time)),
        ids(playbook.programs_for(save_time)), ids(playbook.materials_on(save_time)),
    )  # fmt: skip
    assert ([], []) == (ids(playbook.offerings_for(prove_it)), ids(playbook.materials_on(prove_it)))
    assert ["later", "first", "undated"] == ids(playbook.evidence_for(save_time))


def test_the_framework_has_a_row_for_each_need_of_each_persona(playbook: Playbook) -> None:
    rows = [(row.persona.id, row.need.id, ids(row.programs), ids(row.materials)) for row in playbook.framework]
    assert [
        ("boss", "save-time", [], ["deck"]), ("boss", "prove-it", [], []), ("user", "save-time", ["club"], []),
    ] == rows  # fmt: skip


def test_people(playbook: Playbook) -> None:
    seller, helper = playbook.all(Role)
    sales = playbook.all(Team)[0]
    assert sales is playbook.team_of(seller) is playbook.team_of(helper)
    path = playbook.path_of(seller)
    assert path is playbook.all(OnboardingPath)[0]
    assert [seller] == list(playbook.roles_on(playbook.all(OnboardingPath)[0]))
    assert playbook.path_of(helper) is None
    assert [("lead", "lead")] == [(item.id, use.part) for item, use in playbook.stages_led_by(seller)]
    apple, zebra = playbook.terms
    assert ("apple", sales, None) == (apple.id, playbook.owner_of(apple), playbook.owner_of(zebra))


@pytest.mark.parametrize(("settings", "fields", "due"), [
    ("1 year", "reviewed: 2026-01-01", date(2027, 1, 1)),
    ("1 year", "reviewed: 2026-01-01, review_every: week", date(2026, 1, 8)),
    ("{tool: 1 month}", "reviewed: 2026-01-01", date(2026, 2, 1)),
    ("9 months", "reviewed: 2026-09-08", date(2027, 6, 8)),
    ("{material: 1 month}", "reviewed: 2026-01-01", None),
    ("1 year", "name: Never", None), ("9999 years", "reviewed: 2026-01-01", date.max),
])  # fmt: skip
def test_reviews_fall_due_by_the_nearest_cadence(settings: str, fields: str, due: date | None) -> None:
    playbook = make_playbook(f"settings: {{review_every: {settings}}}\ntools: [{{id: crm, {fields}}}]")
    assert due == playbook.review_due(playbook.records["tool"]["crm"])


# --- files by their words --------------------------------------------------------------------------------------------

TEXTS = {
    "playbook": "company: {name: Foodtruck}\n",
    "tools/a": "name: A\nsummary: It comes with Lorem and lorem.\n",
    "tools/b": "name: B\nsummary: See [here](https://example.com).\n",
    "tools/c": 'name: "\\x54BD"\n',
    "tools/d": "name: D\nsummary: Two words, ipsum at the end",
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((b"lorem",), "ac"),
        ((b"ipsum",), "cd"),
        ((b"](", b"lorem"), "abc"),
        ((b"tbd",), "c"),
        ((), "c"),
    ],
)
def test_files_are_found_by_the_words_that_they_may_hold(words: tuple[bytes, ...], found: str) -> None:
    playbook = make_playbook({f"data/{name}.yaml": text for name, text in TEXTS.items()})
    assert {f"data/tools/{letter}.yaml" for letter in found} == playbook.files_with(*words)


def test_no_file_holds_what_none_does() -> None:
    assert set() == make_playbook("tools: [{id: a, name: A}]").files_with(b"lorem", b"}`")
