"""The command that checks: what it writes where, and how it ends."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest

from stagebook import online
from stagebook.cachefolder import CACHE
from stagebook.cli import main
from stagebook.reports import FORMS, report_in

if TYPE_CHECKING:
    from stagebook.reports import Report

HERE = Path(__file__).parents[2]
TODAY = "--today=2026-11-22"

PLAYBOOK = """\
company: {name: Acme, driver: customers}  # ours
motions: [{id: new-business, stages: [demo, won, adoption]}]
stages:
  - {id: demo, tools: crm}
  - {id: won, phase: close, terminal: won, tools: crm}
  - {id: adoption, phase: postsale, tools: crm}
tools: [{id: crm}]
materials:
  - {id: deck, kind: deck, stages: [demo, won]}
"""
"""Three stages, of which the last has no material."""

DEMO = "--select=SB301,SB302"
"""What the tests look at, so that they stand when there are more rules."""


class Ran(NamedTuple):
    """How the command ended, and what it said on both streams."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Run `stagebook check` in the folder of a test, on the day of all tests."""

    def __call__(self, *arguments: str) -> Ran: ...


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a playbook."""
    write(tmp_path / "data" / "playbook.yaml", PLAYBOOK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:  # noqa: ARG001  (it makes the folder)
    def run(*arguments: str) -> Ran:
        code = main(["check", TODAY, *arguments])
        return Ran(code, *capsys.readouterr())

    return run


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def add_stage(root: Path) -> None:
    """Add a gap, and move all lines that are there."""
    text = PLAYBOOK.replace("stages:\n", "\nstages:\n  - {id: kick-off, phase: postsale, tools: crm}\n")
    write(root / "data" / "playbook.yaml", f"# New.\n{text.replace('won, adoption', 'won, kick-off, adoption')}")


# --- how it ends -----------------------------------------------------------------------------------------------------


def test_it_ends_with_1_at_errors_and_says_where(run: Run) -> None:
    ran = run(DEMO)
    assert 1 == ran.code
    assert "data/playbook.yaml:6:5: error: SB301 stage “Adoption” has no reusable material\n" in ran.out
    assert "" == ran.err


def test_it_ends_with_0_where_nothing_weighs_enough(run: Run) -> None:
    assert 0 == run(DEMO, "--fail-on=never").code
    assert 0 == run("--ignore=SB3", "--select=SB302").code
    assert "No findings: 7 records checked.\n" == run("--select=SB302").out


def test_warnings_count_on_request(run: Run, root: Path) -> None:
    write(root / "data" / "playbook.yaml", f"{PLAYBOOK}settings: {{rules: {{SB301: warning}}}}\n")
    assert 0 == run(DEMO).code
    assert 1 == run(DEMO, "--fail-on=warning").code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select=SB999"], "no rule is called “SB999”"),
        (["--ignore=stage-without-tol"], "did you mean stage-without-tool?"),
        (["--statistics", "--format=sarif"], "--statistics goes with the formats text and json, not with sarif"),
        (["--order"], "--order goes with --fix or --diff"),
        (["--update-baseline"], "--update-baseline needs a file: --baseline FILE, or `baseline` in the settings"),
        (["--diff", "--baseline=b.yaml", "--update-baseline"], "--diff changes nothing"),
        (["--fix", "--diff"], "not allowed with argument"),
        (["--baseline=gone.yaml"], "gone.yaml: the file does not exist\nTo write one, add --update-baseline."),
        (["--output=gone/report.txt"], "could not be written"),
        (["--output=data"], "is no ordinary file"),
        (["elsewhere"], "there is no elsewhere"),
    ],
)
def test_misuse_ends_with_2_and_says_what_was_expected(run: Run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err


def test_the_reference_handbook_has_its_known_gaps_and_a_new_one_where_a_material_goes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("data", "source"):
        shutil.copytree(HERE / name, root / "handbook" / name)
    arguments = ["check", TODAY, "handbook"]
    assert 0 == main(arguments)
    known = capsys.readouterr().out
    assert [
        ("evidence.yaml", "SB504"),
        ("materials/installation-video.yaml", "SB601"),
        ("needs.yaml", "SB306"),
        ("needs.yaml", "SB304"),
        ("objections.yaml", "SB312"),
        ("stages/proposal.yaml", "SB305"),
    ] == re.findall(r"^handbook/data/(\S+?):\d+:\d+: warning: (SB\d+) ", known, re.MULTILINE)
    assert "\n6 warnings; 268 records checked." in known
    # Two materials serve at the stage; without the first nothing is missing yet.
    materials = root / "handbook" / "data" / "materials"
    letter, kit = materials / "champion-newsletter-email.yaml", materials / "story-kit.yaml"
    before = "  - stage: advocacy\n    for: Invites to talk about the own depot, without pushing.\n"
    assert before in letter.read_text(encoding="utf-8")
    write(letter, letter.read_text(encoding="utf-8").replace(before, ""))
    assert 0 == main(arguments)
    assert known == capsys.readouterr().out
    write(kit, kit.read_text(encoding="utf-8").replace("- stage: advocacy", "- stage: adoption"))
    assert 1 == main(arguments)
    out = capsys.readouterr().out
    gap = (
        "handbook/data/stages/advocacy.yaml:1:1: error: SB301 stage “Advocacy” has no reusable material\n"
        "  1 | id: advocacy\n    | ^\n"
        "  fix: name `advocacy` in the `stages` of a material that serves here, or write one\n\n"
    )
    assert gap in out
    assert "\n1 error and 6 warnings; 268 records checked." in out
    assert known.partition("\n6 warnings")[0] == out.replace(gap, "").partition("\n1 error")[0]


# --- forms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [report_in(form) for form in FORMS], ids=FORMS)
def test_each_form_is_written_to_the_stream_and_to_a_file(report: Report, run: Run, root: Path) -> None:
    name = f"--format={report.name}"
    ran = run(DEMO, name)
    assert 1 == ran.code
    assert "SB301" in ran.out
    assert (1, "", "") == run(DEMO, name, "--output=report.txt")
    assert ran.out == (root / "report.txt").read_text(encoding="utf-8")
    assert {"data", "report.txt", CACHE} == {file.name for file in root.iterdir()}


def test_a_device_takes_the_report_too(run: Run) -> None:
    assert (1, "", "") == run(DEMO, "--output=/dev/null")


def test_forges_get_paths_from_the_top_of_the_repository(run: Run, root: Path) -> None:
    write(root / "sales" / "handbook" / "data" / "playbook.yaml", PLAYBOOK)
    (root / ".git").mkdir()
    assert "::error file=sales/handbook/data/playbook.yaml,line=6" in run("sales/handbook", "--format=github").out
    assert "::error file=data/playbook.yaml,line=6" in run("--format=github").out


def test_people_get_paths_that_lead_there_from_where_they_are(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = root / "sales" / "handbook"
    write(book / "data" / "playbook.yaml", PLAYBOOK.replace("kind: deck", "knid: deck"))
    found = "data/playbook.yaml:6:5: error: SB301"
    assert f"\nsales/handbook/{found}" in run("sales/handbook").out
    assert f"\nsales/handbook/{found}" in run(str(book)).out
    assert run("sales/handbook", "--fix").err.startswith("sales/handbook/data/playbook.yaml:9:")
    monkeypatch.chdir(book / "data")
    assert f"\n../{found}" in run("..").out
    assert f"\n{book}/{found}" in run(str(book)).out
    monkeypatch.chdir(book)
    assert f"\n{found}" in run("data").out


def test_statistics(run: Run) -> None:
    assert "     1  error    SB301 stage-without-reusable-material\n\n1 error; " in run(DEMO, "--statistics").out


def test_sarif_names_the_rules_that_were_asked_and_where_they_are_explained(run: Run, root: Path) -> None:
    settings = "settings: {site_url: https://playbook.example.com, rules: {SB302: off}}\n"
    write(root / "data" / "playbook.yaml", PLAYBOOK + settings)
    driver = json.loads(run(DEMO, "--format=sarif").out)["runs"][0]["tool"]["driver"]
    assert ["SB301"] == [rule["id"] for rule in driver["rules"]]
    assert "https://playbook.example.com/rules.html#sb301" == driver["rules"][0]["helpUri"]


# --- baseline --------------------------------------------------------------------------------------------------------


def test_a_baseline_lets_only_new_findings_count(run: Run, root: Path) -> None:
    ran = run("--baseline=b.yaml", "--update-baseline")
    assert 0 == ran.code
    assert re.fullmatch(r"b\.yaml: (\d+) findings, \1 of them new; 0 taken out\n", ran.err)
    assert re.fullmatch(r"No new findings: \d records checked; \d+ known findings in b\.yaml\.\n", ran.out)
    add_stage(root)
    ran = run("--baseline=b.yaml", DEMO)
    assert 1 == ran.code
    assert ["Kick off"] == re.findall(r"SB301 stage “(.*?)”", ran.out)
    assert "1 known finding in b.yaml" in ran.out


def test_the_settings_may_name_the_baseline(run: Run, root: Path) -> None:
    (root / "checks").mkdir()
    text = f"settings: {{baseline: checks/b.yaml}}\n{PLAYBOOK}"
    write(root / "data" / "playbook.yaml", text)
    ran = run(DEMO)
    assert 2 == ran.code
    assert "checks/b.yaml: the file does not exist\nTo write one, add --update-baseline." in ran.err
    assert 0 == run("--update-baseline").code
    # Once from a new check, once from the one that is remembered.
    for _ in range(2):
        ran = run()
        assert 0 == ran.code
        assert " in checks/b.yaml." in ran.out
    write(root / "empty.yaml", "version: 1\nfindings: []\n")
    assert 1 == run("--baseline=empty.yaml").code
    write(root / "data" / "stages" / "kick-off.yaml", "tools: crm\n")
    assert ["Kick off"] == re.findall(r"SB301 stage “(.*?)”", run(DEMO).out)


@pytest.mark.parametrize("file", ["/etc/b.yaml", "../b.yaml", "data/b.yaml", "."])
def test_the_settings_name_a_baseline_beside_data(run: Run, root: Path, file: str) -> None:
    write(root / "data" / "playbook.yaml", f"settings: {{baseline: {file}}}\n{PLAYBOOK}")
    ran = run("--select=SB012")
    assert 1 == ran.code
    assert "is no file beside data/" in ran.out


def test_what_was_mended_is_told_and_taken_out(run: Run, root: Path) -> None:
    run("--baseline=b.yaml", "--update-baseline")
    before = (root / "b.yaml").read_text(encoding="utf-8")
    write(root / "data" / "playbook.yaml", PLAYBOOK.replace("[demo, won]", "[demo, won, adoption]"))
    ran = run("--baseline=b.yaml")
    assert 0 == ran.code
    assert " 1 entry of the baseline matched nothing: --update-baseline takes them out.\n" in ran.out
    assert ", 0 of them new; 1 taken out\n" in run("--baseline=b.yaml", "--update-baseline").err
    after = (root / "b.yaml").read_text(encoding="utf-8")
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert [True] == ["rule: SB301, about: stage/adoption" in line for line in gone]
    assert "matched nothing" not in run("--baseline=b.yaml").out


def test_rules_that_are_not_asked_stay_in_the_baseline(run: Run, root: Path) -> None:
    run("--baseline=b.yaml", "--update-baseline")
    before = (root / "b.yaml").read_text(encoding="utf-8")
    assert "matched nothing" not in run("--baseline=b.yaml", "--select=SB302").out
    run("--baseline=b.yaml", "--update-baseline", "--select=SB302")
    assert before == (root / "b.yaml").read_text(encoding="utf-8")


def test_gaps_of_files_that_cannot_be_read_stay_in_the_baseline(run: Run, root: Path) -> None:
    run("--baseline=b.yaml", "--update-baseline")
    before = (root / "b.yaml").read_text(encoding="utf-8")
    write(root / "data" / "tools.yaml", "- {id: mail\n")
    write(root / "data" / "playbook.yaml", PLAYBOOK.replace("tools: [{id: crm}]\n", ""))
    assert "matched nothing" not in run("--baseline=b.yaml").out
    run("--baseline=b.yaml", "--update-baseline")
    after = (root / "b.yaml").read_text(encoding="utf-8")
    assert set(before.splitlines()) < set(after.splitlines())
    assert "rule: SB001, about: data/tools.yaml" in after


def test_a_broken_baseline_is_not_overwritten(run: Run, root: Path) -> None:
    write(root / "b.yaml", "<<<<<<< mine\nversion: 1\n")
    for more in ([], ["--update-baseline"]):
        ran = run("--baseline=b.yaml", *more)
        assert (2, "") == (ran.code, ran.out)
        assert "stagebook: b.yaml:2:8: " in ran.err
    assert (root / "b.yaml").read_text(encoding="utf-8").startswith("<<<<<<<")


def test_a_baseline_is_no_record(run: Run, root: Path) -> None:
    ran = run("--baseline=data/b.yaml", "--update-baseline")
    assert 2 == ran.code
    assert "keep the baseline outside data/" in ran.err
    assert not (root / "data" / "b.yaml").exists()


def test_known_findings_on_request(run: Run, root: Path) -> None:
    waiver = "{rule: SB302, record: stage/adoption, reason: We use paper., until: 2027-01-01, by: sales}"
    text = PLAYBOOK.replace("postsale, tools: crm", "postsale")
    write(root / "data" / "playbook.yaml", f"{text}waivers: [{waiver}]\n")
    run("--baseline=b.yaml", "--update-baseline")
    ran = run("--baseline=b.yaml", "--show-known", DEMO)
    assert 0 == ran.code
    assert "  known: in b.yaml\n" in ran.out
    assert "  known: waived until 2027-01-01 by sales: We use paper.\n" in ran.out
    assert "; 1 known finding in b.yaml." in ran.out


# --- other servers ---------------------------------------------------------------------------------------------------

LINKS = PLAYBOOK.replace("[{id: crm}]", '[{id: crm, url: "https://crm.acme.com/gone"}]')


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer in the place of the network that nothing is there, and say who was asked."""
    found: list[str] = []

    def ask(_method: str, url: str, _seconds: float) -> online.Reply:
        found.append(url)
        return online.Reply(404)

    monkeypatch.setattr(online, "ask_network", ask)
    return found


def test_other_servers_are_asked_on_request_only(run: Run, root: Path, asked: list[str]) -> None:
    write(root / "data" / "playbook.yaml", LINKS)
    assert "SB703" not in run().out
    assert [] == asked
    assert "warning: SB703 the server says 404 Not Found: https://crm.acme.com/gone" in run("--online").out
    assert {"https://crm.acme.com/gone"} == set(asked)


def test_dead_links_alone_need_the_network(run: Run) -> None:
    ran = run("--select=SB703")
    assert (2, "stagebook: SB703 asks other servers; add --online for that\n") == (ran.code, ran.err)


@pytest.mark.usefixtures("asked")
def test_dead_links_stay_in_the_baseline_and_waived_while_nobody_asks(run: Run, root: Path) -> None:
    waiver = "{rule: SB703, record: tool/crm, reason: Being moved., until: 2027-01-01}"
    write(root / "data" / "playbook.yaml", f"{LINKS}waivers: [{waiver}]\n")
    assert "SB023" not in run().out
    assert "known: waived until 2027-01-01: Being moved." in run("--online", "--show-known").out
    write(root / "data" / "playbook.yaml", LINKS)
    run("--online", "--baseline=b.yaml", "--update-baseline")
    assert "matched nothing" not in run("--baseline=b.yaml").out
    assert "No new findings" in run("--online", "--baseline=b.yaml").out


# --- mending ---------------------------------------------------------------------------------------------------------

SLIPS = PLAYBOOK.replace("kind: deck, stages: [demo, won]", "knid: deck, stages: [demo, won, adoptoin]")


def test_fix_mends_tells_and_checks_again(run: Run, root: Path) -> None:
    write(root / "data" / "playbook.yaml", SLIPS)
    ran = run("--fix", "--select=SB0,SB1,SB301")
    assert 0 == ran.code
    assert (
        "data/playbook.yaml:9:16: “knid” became “kind”\ndata/playbook.yaml:9:48: “adoptoin” became “adoption”\n"
    ) == ran.err
    assert ran.out.startswith("No findings: ")
    mended = PLAYBOOK.replace("[demo, won]", "[demo, won, adoption]")
    assert mended == (root / "data" / "playbook.yaml").read_text(encoding="utf-8")


def test_diff_shows_the_same_and_changes_nothing(run: Run, root: Path) -> None:
    file = root / "data" / "playbook.yaml"
    write(file, SLIPS)
    before = file.read_text(encoding="utf-8")
    ran = run("--diff")
    assert (1, "") == (ran.code, ran.err)
    assert before == file.read_text(encoding="utf-8")
    subprocess.run(["git", "apply", "-"], input=ran.out.encode(), check=True)
    applied = file.read_text(encoding="utf-8")
    write(file, before)
    run("--fix")
    assert applied == file.read_text(encoding="utf-8")
    assert (0, "", "") == run("--diff")


def test_what_can_be_mended_is_counted_when_it_is_told_again_too(run: Run, root: Path) -> None:
    slips = (
        "materials:\n  - {id: book, kind: dekc, summary: 'For {stage}`dmeo`.', reviewed: 3 Nov 2026, stages: [wom]}\n"
    )
    write(root / "data" / "playbook.yaml", PLAYBOOK.replace("materials:\n", slips))
    told = "4 errors; 8 records checked. 3 can be mended by `stagebook check --fix`."
    found = [run("--select=SB0,SB10").out.splitlines()[-1] for _ in range(2)]
    assert [told, told] == [line.rpartition(" `stagebook rule")[0] for line in found]
    assert 3 == run("--select=SB0,SB10", "--fix").err.count("became")


def test_only_rules_that_were_asked_are_mended(run: Run, root: Path) -> None:
    write(root / "data" / "playbook.yaml", SLIPS)
    out = run("--diff", "--select=SB101").out
    assert "adoption" in out
    assert "+  - {id: deck, knid: deck, stages: [demo, won, adoption]}\n" in out


def test_the_order_of_fields_is_changed_only_on_request(run: Run, root: Path) -> None:
    text = dedent("""\
        # Decks.
        - stages: [demo]  # early
          id: deck
    """)
    write(root / "data" / "playbook.yaml", PLAYBOOK.partition("materials:")[0])
    write(root / "data" / "materials.yaml", text)
    assert (0, "", "") == run("--diff")
    assert "+- id: deck\n" in run("--diff", "--order").out
    ran = run("--fix", "--order")
    assert "the fields of material/deck were put in order\n" in ran.err
    assert "# Decks.\n- id: deck\n  stages: [demo]  # early\n" == (root / "data" / "materials.yaml").read_text()


def test_a_file_that_may_not_be_written_is_told(run: Run, root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "materials.yaml"
    write(elsewhere, "- {id: script, sumary: A script.}\n")
    (root / "data" / "materials.yaml").symlink_to(elsewhere)
    ran = run("--fix")
    assert 2 == ran.code
    assert "what lies there is not ours to change" in ran.err
    assert "sumary" in elsewhere.read_text(encoding="utf-8")
