from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stagebook.exports import llms
from stagebook.exports.llms import Listed, llms_text
from tests.factories import make_context

if TYPE_CHECKING:
    import pytest

FILES = """
company: {name: Acme, summary: We *sell* widgets.}
motions: [{id: selling, stages: [demo, won, idea]}]
stages: [{id: demo, summary: They see it.}, {id: won, status: retired}, {id: idea, status: draft}]
tools: [{id: crm, name: "A [CRM]"}]
terms: [{id: icp, definition: d}]
"""


def test_the_contents_are_guides_overviews_and_records_kind_by_kind() -> None:
    text = llms_text(make_context(FILES), [Listed("how", "How we sell")], [Listed("roadmap", "Roadmap")])

    assert (
        """\
# How Acme sells

> We sell widgets.

Each page of the handbook as Markdown, with links from one to the next. The file [index.json](index.json) holds all \
records, with what each goes with.

## Guide

- [How we sell](how.md)

## Overviews

- [Roadmap](roadmap.md)

## Motions

- [Selling](motions/selling.md)

## Stages

- [Demo](stages/demo.md): They see it.
- [Won](stages/won.md) (retired)

## Tools

- [A \\[CRM\\]](tools/crm.md)
"""
        == text
    )


def test_of_a_kind_with_very_many_records_the_page_that_lists_them_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llms, "MANY", 2)

    text = llms_text(make_context("tools: [a, b, c]"), [], [])

    assert text.endswith("## Tools\n\n- [All 3](tools/index.md)\n")


def test_names_and_summaries_bring_no_markup() -> None:
    files = """
    company: {name: "<b>Acme</b>", summary: "<script>x</script>"}
    tools: [{id: crm, name: "`<i>` [x](javascript:y)", summary: "<b onclick=x> [x][y"}]
    """
    text = llms_text(make_context(files), [Listed("how", "<u>")], [])

    assert not re.search(r"(?<!\\)<", text)
    assert "> \\<script>x\\</script>" in text
    assert "- [\\`\\<i>\\` \\[x\\](javascript:y)](tools/crm.md): \\<b onclick=x> \\[x\\]\\[y" in text
