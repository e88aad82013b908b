from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.conftest import Built, Project

pytestmark = pytest.mark.sphinx
Make = Callable[..., "Project"]

SORTS = """\
---
orphan: true
---
(top)=
# All *sorts*

See {stage}`discovery`, {doc}`/hand`, [the top](#top), [that](https://example.com/?a=b), {ref}`below <below>`
and {term}`ICP`. A `code *span*`, 1 * 2, H{sub}`2`O.[^a]

[^a]: A footnote.

(below)=
## Below

1. one
2. two

   - inside

Word
: What it means.

:::{note}
Mind *this*.
:::

| a | b |
| --- | --- |
| 1 \\| 2 | {tool}`crm` |

```python
print("```")
```

```mermaid
flowchart LR
  a --> b
```

```{image} mark.svg
:alt: A mark
```

::::{tab-set}
:::{tab-item} First
The first tab.
:::
::::

:::{dropdown} More
What opens.
:::

```{playbook-materials}
:stage: discovery
```

<b class="x">raw</b>

(here)=
A paragraph with a name; {ref}`it <here>`.

---

> Quoted.
"""
MARK = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
MORE = {
    "source/sorts.md": SORTS,
    "source/mark.svg": MARK,
    "data/terms.yaml": "- {id: icp, name: ICP, definition: d, owner: sales, reviewed: 2026-10-01}\n",
}


def twin(built: Built, docname: str) -> str:
    return (built.out / f"{docname}.md").read_text(encoding="utf-8")


def twins(out: Path) -> dict[str, str]:
    left_out = {"_static", "_sources"}
    return {
        path.relative_to(out).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(out.rglob("*.md"))
        if not left_out & set(path.relative_to(out).parts)
    }


@pytest.mark.usefixtures("manual")
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_page_has_a_twin_named_in_its_head_whose_links_lead_somewhere(make_project: Make, builder: str) -> None:
    built = make_project(MORE).build(builder)

    texts = twins(built.out)
    assert {"index.md", "hand.md", "stages/discovery.md", "stages/index.md", "gaps.md"} <= set(texts)
    page = "stages/discovery" if builder == "html" else "stages/discovery/index"
    address = "discovery.md" if builder == "html" else "../discovery.md"
    assert f'<link rel="alternate" type="text/markdown" title="Markdown" href="{address}" />' in built.html(page)
    assert "text/markdown" not in built.html("search" if builder == "html" else "search/index")
    for name, text in texts.items():
        for link in re.findall(r"\]\(<([^>]*)>\)", text):
            path, _, anchor = unquote(link).partition("#")
            if ":" in path:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert (built.out / target).exists(), (name, link)
            assert not anchor or f'<a id="{anchor}"></a>' in texts[target], (name, link)


def test_a_page_of_the_playbook_is_told_by_its_views(make_project: Make) -> None:
    text = twin(make_project().build(), "stages/discovery")

    assert "# Discovery" in text
    assert "- **[The CRM](<../tools/crm.md>)**" in text


def test_a_hand_written_page_is_told_by_what_sphinx_made_of_it(make_project: Make) -> None:
    built = make_project(MORE).build()

    text = twin(built, "sorts")
    assert "" == built.warnings
    assert text.startswith('# All *sorts*\n\n<a id="top"></a>')
    first = (
        "See [Discovery](<stages/discovery.md>), [By hand](<hand.md>), [the top](<#top>), "
        "[that](<https://example.com/?a=b>), [below](<#below>) and [ICP](<glossary.md#term-icp>). "
        "A `code *span*`, 1 \\* 2, H2O.[^1]"
    )
    for part in (
        first,
        '<a id="below"></a>',
        "\n\n## Below\n\n",
        "1. one\n2. two\n\n   - inside",
        "- **Word:**\n\n  What it means.",
        "> **Note**\n>\n> Mind *this*.",
        "| a | b |\n| --- | --- |\n| 1 \\| 2 | [The CRM](<tools/crm.md>) |",
        '````python\nprint("```")\n````',
        "```mermaid\nflowchart LR\n  a --> b\n```",
        "![A mark](<_images/mark.svg>)",
        "**First**\n\nThe first tab.",
        "**More**\n\nWhat opens.",
        "[Guide](<materials/guide.md>)",
        'raw\n\n<a id="here"></a>\n\nA paragraph with a name; [it](<#here>).',
        "---\n\n> Quoted.",
        "[^1]: A footnote.",
    ):
        assert part in text
    assert "class=" not in text


def test_twins_are_written_anew_with_what_they_tell_and_only_then(make_project: Make) -> None:
    project = make_project(MORE)
    first = project.build()
    times = {name: (first.out / name).stat().st_mtime_ns for name in twins(first.out)}
    project.replace("data/personas.yaml", "Head of Buying", "Purchasing lead")

    again = project.build()

    changed = {name for name in times if (again.out / name).stat().st_mtime_ns != times[name]}
    assert {"personas/buyer.md", "stages/discovery.md", "hand.md"} <= changed
    assert "tools/crm.md" not in changed
    assert not [name for name, text in twins(again.out).items() if "Head of Buying" in text]


@pytest.mark.usefixtures("manual")
def test_an_incremental_build_equals_a_clean_one(make_project: Make) -> None:
    project = make_project(MORE)
    project.build()
    project.replace("data/personas.yaml", "Head of Buying", "Purchasing lead")
    project.write("data/stages.yaml", "# Lines move.\n" + (project.root / "data/stages.yaml").read_text("utf-8"))
    step = project.build()
    clean = project.build(out="clean")

    assert twins(clean.out) == twins(step.out)
    for name in ("llms.txt", "index.json"):
        assert (clean.out / name).read_text("utf-8") == (step.out / name).read_text("utf-8")


def test_the_twin_of_a_page_that_is_gone_is_gone(make_project: Make) -> None:
    project = make_project({"data/plays.yaml": "- {id: rescue, name: Rescue, owner: sales, reviewed: 2026-10-01}\n"})
    first = project.build()
    assert (first.out / "plays/rescue.md").exists()

    (project.root / "data/plays.yaml").unlink()
    project.build()

    assert not (first.out / "plays/rescue.md").exists()
    assert "rescue" not in (first.out / "llms.txt").read_text("utf-8")


def test_a_twin_that_somebody_deleted_is_there_again(make_project: Make) -> None:
    project = make_project()
    path = project.build().out / "hand.md"
    path.unlink()

    project.build()

    assert path.exists()


def test_the_index_and_the_contents_name_the_pages_of_the_builder(make_project: Make) -> None:
    built = make_project(MORE).build("dirhtml")

    records = json.loads((built.out / "index.json").read_text("utf-8"))["records"]
    for record in records:
        assert (built.out / record["markdown"].partition("#")[0]).exists()
        assert (built.out / record["url"].partition("#")[0] / "index.html").exists()
    contents = (built.out / "llms.txt").read_text("utf-8")
    assert "- [By hand](hand.md)" in contents
    assert "- [Discovery](stages/discovery.md)" in contents
    for path in re.findall(r"\]\(([^)]*\.md)\)", contents):
        assert (built.out / path).exists()
