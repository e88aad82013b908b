"""How pages tell what a check found: in sentences, with the place to mend it and the rule that found it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from stagebook.pages.rules_manual import rule_ref
from stagebook.pages.words import capital, day
from stagebook.views import Code, Place, Quiet

if TYPE_CHECKING:
    from stagebook.findings import Finding
    from stagebook.pages.context import Context
    from stagebook.views import Text

_DATES = re.compile(r"“[^”]*”|(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
"""Days as findings write them; what stands in quotation marks is a name and stays as somebody wrote it."""


def finding_text(context: Context, finding: Finding) -> Text:
    """Tell a finding in a line: what is wrong, what to do, where, and by which rule it was found."""
    return (*marked(context, sentence(finding.message)), *way_out(context, finding))


def way_out(context: Context, finding: Finding) -> Text:
    """Tell what to do about a finding, where, and by which rule it was found."""
    fix = (" ", *marked(context, sentence(finding.fix))) if finding.fix else ()
    code = (Quiet(" · "), rule_ref(finding.code)) if finding.code else ()
    return (*fix, " ", *place(context, finding), *code)


def marked(context: Context, words: str) -> Text:
    """Set names of fields and files apart, which findings write between backquotes, and dates as readers know them."""
    parts = words.split("`")
    return tuple(Code(part) if at % 2 else _dated(context, part) for at, part in enumerate(parts) if part)


def _dated(context: Context, words: str) -> str:
    def told(match: re.Match[str]) -> str:
        try:
            return day(context, date.fromisoformat(match[0]))
        except ValueError:
            return match[0]

    return _DATES.sub(told, words)


def place(context: Context, finding: Finding) -> Text:
    """Name the file and the line at which a gap is mended, linked to the forge where there is one."""
    span = finding.span
    if not span.path:
        return ()
    forge = context.playbook.settings.forge
    href = forge.edit_url(span.path, span.line) if forge else ""
    return (Place(finding.identity, span.path, span, href),)


def sentence(text: str) -> str:
    """Make a sentence of what a finding says."""
    return capital(text) if text.endswith((".", "?", "!")) else f"{capital(text)}."
