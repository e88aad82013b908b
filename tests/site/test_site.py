from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from tests.site.conftest import Project

pytestmark = pytest.mark.sphinx
Make = Callable[..., "Project"]


@pytest.mark.usefixtures("manual")
def test_a_handbook_without_gaps_builds_in_parallel_without_a_warning(make_project: Make) -> None:
    built = make_project().build(jobs=2)

    assert "" == built.warnings
    assert {
        "index", "roadmap", "coverage", "framework", "gaps", "404", "hand", "stages/index",
        "stages/discovery", "tools/crm", "materials/guide", "personas/buyer", "needs/speed", "offerings/widget",
        "teams/sales", "stages/first-talk",
    } <= built.pages  # fmt: skip


@pytest.mark.usefixtures("manual")
def test_the_site_asks_nobody_elses_server_for_anything(make_project: Make) -> None:
    built = make_project(
        {"source/hand.md": "---\norphan: true\n---\n# By hand\n\n```mermaid\nflowchart LR\n  a --> b\n```\n"}
    ).build()

    loads = re.compile(
        r"<(?:script|img|iframe|object|embed|source|video|audio)\b[^>]*\b(?:src|data)=[\"']?(?:https?:)?//"
        r"|<link\b(?![^>]*rel=[\"']?(?:canonical|search))[^>]*href=[\"']?(?:https?:)?//|@import|url\([\"']?(?:https?:)?//"
        r"|\bfrom [\"']https?://"
    )
    for path in built.out.rglob("*.html"):
        assert [] == loads.findall(path.read_text(encoding="utf-8")), path.name


def test_a_role_to_a_missing_record_warns_with_the_yaml_file_and_line(make_project: Make) -> None:
    stages = (
        "- id: discovery\n  name: Discovery\n  owner: sales\n  reviewed: 2026-10-01\n  tools: [crm]\n"
        "  personas: [buyer]\n  buyer_question: |\n    Is it worth my time?\n\n    A list:\n\n"
        "    - see {tool}`crn`\n"
        "- {id: won, phase: close, terminal: won, tools: [crm], owner: sales, reviewed: 2026-10-01}\n"
        "- {id: adoption, phase: postsale, tools: [crm], owner: sales, reviewed: 2026-10-01}\n"
    )
    project = make_project({"data/stages.yaml": stages})
    built = project.build()

    told = "data/stages.yaml:12:11: WARNING: SB107 no tool has the id `crn`; did you mean `crm`? [stagebook.SB107]"
    assert told in built.warnings
    assert 1 == built.warnings.count("crn")


@pytest.mark.filterwarnings("ignore:'myst_parser.sphinx_ext.myst_refs.MystReferenceResolver.app'")  # MyST's own.
def test_what_leads_nowhere_on_a_hand_written_page_is_told_once_and_by_each_build(make_project: Make) -> None:
    hand = "---\norphan: true\n---\n# H\n\nSee {tool}`crn` and\n[x](nowhere.md), [y](/hand.md#no-place).\n"
    project = make_project({"source/hand.md": hand})

    first, again = (project.build().warnings.splitlines() for _ in range(2))

    assert [
        "source/hand.md:6:5: WARNING: SB107 no tool has the id `crn`",
        "source/hand.md:7:5: WARNING: SB702 there is no page `source/nowhere.md`",
        "source/hand.md:7:22: WARNING: SB702 the page `source/hand.md` has no place `#no-place`",
    ] == [line.partition(";")[0] for line in first]
    assert first == again


def test_roles_show_names_and_link_and_old_ids_still_lead_there(make_project: Make) -> None:
    hand = "---\norphan: true\n---\n# H\n\n{stage}`discovery` {playbook:stage}`here <first-talk>` {any}`crm`\n"
    built = make_project({"source/hand.md": hand}).build()

    page = built.html("hand")
    assert "" == built.warnings
    assert re.search(r'<a class="[^"]*sb-kind-stage[^"]*" href="stages/discovery.html"><span[^>]*>Discovery<', page)
    assert re.search(r'href="stages/discovery.html"><span[^>]*>here<', page)
    assert 'content="0; url=discovery.html"' in built.html("stages/first-talk")


@pytest.mark.usefixtures("manual")
def test_every_record_is_in_the_inventory(make_project: Make) -> None:
    built = make_project().build()

    inventory = InventoryFile.loads((built.out / "objects.inv").read_bytes(), uri="").data
    assert "Head of Buying" == inventory["playbook:persona"]["buyer"].display_name
    assert "stages/discovery.html" == inventory["playbook:stage"]["first-talk"].uri


def test_a_hand_written_page_takes_the_records_place_and_shows_its_parts(make_project: Make) -> None:
    page = "---\norphan: true\n---\n# Our discovery\n\n```{playbook-materials}\n:stage: discovery\n```\n"
    built = make_project({"source/stages/discovery.md": page}).build()

    assert "" == built.warnings
    shown = built.html("stages/discovery")
    assert "Our discovery" in shown
    assert 'href="../materials/guide.html">Guide</a>' in shown
    assert "source/stages/discovery.md" in shown


def test_a_wrong_option_of_a_part_is_told_at_its_line(make_project: Make) -> None:
    page = "---\norphan: true\n---\n# H\n\n```{playbook-materials}\n:stage: discvery\n```\n"
    built = make_project({"source/hand.md": page}).build()

    assert "source/hand.md:6: WARNING: " in built.warnings
    assert "discvery" in built.warnings


def test_prose_brings_no_markup_no_files_and_no_other_servers_into_a_page(make_project: Make) -> None:
    project = make_project()
    project.replace(
        "data/stages.yaml",
        "  buyer_question: Is this worth my time?\n",
        "  buyer_question: |\n"
        "    # Heading\n\n    <script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)\n\n"
        '    ```{raw} html\n    <b onclick="x">raw</b>\n    ```\n\n    ```{include} /etc/hostname\n    ```\n',
    )
    built = project.build()

    page = built.html("stages/discovery")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="javascript:' not in page
    assert "<img" not in re.sub(r'<img class="sb-mark"[^>]*>', "", page)
    assert "<b onclick" not in page
    assert '&lt;b onclick="x"&gt;raw&lt;/b&gt;' in page
    assert "prose takes no `{raw}`" in built.warnings
    assert '<p class="rubric" id="heading">Heading</p>' in page


def test_each_page_names_its_owner_the_way_to_its_source_the_version_and_the_day(make_project: Make) -> None:
    page = make_project().build().html("stages/discovery")

    assert 'href="https://github.com/example/acme/blob/main/data/stages.yaml?plain=1#L1"' in page
    assert 'href="mailto:s@example.com"' in page
    assert "version 7" in page
    assert "22 November 2026" in page


def test_other_builders_get_ordinary_nodes_from_the_same_views(make_project: Make) -> None:
    built = make_project().build("text", "text")

    text = (built.out / "stages/discovery.txt").read_text(encoding="utf-8")
    assert "" == built.warnings
    assert "Is this worth my time?" in text
    assert "Keep the buyer" in text
    assert "<" not in text


def test_drafts_have_no_page_unless_asked_for(make_project: Make) -> None:
    tools = (
        '- {id: crm, name: The CRM, url: "https://crm.example.com/", owner: sales, reviewed: 2026-10-01}\n'
        "- {id: idea, name: An Idea, status: draft, owner: sales, reviewed: 2026-10-01}\n"
    )
    project = make_project({"data/tools.yaml": tools})

    without = project.build()
    with_drafts = project.build(stagebook_drafts=True)
    again = project.build()

    assert "tools/idea" not in without.written
    assert "An Idea" not in without.html("tools/index")
    assert "tools/idea" in with_drafts.written
    assert "tools/idea" not in again.pages


def test_language_and_form_of_dates_are_settings(make_project: Make) -> None:
    project = make_project()
    project.replace("data/playbook.yaml", 'version: "7"', 'version: "7"\n  language: de\n  date_format: d. MMMM y')
    page = project.build().html("stages/discovery")

    assert '<html lang="de"' in page
    assert "22. November 2026" in page
    assert "1. Oktober 2026" in page


def test_sphinxs_own_term_role_finds_the_playbooks_terms(make_project: Make) -> None:
    terms = "- {id: icp, name: Ideal customer, aliases: [ICP], definition: Whom we serve best.}\n"
    hand = "---\norphan: true\n---\n# H\n\n{term}`ideal customer` {term}`ours <ICP>` {playbook:term}`icp`\n"
    built = make_project({"data/terms.yaml": terms, "source/hand.md": hand}).build()

    assert "" == built.warnings
    assert 3 == built.html("hand").count('href="glossary.html#term-icp"')


def test_with_an_address_the_404_page_works_at_any_depth(make_project: Make) -> None:
    project = make_project()
    project.replace("data/playbook.yaml", 'version: "7"', 'version: "7"\n  site_url: https://example.com/books/sales/')
    page = project.build().html("404")

    assert 'href="/books/sales/index.html"' in page
    assert 'href="/books/sales/_static/stagebook.css' in page
    relative = re.findall(r'(?:href|src)="(?![#/]|[a-z]+:)[^"]*"', page)
    assert [] == relative


def test_a_misspelt_role_in_prose_is_told_once_at_its_line_with_the_near_name(make_project: Make) -> None:
    project = make_project()
    project.replace(
        "data/materials.yaml", "  kind: discovery guide\n", "  summary: |\n    See\n    {tol}`crm`.\n  kind: deck\n"
    )
    built = project.build()

    told = f'{project.root}/data/materials.yaml:4: WARNING: Unknown interpreted text role "tol"; did you mean `tool`?'
    assert built.warnings.startswith(told)
    assert 1 == built.warnings.count("WARNING")


def test_findings_are_warnings_that_sphinx_can_be_told_to_keep_to_itself(make_project: Make) -> None:
    materials = "{id: pack, name: Pack for one, kind: deck, owner: sales, reviewed: 2026-10-01, reuse: single-client,"
    files = {"data/materials.yaml": f"- {materials} stages: [discovery], personas: [buyer], needs: [speed]}}\n"}
    said = make_project(files).build().warnings
    assert "data/materials.yaml:1:" in said
    assert "[stagebook.SB401]" in said
    silent = make_project(files).build(suppress_warnings=["stagebook.SB401"]).warnings
    assert said != silent
    assert "SB401" not in silent


def test_of_materials_files_nothing_hidden_is_published(make_project: Make) -> None:
    material = "owner: sales, reviewed: 2026-10-01, stages: [won], personas: [buyer], needs: [speed]"
    files = {
        "data/materials.yaml": f"- {{id: deck, file: files/deck.pdf, {material}}}\n"
        f"- {{id: secret, file: .git/config, {material}}}\n",
        "files/deck.pdf": "%PDF",
        ".git/config": "token",
    }
    built = make_project(files).build()
    assert "`.git/config` is hidden, and nothing hidden is published" in built.warnings
    assert {"deck.pdf"} == {
        file.name for file in built.out.rglob("*") if file.is_file() and file.name in {"deck.pdf", "config"}
    }
