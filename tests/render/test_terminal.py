"""Pages for the terminal: what a person reads there, within the width, and nothing that steers it."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from stagebook.render.terminal import terminal
from stagebook.screen import columns
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
OLD = Ref("tool", "old", "Old CRM", "retired")
NAMES = {("tool", "crm"): "The CRM", ("stage", "demo"): "Demo"}


def shown(*views: View, width: int = 60) -> str:
    """Show views below a title, and leave the title out."""
    page = Page("stages/discovery", "T", views)
    text = terminal(page, width=width, name_of=lambda kind, name: NAMES.get((kind, name)))
    assert text.startswith("T\n=\n")
    return text.removeprefix("T\n=\n").lstrip("\n")


def lines(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_a_page_begins_with_what_and_where_it_is() -> None:
    page = Page("a", "Discovery", (), kicker=("Stage 2 of ", CRM), badges=(Badge("Draft", "warn"),))
    assert "Stage 2 of The CRM\nDiscovery  [Draft]\n=========\n" == terminal(page)


@pytest.mark.parametrize(("view", "text"), [
    (Paragraph(("Use ", CRM, " and ", OLD, ".")), "Use The CRM and Old CRM (retired).\n"),
    (Paragraph((Code("a*"), " on ", Day("2026-03-31", "31 March"))), "`a*` on 31 March\n"),
    (Paragraph((Strong("Now"), Quiet(" or "), Url("https://a.example/", "never"))), "Now or never <https://a.example/>\n"),
    (Paragraph((Url("https://a.example/", "a.example"), Badge("New"))), "https://a.example/[New]\n"),
    (Paragraph((Url("sb-file:files/deck.pdf", "deck.pdf"),)), "files/deck.pdf\n"),
    (Paragraph(("Go to: ", PageRef("stages/discovery", "Tools", "tools"))), ""),
    (Paragraph((PageRef("stages/demo", "Demo", "tools"),)), "Demo\n"),
    (Note("Mind", ("the ", CRM)), "! Mind: the The CRM\n"),
    (Facts((("Open it at", ("here",)), ("Owner", (CRM,)))), "Open it at: here\nOwner: The CRM\n"),
    (Bullets((("one",), (CRM,))), "- one\n- The CRM\n"),
    (Bullets((("one",), ("two",)), "steps"), "1. one\n2. two\n"),
    (Bullets((("agreed",),), "checks"), "[ ] agreed\n"),
    (Cards((Card((CRM,), ("Notes.",), (Badge("CRM"),), (("By", ("us",)),)),)), "* The CRM [CRM]\n  Notes.\n  By: us\n"),
    (Disclosure(("More",), (Paragraph(("inside",)),)), "More\n\n  inside\n"),
    (Trail("Stages", (Stop(CRM, "before"), Stop(OLD, "here"))), "Stages: The CRM > [Old CRM]\n"),
    (Definitions((("term-a", "Lead", ("Somebody who asked.",)),)), "Lead: Somebody who asked.\n"),
    (Diagram("d", "Who leads", "", "flowchart", (Bullets((("Sales leads.",),)),)), "Who leads\n\n  - Sales leads.\n"),
    (Section("Tools", "tools", (Section("Now", "now", (Prose("In use."),)),)), "Tools\n-----\n\nNow\n~~~\n\nIn use.\n"),
])  # fmt: skip
def test_each_view_has_its_form(view: View, text: str) -> None:
    assert text == shown(view)


def test_steps_say_what_when_and_how_well() -> None:
    step = Step("s1", "read", ("Read ", CRM), 20, ("You can say it.",), ("You may call.",))
    assert lines("""
        Day 1
        [ ] read: Read The CRM (20 min)
              What good looks like: You can say it.
              Only after this: You may call.
        """) == shown(Steps("Day 1", (step,)))  # fmt: skip


def test_a_table_that_fits_is_a_table() -> None:
    table = Table("Tools by stage", ("Stage", "Tool"), ((("Demo",), (CRM,)), (("Trial",), ("none",))))
    assert lines("""
        Tools by stage
        Stage  Tool
        -----  -------
        Demo   The CRM
        Trial  none
        """) == shown(table)  # fmt: skip


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    cell = Cell(("nothing yet, although the boss is there",), "hole")
    matrix = Matrix("Coverage", "Stage", (("The boss",), ("The user",)), ((("Demo",), (cell, Cell((CRM,)))),))
    assert lines("""
        Coverage

        Demo
          The boss: nothing yet, although the
            boss is there
          The user: The CRM
        """) == shown(matrix, width=40)  # fmt: skip


def test_prose_reads_as_people_type_it() -> None:
    prose = Prose(
        "Ask *first*, then look at {tool}`crm`,\n{stage}`the demo <demo>` and {tool}`gone`.\n\n"
        "- one with a [link](https://a.example/)\n  that goes on\n- `code` and **two**\n\n```\nas  it is\n```\n"
    )
    assert lines("""
        Ask first, then look at The CRM, the demo and gone.

        - one with a link <https://a.example/> that goes on
        - `code` and two

        ```
        as  it is
        ```
        """) == shown(prose)  # fmt: skip


def test_prose_inside_a_paragraph_keeps_its_blocks() -> None:
    text = ("Note: ", Prose("One.\n\nTwo."), " End")
    assert "Note:\n\nOne.\n\nTwo.\nEnd\n" == shown(Paragraph(text))
    assert "Note: One. Two. End\n" == shown(Paragraph(("Note: ", Prose("One.\n\nTwo.", inline=True), " End")))


def test_no_line_is_wider_than_asked_for() -> None:
    words = "Every buyer moves on one step at a time, 私たちと一緒に, and never alone. " * 5
    views = (
        Paragraph((words, CRM)),
        Facts((("A rather long term for a fact", (words,)),)),
        Bullets(((words,),)),
        Disclosure(("More " * 20,), (Note("Mind", (words,)), Cards((Card((words,), (words,)),)))),
        Table("Caption", ("One", "Two"), (((words,), (words,)),)),
        Prose(words),
    )
    for width in (10, 40, 72, 100):
        text = terminal(Page("a", "T", views), width=width, colour=True)
        assert max(columns(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in text.splitlines()) <= max(width, 40)


def test_colour_is_only_there_where_it_is_wanted() -> None:
    page = Page("a", "T", (Paragraph((CRM, Badge("Good", "good"), Strong("s"), Quiet("q"))),))
    plain, coloured = terminal(page), terminal(page, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[4mThe CRM\x1b[0m" in coloured
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_nothing_in_the_data_steers_the_terminal() -> None:
    evil = "\x1b[2J\x07\u202e\x9b31m"
    ref = Ref("tool", "a", evil)
    views = (
        Paragraph((evil, ref, Url(f"https://a/{evil}", evil), Badge(evil), Strong(evil), Quiet(evil), Prose(evil))),
        Prose(f"# {evil}\n\n```\n{evil}\n```\n\n- {evil}"),
        Note(evil, (evil,)),
        Facts(((evil, (evil,)),)),
        Table(evil, (evil,), (((evil,),),)),
        Steps(evil, (Step("s", evil, (evil,)),)),
        Trail(evil, (Stop(ref, "here"),)),
        Definitions((("a", evil, (evil,)),)),
        Section(evil, "a", (Diagram("d", evil, "", "", ()),)),
    )
    text = terminal(Page("a", evil, views, kicker=(evil,)))
    assert all(char.isprintable() or char == "\n" for char in text)
