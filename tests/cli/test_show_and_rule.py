"""The commands that explain: a record, and a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagebook.cli import main
from stagebook.rules import ALL
from tests.factories import COMPANY, CYCLE

REFERENCE = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder with a sales cycle."""
    (tmp_path / "data").mkdir()
    more = 'terms: [{id: lead, definition: "Somebody who *asked* about {tool}`crm`."}]\n'
    (tmp_path / "data" / "playbook.yaml").write_text(COMPANY + CYCLE + more, encoding="utf-8")
    (tmp_path / "data" / "plays.yaml").write_text("- {id: Bad Id}\n- {id: late, status: draft}\n", encoding="utf-8")
    return tmp_path


def test_show_prints_the_page_of_a_record(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["show", "stage/discovery", str(root), "--today", "2026-11-22"])
    said = capsys.readouterr().out
    assert "Discovery" in said.splitlines()[1]
    for words in ("Do we have a problem?", "Keep notes", "The boss", "Deck"):
        assert words in said


@pytest.mark.parametrize("record", ["stages/discovery", "tool/crm", "play/late", "motion/new-business", "company/acme"])
def test_show_takes_folders_drafts_and_every_kind(root: Path, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["show", record.replace("acme", "company"), str(root)])
    assert capsys.readouterr().out.strip()


def test_show_gives_what_has_no_page_of_its_own(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["show", "term/lead", str(root)])
    assert "Lead\n====\n\nLead: Somebody who asked about CRM.\n" == capsys.readouterr().out


def test_show_as_markdown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["show", "stage/discovery", str(root), "--markdown"])
    said = capsys.readouterr().out
    assert "\n# Discovery" in said
    assert "](<../tools/crm.md>)" in said


@pytest.mark.parametrize(("record", "said"), [
    ("stage/discovry", "no stage has the id “discovry”; did you mean `stage/discovery`?"),
    ("stage/zzz", "no stage has the id “zzz”; there are 5"),
    ("stag/discovery", "there is no kind “stag”; did you mean `stage/discovery`?"),
    ("zzz/discovery", "there is no kind “zzz”; the kinds are: company, motion, stage, "),
    ("discovery", "“discovery” names no record; expected KIND/ID; did you mean `stage/discovery`?"),
    ("", "“” names no record; expected KIND/ID"),
    ("play/bad-id", "play/bad-id could not be read; `stagebook check` says why"),
])  # fmt: skip
def test_show_says_what_was_meant(root: Path, record: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["show", record, str(root)])
    out, err = capsys.readouterr()
    assert "" == out
    assert said in err


def test_every_record_of_the_reference_handbook_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    from stagebook.loading import load

    playbook = load(REFERENCE)
    for records in playbook.records.values():
        for record in list(records.values())[:1]:
            assert 0 == main(["show", record.key, str(REFERENCE), "--today", "2026-11-22"])
            assert record.name in " ".join(capsys.readouterr().out.split())


def test_rule_lists_all_rules_by_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["rule"])
    said = capsys.readouterr().out
    for rule in ALL:
        assert f"  {rule.code}  {rule.severity!s:8} {rule.name}\n" in said
    assert said.startswith("File and shape\n")
    assert "\n\nCoverage\n  SB301" in said


@pytest.mark.parametrize("name", ["SB301", "sb301", "stage-without-reusable-material"])
def test_rule_prints_a_page_of_the_manual(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["rule", name])
    said = capsys.readouterr().out
    assert said.startswith(
        "SB301 stage-without-reusable-material (error, coverage)\n\nA stage without reusable material.\n"
    )
    for heading in ("What it does", "Why it matters", "Example", "Fix"):
        assert f"\n{heading}\n\n" in said
    assert "```" not in said


@pytest.mark.parametrize("name", [rule.code for rule in ALL])
def test_every_rule_has_a_page_that_a_terminal_can_show(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["rule", name])
    assert all(char.isprintable() or char == "\n" for char in capsys.readouterr().out)


@pytest.mark.parametrize(("name", "said"), [
    ("SB031", "no rule is called “SB031”; did you mean SB"),
    ("stage-without-toll", "did you mean stage-without-tool?"),
    ("zzz", "no rule is called “zzz”\n`stagebook rule` lists all rules."),
])  # fmt: skip
def test_rule_says_what_was_meant(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["rule", name])
    assert said in capsys.readouterr().err
