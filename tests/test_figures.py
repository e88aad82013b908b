"""The figures: what counts, what is missing, and the forms in which they are shown."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from stagebook.figures import NAMES, Figure, figures_of
from stagebook.render import badge, coverage
from tests.factories import CYCLE, make_playbook
from tests.market import MARKET

GAPS = """
stages:
  - {id: talk, personas: [boss, user], tools: [crm], exit_criteria: [They agree.]}
  - {id: demo, personas: [user], tools: [old], exit_criteria: [{text: Perhaps., status: draft}]}
  - {id: won, terminal: won, phase: close}
  - {id: idea, status: draft}
tools: [crm, {id: old, status: retired}]
personas:
  - {id: boss, needs: [time]}
  - {id: user, needs: [gone]}
  - {id: ghost, status: retired}
needs: [time, {id: calm, status: draft}, rest]
offerings: [{id: app, needs: [time]}, {id: box, needs: [calm]}]
materials:
  - {id: deck, stages: [talk], personas: [boss], needs: [time]}
  - {id: copy, stages: [demo], personas: [user], needs: [rest], reuse: single-client}
  - {id: plan, stages: [demo], personas: [user], status: draft}
evidence: [{id: call, supports: [need/time]}]
"""


def figure(name: str, text: str = GAPS) -> Figure:
    return figures_of(make_playbook(text)).get(name)


def missing(name: str, text: str = GAPS) -> list[str]:
    return [" ".join(record.key for record in records) for records in figure(name, text).missing]


@pytest.mark.parametrize(
    ("name", "words", "without"),
    [
        ("stages-with-material", "1 of 3", ["stage/demo", "stage/won"]),
        ("stages-with-tool", "1 of 3", ["stage/demo", "stage/won"]),
        ("stages-with-exit-criterion", "1 of 2", ["stage/demo"]),
        ("pairs-with-material", "1 of 3", ["stage/talk persona/user", "stage/demo persona/user"]),
        ("personas-met", "2 of 2", []),
        ("personas-with-material", "1 of 2", ["persona/user"]),
        ("personas-with-need", "1 of 2", ["persona/user"]),
        ("needs-with-offering", "1 of 2", ["need/rest"]),
        ("needs-with-material", "1 of 2", ["need/rest"]),
        ("needs-with-evidence", "1 of 2", ["need/rest"]),
        ("offerings-with-need", "1 of 2", ["offering/box"]),
    ],
)
def test_a_figure_counts_what_is_in_use_and_names_what_is_missing(name: str, words: str, without: list[str]) -> None:
    assert words == figure(name).words
    assert without == missing(name)


def test_the_names_are_those_of_the_figures() -> None:
    assert list(NAMES) == [item.name for item in figures_of(make_playbook(GAPS)).all]


def test_there_is_no_figure_of_another_name() -> None:
    with pytest.raises(KeyError):
        figure("stages")


def test_a_share_is_rounded_down_so_that_100_means_all() -> None:
    assert [99, 100, 0, None] == [Figure("", "", have, of).percent for have, of in ((299, 300), (3, 3), (0, 7), (0, 0))]


def test_an_empty_playbook_has_figures_all_the_same() -> None:
    assert {"none to count"} == {item.words for item in figures_of(make_playbook("")).all}


# --- for people ------------------------------------------------------------------------------------------------------


def lines(text: str, width: int = 80) -> list[str]:
    return coverage.text(figures_of(make_playbook(text)), width=width).splitlines()


def test_the_terminal_shows_each_figure_with_what_lacks_it() -> None:
    shown = lines(GAPS)
    assert ["How Acme sells", "3 stages, 2 personas, 2 needs, 2 materials, 1 tool, 2 offerings"] == shown[:2]
    assert [
        "Stages with a reusable material             1 of 3   33 %",
        "  without: Demo, Won",
    ] == shown[3:5]
    assert "Personas met at a stage                     2 of 2  100 %" in shown


def test_the_matrix_has_the_names_of_the_personas_above_it() -> None:
    shown = lines(GAPS)
    start = shown.index("Reusable materials by stage and persona")
    assert [
        "Stage  Boss  User",
        "Talk      1  none",
        "Demo      -  none",
        "Won       -     -",
    ] == shown[start + 1 : start + 5]


def test_personas_are_numbered_where_their_names_do_not_fit() -> None:
    text = CYCLE.replace("name: The boss", "name: The head of everything that is bought here")
    shown = lines(text, 50)
    assert "Stage           1     2" in shown
    assert ["1 The head of everything that is bought here,", "2 The user"] == shown[-5:-3]


def test_many_that_lack_something_are_counted() -> None:
    text = "stages: [" + ", ".join(f"s{number}" for number in range(20)) + "]"
    assert "S11 and 8 more" in " ".join(" ".join(lines(text)).split())


def test_colour_only_repeats_the_words() -> None:
    figures = figures_of(make_playbook(GAPS))
    coloured = coverage.text(figures, colour=True)
    assert "\x1b[1;33m1 of 3   33 %\x1b[0m" in coloured
    assert "\x1b[1;33mnone\x1b[0m" in coloured


def test_names_in_the_data_can_steer_neither_the_terminal_nor_markdown() -> None:
    figures = figures_of(make_playbook('stages: [{id: a, name: "x\\e[31m|<b>*y*"}]\npersonas: [{id: p, name: "a|b"}]'))
    assert "\x1b" not in coverage.text(figures)
    told = coverage.markdown(figures)
    assert r"\|\<b\>\*y\*" in told
    assert r"| a\|b |" in told


def test_markdown_marks_holes_in_words() -> None:
    told = coverage.markdown(figures_of(make_playbook(GAPS)))
    assert told.startswith("# How Acme sells\n\n3 stages, 2 personas, ")
    assert "| Stages with a reusable material | 1 of 3 | 33 % | Demo, Won |" in told
    assert "| Talk | 1 | **none** |" in told


def test_json_has_the_figures_and_the_matrix() -> None:
    whole = json.loads(coverage.data(figures_of(make_playbook(GAPS))))
    assert "How Acme sells" == whole["title"]
    assert 3 == whole["records"]["stage"]
    assert {
        "name": "pairs-with-material",
        "text": "Pairs of stage and persona with a material",
        "have": 1,
        "of": 3,
        "percent": 33,
        "missing": ["stage/talk persona/user", "stage/demo persona/user"],
    } == whole["figures"][3]
    assert ["talk", "demo", "won"] == whole["matrix"]["stages"]
    assert [
        [{"state": "full", "materials": ["deck"]}, {"state": "hole", "materials": []}],
        [{"state": "none", "materials": []}, {"state": "hole", "materials": []}],
        [{"state": "none", "materials": []}, {"state": "none", "materials": []}],
    ] == whole["matrix"]["cells"]


def test_the_handbook_and_the_figures_count_alike() -> None:
    figures = figures_of(make_playbook(MARKET))
    assert (
        len(figures.coverage.holes) == figures.get("pairs-with-material").of - figures.get("pairs-with-material").have
    )


# --- the badge -------------------------------------------------------------------------------------------------------


def test_the_badge_says_its_figure_in_words() -> None:
    root = ET.fromstring(badge.badge(Figure("n", "Stages & <tools>", 12, 13)))
    space = "{http://www.w3.org/2000/svg}"
    assert "Stages & <tools>: 12 of 13" == root.get("aria-label") == root.findtext(f"{space}title")
    assert "img" == root.get("role")
    assert ["Stages & <tools>", "12 of 13"] == [item.text for item in root.iter(f"{space}text")]


def test_the_badge_asks_nobody_for_anything() -> None:
    drawn = badge.badge(Figure("n", "Stages", 1, 2)).replace("http://www.w3.org/2000/svg", "")
    assert not [word for word in ("http", "url(", "@import", "<script", "<style", "href", "data:") if word in drawn]


def test_the_colour_goes_by_the_share() -> None:
    shares = ((5, 5), (4, 5), (3, 5), (0, 0))
    assert [badge.GREEN, badge.OCHRE, badge.RED, badge.GREY] == [
        badge.colour_of(Figure("", "", have, of)) for have, of in shares
    ]


@pytest.mark.parametrize("colour", [badge.GREY, badge.GREEN, badge.OCHRE, badge.RED])
def test_white_words_can_be_read_on_each_colour(colour: str) -> None:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[start : start + 2]) for start in (1, 3, 5))
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5
