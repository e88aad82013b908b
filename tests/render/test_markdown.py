"""Pages as Markdown: each view in its form, links that lead on, and plain words that stay plain."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stagebook.render.markdown import markdown
from stagebook.views import (
    Badge,
    Bullets,
    Card,
    Cards,
    Cell,
    Code,
    Day,
    Definitions,
    Diagram,
    Disclosure,
    Facts,
    Matrix,
    Note,
    Page,
    PageRef,
    Paragraph,
    Prose,
    Quiet,
    Ref,
    Section,
    Step,
    Steps,
    Stop,
    Strong,
    Table,
    Trail,
    Url,
    View,
)

CRM = Ref("tool", "crm", "The CRM")
LEAD = Ref("term", "lead", "Lead", "draft")


def shown(*views: View) -> str:
    """Write views below a title, and leave the title out."""
    text = markdown(Page("stages/discovery", "T", views), name_of=lambda _, name: "The CRM" if name == "crm" else None)
    assert text.startswith("# T\n")
    return text.removeprefix("# T\n").strip("\n")


def test_a_page_begins_with_what_and_where_it_is() -> None:
    page = Page("a", "Q & A", (), kicker=("Stage of ", PageRef("index", "Home")), badges=(Badge("Draft", "warn"),))
    assert "Stage of [Home](<index.md>)\n\n# Q \\& A `Draft`\n" == markdown(page)


@pytest.mark.parametrize(("view", "text"), [
    (Paragraph(("Use ", CRM, Quiet("!"))), "Use [The CRM](<../tools/crm.md>)!"),
    (Paragraph((LEAD,)), "[Lead](<../glossary.md#term-lead>) (draft)"),
    (Paragraph((PageRef("stages/discovery", "Tools", "tools"),)), "[Tools](<#tools>)"),
    (Paragraph((Code("a`b*"), " on ", Day("2026-03-31", "31 March"))), "`a'b*` on 31 March"),
    (Paragraph((Strong("Now"), Url("https://a.example/?b=<c>", "never"))), "**Now**[never](<https://a.example/?b=%3Cc%3E>)"),
    (Paragraph((Url("sb-file:files/deck.pdf", "deck.pdf"), Badge("a`b"))), "[deck.pdf](<files/deck.pdf>)`a'b`"),
    (Note("Mind", ("the ", CRM)), "> **Mind** the [The CRM](<../tools/crm.md>)"),
    (Facts((("Open at", ("here",)), ("By", ("us",)))), "- **Open at:** here\n- **By:** us"),
    (Bullets((("one",), ("two",))), "- one\n- two"),
    (Bullets((("one",), ("two",)), "steps"), "1. one\n2. two"),
    (Bullets((("agreed",),), "checks"), "- [ ] agreed"),
    (
        Table("Tools", ("Stage", "Tool"), ((("De|mo",), (Prose("a | b"),)),)),
        "**Tools**\n\n| Stage | Tool |\n| --- | --- |\n| De\\|mo | a \\| b |",
    ),
    (
        Matrix("M", "Stage", (("Boss",),), ((("Demo",), (Cell(("none",), "hole"),)),)),
        "**M**\n\n| Stage | Boss |\n| --- | --- |\n| Demo | none |",
    ),
    (
        Cards((Card(("A",), ("Notes.",), (Badge("CRM"),), (("By", ("us",)),)),)),
        "- **A** `CRM`\n  Notes.\n  - **By:** us",
    ),
    (Disclosure(("More",), (Paragraph(("inside",)),)), "**More**\n\ninside"),
    (Trail("Stages", (Stop(CRM, "before"), Stop(LEAD, "here"))), "Stages: [The CRM](<../tools/crm.md>) → **Lead**"),
    (Definitions((("term-a", "Lead", ("Asked.",)),)), '<a id="term-a"></a>**Lead:** Asked.'),
    (
        Diagram("d", "Who", "", 'flowchart\n  a["A"]\n  click a href "https://x"\n', (Paragraph(("Sales.",)),)),
        '**Who**\n\n```mermaid\nflowchart\n  a["A"]\n```\n\nSales.',
    ),
    (
        Section("Tools", "tools", (Section("Now", "now", (Prose("In *use*."),)),)),
        '<a id="tools"></a>\n\n## Tools\n\n<a id="now"></a>\n\n### Now\n\nIn *use*.',
    ),
    (
        Steps("Day 1", (Step("s", "read", ("It",), 20, ("You can.",), ("You may.",)),)),
        "**Day 1**\n\n- [ ] read: It (20 min) What good looks like: You can. Only after this: You may.",
    ),
    (
        Prose("See {tool}`crm`, {tool}`it <crm>`, {tool}`gone` and `{tool}`."),
        "See [The CRM](<../tools/crm.md>), [it](<../tools/crm.md>), gone and `{tool}`.",
    ),
])  # fmt: skip
def test_each_view_has_its_form(view: View, text: str) -> None:
    assert dedent(text) == shown(view)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40))
def test_plain_words_mean_themselves(words: str) -> None:
    html = MarkdownIt("commonmark").enable("table").render(shown(Paragraph((words, CRM))))
    assert 1 == html.count("<a ")
    tags = set(re.findall(r"</?([a-z0-9]+)", html))
    assert {"p", "a"} == tags
    said = MarkdownIt("commonmark").parse(shown(Paragraph((words, "."))))
    inline = said[1].children or []
    assert " ".join((words + ".").split()) == " ".join("".join(token.content for token in inline).split())


@pytest.mark.parametrize(
    "words", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "=== a", "--- a", "***", "    a", "| a | b |"]
)
def test_plain_words_make_no_block(words: str) -> None:
    for view in (Paragraph((words,)), Bullets(((words,),)), Facts((("a", (words,)),))):
        html = MarkdownIt("commonmark").enable("table").render(shown(view))
        assert not re.search(r"<(h\d|ol|hr|blockquote|code|table)|<li>\s*<ul", html), html


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert "````mermaid\na```b\n````" in shown(Diagram("d", "Who", "", "a```b", ()))
