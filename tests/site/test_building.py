from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from stagebook.cli import main
from stagebook.site.building import BuildError, build
from stagebook.site.printing import print_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.conftest import Project

pytestmark = pytest.mark.sphinx
Make = Callable[..., "Project"]
TODAY = date(2026, 11, 22)


def test_a_folder_with_data_alone_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/playbook.yaml").write_text(
        "company: Two & Co.\nstages: [first call, visit]\ntools: [phone]\n", encoding="utf-8"
    )

    code = build(tmp_path, tmp_path / "out", today=TODAY)

    assert 0 == code
    assert "How Two &amp; Co. sells" in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "out/stages/first-call.html").exists()
    assert capsys.readouterr().out.endswith(f"built: open {tmp_path / 'out/index.html'}\n")


def test_a_failed_build_leaves_the_last_good_site(make_project: Make, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project()
    out = project.root / "public"
    assert 0 == build(project.root, out, today=TODAY)
    before = sorted(path.relative_to(out) for path in out.rglob("*"))
    project.write("conf.py", 'extensions = ["stagebook", "no_such_extension"]\n')
    capsys.readouterr()

    code = build(project.root, out, today=TODAY)

    assert 1 == code
    assert before == sorted(path.relative_to(out) for path in out.rglob("*"))
    assert "no_such_extension" in capsys.readouterr().err
    assert [] == list(project.root.glob(".public-*"))


def test_a_strict_build_refuses_findings_at_error_level(make_project: Make, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project({"data/materials.yaml": "- {id: guide, name: Guide, kind: deck, stages: [discovery]}\n"})
    out = project.root / "public"

    strict = build(project.root, out, strict=True, today=TODAY)
    told = capsys.readouterr().err
    plain = build(project.root, out, today=TODAY)

    assert (1, 0) == (strict, plain)
    assert "data/stages.yaml:11:3: SB301" in told
    assert "not built: " in told


def test_a_strict_build_lets_pass_what_the_baseline_holds(
    make_project: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project({"data/materials.yaml": "- {id: guide, name: Guide, kind: deck, stages: [discovery]}\n"})
    monkeypatch.chdir(project.root)
    out, file = project.root / "public", project.root / "b.yaml"
    with pytest.raises(BuildError, match=r"b\.yaml: the file does not exist; `stagebook check --update-baseline`"):
        build(project.root, out, strict=True, baseline=file, today=TODAY)
    assert 0 == main(["check", "--baseline=b.yaml", "--update-baseline", f"--today={TODAY}"])

    by_flag = build(project.root, out, strict=True, baseline=file, today=TODAY)
    project.replace("data/playbook.yaml", 'version: "7"', 'version: "7"\n  baseline: b.yaml')
    by_setting = build(project.root, out, strict=True, today=TODAY)
    capsys.readouterr()
    project.write("data/tools.yaml", "- {id: crm, name: The CRM, use: 'See {stage}`discovry`.'}\n")
    new = build(project.root, out, strict=True, today=TODAY)

    assert [0, 0, 1] == [by_flag, by_setting, new]
    told = capsys.readouterr().err
    assert "SB301" not in told
    assert "not built: 1 new error; mend it" in told


def test_a_strict_build_refuses_a_role_on_a_page_that_would_not_be_read_again(
    make_project: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project({"source/hand.md": "# By hand\n\nSee {stage}`discovry`.\n"})
    out = project.root / "public"

    codes = [build(project.root, out, strict=strict, today=TODAY) for strict in (False, True)]

    assert [0, 1] == codes
    assert "source/hand.md:3:5: SB107 no stage has the id `discovry`" in capsys.readouterr().err.splitlines()[-2]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, r"data holds no record; write playbook.yaml there"),
        ({"data/tools.yaml": "# Later.\n"}, r"data holds no record that can be read; `stagebook check` says"),
        (
            {"data/playbook.yaml": "settings: {title: Us}\n"},
            r"data holds no record that can be read; `stagebook check`",
        ),
    ],
)
def test_where_there_is_no_record_nothing_is_built(tmp_path: Path, files: dict[str, str], told: str) -> None:
    (tmp_path / "data").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(BuildError, match=told):
        build(tmp_path, tmp_path / "out", today=TODAY)
    with pytest.raises(BuildError, match=told):
        print_pdf(tmp_path, tmp_path / "out.pdf", today=TODAY)

    assert not (tmp_path / "out").exists()


def test_a_finding_on_a_file_as_a_whole_is_told_at_the_file(make_project: Make) -> None:
    warnings = make_project({"data/plays.yaml": "# Later.\n"}).build().warnings

    assert warnings.startswith("data/plays.yaml:1:1: WARNING: SB0")


@pytest.mark.parametrize("out", [".", "..", "data", "data/site", "source/site"])
def test_a_place_that_holds_the_playbook_is_refused(make_project: Make, out: str) -> None:
    project = make_project()

    with pytest.raises(BuildError, match="name another folder"):
        build(project.root, project.root / out, today=TODAY)


def test_a_folder_with_other_files_is_refused(make_project: Make) -> None:
    project = make_project()
    project.write("mine/letter.txt", "Dear all")

    with pytest.raises(BuildError, match="holds other files"):
        build(project.root, project.root / "mine", today=TODAY)

    assert (project.root / "mine/letter.txt").exists()


def test_two_builds_at_once_do_not_mix(make_project: Make) -> None:
    import fcntl

    project = make_project()
    cache = project.root / ".stagebook-cache"
    cache.mkdir()
    with (cache / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        with pytest.raises(BuildError, match="another build"):
            build(project.root, project.root / "out", today=TODAY)


def test_a_playbook_that_cannot_be_read_does_not_bury_the_last_good_site(
    make_project: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project()
    out = project.root / "public"
    assert 0 == build(project.root, out, today=TODAY)
    project.write("data/playbook.yaml", "company: [\n")
    capsys.readouterr()

    code = build(project.root, out, today=TODAY)

    assert 1 == code
    assert "not built: data/playbook.yaml can't be read" in capsys.readouterr().err
    assert (out / "stages/discovery.html").exists()
