"""The ways in: the files for pre-commit, GitHub and GitLab are whole, safe, and call commands that there are."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stagebook.cli import COMMANDS
from stagebook.cli.command import Parser
from stagebook.render.changes import MARKER
from stagebook.yamlio.reading import read_file
from tests.factories import COMPANY, CYCLE
from tests.repository import Repo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
HOOKS, GITHUB, GITLAB = (
    ROOT / name for name in (".pre-commit-hooks.yaml", ".github/workflows/handbook.yml", ".gitlab-ci.yml")
)


def read(file: Path) -> Any:  # noqa: ANN401  (whatever the file holds)
    reading = read_file(file, file.name)
    assert not reading.findings
    return reading.value


def jobs() -> dict[str, Any]:
    return dict(read(GITHUB)["jobs"])


def steps() -> Iterator[tuple[str, Any]]:
    for name, job in jobs().items():
        for step in job["steps"]:
            yield name, step


def scripts() -> Iterator[str]:
    """Give all that the files have a shell do, and the entry of each hook."""
    yield from (hook["entry"] for hook in read(HOOKS))
    yield from (step["run"] for _, step in steps() if "run" in step)
    for job in read(GITLAB).values():
        if hasattr(job, "get"):
            yield from [*job.get("script", ()), *job.get("before_script", ())]


def calls() -> list[list[str]]:
    """Give each call of ours, in words."""
    found = []
    for script in scripts():
        for line in script.splitlines():
            call = re.search(r"(?:^|if )(stagebook .*?)(?:$|;| &&)", line.strip())
            if call:
                found.append(shlex.split(call[1])[1:])
    return found


def step(name: str) -> str:
    (found,) = [step["run"] for _, step in steps() if step.get("name") == name]
    return str(found)


# --- what they say ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", calls(), ids=" ".join)
def test_each_call_is_one_that_the_program_understands(call: list[str]) -> None:
    (command,) = [command for command in COMMANDS if command.name == call[0]]
    parser = Parser(allow_abbrev=False)
    command.arguments(parser)
    parser.parse_args(call[1:])


def test_there_are_calls() -> None:
    assert {"check", "diff", "build"} == {call[0] for call in calls()}


def test_the_hook_checks_the_whole_playbook_whatever_was_touched_in_it() -> None:
    (hook,) = read(HOOKS)
    assert {
        "id": "stagebook-check",
        "language": "python",
        "pass_filenames": "false",
    }.items() <= dict(hook).items()
    assert re.search(hook["files"], "data/stages/talk.yaml")
    assert re.search(hook["files"], "handbook/data/playbook.yml")
    assert re.search(hook["files"], "source/how-we-sell.md")
    assert not re.search(hook["files"], "metadata/x.yaml")
    assert not re.search(hook["files"], "data/figures.csv")


def test_the_readme_names_the_folder_of_a_playbook_as_the_hook_takes_it() -> None:
    line = re.search(r"\{id: stagebook-check, args: \[(\S+)\]\}", (ROOT / "README.md").read_text(encoding="utf-8"))
    (command,) = [command for command in COMMANDS if command.name == "check"]
    parser = Parser(allow_abbrev=False)
    command.arguments(parser)
    assert line
    assert line[1] == str(parser.parse_args([line[1]]).root)


def test_merging_builds_strictly_and_a_preview_is_built_in_any_case() -> None:
    strict = [call for call in calls() if "--strict" in call]
    assert 2 == len(strict)
    assert 2 == len([call for call in calls() if call[0] == "build" and "--strict" not in call])


# --- GitHub: nobody gets more than they need -------------------------------------------------------------------------


def test_code_from_a_pull_request_never_runs_with_rights() -> None:
    text = GITHUB.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    assert "secrets." not in text
    assert ["pull_request", "push"] == list(read(GITHUB)["on"])


def test_each_job_has_the_rights_it_needs_and_no_other() -> None:
    assert {} == dict(read(GITHUB)["permissions"])
    assert {
        "handbook": {"contents": "read"},
        "comment": {"pull-requests": "write"},
        "publish": {"pages": "write", "id-token": "write"},
    } == {name: dict(job["permissions"]) for name, job in jobs().items()}


def test_only_the_job_that_may_read_takes_out_the_code() -> None:
    assert {"handbook"} == {name for name, item in steps() if item.get("uses", "").startswith("actions/checkout@")}
    (checkout,) = [item for _, item in steps() if item.get("uses", "").startswith("actions/checkout@")]
    assert "false" == checkout["with"]["persist-credentials"]


def test_actions_are_github_s_own_at_a_major_version() -> None:
    used = [item["uses"] for _, item in steps() if "uses" in item]
    assert [] == [name for name in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", name)]


def test_nothing_that_somebody_else_names_becomes_part_of_a_script() -> None:
    assert [] == [item["run"] for _, item in steps() if "${{" in item.get("run", "")]


def test_a_pull_request_from_a_fork_is_not_commented_on() -> None:
    assert "head.repo.full_name == github.repository" in jobs()["comment"]["if"]


def test_each_job_ends_at_some_time() -> None:
    assert all(int(job["timeout-minutes"]) <= 20 for job in jobs().values())


# --- the scripts, run ------------------------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path: Path) -> Any:  # noqa: ANN401  (a function)
    """Run a script as GitHub and GitLab do, with our program, and others that only write down how they were called."""
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    programs = tmp_path / "bin"
    programs.mkdir()

    def program(name: str, text: str) -> None:
        file = programs / name
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(0o755)

    program("stagebook", f'exec "{sys.executable}" -m stagebook "$@"')
    program("python", f'exec "{sys.executable}" "$@"')

    def run(
        script: str, folder: Path, environment: Mapping[str, str], **fakes: str
    ) -> subprocess.CompletedProcess[str]:
        for name, text in fakes.items():
            program(name, text)
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=folder,
            env={
                **os.environ,
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT / "extensions"),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Make a clone on a branch that adds a metric."""
    origin = Repo(tmp_path / "origin")
    origin.commit({"data/playbook.yaml": COMPANY + CYCLE})
    origin.git("clone", "--quiet", str(origin.folder), str(tmp_path / "clone"))
    work = Repo(tmp_path / "clone")
    work.git("checkout", "--quiet", "-b", "work")
    work.commit({"data/metrics.yaml": "- id: wins\n"})
    return work.folder


def test_github_is_told_what_a_pull_request_changes(clone: Path, shell: Any) -> None:  # noqa: ANN401
    files = {name: str(clone / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    done = shell(step("Tell what changes"), clone, {"ROOT": ".", "GITHUB_BASE_REF": "main", **files})
    assert 0 == done.returncode, done.stderr
    told = (clone / "changes.md").read_text(encoding="utf-8")
    assert told.startswith(MARKER)
    assert "- **Wins** added" in told
    assert told == (clone / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    assert "told=true\n" == (clone / "GITHUB_OUTPUT").read_text(encoding="utf-8")


def test_the_first_pull_request_of_all_is_no_failure(clone: Path, shell: Any) -> None:  # noqa: ANN401
    done = shell(step("Tell what changes"), clone, {"ROOT": ".", "GITHUB_BASE_REF": "nothing", "GITHUB_OUTPUT": "out"})
    assert 0 == done.returncode
    assert "there is no revision “origin/nothing”" in done.stderr
    assert not (clone / "out").exists()


@pytest.mark.parametrize(
    ("known", "call"),
    [
        ("", "api repos/o/r/issues/7/comments --field body=@changes.md --silent"),
        ("42", "api --method PATCH repos/o/r/issues/comments/42 --field body=@changes.md --silent"),
    ],
)
def test_github_gets_one_comment_and_no_second(tmp_path: Path, shell: Any, known: str, call: str) -> None:  # noqa: ANN401
    (tmp_path / "changes.md").write_text(f"{MARKER}\n", encoding="utf-8")
    fake = f'echo "$*" >> calls; case "$*" in *--jq*) printf "%s" "{known}";; esac'
    environment = {"GITHUB_REPOSITORY": "o/r", "NUMBER": "7", "PREVIEW": "https://example.com/1"}
    done = shell(step("Comment"), tmp_path, environment, gh=fake)
    assert 0 == done.returncode, done.stderr
    asked, written = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert MARKER in asked
    assert call == written
    assert "(https://example.com/1)" in (tmp_path / "changes.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("notes", "call"),
    [
        (
            '[{"id": 1, "body": "Nice"}]',
            "--data-urlencode body@changes.md https://api/projects/3/merge_requests/7/notes",
        ),
        (
            '[{"id": 1, "body": "Nice"}, {"id": 42, "body": "<!-- stagebook diff --> old"}]',
            "--request PUT --data-urlencode body@changes.md https://api/projects/3/merge_requests/7/notes/42",
        ),
    ],
)
def test_gitlab_gets_one_comment_and_no_second(tmp_path: Path, shell: Any, notes: str, call: str) -> None:  # noqa: ANN401
    script = read(GITLAB)["changes"]["script"][-1]
    fake = f'echo "$*" >> calls; case "$*" in *notes.json*) echo \'{notes}\' > notes.json;; esac'
    environment = {"CI_API_V4_URL": "https://api", "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7"}
    assert 0 == shell(script, tmp_path, environment, curl=fake).returncode
    assert not (tmp_path / "calls").exists()
    done = shell(script, tmp_path, {**environment, "HANDBOOK_TOKEN": "t"}, curl=fake)
    assert 0 == done.returncode, done.stderr
    written = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()[-1]
    assert written.endswith(f"PRIVATE-TOKEN: t --output /dev/null {call}")


@pytest.mark.parametrize("script", [step("Install Stagebook"), read(GITLAB)["default"]["before_script"][0]])
def test_a_company_installs_the_package_and_this_repository_itself(tmp_path: Path, shell: Any, script: str) -> None:  # noqa: ANN401
    fake = 'for word in "$@"; do last=$word; done; echo "$last"'
    assert ".\n" == shell(script, ROOT, {"STAGEBOOK": "stagebook==0.1.*"}, pip=fake).stdout
    assert "stagebook==0.1.*\n" == shell(script, tmp_path, {"STAGEBOOK": "stagebook==0.1.*"}, pip=fake).stdout


# --- the manual ------------------------------------------------------------------------------------------------------


def test_the_readme_names_each_way_in() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [] == [
        name for name in ("stagebook-check", ".github/workflows/handbook.yml", ".gitlab-ci.yml") if name not in text
    ]
