from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from stagebook.diagrams.mermaid import (
    LINK_BASE,
    Chart,
    Edge,
    Group,
    Node,
    label,
    link_target,
    measure,
    node_id,
    plain,
    wrap,
)


def test_a_label_is_broken_into_lines_of_about_the_same_width() -> None:
    assert "Return-on-investment<br/>calculator" == label("Return-on-investment calculator")


def test_a_label_ends_in_an_ellipsis_where_it_is_too_long() -> None:
    written = label("word " * 50, width=12, lines=2)

    assert written.endswith("…")
    assert 1 == written.count("<br/>")


def test_no_label_ends_in_half_a_word_that_might_be_read_as_another() -> None:
    found = label("a site has more than twenty cold rooms or the goods are regulated pharmaceuticals", lines=3)
    assert found.endswith(("are…", "goods…"))


def test_a_long_word_is_broken() -> None:
    rows = wrap("Donaudampfschifffahrtsgesellschaft", width=12, lines=4)

    assert "Donaudampfschifffahrtsgesellschaft" == "".join(rows)
    assert len(rows) > 1
    assert max(map(measure, rows)) <= 12 * 0.53


def test_special_characters_are_written_as_codes() -> None:
    assert "#34;a#34; #35;1 #38; #60;b#62; #96;c#96; d#59;" == label('"a" #1 & <b> `c` d;', width=90)
    assert "100% #37;#37;" == label("100% %%")
    assert "#36;#36;x#36;#36; $5" == label("$$x$$ $5")


def test_a_label_is_never_empty() -> None:
    assert "–" == label("") == label(" \u202e\n")


def test_control_characters_are_left_out_and_line_breaks_become_spaces() -> None:
    assert "one two" == plain(" one\r\n\ttwo\x00 ")
    assert "abc" == plain("a\u202eb\u2066c\u200f")
    # The joiners shape letters and emoji.
    assert "a\u200db" == plain("a\u200db")


@given(st.text())
def test_a_label_can_always_stand_between_quotes(text: str) -> None:
    written = label(text)

    assert written.isprintable() or "\u200c" in written or "\u200d" in written
    assert not set('"`\\\n') & set(written)
    assert "<" not in written.replace("<br/>", "")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_nodes_name_is_plain_and_different_for_each_record(one: str, other: str) -> None:
    first, second = node_id("stage", one), node_id("stage", other)

    assert set(first) <= set(string.ascii_letters + string.digits + "_")
    assert (one == other) == (first == second)


def test_a_nodes_name_is_readable_for_ordinary_ids() -> None:
    assert "material__case_study_2" == node_id("material", "case-study-2")


def test_a_link_target_is_an_address_that_reaches_nobody() -> None:
    assert f"{LINK_BASE}stages/discovery#part" == link_target("stages/discovery#part")
    assert f"{LINK_BASE}a%22%20%3C" == link_target('a" <')


def test_a_chart_is_written_as_mermaid() -> None:
    inner = (Node("t", "CRM", "tool", target="tools/crm"), Node("m", "Guide", "material", ("gap",)))
    chart = Chart(
        "LR",
        (
            Group("s", "Discovery", inner, "stage", ("optional",), "stages/discovery", stacked=True),
            Node("x", "Next", "stage", ("current",)),
            Node("y", "Plain"),
        ),
        (Edge("s", "x", "if it fits"), Edge("x", "y", style="dotted"), Edge("y", "s", "unseen", "hidden")),
        gap=10,
        step=30,
        box=150,
    )

    assert chart.source() == (
        "---\n"
        'config: {"flowchart": {"nodeSpacing": 10, "rankSpacing": 30, "minNodeWidth": 150}}\n'
        "---\n"
        "flowchart LR\n"
        '  subgraph s["Discovery"]\n'
        "    direction TB\n"
        '    t["CRM"]:::tool\n'
        '    m["Guide"]:::material\n'
        "    t ~~~ m\n"
        "  end\n"
        '  x["Next"]:::stage\n'
        '  y["Plain"]\n'
        '  s -->|"if it fits"| x\n'
        "  x -.-> y\n"
        "  y ~~~ s\n"
        "  class s stage\n"
        "  class s optional\n"
        '  click s href "https://stagebook.invalid/stages/discovery"\n'
        '  click t href "https://stagebook.invalid/tools/crm"\n'
        "  class m gap\n"
        "  class x current\n"
    )
