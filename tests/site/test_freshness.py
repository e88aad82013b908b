from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.site.conftest import SMALL

if TYPE_CHECKING:
    from tests.site.conftest import Built, Project

pytestmark = pytest.mark.sphinx
Make = Callable[..., "Project"]


def test_nothing_changed_reads_and_writes_nothing(make_project: Make) -> None:
    project = make_project()
    project.build()

    again = project.build()

    assert [] == again.read


def test_a_renamed_persona_is_new_on_every_page_that_shows_its_name(make_project: Make) -> None:
    project = make_project()
    first = project.build()
    showing = {name for name in first.pages if "Head of Buying" in _article(first, name)}
    project.replace("data/personas.yaml", "Head of Buying", "Purchasing lead")

    again = project.build()

    assert {"hand", "stages/discovery", "materials/guide", "personas/buyer", "coverage"} <= showing
    assert showing <= set(again.read)
    assert set() == {name for name in again.pages if "Head of Buying" in _article(again, name)}
    assert "tools/crm" not in again.read


def test_a_comment_reads_nothing_again_but_moves_the_edit_link(make_project: Make) -> None:
    project = make_project()
    project.build()
    project.write(
        "data/stages.yaml", "# A comment.\n" + (project.root / "data/stages.yaml").read_text(encoding="utf-8")
    )

    again = project.build()

    assert [] == again.read
    assert "stages.yaml?plain=1#L2" in again.html("stages/discovery")


def test_a_gap_on_a_records_page_shows_the_line_where_it_stands_now(make_project: Make) -> None:
    settings = {"data/playbook.yaml": "company: {name: Acme}\nsettings: {review_every: 6 months}\n"}
    tool = "- id: crm\n  name: The CRM\n{}  reviewed: 2020-10-01\n"
    project = make_project(settings | {"data/tools.yaml": tool.format("")})
    project.build()
    assert "data/tools.yaml:3" in project.build().html("tools/crm")
    project.write("data/tools.yaml", tool.format("  # A comment.\n"))

    again = project.build()

    assert [] == again.read
    assert "data/tools.yaml:4" in again.html("tools/crm")


def test_what_is_waived_is_new_on_the_page_of_gaps_and_on_no_other(make_project: Make) -> None:
    waiver = "waivers: [{{rule: SB302, record: stage/won, until: 2026-12-31, reason: {}}}]\n"
    main = SMALL["data/playbook.yaml"]
    stages = SMALL["data/stages.yaml"].replace("  tools: [crm]\n", "", 1)
    project = make_project({"data/playbook.yaml": main + waiver.format("We wait."), "data/stages.yaml": stages})
    assert "We wait." in project.build().html("gaps")
    project.write("data/playbook.yaml", main + waiver.format("We think."))

    again = project.build()

    assert ["gaps"] == again.read
    assert "We think." in again.html("gaps")
    lines = _lines(again)
    project.write("data/stages.yaml", f"# A comment.\n{stages}")
    moved = project.build()
    assert [] == moved.read
    assert [line + 1 for line in lines] == _lines(moved)


def test_a_removed_records_page_is_gone(make_project: Make) -> None:
    project = make_project()
    project.write("data/terms.yaml", "- {id: x, name: X, definition: d, owner: sales}\n")
    project.write(
        "data/plays.yaml", "- {id: rescue, name: Rescue, summary: Helps., owner: sales, reviewed: 2026-10-01}\n"
    )
    assert "plays/rescue" in project.build().pages

    (project.root / "data/plays.yaml").unlink()
    again = project.build()

    assert "plays/rescue" not in again.pages
    assert "plays/index" not in again.pages
    assert "Rescue" not in again.html("index")


def test_a_record_that_newly_matches_a_table_makes_it_new(make_project: Make) -> None:
    page = "---\norphan: true\n---\n# H\n\n```{playbook-materials}\n:stage: adoption\n```\n"
    project = make_project({"source/hand.md": page})
    project.build()
    project.write(
        "data/materials/clip.yaml",
        "{name: Clip, kind: video, owner: sales, reviewed: 2026-10-01, stages: [adoption], personas: [buyer]}\n",
    )

    again = project.build()

    assert "hand" in again.read
    assert ">Clip</a>" in again.html("hand")
    assert "tools/crm" not in again.read


def test_a_role_that_found_nothing_is_new_once_the_record_is_there(make_project: Make) -> None:
    project = make_project({"source/hand.md": "---\norphan: true\n---\n# H\n\n{tool}`phone`\n"})
    assert "no tool has the id `phone`" in project.build().warnings
    project.write("data/tools/phone.yaml", "{name: Telephone, summary: Rings., owner: sales, reviewed: 2026-10-01}\n")

    again = project.build()

    assert "Telephone" in again.html("hand")
    assert "" == again.warnings


@pytest.mark.usefixtures("manual")
def test_an_incremental_build_equals_a_clean_one(make_project: Make) -> None:
    project = make_project()
    project.build()
    project.replace("data/personas.yaml", "Head of Buying", "Purchasing lead")
    project.replace("data/stages.yaml", "name: Won", "name: Signed")
    project.write(
        "data/plays.yaml", "- {id: rescue, name: Rescue, stages: [won], owner: sales, reviewed: 2026-10-01}\n"
    )
    step = project.build()
    kept = {name: step.html(name) for name in step.pages}

    for folder in ("doctrees", "out"):
        _remove(project.root / folder)
    clean = project.build()

    assert kept == {name: clean.html(name) for name in clean.pages}


def test_another_builder_does_not_leave_the_first_ones_pages_stale(make_project: Make) -> None:
    project = make_project()
    project.build()
    project.replace("data/personas.yaml", "Head of Buying", "Purchasing lead")
    project.build("text", "text")

    again = project.build()

    assert "Purchasing lead" in again.html("personas/buyer")


def _lines(built: Built) -> list[int]:
    return [int(line) for line in re.findall(r"data/stages\.yaml:(\d+)", built.html("gaps"))]


def _article(built: Built, name: str) -> str:
    found = re.search(r"<article.*</article>", built.html(name), re.DOTALL)
    return found[0] if found else ""


def _remove(folder: object) -> None:
    import shutil

    shutil.rmtree(str(folder))
