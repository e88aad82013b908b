from __future__ import annotations

import pytest

from stagebook.kinds import KINDS
from stagebook.kinds.describing import FieldText, fields_of
from stagebook.pages import PARTS
from stagebook.settings import PlaybookFile
from stagebook.views import Section, Table, plain
from tests.factories import make_page


def test_every_field_of_every_kind_stands_on_the_page() -> None:
    page = make_page("company: Acme", "reference")

    shown = {plain(row[0]).strip("`") for table in _tables(page.views) for row in table.rows}

    wanted = {name for kind in KINDS for name in _names(fields_of(kind.model))} | set(_names(fields_of(PlaybookFile)))
    assert set() == wanted - shown


def test_every_part_for_hand_written_pages_stands_on_the_page() -> None:
    page = make_page("company: Acme", "reference")

    shown = {plain(row[0]).strip("`") for table in _tables(page.views) for row in table.rows}

    assert {f"playbook-{part.name}" for part in PARTS} <= shown


def test_own_fields_stand_below_their_kind() -> None:
    page = make_page(
        "company: Acme\nfields: {tool: {region: {type: choice, choices: [UK, EU], text: Where.}}}", "reference"
    )

    (tool,) = [view for view in page.views if isinstance(view, Section) and view.anchor == "tool-fields"]

    (own,) = [table for table in _tables(tool.views) if table.caption == "Our own fields of tool records"]
    assert [("`region`", "one of: UK, EU", "Where.")] == [tuple(plain(cell) for cell in row) for row in own.rows]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_says_what_it_takes_and_means(kind: object) -> None:
    def silent(fields: tuple[FieldText, ...], before: str = "") -> list[str]:
        found = []
        for field in fields:
            if not (field.takes and field.text.endswith(".")):
                found.append(f"{before}{field.name}")
            found += silent(field.below, f"{before}{field.name}.")
        return found

    assert [] == silent(fields_of(kind.model))  # type: ignore[attr-defined]


def _tables(views: tuple[object, ...]) -> list[Table]:
    found = []
    for view in views:
        if isinstance(view, Table):
            found.append(view)
        elif isinstance(view, Section):
            found += _tables(view.views)
    return found


def _names(fields: tuple[FieldText, ...], before: str = "") -> list[str]:
    return [
        name for field in fields for name in (f"{before}{field.name}", *_names(field.below, f"{before}{field.name}."))
    ]
