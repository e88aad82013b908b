"""The engine: which findings count, how much they weigh, which are waived, and that one fault is one finding."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.checking import check, examine
from stagebook.findings import Severity
from stagebook.kinds import BY_FOLDER
from stagebook.loading import load
from stagebook.rules import ALL
from stagebook.selecting import UnknownRuleError, codes_named
from tests.factories import make_playbook
from tests.shapes import SHAPES, flow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stagebook.findings import Finding
    from stagebook.verdict import Verdict

    Codes = Callable[..., list[str]]

TODAY = date(2026, 11, 22)
STAGES, GUIDE, PLAN = "stages.yaml", "materials/guide.yaml", "materials/plan.yaml"
WHOLE = {
    "playbook.yaml": "company: {name: Acme, driver: market}\n",
    "motions.yaml": "- {id: new-business, stages: [discovery, demo, won, adoption]}\n",
    "stages.yaml": (
        "- {id: discovery, tools: [call-recorder]}\n"
        "- {id: demo, tools: [call-recorder]}\n"
        "- {id: won, tools: [call-recorder], phase: close, terminal: won}\n"
        "- {id: adoption, tools: [call-recorder], phase: postsale}\n"
    ),
    "tools.yaml": "- {id: call-recorder, name: Call recorder}\n",
    "materials/guide.yaml": "stages: [discovery, demo]\n",
    "materials/plan.yaml": "stages: [{from: won, to: adoption}]\n",
    "needs.yaml": "- {id: save-time}\n",
    "offerings.yaml": "- {id: service, needs: [save-time]}\n",
}
"""A playbook in which the rules below find nothing."""

NAMES = {rule.code: rule.name for rule in ALL}

RULES = ("SB0", "SB10", "SB301", "SB302", "SB303", "SB304", "SB401", "SB601")
"""The rules that this file is about; the playbook above is too small to please all others."""


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., tuple[Finding, ...]]:
    """Check the whole playbook with some files in another form, or without them (None)."""

    def run(changed: Mapping[str, str | None] | None = None, **options: object) -> tuple[Finding, ...]:
        for path, text in {**WHOLE, **(changed or {})}.items():
            if text is not None:
                file = tmp_path / "data" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        return check(load(tmp_path), today=TODAY, **{"select": RULES, **options})  # type: ignore[arg-type]

    return run


@pytest.fixture
def codes(found: Callable[..., tuple[Finding, ...]]) -> Codes:
    """Check as :func:`found` does, and give the codes with the records."""

    def run(changed: Mapping[str, str | None] | None = None, **options: object) -> list[str]:
        return [f"{item.code} {item.record}".strip() for item in found(changed, **options)]

    return run


def changed(path: str, old: str, new: str) -> dict[str, str | None]:
    """Give one file of the whole playbook with a text replaced."""
    assert old in WHOLE[path]
    return {path: WHOLE[path].replace(old, new, 1)}


def test_a_whole_playbook_has_no_findings(codes: Codes) -> None:
    assert [] == codes()


# --- one fault, one finding -----------------------------------------------------------------------------------------

ONE_FAULT = {
    "a tool misspelled": (changed(STAGES, "[call-recorder]", "[call-recoder]"), "SB101 stage/discovery"),
    "a tool that is like none": (changed(STAGES, "[call-recorder]", "[zebra]"), "SB101 stage/discovery"),
    "a tool gone": (changed(STAGES, "[call-recorder]", "[]"), "SB302 stage/discovery"),
    "the field misspelled": (changed(STAGES, "tools", "tolls"), "SB010 stage/discovery"),
    "the field written as one that is like none": (changed(STAGES, "tools", "zebra"), "SB010 stage/discovery"),
    "a field inside of it misspelled": (
        changed(STAGES, "[call-recorder]", "[{tol: call-recorder}]"), "SB010 stage/discovery",
    ),
    "the field of the wrong shape": (changed(STAGES, "[call-recorder]", "[[call-recorder]]"), "SB006 stage/discovery"),
    "the stage of a material misspelled": (changed(GUIDE, "discovery", "discovry"), "SB101 material/guide"),
    "the stages of a material misspelled": (changed(GUIDE, "stages", "stagse"), "SB010 material/guide"),
    "the start of a range misspelled": (changed(PLAN, "won", "wom"), "SB101 material/plan"),
    "the end of a range misspelled": (changed(PLAN, "adoption", "adaption"), "SB101 material/plan"),
    "a range without its end": (changed(PLAN, ", to: adoption", ""), "SB011 material/plan"),
    "a material named at its stage": (
        {GUIDE: "stages: [demo]\n", **changed(STAGES, "id: discovery", "id: discovery, materials: [guide]")},
        "SB010 stage/discovery",
    ),
    "an end and a material named at its stage": (
        {**changed(STAGES, "terminal: won", "terminal: won, materials: [plan]"), PLAN: "stages: [adoption]\n"},
        "SB010 stage/won",
    ),
    "a material gone": (changed(GUIDE, "discovery, ", ""), "SB301 stage/discovery"),
    "a material that is no YAML": (changed(GUIDE, "]", ""), "SB001"),
    "a material in two documents": (changed(GUIDE, "stages", "name: A guide\n---\nstages"), "SB005"),
    "a material that is no record": ({GUIDE: "discovery\n"}, "SB006"),
    "a material that is a copy": ({GUIDE: "id: plan\nstages: [discovery, demo]\n"}, "SB017 material/plan"),
    "a material with a bad date": (changed(GUIDE, "stages", "reviewed: soon\nstages"), "SB014 material/guide"),
    "a folder misspelled": ({GUIDE: None, "matreials/guide.yaml": WHOLE[GUIDE]}, "SB019"),
    "tools that are no YAML": ({"tools.yaml": "- {id: call-recorder\n"}, "SB001"),
    "a tool that is no record": (changed("tools.yaml", "id: call-recorder", "id: Call recorder"), "SB018"),
    "stages that are no YAML": ({STAGES: WHOLE[STAGES][:-2]}, "SB001"),
    "a phase misspelled": (changed(STAGES, "postsale", "pots-sale"), "SB013 stage/adoption"),
    "an end misspelled": (changed(STAGES, "terminal: won", "terminal: wom"), "SB013 stage/won"),
    "a stage misspelled in the motion": (changed("motions.yaml", "demo", "dmo"), "SB101 motion/new-business"),
    "an end misspelled in the motion": (changed("motions.yaml", "won", "wno"), "SB101 motion/new-business"),
    "a motion that is no YAML": ({"motions.yaml": "- {id: new-business, stages: [discovery\n"}, "SB001"),
    "a need misspelled": (changed("offerings.yaml", "save-time", "save-tiem"), "SB101 offering/service"),
    "a need that is like none": (changed("offerings.yaml", "save-time", "zebra"), "SB101 offering/service"),
    "a next stage that is like none": (
        changed(STAGES, "id: discovery", "id: discovery, next: [zebra, won]"), "SB101 stage/discovery",
    ),
    "an offering that is no YAML": (changed("offerings.yaml", "]", ""), "SB001"),
    "no offering": (changed("offerings.yaml", "save-time", ""), "SB304 need/save-time"),
    "no stage after the close": (changed(STAGES, ", phase: postsale", ""), "SB303 motion/new-business"),
    "a material for one client": (changed(GUIDE, "stages", "id: for-mills\nreuse: single-client\nstages"), None),
    "a status misspelled": (
        {"materials/extra.yaml": "reuse: single-client\nstatus: retierd\nstages: [demo]\n"}, "SB013 material/extra",
    ),
    "the name of an id misspelled": (changed("tools.yaml", "id:", "idd:"), "SB010 tool/call-recorder"),
    "an id like none, of another record than its name": (
        {"needs.yaml": "- {zebra: save-time, name: Save hours}\n"}, "SB010 need/save-hours",
    ),
    "an id that is a list": ({"needs.yaml": "- {id: [save-time], name: Save hours}\n"}, "SB012"),
    "an id that is a mapping, in a file with a name": (
        {"needs.yaml": None, "needs/save-time.yaml": "id: {save: time}\nname: Save hours\n"}, "SB012",
    ),
    "a next stage that is a mapping": (
        changed(STAGES, "id: discovery", "id: discovery, next: [{stage: {id: demo}}, won]"), "SB012 stage/discovery",
    ),
    "a review with a bad cadence": (
        changed("tools.yaml", "name", "reviewed: 2020-01-01, review_every: often, name"), "SB012 tool/call-recorder",
    ),
    "a role misspelled": (changed("tools.yaml", "name", "use: 'At {stage}`dmo`.', name"), "SB107 tool/call-recorder"),
    "a role to what could not be read": (
        {"materials/extra.yaml": "purpose: '{persona}`a` {persona}`b`'\n", "personas.yaml": "[{id: a}, {id: b"},
        "SB001",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_FAULT)
def test_one_fault_is_one_finding(codes: Codes, name: str) -> None:
    files, wanted = ONE_FAULT[name]
    if wanted is None:
        assert ["SB401 material/for-mills", "SB301 stage/discovery", "SB301 stage/demo"] == codes(files)
    else:
        assert [wanted] == codes(files)


def test_a_doubt_about_one_record_leaves_the_verdicts_on_others(codes: Codes) -> None:
    files = {STAGES: WHOLE[STAGES].replace("[call-recorder]", "[call-recoder]", 1).replace("[call-recorder]", "[]", 1)}
    assert ["SB101 stage/discovery", "SB302 stage/demo"] == codes(files)


def test_a_fault_in_another_field_leaves_the_verdict(codes: Codes) -> None:
    files = changed(STAGES, "tools: [call-recorder]", "reviewed: soon, personas: [nobody]")
    assert ["SB302 stage/discovery", "SB014 stage/discovery", "SB101 stage/discovery"] == codes(files)


OWN = "company: {name: Acme, driver: market}\nfields:\n  material: {region: {type: text}}\n  stage: {region: {}}\n"
MANY = {
    "playbook.yaml": OWN,
    GUIDE: f"region: North\n{WHOLE[GUIDE]}",
    PLAN: f"region: South\n{WHOLE[PLAN]}",
    STAGES: WHOLE[STAGES].replace("id:", "region: East, id:"),
}
"""The whole playbook with a field of the company's own in many records."""


@pytest.mark.parametrize(("old", "new", "told"), [
    ("fields", "feilds", "SB010"),
    ("fields", "company_fields", "SB010"),
    ("fields:\n  material", "fields:\n\tmaterial", "SB001"),
    ("Acme, driver", "Acme: driver", "SB001"),
    ("fields", "---\nfields", "SB005"),
    (OWN, "company:\n  name: Acme\n  fields: {material: {region: {}}, stage: {region: {}}}\n", "SB010 company/company"),
    (OWN, "company: Acme\nsettings:\n  fields: {material: {region: {}}, stage: {region: {}}}\n", "SB010"),
    ("material: {region: {type: text}}", "material: [region]", "SB006"),
    ("material:", "zebra:", "SB013"),
])  # fmt: skip
def test_unread_own_fields_are_one_fault(codes: Codes, old: str, new: str, told: str) -> None:
    assert [] == codes(MANY)
    assert old in OWN
    assert [told] == codes({**MANY, "playbook.yaml": OWN.replace(old, new, 1)})


def test_a_misspelled_field_is_told_beside_an_unread_main_file(codes: Codes) -> None:
    broken = {**MANY, "playbook.yaml": OWN.replace("Acme", "Acme:"), **changed(GUIDE, "stages", "stagse")}
    assert ["SB010 material/guide", "SB001"] == codes(broken)


def test_a_main_file_that_can_not_be_opened_may_declare_any_field(codes: Codes, tmp_path: Path) -> None:
    (tmp_path / "data" / "playbook.yaml").mkdir(parents=True)
    files = {**MANY, "playbook.yaml": None, GUIDE: f"stagse: []\n{MANY[GUIDE]}"}
    assert ["SB010 material/guide", "SB003"] == codes(files)


@pytest.mark.parametrize("written", ["First call", "First_Call", "first_call", "first-Call"])
def test_what_points_at_a_refused_id_is_no_further_fault(codes: Codes, written: str) -> None:
    other = WHOLE[STAGES].replace("id: discovery", "id: discovery, next: [DEMO]").replace("demo", "DEMO")
    files = {STAGES: other, "motions.yaml": WHOLE["motions.yaml"].replace("demo", "DEMO")}
    files |= {GUIDE: "stages: [discovery, DEMO]\n"}
    assert ["SB018"] == codes({path: text.replace("DEMO", written) for path, text in files.items()})


def test_a_folder_of_no_kind_is_told_once(found: Callable[..., tuple[Finding, ...]]) -> None:
    stages = {f"stagess/{name}.yaml": "tools: [call-recorder]\n" for name in ("adoption", "demo", "discovery", "won")}
    (item,) = found({STAGES: None, **stages})
    assert ("SB019", "data/stagess/adoption.yaml") == (item.code, item.span.path)
    assert "“stagess” is no kind of record, so 4 files are not read" == item.message
    assert "did you mean `stages`?" == item.fix


PERSONAS = {
    STAGES: WHOLE[STAGES].replace("id: demo", "id: demo, personas: [cook, chef]"),
    GUIDE: "stages: [discovery, demo]\npersonas: [cook]\n",
    PLAN: "stages: [{from: won, to: adoption}]\npersonas: [owner]\n",
    "personas.yaml": "[cook, chef, owner]\n",
}
"""The whole playbook with a persona at a stage for whom nothing there is made."""


@pytest.mark.parametrize(("path", "old", "new", "others"), [
    (GUIDE, "discovery", "discovry", ["SB305 stage/demo"]),
    (GUIDE, "demo", "dmeo", []),
    (GUIDE, "cook", "cooc", ["SB305 stage/demo"]),
    (GUIDE, "cook", "cook, chfe", []),
    (GUIDE, "cook", "zebra", []),
    (PLAN, "owner", "zebra", ["SB305 stage/demo"]),
    (PLAN, "won", "zebra", ["SB305 stage/demo"]),
    (PLAN, "won, to: adoption}]\npersonas: [owner", "zebra, to: adoption}]\npersonas: [chef", []),
    (PLAN, "won, to: adoption}]\npersonas: [owner", "discovery, to: won}]\npersonas: [zebra", []),
    ("motions.yaml", "won", "zebra", []),
    ("motions.yaml", "discovery", "discovry", ["SB305 stage/demo"]),
])  # fmt: skip
def test_a_doubt_reaches_what_may_have_been_meant(
    codes: Codes, path: str, old: str, new: str, others: list[str]
) -> None:
    files = {**WHOLE, **PERSONAS}
    assert ["SB305 stage/demo"] == codes(PERSONAS, select=["SB305"])
    assert others == codes({**PERSONAS, path: files[path].replace(old, new, 1)}, select=["SB305"])


def test_a_record_with_another_id_is_told_where_the_old_one_stands(codes: Codes) -> None:
    offerings = "- {id: app, needs: [save-time, rest]}\n- {id: service, needs: [save-time, rest]}\n"
    files = {"needs.yaml": "[rest, swiftness]\n", "offerings.yaml": offerings}
    assert ["SB101 offering/app", "SB101 offering/service"] == codes(files)
    one = offerings.replace("save-time, ", "", 1)
    assert ["SB304 need/swiftness", "SB101 offering/service"] == codes({**files, "offerings.yaml": one})


def test_an_unread_file_hides_what_it_names_and_not_what_its_sentences_might(codes: Codes) -> None:
    broken = {**PERSONAS, "materials/broken.yaml": "stages: [won\npurpose: From one to another.\n"}
    assert ["SB305 stage/demo"] == codes(broken, select=["SB305"])
    assert [] == codes({**broken, "materials/broken.yaml": "[from: won, to: adoption, chef\n"}, select=["SB305"])
    for words in ("from: won, to: adoption", "demo", "chef"):
        files = {**broken, "materials/broken.yaml": f"[{words}\n"}
        assert ["SB305 stage/demo"] == codes(files, select=["SB305"]), words


def test_a_way_by_a_retired_stage_is_told_where_it_is_written(codes: Codes) -> None:
    ways = (
        WHOLE[STAGES].replace("id: discovery", "id: discovery, next: [demo]").replace("id: demo", "id: demo, next: won")
    )
    retired = ways.replace("id: demo", "id: demo, status: retired")
    links = ["SB102 material/guide", "SB102 motion/new-business", "SB102 stage/discovery"]
    assert links == codes({STAGES: retired})
    draft = ways.replace("id: demo", "id: demo, status: draft")
    assert ["SB103 stage/won"] == codes({STAGES: draft})


def test_an_end_that_was_retired_is_told_where_the_motion_names_it(codes: Codes) -> None:
    retired = changed(STAGES, "id: won", "id: won, status: retired")
    assert ["SB102 material/plan", "SB102 motion/new-business"] == codes(retired)
    assert ["SB104 motion/new-business"] == codes(changed(STAGES, "id: won", "id: won, status: draft"))


def test_stages_that_no_motion_names_are_not_told_when_they_are_retired(codes: Codes) -> None:
    retired = changed(STAGES, "id: demo", "id: demo, status: retired")
    assert ["SB102 material/guide"] == codes({**retired, "motions.yaml": None})


def test_stages_without_an_order_are_told_once(codes: Codes) -> None:
    stages = {f"stages/{name}.yaml": "tools: [call-recorder]\nnext: [won]\n" for name in ("discovery", "demo")}
    won = {"stages/won.yaml": "tools: [call-recorder]\nphase: postsale\nterminal: won\n"}
    files = {STAGES: None, "motions.yaml": None, PLAN: "stages: [won]\n", **stages, **won}
    owned = {"teams.yaml": "[{id: sales}, {id: care}]\n", "tools.yaml": "- {id: call-recorder, owner: care}\n"}
    assert ["SB020"] == codes(files, select=["SB0", "SB1"])
    unowned = codes({**files, **owned}, select=["SB602"])
    assert unowned
    assert not [item for item in unowned if "motion" in item]


def test_a_doubtful_date_of_a_session_hides_which_was_the_last(codes: Codes) -> None:
    sessions = "- {id: spring, date: 2025-02-01}\n- {id: autumn, DATE: 2026-09-16}\n"
    for field, found in (("date", []), ("dat", []), ("next_date", ["SB512 framework-session/spring"])):
        files = {"framework-sessions.yaml": sessions.replace("DATE", field)}
        assert found == codes(files, select=["SB512"]), field


def test_what_follows_from_a_reference_to_nothing_is_told_where_that_is_not(codes: Codes) -> None:
    files = {"playbook.yaml": "company: Acme\nsettings: {rules: {SB101: off}}\n", **changed(STAGES, "call-re", "re")}
    assert ["SB302 stage/discovery"] == codes(files)


# --- what counts ----------------------------------------------------------------------------------------------------


def test_findings_are_stamped_by_their_rule(found: Callable[..., tuple[Finding, ...]]) -> None:
    (item,) = found(changed(STAGES, "[call-recorder]", "[]"))
    assert ("SB302", "stage-without-tool", Severity.ERROR) == (item.code, item.name, item.severity)
    assert "data/stages.yaml:1:3" == str(item.span)


def test_settings_say_how_much_a_rule_weighs(found: Callable[..., tuple[Finding, ...]]) -> None:
    settings = "company: Acme\nsettings:\n  rules: {SB302: info, SB301: off, SB010: warning}\n"
    files = {
        "playbook.yaml": settings, STAGES: "- {id: discovery, gaol: Talk.}\n- {id: adoption, phase: postsale}\n",
        "motions.yaml": None, GUIDE: "{}", PLAN: "{}",
    }  # fmt: skip
    assert [("SB010", Severity.WARNING), ("SB302", Severity.INFO), ("SB302", Severity.INFO)] == sorted(
        (item.code, item.severity) for item in found(files, select=["SB010", "SB301", "SB302"])
    )


def test_select_and_ignore_take_codes_families_and_names(codes: Codes) -> None:
    files = {
        STAGES: "- {id: discovery}\n- {id: adoption, phase: postsale, personas: [x]}\n",
        **dict.fromkeys(("motions.yaml", GUIDE, PLAN)),
    }
    both = ["SB302 stage/discovery", "SB302 stage/adoption"]
    assert both == codes(files, select=["SB302"])
    assert both == codes(files, select=["stage-without-tool"])
    assert [*both, "SB101 stage/adoption"] == codes(files, select=["sb302", "SB101"], ignore=["SB301"])
    assert [] == codes(files, select=["SB3"], ignore=["SB3"])


@pytest.mark.parametrize(("name", "message"), [
    ("SB031", "no rule is called “SB031”; did you mean SB"),
    ("stage-without-toll", "did you mean stage-without-tool"),
    ("3", "no rule is called “3”"),
])  # fmt: skip
def test_a_rule_that_does_not_exist_is_the_callers_mistake(codes: Codes, name: str, message: str) -> None:
    with pytest.raises(UnknownRuleError, match=message):
        codes(select=[name])
    with pytest.raises(UnknownRuleError, match=message):
        codes(ignore=[name])


def test_the_beginning_of_all_codes_names_all_rules() -> None:
    assert NAMES.keys() == codes_named(["SB"], NAMES)
    assert {"SB301", "SB302", "SB303", "SB304"} <= codes_named(["sb3"], NAMES)


# --- waivers --------------------------------------------------------------------------------------------------------


def waived(rule: str, record: str, until: str = "2026-11-22") -> dict[str, str | None]:
    waiver = f"{{rule: {rule}, record: {record}, reason: Being chosen., until: {until}, by: sales}}"
    stages = WHOLE[STAGES].replace("[call-recorder]", "[]", 1)
    return {"playbook.yaml": f"company: Acme\nwaivers: [{waiver}]\n", STAGES: stages}


def verdict_on(files: dict[str, str | None]) -> Verdict:
    return examine(make_playbook({path: text for path, text in files.items() if text}), today=date(2026, 11, 22))


def test_a_waiver_covers_its_finding_through_its_last_day(codes: Codes) -> None:
    assert [] == codes(waived("SB302", "stage/discovery"))
    assert [] == codes(waived("SB302", "stages/discovery"))


def test_a_waiver_says_who_why_and_how_long_in_one_line() -> None:
    files = waived("SB302", "stage/discovery")
    main = "company: Acme\nwaivers:\n  - rule: SB302\n    record: stage/discovery\n    until: 2026-11-22\n"
    files["playbook.yaml"] = f"{main}    by: |\n      sales\n    reason: |\n      Being\n      chosen.\n"
    (found,) = verdict_on(files).waived
    assert "SB302" == found.finding.code
    assert "waived until 2026-11-22 by sales: Being chosen." == found.why


def test_settings_and_waivers_name_rules_by_their_names_too(codes: Codes) -> None:
    assert [] == codes(waived("stage-without-tool", "stage/discovery"))
    assert [] == codes(waived("sb302", "stage/discovery"))
    other = waived("stage-without-reusable-material", "stage/discovery")
    assert ["SB023", "SB302 stage/discovery"] == codes(other)
    settings = "company: Acme\nsettings: {rules: {stage-without-tool: off, reference-to-nothing: off}}\n"
    assert [] == codes({**changed(STAGES, "[call-recorder]", "[zebra]"), "playbook.yaml": settings})
    slip = {"playbook.yaml": settings.replace("without-tool", "without-tol")}
    assert ["SB021", "SB302 stage/discovery"] == codes({**changed(STAGES, "[call-recorder]", "[]"), **slip})


def test_an_ended_waiver_is_told_beside_what_it_covered(codes: Codes) -> None:
    assert ["SB022", "SB302 stage/discovery"] == codes(waived("SB302", "stage/discovery", "2026-11-21"))


@pytest.mark.parametrize(("rule", "record", "code"), [
    ("SB301", "stage/discovery", "SB023"), ("SB302", "stage/demo", "SB023"), ("SB3O2", "stage/discovery", "SB021"),
    ("SB302", "stage/discovry", "SB101"), ("SB302", "discovery", "SB101"), ("SB302", "stagee/discovery", "SB101"),
])  # fmt: skip
def test_a_waiver_that_covers_nothing_is_told(codes: Codes, rule: str, record: str, code: str) -> None:
    assert [code, "SB302 stage/discovery"] == codes(waived(rule, record))


def test_a_waiver_is_not_called_unneeded_while_its_record_is_in_doubt(codes: Codes) -> None:
    files = {**waived("SB302", "stage/discovery"), STAGES: WHOLE[STAGES].replace("tools", "tolls", 1)}
    assert ["SB010 stage/discovery"] == codes(files)
    assert () == verdict_on(files).waived


def test_what_gives_way_to_another_finding_is_not_told_of_as_waived() -> None:
    files = waived("SB302", "stage/discovery")
    verdict = verdict_on({**files, STAGES: WHOLE[STAGES].replace("call-recorder", "call-recoder", 1)})
    told = {finding.code for finding in verdict.findings if finding.record == "stage/discovery"}
    assert "SB101" in told
    assert "SB302" not in told
    assert () == verdict.waived


# --- order ----------------------------------------------------------------------------------------------------------


def test_findings_come_in_the_order_of_the_files(found: Callable[..., tuple[Finding, ...]]) -> None:
    items = found({STAGES: "- {id: b}\n- {id: a}\n", "motions.yaml": "- {id: m, stages: [a, b, c]}\n"}, select=[])
    assert sorted(items, key=lambda item: item.order) == list(items)
    assert len({item.span.path for item in items}) > 1


def test_shuffled_records_give_the_same_findings(found: Callable[..., tuple[Finding, ...]]) -> None:
    stages = [f"- {{id: s{number}, tools: [t{number % 3}], next: [s{number + 2}]}}\n" for number in range(12)]
    materials = [
        f"- {{id: m{number}, stages: [s{number % 5}], reviewed: 20{number + 15}-01-01}}\n" for number in range(12)
    ]
    motion = {"motions.yaml": f"- {{id: main, stages: [{', '.join(f's{number}' for number in range(12))}]}}\n"}
    shuffle = random.Random(7).shuffle
    seen = set()
    for _ in range(4):
        items = found({**motion, STAGES: "".join(stages), GUIDE: "".join(materials)}, select=[])
        seen.add(tuple(sorted((item.code, item.record, item.message) for item in items)))
        shuffle(stages)
        shuffle(materials)
    assert 1 == len(seen)


# --- whatever they hold -----------------------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from(["playbook", *BY_FOLDER, "stages/one"]), SHAPES, min_size=1, max_size=5))
def test_no_shape_stops_a_check(tmp_path_factory: pytest.TempPathFactory, files: dict[str, object]) -> None:
    root = tmp_path_factory.mktemp("shape")
    for path, value in files.items():
        file = root / "data" / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(flow(value) + "\n", encoding="utf-8")
    for item in check(load(root), today=TODAY):
        assert item.code
        assert item.name
        assert item.message
        assert item.span.path.startswith("data")
