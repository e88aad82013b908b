"""The program as a whole: its help, its exit codes, its streams, and what it loads."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import stagebook
from stagebook import cli
from stagebook.cli import COMMANDS, main

if TYPE_CHECKING:
    from stagebook.cli.command import Command

HERE = Path(__file__).parents[2]
EACH = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder with a playbook in which something is wrong."""
    (tmp_path / "data").mkdir()
    text = "company: Zoë & Co.\nstages:\n  - {id: discovery, goal: Größe, tools: [crm]}\n"
    (tmp_path / "data" / "playbook.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a Python of its own."""
    path = os.pathsep.join([str(HERE / "extensions"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "stagebook", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )


# --- help -----------------------------------------------------------------------------------------------------------


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["--version"])
    assert f"stagebook {stagebook.__version__}\n" == capsys.readouterr().out


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    for command in COMMANDS:
        assert f"{command.name} {command.summary}" in said


@EACH
def test_each_command_explains_itself_with_examples(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main([command.name, "--help"])
    said = capsys.readouterr().out
    assert command.description in said
    assert f"  stagebook {command.name}" in command.examples
    assert command.examples in said


@EACH
def test_the_examples_in_the_help_are_understood(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(options: object) -> int:
        seen.append(options)
        return 0

    monkeypatch.setattr(cli, "COMMANDS", tuple(other._replace(run=run) for other in COMMANDS))
    calls = re.findall(r"^  stagebook (.+?)(?:  .*)?$", command.examples, re.MULTILINE)
    assert calls
    for call in calls:
        assert 0 == main(call.split())
    assert len(calls) == len(seen)


@EACH
def test_the_readme_knows_each_command(command: Command) -> None:
    assert f"`stagebook {command.name}" in (HERE / "README.md").read_text(encoding="utf-8")


# --- misuse ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "which command? One of: build, "),
    (["chekc"], "there is no command “chekc”; did you mean `check`?"),
    (["zzz"], "there is no command “zzz”; there are: build, "),
    (["--nonsense", "check"], "there is no option “--nonsense” before the command"),
    (["check", "--nonsense"], "unrecognized arguments: --nonsense\nSee `stagebook"),
    (["check", "--today", "tomorrow"], "“tomorrow” is no date; write year-month-day, such as 2026-03-31"),
    (["check", "--format", "xml"], "invalid choice: 'xml'"),
    (["check", "one", "two"], "unrecognized arguments: two"),
    (["check", "no/such/folder"], "there is no no/such/folder; name the folder that holds `data/`"),
    (["build", "-j", "0"], "“0” is no number of processes"),
    (["serve", "--port", "70000"], "“70000” is no port"),
    (["show"], "KIND/ID"),
])  # fmt: skip
def test_misuse_ends_with_2_and_plain_words(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == main(arguments)
    out, err = capsys.readouterr()
    assert "" == out
    assert err.startswith("stagebook: ")
    assert said in err
    assert "Traceback" not in err


# --- ends -----------------------------------------------------------------------------------------------------------


def test_ctrl_c_ends_quietly(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("stagebook.loading.load", stopped)
    assert 130 == main(["check", str(root)])
    assert ("", "") == capsys.readouterr()


def test_a_reader_that_leaves_early_is_no_fault(root: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "stagebook", "check", str(root)],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(HERE / "extensions")},
        )
    finally:
        os.close(writing)
    assert (141, b"") == (done.returncode, done.stderr)


def test_a_terminal_of_ascii_gets_every_message(root: Path) -> None:
    done = run("check", str(root), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert b"" == done.stderr
    assert 1 == done.returncode
    assert b"stage \\u201cDiscovery\\u201d has no reusable material" in done.stdout
    assert b"Gr\\xf6\\xdfe" in done.stdout


def test_colour_is_for_people_only(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for variables, wanted in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        for arguments in (["check", str(root)], ["rule", "SB301"], ["show", "stage/discovery", str(root)]):
            screen = Terminal()
            monkeypatch.setattr(sys, "stdout", screen)
            main(arguments)
            assert wanted == ("\x1b[" in screen.getvalue())
    assert b"\x1b[" not in run("check", str(root)).stdout


# --- what is loaded -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["check"], ["show", "stage/discovery"], ["rule"], ["rule", "SB301"], ["--help"]])
def test_only_building_and_serving_load_sphinx(arguments: list[str], root: Path) -> None:
    if arguments[0] in {"check", "show"}:
        arguments = [*arguments, str(root)]
    code = (
        "import sys; from stagebook.cli import main; main(sys.argv[1:]);"
        "print(sorted({'sphinx', 'docutils', 'myst_parser', 'mmdr'} & sys.modules.keys()), file=sys.stderr)"
    )
    env = {**os.environ, "PYTHONPATH": str(HERE / "extensions")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, env=env
    )
    assert "[]\n" == done.stderr


def test_every_file_of_a_command_is_in_the_list() -> None:
    files = {file.stem for file in Path(cli.__file__).parent.glob("*.py")} - {"__init__", "command"}
    assert files == {command.name for command in COMMANDS}
