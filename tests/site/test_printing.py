from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from stagebook.cli import main
from stagebook.site import printing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.conftest import Project

pytestmark = pytest.mark.sphinx
Make = Callable[..., "Project"]

# Stands for a browser: it writes its arguments down, and a file that begins as a PDF does.
PRINTS = """\
#!/bin/sh
printf '%s\\n' "$@" > "$0.said"
for each in "$@"; do
  case "$each" in --print-to-pdf=*) printf '%%PDF-1.4 printed' > "${each#--print-to-pdf=}";; esac
done
"""
FAILS = "#!/bin/sh\necho first >&2\necho 'no room left' >&2\nexit 7\n"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a script in the browser's place."""

    def make(script: str) -> Path:
        path = tmp_path / "browser"
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("CHROMIUM", str(path))
        return path

    return make


def test_the_browser_that_the_environment_names_prints_the_whole_page(
    make_project: Make, program: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = program(PRINTS)
    root = make_project().root

    code = main(["pdf", str(root), "--today", "2026-11-22"])

    out = root / "build/handbook.pdf"
    assert 0 == code
    assert b"%PDF-1.4 printed" == out.read_bytes()
    assert f"printed: open {out}\n" == capsys.readouterr().out
    said = (path.parent / "browser.said").read_text(encoding="utf-8").splitlines()
    assert {"--headless", "--generate-pdf-document-outline", "--export-tagged-pdf"} <= set(said)
    assert said[-1].startswith("file:///")
    assert said[-1].endswith("/index.html")
    assert (os.geteuid() == 0) == ("--no-sandbox" in said)


def test_a_browser_that_fails_is_told_and_the_last_file_stays(
    make_project: Make, program: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = program(FAILS)
    root = make_project().root
    out = root / "book.pdf"
    out.write_bytes(b"the last one")

    code = main(["pdf", str(root), "-o", str(out)])

    assert 2 == code
    assert f"stagebook: {path} did not print; it ended with 7: no room left\n" in capsys.readouterr().err
    assert b"the last one" == out.read_bytes()


def test_without_a_browser_it_says_what_to_do_before_it_builds(
    make_project: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(printing, "PLACES", ())
    root = make_project().root

    code = main(["pdf", str(root)])

    said = capsys.readouterr().err
    assert 2 == code
    assert "printed by Chromium, Chrome or Edge, and none was found (CHROMIUM names /no/such/browser" in said
    assert not (root / ".stagebook-cache/singlehtml").exists()


def test_a_folder_is_no_place_for_a_file(make_project: Make, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_project().root

    code = main(["pdf", str(root), "-o", str(root)])

    assert 2 == code
    assert "is a folder; name a file, such as" in capsys.readouterr().err


def test_a_playbook_that_does_not_build_is_not_printed(
    make_project: Make, program: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    program(PRINTS)
    project = make_project({"conf.py": 'extensions = ["stagebook", "no_such_extension"]\n'})

    code = main(["pdf", str(project.root)])

    assert 1 == code
    assert capsys.readouterr().err.endswith("not printed: see above\n")
    assert not (project.root / "build").exists()
