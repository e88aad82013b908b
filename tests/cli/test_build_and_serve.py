"""The commands that start Sphinx: they hand over what was asked for, and tell why it can't be done."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stagebook.cli import main

pytestmark = pytest.mark.sphinx


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a playbook, as the present one."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "playbook.yaml").write_text("company: Acme\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Keep what the site's builder and server are called with, and start neither."""
    seen: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def called(*arguments: object, **options: object) -> int:
        seen.append((arguments, options))
        return 0

    monkeypatch.setattr("stagebook.site.building.build", called)
    monkeypatch.setattr("stagebook.site.building.serve", called)
    return seen


def test_build_without_arguments_builds_what_is_here(root: Path, calls: list[Any]) -> None:
    assert root.exists()
    assert 0 == main(["build"])
    options = {"strict": False, "baseline": None, "drafts": False, "today": None, "jobs": 1}
    assert [((Path(), Path("build/html")), options)] == calls


def test_build_hands_over_what_was_asked_for(root: Path, calls: list[Any]) -> None:
    assert 0 == main(
        ["build", str(root), "-o", "public", "--strict", "--drafts", "--today", "2026-11-22", "-j", "auto"]
    )
    options = {"strict": True, "baseline": None, "drafts": True, "today": date(2026, 11, 22), "jobs": os.cpu_count()}
    assert [((root, Path("public")), options)] == calls


def test_build_takes_a_baseline_where_it_is_strict(calls: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["build", "--baseline=b.yaml"])
    assert "--baseline goes with --strict" in capsys.readouterr().err
    assert [] == calls


def test_serve_hands_over_what_was_asked_for(root: Path, calls: list[Any]) -> None:
    assert 0 == main(["serve", str(root), "--port", "8080", "--open", "--drafts"])
    assert [((root,), {"port": 8080, "open_browser": True, "drafts": True})] == calls


def test_a_site_is_never_put_on_the_playbook(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for out in (".", "data", "data/site"):
        assert 2 == main(["build", str(root), "-o", out])
        assert "holds the playbook itself" in capsys.readouterr().err


def test_without_a_playbook_nothing_is_built(
    tmp_path: Path, calls: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("build", "serve"):
        assert 2 == main([command, str(tmp_path)])
        assert "expected a folder that holds `data/`" in capsys.readouterr().err
    assert [] == calls
