"""From a parser's complaint to plain words: what is wrong, where, and what to do.

The parsers speak of tokens and of their own state. What a person did is most often one of a dozen slips (a tab, a
colon inside a value, a quote that is never closed), and those can be told from the complaint and the line it is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from stagebook.yamlio.faults import NON_TEXT_KEY, NOT_YAML, UNSAFE_YAML, Kind, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagebook.yamlio.decoding import Source
    from stagebook.yamlio.values import Mark

_QUOTE_IT: Final = "put the value in quotes"
_LONGEST_KEY: Final = 1024
_TIGHT: Final = re.compile(r" *(?:- +)*([A-Za-z_]\w*):(?=[^\s/])", re.ASCII)
_KEY: Final = re.compile(r"[^\s:#'\"-][^:#]{0,100}:(?:\s|\Z)")
_ITEM: Final = re.compile(r"-(?:\s|\Z)")
_ALIGN: Final = "indent it by spaces exactly like its neighbours"


class Explanation(NamedTuple):
    """A fault of syntax in plain words."""

    kind: Kind
    mark: Mark
    message: str
    fix: str


class _Complaint(NamedTuple):
    """What the parser said, and the text that it is about."""

    problem: str
    """Both parts of the parser's message: what it was doing, and what came in between."""
    mark: Mark
    begun: Mark
    """Where the construct begins that the parser was in."""
    source: Source
    opened: Mark | None
    """Where the innermost open list or mapping begins."""

    @property
    def line(self) -> str:
        return self.source.line(self.mark[0])

    @property
    def before(self) -> str:
        """What stands on the line before the place of the fault."""
        return self.line[: self.mark[1] - 1]

    def char(self, mark: Mark) -> str:
        """Give the character at a place; an empty text at the end of a line."""
        return self.source.line(mark[0])[mark[1] - 1 : mark[1]]


def explain(error: Exception, source: Source, opened: Mark | None) -> Explanation:
    """Say in plain words what a parser's exception means; ``opened`` is where the innermost open container begins."""
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or ""
    mark = _mark(getattr(error, "problem_mark", None)) or opened or (1, 1)
    begun = _mark(getattr(error, "context_mark", None)) or mark
    complaint = _Complaint(f"{context}: {problem}", mark, begun, source, opened)
    tab = _indenting_tab(complaint)
    if tab:
        return tab
    for pattern, words in _WORDS:
        if pattern.search(complaint.problem):
            found = words(complaint)
            return found._replace(mark=source.within(found.mark))
    fix = "look at the indentation, quotes and brackets from here upwards"
    return Explanation(NOT_YAML, source.within(mark), "this is not YAML", fix)


def _mark(mark: object) -> Mark | None:
    line, column = getattr(mark, "line", None), getattr(mark, "column", None)
    return (line + 1, column + 1) if isinstance(line, int) and isinstance(column, int) else None


def _indenting_tab(complaint: _Complaint) -> Explanation | None:
    """Blame a tab in the indentation for whatever the parser makes of it; within brackets tabs are allowed."""
    found = re.match(r" *(?=\t)", complaint.line)
    if found is None or "flow" in complaint.problem or "quoted" in complaint.problem:
        return None
    mark = (complaint.mark[0], found.end() + 1)
    return Explanation(NOT_YAML, mark, "a tab indents this line, and YAML takes only spaces", "put spaces in its place")


def _colon(at: _Complaint) -> Explanation:
    if at.mark[1] > _LONGEST_KEY:
        message = f"a key of more than {_LONGEST_KEY:,} characters ends here, and YAML takes none so long"
        return Explanation(NOT_YAML, at.mark, message, "shorten the key")
    if re.search(r":(\s|$)", at.before):
        message = "a second “: ” stands on this line, so it can't be told where the value begins"
        fix = f"{_QUOTE_IT}, or begin the inner mapping on the next line, indented"
        return Explanation(NOT_YAML, at.mark, message, fix)
    tight = _tight_colon(at, at.mark[0] - 1)
    if tight:
        return tight
    message = "a mapping begins here in the midst of a text that began above"
    return Explanation(NOT_YAML, at.mark, message, f"{_ALIGN}, or add the “:” that is missing above")


def _tight_colon(at: _Complaint, number: int) -> Explanation | None:
    """Blame a colon without a space after it, if a line looks like a key with one; addresses and times are texts."""
    found = _TIGHT.match(at.source.line(number)) if number > 0 else None
    if found is None:
        return None
    message = "after this “:” a space is missing, so that the line is no “key: value”"
    return Explanation(NOT_YAML, (number, found.end()), message, f"write “{found[1]}: ” and then the value")


def _apostrophe(at: _Complaint, closing: str) -> Explanation | None:
    """Blame an apostrophe between two letters, which ends a text in single quotes."""
    if closing[-1:] != "'" or not closing[-2:-1].isalpha() or not at.char(at.mark).isalpha():
        return None
    message = "the apostrophe ends the quoted text here, and more text follows"
    mark = (at.mark[0], at.mark[1] - 1)
    return Explanation(
        NOT_YAML, mark, message, "put “\"” around the value instead of “'”, or write the apostrophe as “''”"
    )


def _starting_character(at: _Complaint) -> Explanation:
    char = at.char(at.mark)
    if char == "\t":
        return Explanation(NOT_YAML, at.mark, "a tab stands here where YAML wants a space", "put a space in its place")
    return Explanation(NOT_YAML, at.mark, f"a value can't begin with {shown(char)} unless it is quoted", _QUOTE_IT)


def _alias(at: _Complaint) -> Explanation:
    char = at.char(at.begun)
    meaning = "“*” repeats" if char == "*" else "“&” names"
    message = f"at the start of a value {meaning} an anchor, and no proper name follows here"
    return Explanation(NOT_YAML, at.begun, message, f"{_QUOTE_IT}, or write the text as a “|” block")


def _tag(at: _Complaint) -> Explanation:
    message = "at the start of a value “!” means a tag, and tags are not taken here"
    return Explanation(UNSAFE_YAML, at.begun, message, _QUOTE_IT)


def _unclosed_quote(at: _Complaint) -> Explanation:
    fix = 'close it; inside \'…\' an apostrophe is written twice, inside "…" a quote as \\"'
    return Explanation(NOT_YAML, at.begun, "the quote that begins here is never closed", fix)


def _escape(at: _Complaint) -> Explanation:
    line, column = at.mark
    start = max(at.source.line(line).rfind("\\", 0, column), 0)
    text = at.source.line(line)[start : start + 2]
    fix = "write “\\\\” for a backslash, or use '…' instead of \"…\""
    if "invalid Unicode" in at.problem:
        message, fix = "this escape stands for half a character, or for none", "write the character itself"
    elif text[1:] in ("x", "u", "U"):
        message = f"after {shown(text)} the number of a character must follow"
    else:
        message = f"{shown(text)} is no escape that YAML knows"
    return Explanation(NOT_YAML, (line, start + 1), message, fix)


def _block_header(at: _Complaint) -> Explanation:
    message = "after “|” or “>” only a line end, “-”, “+” or a number from 1 to 9 may stand"
    return Explanation(NOT_YAML, at.mark, message, f"begin the text on the next line, indented, or {_QUOTE_IT}")


def _keyless(at: _Complaint) -> Explanation:
    tight = _tight_colon(at, at.begun[0])
    if tight:
        return tight
    message = "this line is neither “key: value” nor part of the value above"
    fix = "add the “:” after its key, or indent it further than the key whose text it continues"
    return Explanation(NOT_YAML, at.begun, message, fix)


def _item(at: _Complaint) -> Explanation:
    message = "a list can't begin here, on the line of its key or inside a text"
    return Explanation(NOT_YAML, at.mark, message, f"begin it on the next line, or {_QUOTE_IT} if “-” is text")


def _question(at: _Complaint) -> Explanation:
    return Explanation(NOT_YAML, at.mark, "“? ” begins a key, which can't stand here", f"{_QUOTE_IT} if it is text")


def _misplaced(at: _Complaint) -> Explanation:
    before = at.before.rstrip()
    char = at.char(at.mark)
    if char in ("]", "}"):
        return Explanation(NOT_YAML, at.mark, f"this {shown(char)} closes nothing", f"delete it, or {_QUOTE_IT}")
    apostrophe = _apostrophe(at, at.before)
    if apostrophe:
        return apostrophe
    if before[-1:] in ("'", '"', "]", "}"):
        message = f"more text follows on this line after the closing {shown(before[-1])}"
        return Explanation(NOT_YAML, at.mark, message, "put one pair of quotes around the whole value")
    if char == ":":
        return Explanation(NON_TEXT_KEY, at.mark, "the key of this value is empty", "write a name before the “:”")
    what = "mapping" if "mapping" in at.problem else "list"
    message = f"this line does not belong to the {what} that begins on line {at.begun[0]}"
    start = "“- ”" if what == "list" else "“key: ”"
    begins_alike = (_ITEM if what == "list" else _KEY).match(at.line[at.mark[1] - 1 :])
    fix = "indent it by spaces like the line above or, if it belongs further out, like the lines there"
    return Explanation(NOT_YAML, at.mark, message, fix if begins_alike else f"begin it with {start} and {_ALIGN}")


def _unclosed_bracket(at: _Complaint) -> Explanation:
    opened = at.begun if at.char(at.begun) in ("[", "{") else at.opened or at.begun
    bracket = at.char(opened)
    closing = {"[": "]", "{": "}"}.get(bracket)
    if closing is None:
        return _starting_character(at)
    apostrophe = _apostrophe(at, at.before)
    if apostrophe:
        return apostrophe
    if opened[0] == at.mark[0] and at.char(at.mark):
        message = f"inside {bracket}…{closing} a “,” or the “{closing}” is expected before {shown(at.char(at.mark))}"
        return Explanation(NOT_YAML, at.mark, message, f"add it; {_QUOTE_IT} if it holds brackets, commas or “: ”")
    never = at.mark[0] > at.source.last_line or not at.char(at.mark)
    until = "never closed" if never else f"not closed before line {at.mark[0]}"
    message = f"the “{bracket}” that opens here is {until}"
    return Explanation(NOT_YAML, opened, message, f"add the “{closing}”, or {_QUOTE_IT}")


def _no_content(at: _Complaint) -> Explanation:
    char = at.char(at.mark)
    if "flow" in at.problem and char in ("", "#") and at.opened and at.char(at.opened) in ("[", "{"):
        return _unclosed_bracket(at)
    if "flow" in at.problem and char == ",":
        return Explanation(NOT_YAML, at.mark, "a value is missing before this “,”", "add it, or delete the “,”")
    return _starting_character(at)


def _after_the_end(at: _Complaint) -> Explanation:
    message = "something follows here after the file's value has ended"
    fix = "let the file be one mapping or one list; look at the quotes, brackets and indentation above"
    return Explanation(NOT_YAML, at.mark, message, fix)


def _flow_colon(at: _Complaint) -> Explanation:
    return Explanation(NOT_YAML, at.mark, "a “:” stands in a value inside brackets", _QUOTE_IT)


def _directive(at: _Complaint) -> Explanation:
    message = "a line that begins with “%” is an instruction to YAML, and this is none that is known here"
    return Explanation(NOT_YAML, (at.mark[0], 1), message, "delete the line, or indent it if it is text")


_WORDS: Final[tuple[tuple[re.Pattern[str], Callable[[_Complaint], Explanation]], ...]] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"mapping values are not allowed", _colon),
        (r"directive|incompatible YAML", _directive),
        (r"cannot start any token", _starting_character),
        (r"scanning an (alias|anchor)", _alias),
        (r"(scanning|parsing) a tag|undefined tag handle", _tag),
        (r"quoted scalar: found unexpected (end|document)", _unclosed_quote),
        (r"quoted scalar", _escape),
        (r"block scalar", _block_header),
        (r"could not find expected ':'", _keyless),
        (r"sequence entries are not allowed", _item),
        (r"mapping keys are not allowed", _question),
        (r"block (collection|mapping): ", _misplaced),
        (r"flow (sequence|mapping): ", _unclosed_bracket),
        (r"node content", _no_content),
        (r"document start>|after document end", _after_the_end),
        (r"unexpected ':'", _flow_colon),
    )
)
