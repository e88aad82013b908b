"""The command that counts: its forms, the badge, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stagebook.cli import main
from tests.factories import COMPANY, CYCLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a playbook."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "playbook.yaml").write_text(COMPANY + CYCLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("root")
def test_it_counts_and_gaps_are_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["coverage"])
    assert "Stages with a reusable material             2 of 5   40 %" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("form", "begins"), [("markdown", "# How Acme sells"), ("svg", "<svg "), ("json", "{"), ("text", "How Acme sells")]
)
def test_each_form_can_go_into_a_file(root: Path, capsys: pytest.CaptureFixture[str], form: str, begins: str) -> None:
    assert 0 == main(["coverage", str(root), "--format", form])
    shown = capsys.readouterr().out
    assert 0 == main(["coverage", str(root), "--format", form, "--output", "out"])
    assert "" == capsys.readouterr().out
    assert shown == (root / "out").read_text(encoding="utf-8")
    assert shown.startswith(begins)


@pytest.mark.usefixtures("root")
def test_the_badge_shows_the_figure_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["coverage", "--format=svg", "--figure=needs-with-material"])
    assert "<title>Needs that a material answers: 1 of 1</title>" in capsys.readouterr().out


@pytest.mark.usefixtures("root")
def test_json_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["coverage", "--format=json"])
    assert "How Acme sells" == json.loads(capsys.readouterr().out)["title"]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format=svg", "--figure=needs-with-materials"], "did you mean `needs-with-material`?"),
        (["--figure=personas-met"], "--figure goes with --format svg"),
        (["nowhere"], "there is no nowhere"),
        (["--output=no/such/folder"], "can't write no/such/folder"),
        (["--format=pdf"], "invalid choice: 'pdf'"),
    ],
)
def test_what_was_called_wrongly_is_said_in_a_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert 2 == main(["coverage", *arguments])
    assert said in capsys.readouterr().err
