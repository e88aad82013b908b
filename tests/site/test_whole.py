from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.site.conftest import Project

pytestmark = pytest.mark.sphinx
Make = Callable[..., "Project"]

HAND = """\
---
orphan: true
---
(named)=
# By hand

To {stage}`discovery`, {ref}`itself <named>`, {doc}`other`, {ref}`a place there <a-place>` and [below](#more).[^a]

[^a]: A footnote.

## More

::::{tab-set}
:::{tab-item} One
Its text.
:::
::::

```{playbook-materials}
:stage: discovery
```

```mermaid
flowchart LR
  a --> b
```
"""
OTHER = (
    HAND.replace("By hand", "Other")
    .replace("named", "renamed")
    .replace("{doc}`other`", "{doc}`hand`")
    .replace("{ref}`a place there <a-place>`", "x")
    + "\n(a-place)=\n## A place\n"
)
MORE = {"source/hand.md": HAND, "source/other.md": OTHER}


def whole(make_project: Make) -> tuple[str, str]:
    built = make_project(MORE).build("singlehtml")
    return built.html("index"), built.warnings


@pytest.mark.usefixtures("manual")
def test_every_document_is_on_the_page_once_in_the_order_of_the_tabs(make_project: Make) -> None:
    html, warnings = whole(make_project)

    assert "" == warnings
    documents = re.findall(r'<span id="document-([^"]*)"></span>', html)
    assert len(set(documents)) == len(documents)
    assert ["index", "hand", "other", "roadmap"] == [
        name for name in documents if name in {"index", "hand", "other", "roadmap"}
    ]
    at = {name: place for place, name in enumerate(documents)}
    assert at["stages/index"] + 1 == at["stages/discovery"] == at["stages/won"] - 1 == at["stages/adoption"] - 2
    assert {"tools/crm", "materials/guide", "personas/buyer", "reference"} <= set(at)


@pytest.mark.usefixtures("manual")
def test_ids_stand_once_and_every_link_on_the_page_leads_somewhere(make_project: Make) -> None:
    html, _ = whole(make_project)

    ids = Counter(map(unescape, re.findall(r'\sid="([^"]*)"', html)))
    assert [] == [name for name, times in ids.items() if times > 1]
    targets = {unescape(target) for target in re.findall(r'href="#([^"]*)"', html)}
    named = {
        name
        for names in re.findall(r'\s(?:aria-labelledby|aria-describedby|aria-controls|for)="([^"]*)"', html)
        for name in names.split()
    }
    assert set() == (targets | named) - set(ids)
    assert {"document-stages/discovery", "other--a-place", "hand--more", "hand--named"} <= targets
    assert not re.search(r'href="(?!#|[a-z]+:|_static/)', html)


def test_the_page_has_a_title_page_and_contents_and_no_script(make_project: Make) -> None:
    html, _ = whole(make_project)

    assert '<p class="sb-cover-title">How Acme sells</p>' in html
    assert "Version 7 · 22 November 2026" in html
    assert '<li><a href="#document-stages/discovery">Discovery</a></li>' in html
    assert "<script" not in html


def test_doctrees_of_the_site_serve_the_whole_page_too(make_project: Make) -> None:
    project = make_project(MORE)
    project.build()

    again = project.build("singlehtml", "one")

    assert [] == again.read
    assert 'id="document-tools/crm"' in again.html("index")


def test_sections_keep_their_numbers(make_project: Make) -> None:
    index = "# Home\n\n```{toctree}\n:numbered:\n\nhand\nother\n```\n"
    built = make_project({**MORE, "source/index.md": index}).build("singlehtml")

    html = built.html("index")
    assert re.search(r"<h1><span class=\"section-number\">1\. </span>By hand", html)
    assert re.search(r"<h2><span class=\"section-number\">2\.1\. </span>More", html)


def test_the_files_of_materials_are_beside_the_page(make_project: Make) -> None:
    project = make_project({"decks/deck.txt": "A deck"})
    project.replace(
        "data/materials.yaml", "  kind: discovery guide\n", "  kind: discovery guide\n  file: decks/deck.txt\n"
    )

    built = project.build("singlehtml")

    assert 'href="_files/decks/deck.txt"' in built.html("index")
    assert (built.out / "_files/decks/deck.txt").exists()
