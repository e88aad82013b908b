"""Mentions: the roles in Markdown that name records, where Markdown has them and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.mentions import mentions_in, replaced


def found(markdown: str) -> list[tuple[str, str, str]]:
    return [(mention.kind, mention.target, mention.title) for mention in mentions_in(markdown)]


@pytest.mark.parametrize(("markdown", "mentions"), [
    ("Use {tool}`crm`.", [("tool", "crm", "")]),
    ("Use {playbook:tool}`crm`.", [("tool", "crm", "")]),
    ("Use {tool}`the CRM <crm>`.", [("tool", "crm", "the CRM")]),
    ("{tool}`a`{stage}`b`", [("tool", "a", ""), ("stage", "b", "")]),
    ("{framework-session}`c`", [("framework-session", "c", "")]),
    ("{tool}``crm``", [("tool", "crm", "")]),
    ("**{tool}`crm`**", [("tool", "crm", "")]),
    ("{tool}`the\nCRM <crm>`", [("tool", "crm", "the\nCRM")]),
    ("{playbook:term}`lead`", [("term", "lead", "")]),
    (":::{note}\n{tool}`crm`\n:::", [("tool", "crm", "")]),
    ("- a\n\n    {tool}`crm`", [("tool", "crm", "")]),
    ("````{note}\n```\n{tool}`a`\n```\n{tool}`crm`\n````", [("tool", "crm", "")]),
    (":::\n{tool}`crm`", [("tool", "crm", "")]),
    ("```{note}\n{tool}`crm`\n```", [("tool", "crm", "")]),
    ("~~~{tip} Title\n{tool}`crm`\n~~~\n{tool}`b`", [("tool", "crm", ""), ("tool", "b", "")]),
    ("a ` b\n\n{tool}`crm`", [("tool", "crm", "")]),
    ("\\`{tool}`crm`", [("tool", "crm", "")]),
    ("{tool}` crm `", [("tool", "crm", "")]),
])  # fmt: skip
def test_what_is_a_mention(markdown: str, mentions: list[tuple[str, str, str]]) -> None:
    assert mentions == found(markdown)


@pytest.mark.parametrize("markdown", [
    "plain", "{tool}", "`{tool}`", "`` {tool}`crm` ``", "```\n{tool}`crm`\n```", "~~~\n{tool}`crm`\n~~~",
    "```{code-block} yaml\n{tool}`crm`\n```", "```\n{tool}`crm`", "\\{tool}`crm`", "{tool}\\`crm\\`", "{tool} `crm`",
    "{strong}`crm`", "{term}`crm`", "{other:tool}`crm`", "{tool}`!crm`", "<!-- {tool}`crm` -->", "% {tool}`crm`",
    "a\n\n    {tool}`crm`", "a\n\n\t{tool}`b`\n\n\t{tool}`crm`\n",
    ":::{code}\n{tool}`crm`\n:::", "1. a\n    ```\n    {tool}`b`\n    ```",
    "{tool}`crm", "{tool}`crm\n\n`", "````\n```\n{tool}`crm`\n```\n````", "{tool}`crm``",
])  # fmt: skip
def test_what_is_none(markdown: str) -> None:
    assert [] == found(markdown)


def test_a_mention_knows_its_text_and_place() -> None:
    markdown = "```\n`\n```\nUse {tool}`the CRM <crm>` now."
    (mention,) = mentions_in(markdown)
    assert "{tool}`the CRM <crm>`" == mention.text == markdown[mention.offset :][: len(mention.text)]


def test_mentions_can_be_replaced() -> None:
    text = replaced("A {tool}`a`, `{tool}`, {stage}`b`.", lambda mention: mention.target.upper())
    assert "A A, `{tool}`, B." == text


@given(st.text(st.sampled_from("`{}\\<>! \n~%-toola"), max_size=60))
def test_any_text_is_told_apart(markdown: str) -> None:
    end = 0
    for mention in mentions_in(markdown):
        assert mention.offset >= end
        end = mention.offset + len(mention.text)
        assert markdown[mention.offset : end] == mention.text
    assert markdown == replaced(markdown, lambda mention: mention.text)
