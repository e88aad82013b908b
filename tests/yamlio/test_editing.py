"""An edit changes the text that it names and nothing else, whatever the file looks like."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stagebook.findings import Edit
from stagebook.spans import Span
from stagebook.yamlio.editing import apply_edits, kept
from stagebook.yamlio.reading import read_bytes

PATH = "data/x.yaml"


def edit(line: int, column: int, old: str = "saels", new: str = "sales") -> Edit:
    return Edit(Span(PATH, line, column), old, new)


def values(text: str) -> object:
    return read_bytes(text.encode(), PATH).value


# --- what is changed --------------------------------------------------------------------------------------------------

CHANGED = {
    "plain": ("owner: saels", edit(1, 8), "owner: sales"),
    "with a comment": ("owner:  saels   # saels", edit(1, 9), "owner:  sales   # saels"),
    "single quotes": ("owner: 'saels'", edit(1, 8), "owner: 'sales'"),
    "single quotes inside": ("a: 'it''s'", edit(1, 4, "it's", "it's 'so'"), "a: 'it''s ''so'''"),
    "double quotes": ('owner: "saels"', edit(1, 8), 'owner: "sales"'),
    "escapes": (r'a: "b\\c"', edit(1, 4, "b\\c", 'b"\\'), r'a: "b\"\\"'),
    "quotes where needed": ("a: b", edit(1, 4, "b", "c: d"), "a: 'c: d'"),
    "quotes for what reads as nothing": ("a: b", edit(1, 4, "b", "null"), "a: 'null'"),
    "in brackets": ("a: [b, saels, c]", edit(1, 8), "a: [b, sales, c]"),
    "a comma in brackets": ("a: [saels]", edit(1, 5, new="b, c"), "a: ['b, c']"),
    "in braces": ("- {id: a, owner: saels}", edit(1, 18), "- {id: a, owner: sales}"),
    "key": ("- nmae: a\n  id: b", edit(1, 3, "nmae", "name"), "- name: a\n  id: b"),
    "quoted key": ('"nmae": a', edit(1, 1, "nmae", "name"), '"name": a'),
    "explicit key": ("? nmae\n: a", edit(1, 3, "nmae", "name"), "? name\n: a"),
    "CR LF": ("a: b\r\nc: saels\r\nd: e\r\n", edit(2, 4), "a: b\r\nc: sales\r\nd: e\r\n"),
    "CR": ("a: b\rc: saels\r", edit(2, 4), "a: b\rc: sales\r"),
    "byte order mark": ("\ufeffa: saels\n", edit(1, 4), "\ufeffa: sales\n"),
    "wide characters": ("{“é\U0001f600”: x, a: saels}", edit(1, 14), "{“é\U0001f600”: x, a: sales}"),
    "anchor": ("a: &x saels", edit(1, 4), "a: &x sales"),
    "tag": ("a: !!str saels", edit(1, 4), "a: !!str sales"),
    "date": ("a: 2026/3/5 # b", edit(1, 4, "2026/3/5", "2026-03-05"), "a: 2026-03-05 # b"),
    "role in a block": ("a: |\n  See {tool}`crmm`.\n", edit(2, 14, "crmm", "crm"), "a: |\n  See {tool}`crm`.\n"),
    "second of two": ("a: |\n  crmm {tool}`crmm`\n", edit(2, 15, "crmm", "crm"), "a: |\n  crmm {tool}`crm`\n"),
    "role in a folded text": ("a: b\n  {tool}`crmm`\n", edit(2, 10, "crmm", "crm"), "a: b\n  {tool}`crm`\n"),
    "role in quotes": ('a: "{tool}`crmm`" # b', edit(1, 12, "crmm", "crm"), 'a: "{tool}`crm`" # b'),
    "merged": ("- &b {owner: saels}\n", edit(1, 14), "- &b {owner: sales}\n"),
    "beside a fault": ("a: 1\na: 2\nb: saels", edit(3, 4), "a: 1\na: 2\nb: sales"),
}


@pytest.mark.parametrize(("text", "asked", "expected"), CHANGED.values(), ids=CHANGED.keys())
def test_what_is_changed(text: str, asked: Edit, expected: str) -> None:
    assert (expected, ()) == apply_edits(text, [asked])


def test_several_at_once() -> None:
    text = "- {nmae: a, owner: saels}\n- owner: 'saels' # saels\n  notes: |\n    {tool}`crmm` and {tool}`crmm`\n"
    asked = [
        edit(4, 29, "crmm", "crm"),
        edit(2, 10),
        edit(1, 20),
        edit(1, 4, "nmae", "name"),
        edit(4, 12, "crmm", "crm"),
    ]
    expected = "- {name: a, owner: sales}\n- owner: 'sales' # saels\n  notes: |\n    {tool}`crm` and {tool}`crm`\n"
    assert (expected, ()) == apply_edits(text, asked)


# --- what is not ------------------------------------------------------------------------------------------------------

LEFT = {
    "another text by now": ("owner: sales team", edit(1, 8, "sales", "saels")),
    "another text, longer": ("owner: saels team", edit(1, 8)),
    "beyond the file": ("owner: saels", edit(2, 1)),
    "beyond the line": ("owner: saels", edit(1, 80)),
    "the file as a whole": ("owner: saels", edit(0, 0)),
    "comment": ("owner: a # saels", edit(1, 12)),
    "comment like its text": ("owner: saels # saels", edit(1, 16)),
    "part of a word": ("a: |\n  saels-team\n", edit(2, 3)),
    "blank": ("a: \n", edit(1, 3, "", "b")),
    "nothing": ("a: ~\n", edit(1, 4, "~", "b")),
    "a key that is there": ("nmae: a\nname: b", edit(1, 1, "nmae", "name")),
    "an alias": ("a: &x saels\nb: *x", edit(2, 4)),
    "a text under its alias": ("a: &x saels\nb: *x", edit(1, 4)),
    "a mapping under its alias": ("a: &x {o: saels}\nb: *x", edit(1, 11)),
    "a mapping under its merge key": ("a: &x {o: saels}\nb: {<<: *x}", edit(1, 11)),
    "an anchor": ("a: &saels b", edit(1, 5)),
    "lines of text": ("a: sa\n  els", edit(1, 4, "sa els", "b")),
    "new lines": ("a: b", edit(1, 4, "b", "c\nd")),
    "hidden characters": ("a: b", edit(1, 4, "b", "c\u202ed")),
    "a value that takes in a comment": ("a: |\n  b\n", edit(1, 4, "b\n", "c\n")),
    "no YAML": ("a: saels\nb: [", edit(1, 4)),
    "a second document": ("a: b\n---\na: saels\n", edit(3, 4)),
    "the second of two equal keys": ("a: b\na: saels\n", edit(2, 4)),
    "half a character": ("a: saels # \ud800", edit(1, 4)),
    "empty": ("", edit(1, 1)),
}


@pytest.mark.parametrize(("text", "asked"), LEFT.values(), ids=LEFT.keys())
def test_what_is_left(text: str, asked: Edit) -> None:
    assert (text, (asked,)) == apply_edits(text, [asked])


def test_edits_that_overlap_are_left() -> None:
    asked = [edit(1, 4, "saels", "sales"), edit(1, 4, "saels", "sails"), edit(2, 4)]
    assert ("a: saels\nb: sales", tuple(asked[:2])) == apply_edits("a: saels\nb: saels", asked)


def test_one_that_does_harm_keeps_no_other_back() -> None:
    text = "".join(f"- {{nmae: a, name: b, owner: saels, x: {number}}}\n" for number in range(10))
    bad = [edit(line, 4, "nmae", "name") for line in range(1, 4)]
    good = [edit(line, 29) for line in range(1, 11)]
    assert (text.replace("saels", "sales"), tuple(bad)) == apply_edits(text, [*good, *bad])


def test_an_edit_that_changes_nothing_is_none() -> None:
    assert ("a: b", ()) == apply_edits("a: b", [edit(9, 9, "b", "b")])


# --- aliases ----------------------------------------------------------------------------------------------------------


def test_a_text_that_several_read_changes_when_each_asks() -> None:
    mapping = "- &x {owner: saels}\n- *x\n- <<: *x\n"
    asked = edit(1, 14)
    assert (mapping, (asked,)) == apply_edits(mapping, [asked, asked])
    assert (mapping.replace("saels", "sales"), ()) == apply_edits(mapping, [asked, asked, asked])


def test_an_alias_changes_with_its_anchor() -> None:
    text = "a: &x saels\nb: *x\nc: *x\n"
    assert (text.replace("saels", "sales"), ()) == apply_edits(text, [edit(3, 4), edit(1, 4), edit(2, 4)])
    left = (edit(1, 4), edit(2, 4))
    assert (text, left) == apply_edits(text, left)


def test_a_block_read_through_an_alias_changes_where_it_stands() -> None:
    text = "a: &x |\n  {tool}`crmm`\nb: *x\n"
    asked = edit(2, 10, "crmm", "crm")
    assert (text, (asked,)) == apply_edits(text, [asked])
    assert (text.replace("crmm", "crm"), ()) == apply_edits(text, [asked, asked])


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_the_search_for_what_does_harm_ends() -> None:
    calls = 0

    def holds(some: object) -> bool:
        nonlocal calls
        calls += 1
        return not some

    assert [] == kept(range(100_000), holds)
    assert calls <= 100


def test_all_that_holds_is_kept() -> None:
    assert [1, 2, 4, 5] == kept(range(1, 7), lambda some: 3 not in some and 6 not in some)


# --- properties -------------------------------------------------------------------------------------------------------

words = st.sampled_from(
    ["saels", "crmm", "a", "b c", "it's", "2026/3/5", 'say "so"', "no: way", "é", "#x", "*y", "x #y"]
)
scalars = (
    words
    | words.map(lambda word: "'" + word.replace("'", "''") + "'")
    | st.sampled_from(["", "~", "|\n    saels\n    # x\n"])
)
lines = st.builds(
    lambda dash, key, value, comment: f"{dash}{key}: {value}{comment}",
    st.sampled_from(["- ", "  ", "  ", "  "]),
    words,
    scalars,
    st.sampled_from(["", " # saels", "\n  # b", "\n"]),
)
files = st.builds(
    lambda found, end, mark: mark + end.join(["- x: y", *found, ""]),
    st.lists(lines, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)


def _comments(text: str) -> list[str]:
    return [line.partition("#")[2] for line in text.splitlines()]


@given(files, st.data())
def test_only_the_texts_that_are_named_change(text: str, data: st.DataObject) -> None:
    reading = read_bytes(text.encode(), PATH)
    assume(isinstance(reading.value, list))
    assert isinstance(reading.value, list)
    places = [
        (mark, value)
        for record in reading.value
        if isinstance(record, dict)
        for key in record
        for mark, value in ((record.key_marks[key], key), (record.value_marks[key], record[key]))
        if isinstance(value, str) and value
    ]
    chosen = data.draw(st.lists(st.sampled_from(places), unique=True)) if places else []
    asked = [edit(*mark, value, data.draw(words)) for mark, value in chosen]

    new, left = apply_edits(text, asked)

    made = [item for item in asked if item not in left and item.old != item.new]
    after = read_bytes(new.encode(), PATH)
    assert [item.code for item in reading.findings] == [item.code for item in after.findings]
    assert (new != text) == bool(made)
    assert len(text.splitlines()) == len(new.splitlines())
    assert text.count("\r\n") == new.count("\r\n")
    changed = {(item.span.line, item.span.column): item.new for item in made}
    expected = [
        [
            (changed.get(record.key_marks[key], key), changed.get(record.value_marks[key], value))
            for key, value in record.items()
        ]
        if isinstance(record, dict)
        else record
        for record in reading.value
    ]
    assert isinstance(after.value, list)
    assert expected == [list(record.items()) if isinstance(record, dict) else record for record in after.value]
    assert (new, tuple(dict.fromkeys(item for item in made))) == apply_edits(new, made) or not made


@given(
    st.text(max_size=60),
    st.lists(
        st.builds(edit, st.integers(-1, 6), st.integers(-1, 12), st.text(max_size=4), st.text(max_size=4)), max_size=4
    ),
)
def test_nothing_raises(text: str, asked: list[Edit]) -> None:
    new, left = apply_edits(text, asked)
    assert set(left) <= set(asked)
    assert new == text or len(left) < len(set(asked))
