"""Small playbooks for tests, written as the YAML that a company would write."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from stagebook.loading import load
from stagebook.pages import PAGES, Context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.findings import Finding
    from stagebook.playbook import Playbook
    from stagebook.verdict import Waived
    from stagebook.views import Page

TODAY = date(2026, 11, 22)
"""The day on which all tests take place."""

COMPANY = """
company: {name: Acme, driver: customers}
"""

CYCLE = """
motions:
  - id: new-business
    name: New business
    stages: [discovery, demo, won, lost, adoption]
stages:
  - {id: discovery, buyer_question: Do we have a problem?, personas: [boss, user], tools: {tool: crm, for: keep notes}}
  - {id: demo, buyer_question: Does it work for us?, personas: [user]}
  - {id: won, name: Closed won, phase: close, terminal: won}
  - {id: lost, name: Closed lost, phase: close, terminal: lost}
  - {id: adoption, phase: postsale}
tools:
  - {id: crm, name: CRM, kind: CRM, url: "https://crm.example.com/"}
personas:
  - {id: boss, name: The boss, buying_roles: [economic buyer], needs: [save-time]}
  - {id: user, name: The user, buying_roles: [user]}
needs:
  - {id: save-time, name: Save time, statement: I want my evenings back.}
materials:
  - {id: deck, kind: deck, stages: [discovery], personas: [boss], needs: [save-time]}
  - {id: script, kind: demo script, audience: internal, stages: [demo], personas: [user]}
teams:
  - {id: marketing, function: marketing, contact: "mailto:marketing@example.com"}
"""
"""A sales cycle of five stages with a little of most kinds; goes with :data:`COMPANY`."""


def make_playbook(files: Mapping[str, str] | str) -> Playbook:
    """Load a playbook from texts by path below ``data/``, such as ``stages.yaml``; a bare text is ``playbook.yaml``.

    A path may also name ``data/`` itself. A playbook that does not name its company gets one.
    """
    texts = {"playbook.yaml": files} if isinstance(files, str) else dict(files)
    main = texts.setdefault("playbook.yaml", "")
    if "company:" not in main:
        texts["playbook.yaml"] = COMPANY + dedent(main)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in texts.items():
            place = root / "data" / path.removeprefix("data/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(dedent(text), encoding="utf-8")
        return load(root)


def make_context(
    files: Mapping[str, str] | str,
    *,
    findings: tuple[Finding, ...] = (),
    waived: tuple[Waived, ...] = (),
    drafts: bool = False,
) -> Context:
    """Load a playbook and take all that pages are functions of, on :data:`TODAY`."""
    return Context(make_playbook(files), TODAY, findings=findings, waived=waived, drafts=drafts)


def make_page(source: Context | Mapping[str, str] | str, docname: str) -> Page:
    """Make one page of the handbook; a KeyError says that no page makes the document."""
    context = source if isinstance(source, Context) else make_context(source)
    for page_type in PAGES:
        arguments = page_type.docnames(context)
        if docname in arguments:
            return page_type.build(context, docname, arguments[docname])
    raise KeyError(docname)
