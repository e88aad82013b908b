"""What holds for every page of any playbook: links lead somewhere, anchors are unique, and gaps do no harm."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stagebook.addresses import anchor_of, docname_of
from stagebook.kinds import KINDS
from stagebook.loading import load
from stagebook.pages import PAGES, PARTS, Context, PartError
from stagebook.playbook import Playbook
from stagebook.views import Definitions, Page, PageRef, Ref, Section, Steps
from tests.factories import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.kinds.record import Record
    from stagebook.pages import Part

ROOT = Path(__file__).parents[2]
ROOTS = (".", "examples/company-of-two", "examples/sourcegraph-enterprise")
SMALL = ROOT / ROOTS[2]


@cache
def playbook_at(root: Path) -> Playbook:
    return load(root)


def pages_of(context: Context) -> dict[str, Page]:
    made: dict[str, Page] = {}
    for page_type in PAGES:
        for docname, argument in page_type.docnames(context).items():
            if docname not in made:
                made[docname] = page_type.build(context, docname, argument)
    return made


def parts_of(value: object) -> Iterator[object]:
    """Walk through a page: every view and every piece of text."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts_of(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts_of(getattr(value, field.name))


def anchors_of(page: Page) -> list[str]:
    found = []
    for part in parts_of(page):
        match part:
            case Section(anchor=anchor):
                found.append(anchor)
            case Definitions(items=items):
                found += [anchor for anchor, _, _ in items]
            case Steps(steps=steps):
                found += [step.id for step in steps]
    return found


def faults_of(context: Context) -> list[str]:
    """Name every link that leads nowhere and every anchor that is there twice."""
    pages = pages_of(context)
    anchors = {docname: anchors_of(page) for docname, page in pages.items()}
    faults = []
    for docname, page in pages.items():
        faults += [f"{docname}: #{anchor} twice" for anchor, number in Counter(anchors[docname]).items() if number > 1]
        for part in parts_of(page):
            match part:
                case PageRef(docname=target, anchor=anchor):
                    written = target not in pages and (ROOT / "source" / f"{target}.md").exists()
                    wanted = not written
                case Ref() if part.status != "draft" or context.drafts:
                    target, anchor, wanted = docname_of(part), anchor_of(part), True
                case _:
                    continue
            if wanted and (target not in pages or (anchor and anchor not in anchors[target])):
                faults.append(f"{docname}: {target}#{anchor} is nowhere")
    return faults


@pytest.mark.parametrize("root", ROOTS)
def test_every_link_of_a_whole_handbook_leads_somewhere(root: str) -> None:
    assert [] == faults_of(Context(playbook_at(ROOT / root), TODAY))


def without(kind: str) -> Playbook:
    """Give the example without the records of a kind, so that all links to them lead nowhere."""
    whole = playbook_at(SMALL)
    records = {name: {} if name == kind else found for name, found in whole.records.items()}
    return Playbook(whole.root, records, whole.file)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.name != "company"])
def test_nothing_that_is_missing_hurts(kind: str) -> None:
    assert [] == faults_of(Context(without(kind), TODAY))


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize("status", ["draft", "retired"])
def test_records_may_all_be_drafts_or_retired(status: str, drafts: bool) -> None:  # noqa: FBT001
    whole = playbook_at(SMALL)
    records = {
        kind: {name: record if kind == "company" else _with(record, status) for name, record in found.items()}
        for kind, found in whole.records.items()
    }
    assert [] == faults_of(Context(Playbook(whole.root, records, whole.file), TODAY, drafts=drafts))


def _with(record: Record, status: str) -> Record:
    copy = record.model_copy(update={"status": status})
    # A copy takes over what the record was asked for before.
    del copy.__dict__["live"]
    assert not copy.live
    return copy


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_part_can_be_placed_without_options_or_says_what_it_wants(part: Part) -> None:
    try:
        part.build(Context(playbook_at(ROOT), TODAY), {})
    except PartError as error:
        assert str(error)  # noqa: PT017  (either way is fine; a traceback is not)


def test_parts_have_names_of_their_own_and_say_what_they_show() -> None:
    assert [] == [name for name, number in Counter(part.name for part in PARTS).items() if number > 1]
    assert [] == [part.name for part in PARTS if not part.build.__doc__]
