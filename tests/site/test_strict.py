from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from stagebook.render.strict import POLICY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.conftest import Project

pytestmark = pytest.mark.sphinx
Make = Callable[..., "Project"]

HAND = """\
---
orphan: true
---
# By hand

<p style="color: green" onclick="go()">By <a href="javascript:go()">hand</a>.</p>

<script>window.handmade = 1;</script>
"""


def inline_files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("sb-inline-*")}


@pytest.mark.usefixtures("manual")
def test_nothing_inline_is_left_on_any_page(make_project: Make) -> None:
    built = make_project({"source/hand.md": HAND}).build(jobs=2)

    for name in built.pages - {"_static/webpack-macros"}:
        html = built.html(name)
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style", html), name
        assert not re.search(r"<[^>]*\s(?:style|on\w+)=", html), name
        assert not re.search(r"<[^>]*javascript:", html), name
    assert "window.handmade = 1;" in {path.read_text(encoding="utf-8") for path in built.out.rglob("sb-inline-*.js")}


def test_what_is_lost_is_told_and_fails_a_strict_build(make_project: Make) -> None:
    told = make_project({"source/hand.md": HAND}).build().warnings

    assert "source/hand.md: WARNING: took onclick out of <p>: add the listener in a script" in told
    assert "source/hand.md: WARNING: took a javascript: address out of <a>" in told
    assert 2 == told.count("[stagebook.strict]")


def test_a_page_keeps_the_time_at_which_sphinx_wrote_it_and_is_not_done_again(make_project: Make) -> None:
    project = make_project()
    first = project.build()
    page = first.out / "stages/discovery.html"
    before = page.stat().st_mtime_ns
    files = inline_files(first.out)

    again = project.build()

    assert before == page.stat().st_mtime_ns
    assert files == inline_files(again.out)


def test_files_that_no_page_uses_any_more_are_gone(make_project: Make) -> None:
    project = make_project({"source/hand.md": HAND})

    def texts() -> str:
        out = project.build().out
        return "".join(sorted((out / name).read_text(encoding="utf-8") for name in inline_files(out)))

    first = texts()
    project.replace("source/hand.md", "window.handmade = 1", "window.handmade = 2")
    second = texts()
    project.write("source/hand.md", "---\norphan: true\n---\n# By hand\n")
    third = texts()

    assert "handmade = 1" in first
    assert "handmade = 2" in second
    assert "handmade = 1" not in second
    assert "color: green" in second
    assert "handmade" not in third
    assert "color: green" not in third


@pytest.mark.usefixtures("manual")
def test_an_incremental_build_equals_a_clean_one(make_project: Make) -> None:
    project = make_project({"source/hand.md": HAND})
    project.build()
    project.replace("source/hand.md", "window.handmade = 1", "window.handmade = 2")
    step = project.build()
    clean = project.build(out="clean")

    assert inline_files(step.out) == inline_files(clean.out)
    assert step.html("hand") == clean.html("hand")


def test_a_page_of_the_makers_own_is_made_strict_and_a_material_is_left_alone(make_project: Make) -> None:
    deck = "<html><style>b {}</style></html>"
    project = make_project({"extra/own.html": deck, "decks/deck.html": deck})
    project.write("conf.py", 'extensions = ["stagebook"]\nhtml_extra_path = ["extra"]\n')
    project.replace(
        "data/materials.yaml", "  kind: discovery guide\n", "  kind: discovery guide\n  file: decks/deck.html\n"
    )

    built = project.build()

    assert '<link rel="stylesheet"' in built.html("own")
    assert deck == built.html("_files/decks/deck")


def test_hosts_are_told_the_policy_unless_somebody_wrote_the_headers(make_project: Make) -> None:
    project = make_project()
    ours = (project.build().out / "_headers").read_text(encoding="utf-8")
    project.write("extra/_headers", "/*\n  X-Mine: 1\n")
    project.write("conf.py", 'extensions = ["stagebook"]\nhtml_extra_path = ["extra"]\n')
    theirs = (project.build().out / "_headers").read_text(encoding="utf-8")

    assert f"\n/*\n  Content-Security-Policy: {POLICY}\n" in ours
    assert "/*\n  X-Mine: 1\n" == theirs


def test_the_page_for_wrong_addresses_names_its_files_from_the_root(make_project: Make) -> None:
    project = make_project()
    project.replace("data/playbook.yaml", 'version: "7"', 'version: "7"\n  site_url: https://example.com/sub/')

    for _ in range(2):
        page = project.build().html("404")
        assert re.search(r'<script data-cfasync="false" src="/sub/_static/sb-inline-\w+\.js">', page)
