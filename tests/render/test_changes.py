"""What changed, as people read it in the terminal and in a review, and as programs read it."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from stagebook.checking import check
from stagebook.comparing import Changes, State, compare
from stagebook.findings import Finding
from stagebook.render import changes
from stagebook.render.changes import LONGEST, MARKER, Compared
from stagebook.revisions import Commit
from stagebook.spans import Span
from tests.factories import CYCLE, TODAY, make_playbook

START = Commit("main", "1a2b3c4d" * 5, date(2026, 11, 1))

BEFORE = CYCLE.replace("{id: deck,", "{id: deck, reviewed: 2026-01-01,")
AFTER = (
    BEFORE.replace("stages: [discovery, demo, won", "stages: [discovery, pilot, demo, won")
    .replace("  - {id: demo, ", "  - {id: pilot, tools: [crm]}\n  - {id: demo, goal: Prove it., ")
    .replace("{id: script, ", "{id: script, status: retired, ")
    .replace("2026-01-01", "2026-11-01")
)


def compared(before: str, after: str) -> Compared:
    first, second = make_playbook(before), make_playbook(after)
    found = compare(State(first, check(first, today=TODAY)), State(second, check(second, today=TODAY)))
    return Compared(found, START, None)


def test_the_terminal_tells_it_by_kind_with_coverage_and_findings() -> None:
    shown = changes.text(compared(BEFORE, AFTER), width=100)
    assert (
        """\
From main (1a2b3c4, 2026-11-01) to the work tree

Stages
  + Pilot added: in New business, after Discovery
  ~ Demo changed
      Our goal written: “Prove it.”

Materials
  - Script retired

Reviewed, and nothing else changed: Deck

Coverage
  Stages with a reusable material             2 of 5 → 1 of 6
"""
        in shown
    )
    assert "\nNew findings\n  data/playbook.yaml:" in shown
    assert (
        ": error: SB301 stage “Pilot” has no reusable material\n"
        "    fix: name `pilot` in the `stages` of a material that serves here, or write one\n" in shown
    )
    assert shown.splitlines()[-1].startswith("1 record added, 1 changed, 1 retired, 1 reviewed; ")


def test_where_nothing_changed_one_line_says_so() -> None:
    assert "From main (1a2b3c4, 2026-11-01) to the work tree: nothing changed.\n" == changes.text(
        compared(BEFORE, BEFORE)
    )


def test_lines_are_broken_at_the_width() -> None:
    shown = changes.text(compared("stages: [a]", "stages: [{id: a, goal: " + "word " * 60 + "}]"), width=60)
    assert all(len(line) <= 60 for line in shown.splitlines() if line.startswith("  "))


def test_colour_only_repeats_the_words() -> None:
    plain = changes.text(compared(BEFORE, AFTER), width=100)
    coloured = changes.text(compared(BEFORE, AFTER), width=100, colour=True)
    assert "\x1b[1;32m+\x1b[0m Pilot added" in coloured
    assert "\x1b[1;33m2 of 5 → 1 of 6\x1b[0m" in coloured
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_a_commit_is_named_once() -> None:
    found = compared("", "tools: [crm]")._replace(after=Commit("1a2b3c4", "1a2b3c4d" * 5, None))
    assert "From main (1a2b3c4, 2026-11-01) to 1a2b3c4\n" in changes.text(found)


# --- Markdown --------------------------------------------------------------------------------------------------------


def test_the_comment_is_markdown_that_a_pipeline_finds_again() -> None:
    told = changes.markdown(compared(BEFORE, AFTER))
    assert told.startswith(
        f"{MARKER}\n\n### What changes in the playbook\n\nFrom main (1a2b3c4, 2026-11-01) to the work tree: 1 record"
    )
    assert (
        """\
**Stages**

- **Pilot** added: in New business, after Discovery
- **Demo** changed
  - Our goal written: “Prove it.”

**Materials**

- **Script** retired

Reviewed, and nothing else changed: Deck

| Coverage | Before | After |
| --- | ---: | ---: |
| Stages with a reusable material | 2 of 5 | 1 of 6 |
"""
        in told
    )
    assert "- error SB301 at `data/playbook.yaml:" in told
    assert "\n  *Fix:* name `pilot` in the `stages` of a material that serves here, or write one\n" in told


def test_nothing_in_the_data_becomes_markup_calls_somebody_or_gives_an_order() -> None:
    name = "@boss #12 !34 GH-5 <script> *x* \\r/close\\n\\n/merge | [a](b) <!-- `c`"
    told = changes.markdown(compared("", f'tools: [{{id: a, name: "{name}"}}]'))
    (line,) = [line for line in told.splitlines() if line.endswith(" added")]
    assert (
        "- **@\u2060boss \\#\u206012 !\u206034 GH-\u20605 \\<script\\> \\*x\\* /close /merge \\| \\[a\\](b) "
        "\\<!-- \\`c\\`** added" == line
    )
    assert not [line for line in told.splitlines() if line.startswith("/")]


def test_code_in_a_finding_ends_where_it_ends_whatever_a_name_holds() -> None:
    found = Finding(Span("a.yaml", 1, 1), "“x` @boss” has no `a|b`, and ``", "see `#12`", code="SB001")
    told = changes.markdown(Compared(Changes((), (), (found,), ()), None, None))
    assert "“x\\` @\u2060boss” has no `a|b`, and \\`\\`\n  *Fix:* see `#12`\n" in told


def test_settings_stand_without_a_name() -> None:
    told = changes.markdown(compared("", "settings: {title: Ours}"))
    assert "**Settings**\n\n- Title set: Ours\n" in told


def test_a_comment_is_never_longer_than_a_forge_takes() -> None:
    many = ", ".join(f"{{id: t{number}, access: {'word ' * 20}}}" for number in range(4000))
    told = changes.markdown(compared("", f"tools: [{many}]"))
    assert LONGEST - 300 < len(told) < LONGEST + 300
    assert told.rstrip().endswith("left out; `stagebook diff` tells all.*")


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_json_tells_all_of_it() -> None:
    whole = json.loads(changes.data(compared(BEFORE, AFTER)))
    assert {"revision": "main", "commit": "1a2b3c4d" * 5, "date": "2026-11-01"} == whole["from"]
    assert {"revision": None, "commit": None, "date": None} == whole["to"]
    assert ["pilot", "demo", "script", "deck"] == [change["id"] for change in whole["changes"]]
    assert {
        "kind": "stage",
        "id": "demo",
        "name": "Demo",
        "change": "changed",
        "text": "",
        "path": "data/playbook.yaml",
        "line": 11,
        "details": [
            {
                "field": "goal",
                "change": "added",
                "text": "Our goal written: “Prove it.”",
                "before": "",
                "after": "“Prove it.”",
            }
        ],
    } == whole["changes"][1]
    assert {
        "name": "stages-with-material",
        "text": "Stages with a reusable material",
        "before": {"have": 2, "of": 5},
        "after": {"have": 1, "of": 6},
    } == whole["coverage"][0]
    assert {"added": 1, "changed": 1, "retired": 1, "reviewed": 1} == whole["summary"]["records"]
    assert whole["summary"]["new"] == len(whole["findings"]["new"]) > 0


@pytest.mark.parametrize("write", [changes.text, changes.markdown, changes.data])
def test_no_form_lets_the_data_steer_a_terminal(write: object) -> None:
    assert callable(write)
    assert "\x1b" not in write(compared("", 'tools: [{id: a, name: "x\\e[31m", access: "\\e]0;y\\a"}]'))
