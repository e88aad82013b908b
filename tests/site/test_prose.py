"""What prose may do to a page, and what it may not: whoever edits a record is no administrator of the machine."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.site.conftest import SMALL, Project

if TYPE_CHECKING:
    from tests.site.conftest import Built

pytestmark = pytest.mark.sphinx

REFUSED = {
    "include": "../secret.txt",
    "literalinclude": "../secret.txt",
    "raw": "html",
    "meta": "",
    "toctree": "",
    "math": "",
    "autoclasstree": "this",
    "playbook-materials": "",
    "default-role": "raw",
    "only": "html",
}
"""Directives that do more than lay out, with arguments that they would take."""

FILES = {
    "picture": "![](../../../../secret.txt)",
    "picture from the root": "![](/../secret.txt)",
    "download": "{download}`it </../secret.txt>`",
    "link": "[it](/../secret.txt)",
    "link to a path": "[it](path:/../secret.txt)",
    "figure": ":::{figure} /../secret.txt\nIt.\n:::",
    "diagram": "```{mermaid} /../secret.txt\n```",
}
LINKS = {
    "link": "[it](javascript:alert(1))",
    "link with an entity": "[it](&#106;avascript:alert(1))",
    "bare address": "<javascript:alert(1)> it",
    "definition": "[it][a]\n\n[a]: JAVASCRIPT:alert(1)",
    "data": "[it](data:text/html,x)",
    "badge": "{bdg-link}`it <javascript:alert(1)>`",
    "button": ":::{button-link} javascript:alert(1)\nit\n:::",
    "card": ":::{card} it\n:link: data:text/html,x\n:::",
    "old script": "[it](vbscript:x)",
    "attribute": '[it](https://example.com){onclick="window.ran=1"}',
    "tag": '<b onclick="window.ran=1">it</b>',
    "picture": "![it](data:text/html,x)",
}
OTHERS = {
    "near": ":::{notte}\nMind this.\n:::",
    "restructured": "```{eval-rst}\n.. include:: /etc/hostname\n```",
    "laid out": ":::{note}\nMind **this**.\n:::\n\n```mermaid\nflowchart LR\n  a --> b\n```\n\n```python\nx = 1\n```",
    "table": "| Ask | Do not ask |\n| --- | --- |\n| How? | Why? |\n",
    "formulas": "{math}`x^2` and $x^3$",
    "substitutions": "{{ env.srcdir }} {{ 6 * 7 }}",
    "stumbling": "```{mermaid}\n:config: {\na --> b\n```",
    "too long": f"[it](/{'x' * 300}.txt) ![it](/{'y' * 300}.png) {{download}}`it </{'z' * 300}>`",
    "from elsewhere": "![A chart](https://example.com/x.png) ![](//example.com/y.png)",
}
CASES = {
    **{f"refused-{name}": f"```{{{name}}} {more}\n<i>x</i>\n```" for name, more in REFUSED.items()},
    **{f"file-{name}": prose for name, prose in FILES.items()},
    **{f"link-{name}": prose for name, prose in LINKS.items()},
    **OTHERS,
}


def slug(name: str) -> str:
    return name.replace(" ", "-")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build one playbook with a tool for each case, each in a file of its own."""
    project = Project(tmp_path_factory.mktemp("prose"), SMALL)
    project.write("secret.txt", "SECRET")
    project.write("source/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name, prose in {**CASES, "home": "![A mark](/picture.svg)"}.items():
        lines = "".join(f"  {line}\n" for line in prose.splitlines())
        project.write(f"data/tools/{slug(name)}.yaml", f"use: |\n{lines}")
    return project.build(stagebook_tell="faults", myst_enable_extensions=["colon_fence", "dollarmath", "substitution"])


def article(built: Built, name: str) -> str:
    found = re.search(r"<article.*</article>", built.html(f"tools/{slug(name)}"), re.DOTALL)
    assert found
    return found[0]


def told(built: Built, name: str) -> list[str]:
    """Give the warnings about a case, each from its line on."""
    return re.findall(rf"data/tools/{slug(name)}\.yaml:(.*)", built.warnings)


@pytest.mark.parametrize("name", REFUSED)
def test_a_directive_that_does_more_than_lay_out_is_shown_as_written(built: Built, name: str) -> None:
    elsewhere = "use it on a page of your own, in `source/`"

    assert [f"2: WARNING: prose takes no `{{{name}}}`; {elsewhere} [myst.directive_parse]"] == told(
        built, f"refused-{name}"
    )
    shown = article(built, f"refused-{name}")
    assert f"```{{{name}}}" in shown
    assert "&lt;i&gt;x&lt;/i&gt;" in shown


def test_a_misspelled_directive_is_told_with_the_near_name(built: Built) -> None:
    assert ["2: WARNING: prose takes no `{notte}`; did you mean `note`? [myst.directive_parse]"] == told(built, "near")


def test_restructured_text_is_shown_as_written(built: Built) -> None:
    assert 1 == len(told(built, "restructured"))
    assert ".. include:: /etc/hostname" in article(built, "restructured")


def test_what_lays_out_is_carried_out(built: Built) -> None:
    shown = article(built, "laid out")

    assert [] == told(built, "laid out")
    for part in ('class="admonition note"', "<strong>this</strong>", "<svg", 'class="highlight-python'):
        assert part in shown


def test_the_headings_of_a_table_say_what_they_are_for(built: Built) -> None:
    assert 2 == article(built, "table").count('<th scope="col" class="head"')


@pytest.mark.parametrize("name", FILES)
def test_no_file_outside_the_pages_is_published(built: Built, name: str) -> None:
    published = [path for path in built.out.rglob("*") if path.is_file() and b"SECRET" in path.read_bytes()]

    assert [] == published
    assert 1 == len(told(built, f"file-{name}"))


def test_a_picture_among_the_pages_is_shown(built: Built) -> None:
    assert [] == told(built, "home")
    assert 'alt="A mark" src="../_images/picture.svg"' in article(built, "home")


@pytest.mark.parametrize("name", LINKS)
def test_no_link_runs_anything(built: Built, name: str) -> None:
    shown = article(built, f"link-{name}")

    assert not re.search(r"<[^>]*(?:(?:href|src)=.?\s*(?:javascript|data|vbscript):|\son)", shown, re.IGNORECASE)
    assert "it" in unescape(re.sub(r"<[^>]+>", "", shown)).split("How we use it")[1]
    assert "[stagebook.strict]" not in "".join(told(built, f"link-{name}"))


def test_formulas_bring_no_script_of_somebody_elses(built: Built) -> None:
    assert "mathjax" not in built.html("tools/formulas").lower()
    assert "x^2" in article(built, "formulas")
    assert "x^3" in article(built, "formulas")


def test_what_looks_into_the_running_program_is_text(built: Built) -> None:
    assert "{{ 6 * 7 }}" in article(built, "substitutions")


def test_a_directive_that_stumbles_is_a_fault_of_the_prose(built: Built) -> None:
    (line,) = told(built, "stumbling")

    assert line.startswith("2: WARNING: `{mermaid}` can't be shown: Expecting")
    assert "a --&gt; b" in article(built, "stumbling")


def test_images_from_other_machines_are_links(built: Built) -> None:
    assert "<img" not in article(built, "from elsewhere")
    assert 'href="https://example.com/x.png"' in article(built, "from elsewhere")


def test_a_name_that_no_file_can_have_is_a_fault_like_any_other(built: Built) -> None:
    assert ["it", "it", "it"] == re.sub(r"<[^>]+>", "", article(built, "too long")).split("#")[2].split()[:3]
    assert 3 == len(told(built, "too long"))
