from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from stagebook.kinds import KINDS
from stagebook.site.theme import ASSETS, TEMPLATES

if TYPE_CHECKING:
    from tests.site.conftest import Built, Project

Make = Callable[..., "Project"]
WRITTEN = {
    "source/zebra.md": "---\norphan: true\norder: 1\n---\n# Read me first\n\nHello.\n",
    "source/apple.md": "---\norphan: true\norder: 2\n---\n# Then me\n\nHello.\n",
    "source/later.md": "---\norphan: true\n---\n# Any time\n\nHello.\n",
}


def test_the_stylesheets_ask_no_other_host() -> None:
    css = "".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.css")))

    addresses = re.findall(r"url\(\s*[\"']?([^\"')]{0,10})", css)

    assert "@import" not in css
    assert set() == {address for address in addresses if not address.startswith("data:")}


def test_every_kind_has_an_icon_and_a_colour() -> None:
    css = "".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.css")))

    without_icon = [kind.name for kind in KINDS if f"--sb-icon-{kind.name}: url(" not in css]
    without_colour = [
        kind.name for kind in KINDS if not re.search(rf"\.sb-kind-{kind.name}\b[^{{}}]*{{[^}}]*--line:", css)
    ]

    assert [] == without_icon
    assert [] == without_colour


def test_templates_hold_neither_scripts_nor_styles() -> None:
    found = {path.name for path in TEMPLATES.glob("*.html") if re.search(r"<(script|style)|\sstyle=", path.read_text())}

    assert set() == found


@pytest.mark.sphinx
def test_hand_written_pages_stand_in_their_order_with_their_neighbours(make_project: Make) -> None:
    built = make_project(WRITTEN).build()

    assert ["Read me first", "Then me", "Any time", "By hand"] == _sidebar(built, "apple")
    assert 'rel="prev" href="zebra.html"' in built.html("apple")
    assert 'rel="next" href="later.html"' in built.html("apple")
    assert 'href="../zebra.html">Guide</a>' in built.html("stages/discovery")


@pytest.mark.sphinx
def test_a_new_title_of_a_hand_written_page_reaches_the_sidebars(make_project: Make) -> None:
    project = make_project(WRITTEN)
    project.build()
    project.replace("source/apple.md", "Then me", "Now me")

    again = project.build()

    assert ["Read me first", "Now me", "Any time", "By hand"] == _sidebar(again, "later")


@pytest.mark.sphinx
def test_a_sidebar_lists_kinds_and_the_few_records_beside_the_present_one(make_project: Make) -> None:
    tools = "".join(f"- {{id: tool-{number}, name: Tool {number}}}\n" for number in range(1, 10))
    project = make_project({"data/tools.yaml": tools + "- {id: crm, name: The CRM}\n"})

    built = project.build()

    assert ["Roadmap", "Motions", "Stages", "Discovery", "Won", "Adoption"] == _sidebar(built, "stages/discovery")
    assert ["Roadmap", "Motions", "Stages"] == _sidebar(built, "stages/index")
    around = ["Tool 4", "Tool 5", "Tool 6"]
    assert around == [name for name in _sidebar(built, "tools/tool-5") if name.startswith("Tool ")]
    assert 1 == built.html("tools/tool-5").partition('class="sb-section"')[2].partition("</nav>")[0].count('"page"')
    assert 'class="sb-body sb-of-stage sb-beside"' in built.html("stages/discovery")


@pytest.mark.sphinx
def test_a_new_name_reaches_the_sidebars_beside_it_and_no_others(make_project: Make) -> None:
    tools = "".join(f"- {{id: tool-{number}, name: Tool {number}}}\n" for number in range(1, 10))
    project = make_project({"data/tools.yaml": tools + "- {id: crm, name: The CRM}\n"})
    project.build()
    project.replace("data/tools.yaml", "name: Tool 5", "name: Tool five")

    again = project.build()

    assert {"tools/tool-4", "tools/tool-5", "tools/tool-6"} == {
        name for name in again.read if name.startswith("tools/tool-")
    }
    assert "Tool five" in _sidebar(again, "tools/tool-4")


@pytest.mark.sphinx
def test_the_search_page_alone_loads_the_index(make_project: Make) -> None:
    built = make_project().build()

    assert ["search"] == sorted(name for name in built.pages if "searchindex.js" in built.html(name))


OPTIONAL = ("sphinx-design.min.css", "design-tabs.js", "fontawesome.js")


def _loaded(built: Built, name: str) -> set[str]:
    return {file for file in OPTIONAL if file in built.html(name)}


@pytest.mark.sphinx
def test_pages_made_of_records_load_what_they_use(make_project: Make) -> None:
    project = make_project()
    project.replace("data/tools.yaml", "name: The CRM", 'name: The CRM, notes: "A {bdg-primary}`badge`."')

    built = project.build()

    assert set() == _loaded(built, "index")
    assert set() == _loaded(built, "stages/discovery")
    assert {"sphinx-design.min.css", "design-tabs.js"} == _loaded(built, "tools/crm")
    assert set(OPTIONAL) == _loaded(built, "hand")


@pytest.mark.sphinx
def test_pages_load_everything_where_a_company_brings_scripts_of_its_own(make_project: Make) -> None:
    conf = 'extensions = ["stagebook"]\nhtml_static_path = ["own"]\nhtml_js_files = ["own.js"]\n'

    built = make_project({"conf.py": conf, "own/own.js": "// Ours."}).build()

    assert "" == built.warnings
    assert set(OPTIONAL) == _loaded(built, "stages/discovery")


@pytest.mark.sphinx
def test_a_page_says_in_its_head_what_it_is_about(make_project: Make) -> None:
    project = make_project()
    project.replace(
        "data/needs.yaml", "name: Speed", 'name: Speed, summary: "{persona}`buyer` & <b>*now*</b> \\"soon\\"."'
    )
    project.replace("source/hand.md", "orphan: true", "orphan: true\nmyst:\n  html_meta: {description: Ours.}")

    built = project.build()

    assert ["We sell widgets."] == _descriptions(built, "index")
    assert ["Head of Buying &amp; &lt;b&gt;now&lt;/b&gt; &#34;soon&#34;."] == _descriptions(built, "needs/speed")
    assert [] == _descriptions(built, "tools/crm")
    assert ["Ours."] == _descriptions(built, "hand")


def _descriptions(built: Built, name: str) -> list[str]:
    return re.findall(r'<meta (?:[^>]* )?name="description"[^>]*? content="([^"]*)"', built.html(name)) + re.findall(
        r'<meta content="([^"]*)" name="description"', built.html(name)
    )


def _sidebar(built: Built, name: str) -> list[str]:
    found = re.search(r'<nav class="sb-section".*?</nav>', built.html(name), re.DOTALL)
    return re.findall(r"<a [^>]*>([^<]*)</a>", found[0]) if found else []


@pytest.mark.sphinx
@pytest.mark.parametrize(
    "theme",
    [{"html_theme": "pydata_sphinx_theme"}, {"html_theme": "alabaster", "html_sidebars": {}}],
    ids=["ours", "other"],
)
def test_no_template_takes_what_the_playbook_says_for_html(make_project: Make, theme: dict[str, Any]) -> None:
    project = make_project()
    project.replace("data/playbook.yaml", "name: Acme", "name: </title><script>x</script>&amp;")
    project.replace("data/playbook.yaml", 'version: "7"', 'version: "\\\\\\n\\"><script>x</script>"')

    built = project.build(**theme)

    pages = {page: built.html(page) for page in built.pages if not page.startswith("_static/")}
    assert [] == [page for page, html in pages.items() if "<script>x" in html]
    assert {1} == {html.partition("</head>")[0].count("</title>") for html in pages.values()}
    options = (built.out / "_static" / "documentation_options.js").read_text(encoding="utf-8")
    assert "VERSION: '/ &#34;&gt;&lt;script&gt;x&lt;/script&gt;'," in options
    title = "How &lt;/title&gt;&lt;script&gt;x&lt;/script&gt;&amp;amp; sells"
    assert title in built.html("search")
    assert "amp;amp;amp;" not in built.html("index") + built.html("search")


@pytest.mark.sphinx
def test_names_stand_letter_by_letter_in_headings(make_project: Make) -> None:
    project = make_project()
    project.replace("data/tools.yaml", "name: The CRM", 'name: "The \'CRM\' -- \\"ours\\"..."')

    assert "<h1>The 'CRM' -- \"ours\"...<" in project.build().html("tools/crm").replace("&#39;", "'").replace(
        "&quot;", '"'
    )
