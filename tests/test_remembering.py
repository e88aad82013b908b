"""What a check remembers, and that it holds to nothing that has changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from stagebook import remembering
from stagebook.cachefolder import CACHE
from stagebook.checking import examine
from stagebook.loading import load
from stagebook.remembering import NAME, Memory
from stagebook.verdict import as_json, from_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stagebook.verdict import Verdict

TODAY = date(2026, 11, 22)
DEMO = "data/stages/demo.yaml"
FILES = {
    "data/playbook.yaml": (
        "company: {name: Acme, driver: customers}\n"
        "waivers: [{rule: SB302, record: stage/won, reason: Not yet., until: 2026-12-01, by: sales}]\n"
    ),
    "data/motions.yaml": "- {id: sales, stages: [demo, won]}\n",
    DEMO: "tools: [crm]\nnotes: See [how we sell](/how-we-sell.md#the-start).\n",
    "data/stages/won.yaml": "phase: close\nterminal: won\n",
    "data/tools.yaml": "- {id: crm, reviewed: 2026-01-10}\n",
    "data/materials/deck.yaml": "file: files/deck.pdf\nstages: [demo]\n",
    "data/needs.yaml": "- {id: [\n",
    "source/how-we-sell.md": "# How we sell\n\n## The start\n",
    "files/deck.pdf": "%PDF",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a playbook with findings of many kinds, and files beside it."""
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def much_later() -> int:
    """Give a moment at which the files of a test are no longer new."""
    return time.time_ns() + 60_000_000_000


def memory(root: Path, today: date = TODAY) -> Memory:
    return Memory(root, today, clock=much_later)


def checked(root: Path) -> Verdict:
    """Check, and remember."""
    playbook = load(root)
    verdict = examine(playbook, today=TODAY)
    memory(root).keep(playbook, verdict)
    return verdict


def states(root: Path) -> set[str]:
    """Give the states that are kept, without their paths."""
    kept = json.loads((root / CACHE / NAME).read_text(encoding="utf-8"))
    return set(kept["states"].values())


def without_edits(verdict: Verdict) -> Verdict:
    return verdict._replace(findings=tuple(item._replace(edits=()) for item in verdict.findings))


def test_a_verdict_is_the_same_when_read_again(root: Path) -> None:
    verdict = examine(load(root), today=TODAY)
    assert {"SB001", "SB303"} <= {item.code for item in verdict.findings}
    assert ["waived until 2026-12-01 by sales: Not yet."] == [item.why for item in verdict.waived]
    assert without_edits(verdict) == from_json(json.loads(json.dumps(as_json(verdict))))


def test_where_nothing_has_changed_the_verdict_is_recalled(root: Path) -> None:
    assert memory(root).recall() is None
    verdict = checked(root)
    assert without_edits(verdict) == memory(root).recall()


def test_states_alone_decide_where_they_are_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(root)
    monkeypatch.setattr(Memory, "_digest_of_files", lambda *_: pytest.fail("the contents were looked at"))
    assert memory(root).recall()


def test_contents_decide_where_states_differ(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    verdict = without_edits(checked(root))
    # As a fresh checkout into which a cache is put: all is as it was, and all files are new.
    clone = tmp_path_factory.mktemp("clone") / "again"
    shutil.copytree(root, clone)
    os.utime(clone / DEMO, (1, 1))
    before = (clone / CACHE / NAME).read_bytes()
    assert verdict == memory(clone).recall()
    assert before != (clone / CACHE / NAME).read_bytes()
    (clone / DEMO).write_text(FILES[DEMO].replace("crm", "crn"), encoding="utf-8")
    os.utime(clone / DEMO, (1, 1))
    assert memory(clone).recall() is None


def test_a_file_that_was_changed_just_now_is_looked_at_again(root: Path) -> None:
    playbook = load(root)
    Memory(root, TODAY).keep(playbook, examine(playbook, today=TODAY))
    assert {"0 0 0"} == states(root)
    assert memory(root).recall()
    # By now they are no longer so new that another content could hide behind the same state.
    assert "0 0 0" not in states(root)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / DEMO).write_text("tools: []\n"),
        lambda root: (root / DEMO).unlink(),
        lambda root: (root / DEMO).rename(root / "data/stages/pilot.yaml"),
        lambda root: (root / "data/stages/.hidden.yaml").rename(root / "data/stages/pilot.yaml"),
        lambda root: (root / "data/offerings.yml").write_text("- {id: rest}\n"),
        lambda root: (root / "data/playbook.yaml").write_text("company: Acme\nsettings: {rules: {SB303: 'off'}}\n"),
        lambda root: (root / "files/deck.pdf").unlink(),
        lambda root: (root / "source/how-we-sell.md").unlink(),
        lambda root: (root / "source/how-we-sell.md").write_text("# How we sell\n\n## The end\n"),
        lambda root: (root / "source/new.md").write_text("{tool}`crn`\n"),
    ],
    ids=[
        "edited",
        "gone",
        "renamed",
        "shown",
        "new",
        "settings",
        "file gone",
        "page gone",
        "place on a page gone",
        "page new",
    ],
)
def test_whatever_changes_is_checked_anew(root: Path, change: Callable[[Path], object]) -> None:
    (root / "data/stages/.hidden.yaml").write_text("tools: [crm]\n")
    checked(root)
    assert memory(root).recall()
    change(root)
    assert memory(root).recall() is None


def test_what_nobody_reads_may_change(root: Path) -> None:
    checked(root)
    (root / "source/other.txt").write_text("Other\n", encoding="utf-8")
    (root / "files/more.pdf").write_text("%PDF", encoding="utf-8")
    (root / "data/notes.txt").write_text("Call them.", encoding="utf-8")
    assert memory(root).recall()


def test_another_day_is_checked_anew(root: Path) -> None:
    checked(root)
    assert memory(root, date(2026, 11, 23)).recall() is None


def test_other_code_checks_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(root)
    monkeypatch.setattr(remembering, "__version__", "99.0")
    assert memory(root).recall() is None


def test_the_code_that_checks_is_known_by_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_stamp", lambda file: file)
    names = {line.rpartition("/")[2] for line in remembering._key().splitlines()}
    assert {"stage_without_tool.py", "material.py", "reading.py"} <= names


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"key": 1}', b'{"key": [], "states": 3}', None],
)
def test_whatever_lies_in_its_place_is_as_good_as_nothing(root: Path, text: bytes | None) -> None:
    verdict = without_edits(checked(root))
    file = root / CACHE / NAME
    if text is None:
        kept = json.loads(file.read_text(encoding="utf-8"))
        kept["verdict"] = [["x"], 3]
        text = json.dumps(kept).encode()
    file.write_bytes(text)
    assert memory(root).recall() is None
    checked(root)
    assert verdict == memory(root).recall()


def test_where_nothing_can_be_kept_the_check_goes_on(root: Path) -> None:
    (root / CACHE).write_text("in the way", encoding="utf-8")
    checked(root)
    assert memory(root).recall() is None


@pytest.mark.parametrize("name", ["data/folder.yaml", "data/second/playbook.yaml"])
def test_what_can_not_be_read_is_looked_at_each_time(root: Path, name: str) -> None:
    if name.startswith("data/folder"):
        (root / name).mkdir()
    else:
        (root / "data/link.yaml").symlink_to("nowhere.yaml")
    checked(root)
    assert memory(root).recall() is None


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(root: Path) -> None:
    checked(root)
    (root / DEMO).unlink()
    os.mkfifo(root / DEMO)
    assert memory(root).recall() is None


# --- the command ------------------------------------------------------------------------------------------------------


def run(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "stagebook", "check", str(root), "--today", TODAY.isoformat(), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_checks_at_once_do_no_harm(root: Path) -> None:
    plain = run(root, "--no-cache").communicate()
    assert not (root / CACHE).exists()
    for _ in range(2):
        running = [run(root) for _ in range(3)]
        assert [plain] * 3 == [one.communicate() for one in running]
    assert [".gitignore", NAME] == sorted(file.name for file in (root / CACHE).iterdir())


def test_a_check_from_memory_says_the_same_in_every_form(root: Path) -> None:
    for arguments in ([], ["--format=json"], ["--format=sarif"], ["--select=SB3"], ["--show-known", "--fail-on=never"]):
        plain, first, again = (
            (process.communicate(), process.returncode)
            for process in (run(root, *arguments, "--no-cache"), run(root, *arguments), run(root, *arguments))
        )
        assert plain == first == again
