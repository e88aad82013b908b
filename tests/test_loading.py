"""Loading: whatever the files hold, each fault is told at its place, and what is right is there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.kinds import BY_FOLDER, BY_NAME, KINDS
from stagebook.kinds.evidence import Evidence
from stagebook.kinds.material import Material
from stagebook.kinds.stage import Stage
from stagebook.kinds.tool import Tool
from stagebook.loading import NoPlaybookError, load, root_of
from stagebook.spans import Span
from tests.shapes import SHAPES, flow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stagebook.playbook import Playbook

    Loaded = Callable[[Mapping[str, str | bytes] | str], Playbook]


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        file = root / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode())


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Load a playbook given as files by path below ``data/``, or as the text of ``playbook.yaml``."""

    def run(files: Mapping[str, str | bytes] | str) -> Playbook:
        texts = {"playbook.yaml": files} if isinstance(files, str) else files
        write(tmp_path, {"playbook.yaml": "company: Acme\n", **texts})
        return load(tmp_path)

    return run


def told(playbook: Playbook) -> list[tuple[str, str, str]]:
    """Give what was found as (place, code, message), the place without ``data/``."""
    return [(str(item.span).removeprefix("data/"), item.code, item.message) for item in playbook.faults]


# --- what is right --------------------------------------------------------------------------------------------------


def test_records_come_from_the_main_file_from_list_files_and_from_folders(loaded: Loaded) -> None:
    playbook = loaded(
        {
            "playbook.yaml": "company: Acme\nstages: [{id: discovery}, {id: demo}]\n",
            "tools.yaml": "- id: crm\n- id: call-recorder\n",
            "materials/deck.yaml": "name: The deck\n",
            "materials/video/tour.yml": "- id: tour\n- id: long-tour\n",
            "evidence/talk.yaml": "date: 2026-03-31\n",
        }
    )
    assert [] == told(playbook)
    assert ["discovery", "demo"] == [stage.id for stage in playbook.stages]
    assert ["crm", "call-recorder"] == [tool.id for tool in playbook.all(Tool)]
    assert ["deck", "tour", "long-tour"] == [material.id for material in playbook.all(Material)]
    assert ["talk"] == [item.id for item in playbook.all(Evidence)]


def test_every_kind_is_read_by_its_folder_and_by_its_name(loaded: Loaded) -> None:
    kinds = [kind for kind in KINDS if kind.name != "company"]
    playbook = loaded({f"{kind.folder}/first.yaml": "name: One\n" for kind in kinds} | {"tool.yaml": "id: second\n"})
    assert [] == told(playbook)
    assert {kind.name for kind in KINDS} == {name for name, records in playbook.records.items() if records}
    assert ["first", "second"] == sorted(tool.id for tool in playbook.all(Tool))


def test_an_id_comes_from_the_file_or_the_name_and_a_name_from_the_id(loaded: Loaded) -> None:
    playbook = loaded(
        {
            "tools/call-recorder.yaml": "use: Record it.\n",
            "materials.yaml": "- name: Größe & Preis (2026)\n- id: price-list\n",
            "personas.yaml": "[head-of-sales, The boss]\n",
        }
    )
    assert [] == told(playbook)
    assert {"tool/call-recorder": "Call recorder"} == {item.key: item.name for item in playbook.of_kind("tool")}
    assert {"material/groe-preis-2026": "Größe & Preis (2026)", "material/price-list": "Price list"} == {
        item.key: item.name for item in playbook.of_kind("material")
    }
    assert {"persona/head-of-sales": "Head of sales", "persona/the-boss": "The boss"} == {
        item.key: item.name for item in playbook.of_kind("persona")
    }


def test_values_keep_their_text_and_get_their_type_from_the_field(loaded: Loaded) -> None:
    playbook = loaded("""
        company: Acme
        materials:
          - {id: deck, version: 2.0, language: no, expires: 2027-01-31, pieces: "12"}
        stages:
          - {id: discovery, number: 07, optional: no, crm: {value: 2, probability: 12.5 %}}
        """)
    assert [] == told(playbook)
    deck = playbook.all(Material)[0]
    assert ("2.0", "no", "2027-01-31", 12) == (deck.version, deck.language, str(deck.expires), deck.pieces)
    stage = playbook.stages[0]
    assert ("07", False, "2", 12.5) == (stage.number, stage.optional, stage.crm[0].value, stage.crm[0].probability)


def test_choices_take_spaces_hyphens_and_capitals_alike(loaded: Loaded) -> None:
    playbook = loaded("""
        company: Acme
        personas:
          - {id: boss, buying_roles: [economic buyer, technical-buyer, Champion]}
        stages: [{id: won, phase: close}, {id: adoption, phase: Post-sale}]
        materials: [{id: one, kind: One Pager}, {id: faq, kind: faq}, {id: proof, reuse: single_client}]
        evidence: [{id: loss, kind: win loss}]
        """)
    assert [] == told(playbook)
    assert ("economic buyer", "technical buyer", "champion") == playbook.records["persona"]["boss"].buying_roles  # type: ignore[attr-defined]
    assert ["close", "postsale"] == [stage.phase for stage in playbook.stages]
    assert ["one-pager", "FAQ", None] == [material.kind for material in playbook.all(Material)]
    assert "win/loss" == playbook.all(Evidence)[0].kind


def test_a_list_of_one_and_the_main_field_may_be_written_short(loaded: Loaded) -> None:
    long = loaded("""
        company: Acme
        stages:
          - id: discovery
            tools: [{tool: crm}]
            exit_criteria: [{text: The buyer agrees.}]
            next: [{stage: discovery}]
        tools: [crm]
        """)
    short = loaded("""
        company: Acme
        stages:
          id: discovery
          tools: crm
          exit_criteria: The buyer agrees.
          next: {stage: discovery}
        tools: [crm]
        """)
    assert [] == told(long) == told(short)
    assert long.stages[0].model_dump() == short.stages[0].model_dump()


def test_empty_fields_count_as_left_out(loaded: Loaded) -> None:
    playbook = loaded("company: Acme\ntools:\n  - id: crm\n    url:\n    notes: ~\n    aliases:\nstages:\n")
    assert [] == told(playbook)
    assert playbook.all(Tool)[0].url is None


def test_records_know_where_they_and_their_fields_stand(loaded: Loaded) -> None:
    stage = loaded({
        "stages.yaml": """
            # The cycle.
            - id: discovery
              tools:
                - crm
                - {tool: phone, for: "talking"}
              goal: |
                One.
                Two.
              buyer_goal: Three
                four.
            """
    }).stages[0]  # fmt: skip
    assert Span("data/stages.yaml", 2, 3) == stage.span
    assert Span("data/stages.yaml", 4, 7) == stage.place_of("tools", 0)
    assert Span("data/stages.yaml", 4, 7) == stage.place_of("tools", 0, "tool")
    assert Span("data/stages.yaml", 5, 26) == stage.place_of("tools", 1, "for")
    assert Span("data/stages.yaml", 5, 21) == stage.place_of("tools", 1, "for", key=True)
    assert Span("data/stages.yaml", 2, 3) == stage.place_of("pitfalls")
    assert stage.span == stage.place_of()
    assert (7, True) == (stage.prose_place_of("goal")[0].line, stage.prose_place_of("goal")[1])
    assert (Span("data/stages.yaml", 9, 15), False) == stage.prose_place_of("buyer_goal")


# --- company and motion ---------------------------------------------------------------------------------------------


def test_a_company_of_two_needs_one_file(loaded: Loaded) -> None:
    playbook = loaded("""
        company: Chime & Chalk
        stages: [first-talk, {id: signed, phase: close, terminal: won}, {id: first-term, phase: postsale}]
        """)
    assert [] == told(playbook)
    assert ("Chime & Chalk", "How Chime & Chalk sells") == (playbook.company.name, playbook.title)
    motion = playbook.motions[0]
    assert ("sales-cycle", ("first-talk", "signed", "first-term")) == (motion.id, motion.stages)
    assert motion == playbook.main_motion


@pytest.mark.parametrize("files", [
    {"playbook.yaml": "stages: [discovery]\n"},
    {"playbook.yaml": "company:\nstages: [discovery]\n"},
    {"playbook.yaml": ""},
    {"playbook.yaml": "company: [Acme, Other]\n"},
    {"playbook.yaml": "stages: []\n", "company.yaml": "nmae: Acme\nid: Not an id\n"},
    {"playbook.yaml": "- company: Acme\n"},
])  # fmt: skip
def test_every_playbook_has_a_company(loaded: Loaded, files: Mapping[str, str]) -> None:
    playbook = loaded(files)
    assert playbook.faults
    assert "our company" == playbook.company.name


def test_a_playbook_without_a_main_file_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"tools.yaml": "- id: crm\n"})
    playbook = load(tmp_path)
    assert [("playbook.yaml", "SB011", "the playbook does not say which company it is for")] == told(playbook)
    assert ["crm"] == [tool.id for tool in playbook.all(Tool)]


def test_the_company_may_have_a_file_of_its_own(loaded: Loaded) -> None:
    playbook = loaded({"playbook.yaml": "settings: {title: Ours}\n", "company.yaml": "id: acme\nname: Acme\n"})
    assert [] == told(playbook)
    assert ("acme", "Ours") == (playbook.company.id, playbook.title)


def test_stages_in_several_files_want_a_motion(loaded: Loaded) -> None:
    files = {"stages/discovery.yaml": "number: 1\n", "stages/adoption.yaml": "number: 2\n"}
    playbook = loaded(files)
    message = "the stages stand in several files, and no motion says in which order they follow"
    assert [("stages/discovery.yaml:1:1", "SB020", message)] == told(playbook)
    # Without a fault of its own where the motion is there and can't be read.
    assert ["SB010"] == [
        code for _, code, _ in told(loaded({**files, "motions.yaml": "- {id: main, stagse: [discovery]}\n"}))
    ]
    assert ["SB001"] == [
        code for _, code, _ in told(loaded({**files, "motions.yaml": "- {id: main, stages: [discovery\n"}))
    ]


# --- what is wrong --------------------------------------------------------------------------------------------------

ONE_FAULT = re.compile(
    r"^=== (?P<name>.+)\n(?P<text>(?:.*\n)*?)--> (?P<place>\S+) (?P<code>\S+) (?P<message>.+)\n(?:    (?P<fix>.+)\n)?",
    re.MULTILINE,
)
FAULTS = {
    match["name"]: match for match in ONE_FAULT.finditer((Path(__file__).parent / "faults.txt").read_text("utf-8"))
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_once_at_its_place_with_what_to_do(loaded: Loaded, name: str) -> None:
    wanted = FAULTS[name]
    playbook = loaded(wanted["text"] + "company: Acme\n")
    assert [(f"playbook.yaml:{wanted['place']}", wanted["code"], wanted["message"])] == told(playbook)
    assert wanted["fix"] in {None, playbook.faults[0].fix}


def test_all_faults_of_all_files_come_out_in_one_run(loaded: Loaded) -> None:
    playbook = loaded(
        {
            "playbook.yaml": "company: Acme\nsettings: {titel: Ours, language: 7}\n",
            "stages.yaml": "- {id: a, gaol: Listen., phase: pots-sale, tools: [{tool: crm, fro: notes}]}\n- {id: B}\n",
            "tools.yaml": "- {id: crm, url: nowhere\n",
            "tolls.yaml": "[]\n",
            "personas.yaml": b"- id: caf\xe9\n",
        }
    )
    assert [
        ("personas.yaml:1:10", "SB003"), ("playbook.yaml:2:12", "SB010"), ("playbook.yaml:2:35", "SB012"),
        ("stages.yaml:1:11", "SB010"), ("stages.yaml:1:33", "SB013"), ("stages.yaml:1:64", "SB010"),
        ("stages.yaml:2:8", "SB018"), ("tolls.yaml", "SB019"), ("tools.yaml:1:3", "SB001"),
    ] == [(place, code) for place, code, _ in told(playbook)]  # fmt: skip


def test_a_faulty_record_keeps_what_is_right(loaded: Loaded) -> None:
    playbook = loaded("""
        company: Acme
        stages:
          - id: discovery
            gaol: Listen.
            reviewed: soon
            buyer_question: Who are you?
            tools: [crm, {tool: phone, four: talking}, {for: nothing}]
            roles: [{role: seller, part: led}]
        """)
    stage = playbook.stages[0]
    assert ("Who are you?", None, ["crm", "phone"]) == (
        stage.buyer_question, stage.reviewed, [use.tool for use in stage.tools],
    )  # fmt: skip
    assert [("seller", "lead")] == [(use.role, use.part) for use in stage.roles]
    assert frozenset({"stage/discovery"}) == playbook.faulty
    left = {(item.kind, item.id, item.field) for item in playbook.left_out}
    assert {("stage", "discovery", field) for field in ("goal", "reviewed", "tools", "roles")} == left


def test_settings_at_fault_cost_only_themselves(loaded: Loaded) -> None:
    playbook = loaded("""
        company: Acme
        settings:
          title: Ours
          language: Klingon!
          limits: {evidence_age: long ago, customer_share: 20}
          forge: {url: nowhere, branch: main}
        waivers:
          - {rule: SB301, record: stage/a, reason: Soon.}
          - {rule: SB302, record: stage/a, reason: Soon., until: 2027-01-01}
        """)
    assert ["SB012", "SB012", "SB015", "SB011"] == [item.code for item in playbook.faults]
    assert ("Ours", "en", "18 months", 20) == (
        playbook.settings.title, playbook.settings.language,
        playbook.settings.limits.evidence_age, playbook.settings.limits.customer_share,
    )  # fmt: skip
    assert playbook.settings.forge is None
    assert [("SB302", 9)] == [(waiver.rule, waiver.place_of("rule").line) for waiver in playbook.waivers]


def test_a_period_may_stand_for_all_kinds(loaded: Loaded) -> None:
    assert {"default": "6 months"} == loaded(
        "company: Acme\nsettings: {review_every: 6 months}\n"
    ).settings.review_every


# --- a company's own fields -----------------------------------------------------------------------------------------

OWN = """
company: Acme
fields:
  tool:
    seats: {type: number}
    since: {type: date, label: In use since}
    region: {type: choice, choices: [EU, the Americas]}
    hints: {type: prose, many: true}
    manual: {type: url}
    beta: {type: flag}
    code: {}
    class: {type: text}
    trainer: {type: role}
    trainers: {type: role, many: yes}
    first_used: {type: framework session}
roles: [seller, trainer]
framework-sessions: [spring]
tools:
"""


def test_own_fields_are_read_by_their_types_and_linked(loaded: Loaded) -> None:
    playbook = loaded(
        f"{OWN}  - {{id: crm, seats: 12, since: 2024-05-01, region: The-Americas, hints: Ask first., manual: 'https://a.example/',"
        " beta: yes, code: 007, class: A, trainer: seller, trainers: [seller, trainer], first_used: spring}\n"
    )
    assert [] == told(playbook)
    assert not playbook.dangling
    crm = playbook.records["tool"]["crm"]
    values = {name: getattr(crm, name) for name in ("seats", "region", "hints", "beta", "code", "class_", "trainers")}
    assert {
        "seats": 12, "region": "the Americas", "hints": ("Ask first.",), "beta": True, "code": "007", "class_": "A",
        "trainers": ("seller", "trainer"),
    } == values  # fmt: skip
    seller = playbook.records["role"]["seller"]
    assert ["Tools: trainer", "Tools: trainers"] == [edge.back for edge in playbook.links_to(seller)]
    assert ("Ask first.", ("hints", 0)) in [(item.text, item.where) for item in playbook.prose]


@pytest.mark.parametrize(("field", "code"), [
    ("seats: many", "SB012"), ("since: soon", "SB014"), ("region: Asia", "SB013"), ("hints: [[a]]", "SB012"),
    ("manual: 'file:///a'", "SB016"), ("beta: 2", "SB012"), ("code: [a]", "SB012"), ("sets: 1", "SB010"),
])  # fmt: skip
def test_own_fields_are_checked(loaded: Loaded, field: str, code: str) -> None:
    assert [code] == [item.code for item in loaded(f"{OWN}  - {{id: crm, {field}}}\n").faults]


def test_own_links_to_nothing_dangle(loaded: Loaded) -> None:
    playbook = loaded(f"{OWN}  - {{id: crm, trainer: sellr}}\n")
    assert [("sellr", "seller")] == [(item.text, playbook.near_id(item.text, item.kinds)) for item in playbook.dangling]


# --- files ----------------------------------------------------------------------------------------------------------


def test_files_of_odd_names_and_forms_are_told(loaded: Loaded, tmp_path: Path) -> None:
    (tmp_path / "data" / "tools" / "folder.yaml").mkdir(parents=True)
    (tmp_path / "data" / "tools" / "lost.yaml").symlink_to(tmp_path / "nowhere.yaml")
    os.mkfifo(tmp_path / "data" / "tools" / "pipe.yaml")
    playbook = loaded(
        {
            "tools/CRM.YAML": "use: Notes.\n",
            "tools/.hidden.yaml": "{",
            "tools/notes.txt": "{",
            "tools/Phone calls.yaml": "use: Talks.\n",
            "stagez/discovery.yaml": "number: 1\n",
            "playbook.yml": "company: Other\n",
        }
    )
    assert [
        ("playbook.yml", "SB017"), ("stagez/discovery.yaml", "SB019"), ("tools/CRM.YAML:1:1", "SB018"),
        ("tools/Phone calls.yaml:1:1", "SB018"), ("tools/folder.yaml", "SB003"), ("tools/lost.yaml", "SB003"),
        ("tools/pipe.yaml", "SB003"),
    ] == [(place, code) for place, code, _ in told(playbook)]  # fmt: skip
    assert "Acme" == playbook.company.name


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folders_that_may_not_be_read_are_told(loaded: Loaded, tmp_path: Path) -> None:  # pragma: no cover
    folder = tmp_path / "data" / "tools"
    folder.mkdir(parents=True)
    folder.chmod(0)
    try:
        assert ["SB003"] == [code for _, code, _ in told(loaded("company: Acme\n"))]
    finally:
        folder.chmod(0o755)


def test_what_is_in_an_unreadable_file_is_known_as_left_out(loaded: Loaded) -> None:
    playbook = loaded(
        {"materials/deck.yaml": "id: the-deck\nstages: [discovery\n", "tools.yaml": "- id: crm\n---\n- id: phone\n"}
    )
    assert {"material/deck", "material/the-deck", "tool/phone"} == playbook.faulty
    assert any(item.words and "discovery" in item.words for item in playbook.left_out if item.kind == "material")


def test_the_root_is_found_from_what_lies_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"playbook.yaml": "company: Acme\n"})
    data = tmp_path / "data"
    for place in (tmp_path, str(tmp_path), data, data / "playbook.yaml"):
        assert tmp_path == root_of(place)
    monkeypatch.chdir(data)
    assert tmp_path == root_of(".").resolve()


def test_no_playbook_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(NoPlaybookError, match=r"expected a folder that holds `data/`"):
        load(tmp_path)
    with pytest.raises(NoPlaybookError, match=r"there is no .*nowhere"):
        load(tmp_path / "nowhere")
    (tmp_path / "playbook.yaml").touch()
    with pytest.raises(NoPlaybookError, match=r"make one and move `playbook.yaml` into it"):
        load(tmp_path)


# --- whatever they hold ---------------------------------------------------------------------------------------------


@given(
    st.dictionaries(st.sampled_from(["playbook", *BY_FOLDER, "stages/one", "unknown"]), SHAPES, min_size=1, max_size=4)
)
def test_no_shape_raises_and_every_fault_has_a_place(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, object]
) -> None:
    root = tmp_path_factory.mktemp("shape")
    write(root, {f"{path}.yaml": flow(value) + "\n" for path, value in files.items()})
    playbook = load(root)
    assert 1 == len(playbook.records["company"])
    for item in playbook.faults:
        assert item.code
        assert item.message
        assert item.span.path.startswith("data/")
    for edge in playbook.edges:
        assert edge in playbook.links_to(edge.target)
        assert edge.source.place_of(*edge.where).line or edge.source.key == "motion/sales-cycle"


@given(
    st.sampled_from(sorted(BY_NAME["stage"].model.model_fields.keys() - {"id"})).flatmap(
        lambda name: st.tuples(st.just(name), SHAPES)
    )
)
def test_a_field_of_any_shape_costs_at_most_itself(
    tmp_path_factory: pytest.TempPathFactory, given_field: tuple[str, object]
) -> None:
    name, value = given_field
    root = tmp_path_factory.mktemp("field")
    text = f"[{{id: discovery, number: 7, {BY_NAME['stage'].model.model_fields[name].alias or name}: {flow(value)}}}]\n"
    write(
        root, {"playbook.yaml": "company: Acme\n", "stages.yaml": text if name != "number" else "[{id: discovery}]\n"}
    )
    playbook = load(root)
    assert ["discovery"] == [stage.id for stage in playbook.all(Stage)]
    assert all(item.record == "stage/discovery" for item in playbook.faults)
