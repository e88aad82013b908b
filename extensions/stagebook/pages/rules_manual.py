"""The manual of the rules: what the checks look for, why it matters and how it is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.addresses import GAPS, HOME, REFERENCE, RULES
from stagebook.pages.context import Context, PageType
from stagebook.pages.words import capital
from stagebook.rules import ALL, BY_CODE, severities
from stagebook.views import Disclosure, Page, PageRef, Paragraph, Prose, Section, Strong, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.rules import Rule
    from stagebook.views import Piece, Text, View

TITLE = "What the checks look for"


def rule_ref(code: str) -> Piece:
    """Make the link to a rule's part of the manual; the bare code where no rule has it."""
    return PageRef(RULES, code, code.lower()) if code in BY_CODE else code


def _build(context: Context, docname: str, _argument: object) -> Page:
    families: dict[str, list[Rule]] = {}
    for rule in ALL:
        families.setdefault(rule.family, []).append(rule)
    sections = tuple(
        Section(capital(family), f"rules-{rules[0].code[2]}", tuple(_section(context, rule) for rule in rules))
        for family, rules in families.items()
    )
    lead: Text = (
        "For those who edit the playbook: each rule by which the checks find gaps. ",
        PageRef(GAPS, "What they find today"),
        "; ",
        PageRef(REFERENCE, "what may stand in the files"),
        ".",
    )
    ways = (
        "How much a rule weighs, and whether it counts at all, is set by its code or name under `settings.rules` in "
        "`data/playbook.yaml`. A gap that is all right for a while gets an entry under `waivers` there."
    )
    return Page(
        docname,
        TITLE,
        (Paragraph(lead, "lead"), Prose(ways), *sections),
        kicker=("For editors",),
        words=("rules", "checks", "findings", "lint", "error", "warning"),
        crumbs=(PageRef(HOME, "Home"),),
    )


def _section(context: Context, rule: Rule) -> Section:
    views: tuple[View, ...] = (
        Paragraph(_head(context, rule), "quiet"),
        Prose(rule.section("What it does")),
        Paragraph((Strong("Why it matters"),)),
        Prose(rule.section("Why it matters")),
        Disclosure(
            ("Example and fix",),
            (
                Paragraph(("This is flagged:",)),
                Prose(rule.section("Example")),
                Paragraph(("This is not:",)),
                Prose(rule.section("Fix")),
            ),
        ),
    )
    return Section(f"{rule.code}: {rule.defect}", rule.code.lower(), views)


def _head(context: Context, rule: Rule) -> Text:
    """Tell a rule's name, its weight and the rules that come first."""
    first = joined((rule_ref(code) for code in rule.requires), " and ")
    return (f"{rule.name} · {_weight(context, rule)}", *((" · gives way to ", *first) if first else ()))


def _weight(context: Context, rule: Rule) -> str:
    said = severities(context.playbook.settings).get(rule.code, str(rule.severity))
    return said if said == str(rule.severity) else f"{said} in this playbook; {rule.severity} unless it says otherwise"


def _docnames(_context: Context) -> Mapping[str, object]:
    return {RULES: None}


PAGE = PageType("rules", _docnames, _build)
