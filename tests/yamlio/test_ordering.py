"""Keys are put in order by moving whole lines, and each takes along what belongs to it."""

from __future__ import annotations

from collections import Counter
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stagebook.yamlio.ordering import keys_out_of_order, reorder_keys
from stagebook.yamlio.reading import Map, Seq, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORDER = ("id", "name", "summary", "owner")


def orders(text: str, order: Sequence[str] = ORDER) -> Mapping[tuple[int, int], Sequence[str]]:
    """Ask for the order in the mapping at the top of a file, or in each of a list."""
    value = read_bytes(text.encode(), "").value
    found = value if isinstance(value, Seq) else [value]
    return {item.mark: order for item in found if isinstance(item, Map)}


def in_order(text: str) -> str:
    new, moved = reorder_keys(text, orders(text))
    assert (new != text) == bool(moved)
    assert set(moved) <= set(keys_out_of_order(text, orders(text)))
    return new


MOVED = {
    "one record": ("name: b\nid: a\n", "id: a\nname: b\n"),
    "comments": (
        """\
        # This file is for all.

        owner: c  # who
        # why
        summary: |
          # no comment
          text
            # none

        # what
        # it is
        name: b
          # further in, so it goes with what is above
        # the id
        id: a
        # the end
        """,
        """\
        # This file is for all.

        # the id
        id: a

        # what
        # it is
        name: b
          # further in, so it goes with what is above
        # why
        summary: |
          # no comment
          text
            # none
        owner: c  # who
        # the end
        """,
    ),
    "records in a list": (
        """\
        # first
        - name: b
          # the id
          id: a
        # second
        - id: c
          name: d
        - owner: f
          more:
            - g
          # the id
          id: e

          # the end
        # third
        - # odd
          owner: h
          id: i
        """,
        """\
        # first
        # the id
        - id: a
          name: b
        # second
        - id: c
          name: d
        # the id
        - id: e
          owner: f
          more:
            - g

          # the end
        # third
        - # odd
          id: i
          owner: h
        """,
    ),
    "blank lines": ("name: b\n\nid: a\n\nowner: c\n", "id: a\n\nname: b\n\nowner: c\n"),
    "unknown keys go with the one before": (
        "x: 0\nowner: c\ny: 1\nz: 2\nid: a\n",
        "x: 0\nid: a\nowner: c\ny: 1\nz: 2\n",
    ),
    "merge key": ("id: a\nx: &x {y: z}\nname: b\n<<: *x\n", None),
    "merge key first": ("- &x {y: z}\n- name: b\n  id: a\n  <<: *x\n", "- &x {y: z}\n- <<: *x\n  id: a\n  name: b\n"),
    "no end of line": ("name: b\nid: a", "id: a\nname: b"),
    "no end of line, CR LF": ("name: b\r\nid: a", "id: a\r\nname: b"),
    "CR LF": ("- name: b\r\n  id: a\r\n", "- id: a\r\n  name: b\r\n"),
    "byte order mark": ("\ufeffname: b\nid: a\n", "\ufeffid: a\nname: b\n"),
    "quoted keys": ("\"name\": b\n'id': a\n", "'id': a\n\"name\": b\n"),
    "values on lines of their own": (
        "owner:\n  # why\n  c\nname: >-\n  b\n\n  d\nid: a\n",
        "id: a\nname: >-\n  b\n\n  d\nowner:\n  # why\n  c\n",
    ),
    "lists as far in as their key": ("owner:\n- a\n- b\nid: c\n", "id: c\nowner:\n- a\n- b\n"),
    "text in quotes": ("owner: 'a\n\n  # b\n\n  c'\nid: d\n", "id: d\nowner: 'a\n\n  # b\n\n  c'\n"),
    "spaces behind the dash": ("-   name: b\n    id: a\n", "-   id: a\n    name: b\n"),
    "list in a list": ("x:\n  - name: b\n    id: a\n", None),
    "between document marks": ("---\nname: b\nid: a\n...\n", "---\nid: a\nname: b\n...\n"),
    # Left alone
    "in order": ("id: a\nowner: b\n", None),
    "in braces": ("- {name: b, id: a}\n", None),
    "braces over lines": ("{name: b,\nid: a}\n", None),
    "explicit keys": ("? name\n: b\n? id\n: a\n", None),
    "anchor before its alias": ("name: &x b\nid: *x\n", None),
    "a block that keeps its last lines": ("owner: |+\n  a\n\nid: b\n", None),
    "equal keys": ("name: a\nid: b\nname: c\n", None),
    "no YAML": ("name: a\nid: [\n", None),
    "dash before a comment": ("-\n  # x\n  name: b\n  id: a\n", "-\n  # x\n  id: a\n  name: b\n"),
}


@pytest.mark.parametrize(("text", "expected"), MOVED.values(), ids=MOVED.keys())
def test_what_is_moved(text: str, expected: str | None) -> None:
    text = dedent(text)
    expected = text if expected is None else dedent(expected)
    assert expected == in_order(text)
    assert expected == in_order(expected)


def test_a_record_that_can_not_be_moved_keeps_no_other_back() -> None:
    text = "- name: &x b\n  id: *x\n- name: c\n  id: d\n"
    assert ("- name: &x b\n  id: *x\n- id: d\n  name: c\n", ((3, 3),)) == reorder_keys(text, orders(text))


def test_mappings_inside_one_another() -> None:
    text = "items:\n  - name: b\n    id: a\n  - name: d\n    id: c\nid: e\n"
    asked = {(1, 1): ["id", "items"], (2, 5): ORDER, (4, 5): ORDER}
    expected = "id: e\nitems:\n  - id: a\n    name: b\n  - id: c\n    name: d\n"
    assert (expected, ((1, 1), (2, 5), (4, 5))) == reorder_keys(text, asked)


# --- properties -------------------------------------------------------------------------------------------------------

values = st.sampled_from(
    [
        "a",
        "'b # c'",
        "[a, b]  # c",
        "",
        "|\n    a\n    # b\n\n      c",
        ">-\n    a\n\n    b\n",
        "|+\n    a\n\n",
        "\n    - a\n    # b\n    - c: d\n      e: f",
        "\n  - a\n  - b",
        "&x a",
        "*x",
        '"a\n\n    # b"',
    ]
)
above = st.lists(st.sampled_from(["", "  # a", "# b", "    # c", "   "]), max_size=2)
entry = st.builds(
    lambda lead, key, value: [*lead, f"  {key}: {value}"],
    above,
    st.sampled_from([*ORDER, "x", "y", "<<"]),
    values,
)


def record(entries: list[list[str]]) -> str:
    text = "\n".join(line for lines in entries for line in lines)
    return text.replace("  ", "- ", 1) if text.startswith("  ") and entries[0][0].strip()[:1] != "#" else f"-\n{text}"


files = st.builds(
    lambda records, last, mark, end: mark + ("\n".join(records) + last).replace("\n", end),
    st.lists(
        st.lists(entry, min_size=1, max_size=6, unique_by=lambda lines: lines[-1].split(":")[0]).map(record), max_size=4
    ),
    st.sampled_from(["", "\n", "\n# end\n", "\n\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["\n", "\n", "\r\n"]),
)


def comments(text: str) -> Counter[str]:
    """Count the lines; of what follows a dash the dash may have gone elsewhere."""
    return Counter(line.strip().removeprefix("- ").strip() for line in text.removeprefix("\ufeff").splitlines())


@given(files)
def test_values_and_comments_are_kept(text: str) -> None:
    before = read_bytes(text.encode(), "")
    assume(before.value is not None)

    new, moved = reorder_keys(text, orders(text))

    after = read_bytes(new.encode(), "")
    assert before.value == after.value
    assert [item.code for item in before.findings] == [item.code for item in after.findings]
    assert comments(text) == comments(new)
    assert text.count("\r\n") == new.count("\r\n")
    assert text.endswith("\n") == new.endswith("\n")
    assert (new != text) == bool(moved)
    assert (new, ()) == reorder_keys(new, orders(new))


@given(
    st.text(max_size=80), st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.just(ORDER), max_size=5)
)
def test_nothing_raises(text: str, asked: dict[tuple[int, int], Sequence[str]]) -> None:
    assert isinstance(reorder_keys(text, asked), tuple)
    assert isinstance(keys_out_of_order(text, asked), tuple)
