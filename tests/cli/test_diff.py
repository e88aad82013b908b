"""The command that compares revisions: what it takes for what, what it tells, and that it touches nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stagebook.cli import main
from tests.factories import COMPANY, CYCLE
from tests.repository import Repo

if TYPE_CHECKING:
    from pathlib import Path

PLAYBOOK = COMPANY + CYCLE
TODAY = "--today=2026-11-22"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Stand in a repository with a playbook of two commits: the second one retires a material."""
    made = Repo(tmp_path / "repo")
    made.commit({"data/playbook.yaml": PLAYBOOK})
    made.git("tag", "v1")
    made.commit({"data/playbook.yaml": PLAYBOOK.replace("{id: script,", "{id: script, status: retired,")})
    monkeypatch.chdir(made.folder)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return made


def diff(*arguments: str) -> int:
    return main(["diff", *arguments, TODAY])


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert 0 == diff(*arguments)
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert 2 == diff(*arguments)
    shown = capsys.readouterr()
    assert not shown.out
    return shown.err


def test_between_two_revisions(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write({"data/playbook.yaml": "not: [even yaml"})
    before = repo.state()
    shown = told(capsys, "v1", "HEAD")
    assert "  - Script retired" in shown
    assert "Stages with a reusable material             2 of 5 → 1 of 5" in shown
    assert "SB301 stage “Demo” has no reusable material" in shown
    assert before == repo.state()


def test_from_a_revision_to_the_files_as_they_are(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert "to the work tree: nothing changed." in told(capsys, "HEAD")
    repo.write({"data/metrics.yaml": "- id: wins\n"})
    assert "  + Wins added" in told(capsys, "HEAD")


def test_there_and_back_again(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Script taken into use" in told(capsys, "HEAD", "v1")
    assert repo.folder.exists()


def test_what_a_branch_changes(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.git("checkout", "--quiet", "-b", "work", "v1")
    repo.commit({"data/metrics.yaml": "- id: wins\n"})
    assert "Script taken into use" in told(capsys, "main")
    shown = told(capsys, "main", "--merge-base")
    assert "Wins added" in shown
    assert "Script" not in shown
    assert shown == told(capsys, "main", "work", "--merge-base").replace(
        f"work ({repo.git('rev-parse', '--short=7', 'HEAD')}, 2026-11-20)", "the work tree"
    )


def test_a_playbook_in_another_folder(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit({"hand book/data/playbook.yaml": PLAYBOOK})
    repo.write({"hand book/data/metrics.yaml": "- id: wins\n"})
    for folder in ("hand book", "hand book/data", "./hand book"):
        assert "Wins added" in told(capsys, "HEAD", folder)
    assert "nothing changed" in told(capsys, "HEAD", "HEAD", "hand book")


def test_two_revisions_need_no_playbook_in_the_work_tree(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (repo.folder / "data" / "playbook.yaml").unlink()
    (repo.folder / "data").rmdir()
    assert "Script retired" in told(capsys, "v1", "HEAD")
    assert "Script retired" in told(capsys, "v1", "HEAD", ".")
    assert "expected a folder that holds `data/`" in refused(capsys, "v1")


def test_a_name_that_means_two_things(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit({"book/data/playbook.yaml": PLAYBOOK})
    repo.git("branch", "book")
    assert "“book” is a revision and a folder; write `./book` for the folder" in refused(capsys, "v1", "book")
    assert "nothing changed" in told(capsys, "HEAD", "./book")


def test_findings_about_other_files_do_not_come_and_go(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit(
        {"data/paths.yaml": "- {id: start, steps: [{action: read, page: welcome}]}\n", "source/welcome.md": "# Hello\n"}
    )
    whole = json.loads(told(capsys, "HEAD", "--format=json"))
    assert {"new": [], "gone": []} == whole["findings"]
    repo.commit({"source/welcome.md": None})
    whole = json.loads(told(capsys, "HEAD~1", "HEAD", "--format=json"))
    assert ["SB106"] == [finding["code"] for finding in whole["findings"]["new"]]


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_output_goes_into_a_file(repo: Repo, capsys: pytest.CaptureFixture[str], form: str) -> None:
    file = repo.folder / "out"
    shown = told(capsys, "v1", "--format", form)
    assert "" == told(capsys, "v1", "--format", form, "--output", str(file))
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mian"], "there is no revision “mian” here; did you mean `main`?"),
        (["v1..HEAD"], "is a range; name its two ends"),
        (["--", "--output=stolen"], "there is no revision “--output=stolen”"),
        (["v1", "--", "-x"], "there is no revision “-x”"),
        (["v1", "HEAD", "nowhere"], "there is no nowhere"),
        (["v1", "HEAD", ".", "more"], "too many arguments"),
        (["v1", "--output", "no/such/folder"], "can't write no/such/folder"),
        ([], "the following arguments are required: REV"),
    ],
)
def test_what_was_called_wrongly_is_said_in_a_line(
    repo: Repo, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert 2 == main(["diff", *arguments])
    assert said in capsys.readouterr().err
    assert not (repo.folder / "stolen").exists()


def test_a_revision_without_a_playbook(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit({"data/playbook.yaml": None, "README": "x"})
    assert "there is no playbook at “HEAD”" in refused(capsys, "v1", "HEAD")


def test_a_folder_that_is_in_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "lies in no git repository" in refused(capsys, "HEAD")
