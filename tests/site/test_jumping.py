from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.site.conftest import Built, Project

Make = Callable[..., "Project"]
pytestmark = pytest.mark.sphinx


def index_of(built: Built) -> dict[str, Any]:
    text = (built.out / "_static" / "sb-index.js").read_text(encoding="ascii")
    found: dict[str, Any] = json.loads(text.split("=", 1)[1].removesuffix(";\n"))
    return found


def test_every_address_of_the_index_is_a_page_of_the_site(make_project: Make) -> None:
    built = make_project().build()

    pages = {entry[2].split("#")[0] for entry in index_of(built)["entries"]}

    missing = {page for page in pages if not (built.out / page).is_file()}
    assert set() == missing
    assert {"index.html", "hand.html", "stages/discovery.html", "stages/index.html", "gaps.html"} <= pages


def test_a_new_name_is_in_the_index_after_the_next_build(make_project: Make) -> None:
    project = make_project()
    project.build()
    project.replace("data/tools.yaml", "The CRM", "The one record")

    names = [entry[1] for entry in index_of(project.build())["entries"]]

    assert "The one record" in names
    assert "The CRM" not in names


def test_with_folders_for_pages_the_addresses_are_those_of_the_folders(make_project: Make) -> None:
    built = make_project().build("dirhtml")

    found = {entry[1]: entry[2] for entry in index_of(built)["entries"]}

    assert "stages/discovery/" == found["Discovery"]
    assert "" == found["How Acme sells"]


def test_every_page_has_the_button_as_a_link_and_the_script_deferred(make_project: Make) -> None:
    html = make_project().build().html("stages/discovery")

    assert '<a class="sb-jump sb-icon" href="../search.html"' in html
    assert '<script defer="defer" src="../_static/palette.js' in html
    assert "sb-index.js" not in html
    assert "pst-search-dialog" not in html
    assert "did-you-mean.js" not in html


def test_the_search_page_alone_offers_names_in_place_of_a_slip(make_project: Make) -> None:
    assert "did-you-mean.js" in make_project().build().html("search")


def test_all_on_one_page_there_is_nothing_to_jump_to(make_project: Make) -> None:
    built = make_project().build("singlehtml")

    assert "palette.js" not in built.html("index")
    assert 'class="sb-jump' not in built.html("index")
    assert not (built.out / "_static" / "sb-index.js").exists()
