"""Each slip that people make in YAML is told in plain words, at its place, whatever parser there is."""

from __future__ import annotations

import pytest

from stagebook.yamlio.composing import compose
from stagebook.yamlio.decoding import decode
from stagebook.yamlio.faults import Faults
from stagebook.yamlio.parsers import Parser, with_pyyaml, with_ruamel, with_ruamel_clib

PARSERS = [pytest.param(way(), id=way.__name__) for way in (with_pyyaml, with_ruamel_clib, with_ruamel)]

SLIPS = [
    ("a:\n\tb: c", "2:1", "a tab indents this line, and YAML takes only spaces"),
    ("a: x\n\ty", "2:1", "a tab indents this line, and YAML takes only spaces"),
    ("a: b: c", "1:5", "a second “: ” stands on this line, so it can't be told where the value begins"),
    ("a: b\n c: d", "2:3", "a mapping begins here in the midst of a text that began above"),
    ("- id:first-call\n  name: x", "1:5", "after this “:” a space is missing, so that the line is no “key: value”"),
    ("a: 1\nid:first\nb: 2", "2:3", "after this “:” a space is missing, so that the line is no “key: value”"),
    ("- https://x\n  b: c", "2:4", "a mapping begins here in the midst of a text that began above"),
    ("a: 'The boss's phone'", "1:13", "the apostrophe ends the quoted text here, and more text follows"),
    ("{a: 'The boss's phone'}", "1:14", "the apostrophe ends the quoted text here, and more text follows"),
    ("a: 'b' c", "1:8", "more text follows on this line after the closing “'”"),
    ("a\nb: c", "2:2", "a mapping begins here in the midst of a text that began above"),
    ("k" * 1100 + ": v", "1:1101", "a key of more than 1,024 characters ends here, and YAML takes none so long"),
    ("a: @b", "1:4", "a value can't begin with “@” unless it is quoted"),
    ("a: `b`", "1:4", "a value can't begin with “`” unless it is quoted"),
    ("a: %b", "1:4", "a value can't begin with “%” unless it is quoted"),
    ("a: }", "1:4", "a value can't begin with “}” unless it is quoted"),
    ("a: &", "1:4", "at the start of a value “&” names an anchor, and no proper name follows here"),
    ("a: !x!y z", "1:4", "at the start of a value “!” means a tag, and tags are not taken here"),
    ("a: !<x", "1:4", "at the start of a value “!” means a tag, and tags are not taken here"),
    ("a: 'b\nc: d", "1:4", "the quote that begins here is never closed"),
    ('a: "b\n---\nc: d', "1:4", "the quote that begins here is never closed"),
    ('a: "C:\\docs"', "1:7", "“\\d” is no escape that YAML knows"),
    ('a: "C:\\users"', "1:7", "after “\\u” the number of a character must follow"),
    ("a: | b", "1:6", "after “|” or “>” only a line end, “-”, “+” or a number from 1 to 9 may stand"),
    ("a: |0\n  b", "1:5", "after “|” or “>” only a line end, “-”, “+” or a number from 1 to 9 may stand"),
    ("a: 1\nb\nc: 2", "2:1", "this line is neither “key: value” nor part of the value above"),
    ("a: - b", "1:4", "a list can't begin here, on the line of its key or inside a text"),
    ("a: ? b", "1:4", "“? ” begins a key, which can't stand here"),
    ('a: "b" c', "1:8", 'more text follows on this line after the closing “"”'),
    ("a: [b] c", "1:8", "more text follows on this line after the closing “]”"),
    ("a: [b]]", "1:7", "this “]” closes nothing"),
    ("a:\n  b: 1\n c: 2", "3:2", "this line does not belong to the mapping that begins on line 1"),
    ("- a\nb: c", "2:1", "this line does not belong to the list that begins on line 1"),
    ("a: [b c: d, {e]", "1:15", "inside {…} a “,” or the “}” is expected before “]”"),
    ("a: [b\nc: d", "1:4", "the “[” that opens here is not closed before line 2"),
    ("a: {b: c\n", "1:4", "the “{” that opens here is never closed"),
    ("a: [b, [c\n\n", "1:8", "the “[” that opens here is never closed"),
    ("a: [b,, c]", "1:7", "a value is missing before this “,”"),
    ("{a: 1}\nb: 2", "2:1", "something follows here after the file's value has ended"),
    ("a: 1\n... b", "2:5", "something follows here after the file's value has ended"),
    (
        "%YAML 3.0\n---\na: 1",
        "1:1",
        "a line that begins with “%” is an instruction to YAML, and this is none that is known here",
    ),
    ("a: *b", "1:4", "the alias “*b” has no anchor “&b” above it"),
]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(("text", "place", "message"), SLIPS, ids=[text[:12] for text, *_ in SLIPS])
def test_a_slip_is_told_in_plain_words(parser: Parser, text: str, place: str, message: str) -> None:
    faults = Faults("x.yaml")
    source = decode(text.encode(), faults)
    assert source
    assert compose(source, parser, faults) is None or not faults.complete

    assert [(f"x.yaml:{place}", message)] == [(str(finding.span), finding.message) for finding in faults.findings()]


FIXES = [
    ("- id:first-call\n  name: x", "write “id: ” and then the value"),
    ("a: 'The boss's phone'", "put “\"” around the value instead of “'”, or write the apostrophe as “''”"),
    (
        "a:\n  b: 1\n c: 2",
        "indent it by spaces like the line above or, if it belongs further out, like the lines there",
    ),
    ("- a\nb: c", "begin it with “- ” and indent it by spaces exactly like its neighbours"),
]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(("text", "fix"), FIXES, ids=[text[:12] for text, _ in FIXES])
def test_what_to_do_about_a_slip_is_said(parser: Parser, text: str, fix: str) -> None:
    faults = Faults("x.yaml")
    source = decode(text.encode(), faults)
    assert source
    compose(source, parser, faults)

    assert [fix] == [finding.fix for finding in faults.findings()]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: *b*", "at the start of a value “*” repeats an anchor, and no proper name follows here"),
        ("a: **b**", "at the start of a value “*” repeats an anchor, and no proper name follows here"),
        (
            "%FOO\n---\na: 1",
            "a line that begins with “%” is an instruction to YAML, and this is none that is known here",
        ),
    ],
)
def test_markdown_at_the_start_of_a_value(text: str, message: str) -> None:
    """The parser in Python takes these: it knows YAML's wider names, and passes over instructions."""
    faults = Faults("x.yaml")
    source = decode(text.encode(), faults)
    assert source
    compose(source, with_pyyaml(), faults)

    assert [message] == [finding.message for finding in faults.findings()]
