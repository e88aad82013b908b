from __future__ import annotations

import json
from typing import Any

from stagebook.exports.jump_index import NamedPage, jump_index, jump_script
from tests.factories import CYCLE, make_context

HOME = NamedPage("index", "How Acme sells", ("Home",))


def address(docname: str) -> str:
    return f"{docname}.html"


def entries(yaml: str, *pages: NamedPage, drafts: bool = False) -> list[list[Any]]:
    return jump_index(make_context(yaml, drafts=drafts), pages, address)["entries"]


def called(found: list[list[Any]], name: str) -> list[Any]:
    return next(entry for entry in found if entry[1] == name)


def test_pages_stand_first_then_the_records_kind_by_kind() -> None:
    index = jump_index(make_context(CYCLE), [HOME], address)

    assert [0, "How Acme sells", "index.html", "", ["Home"]] == index["entries"][0]
    assert ["page", "motion", "stage", "tool", "material"] == [kind[0] for kind in index["kinds"]][:5]
    places = [entry[0] for entry in index["entries"]]
    assert sorted(places) == places


def test_a_material_has_its_sort_and_the_places_of_its_stages() -> None:
    found = entries(CYCLE, HOME)

    kind, name, href, sort, also, stages = called(found, "Deck")

    assert ("Deck", "materials/deck.html", "deck", []) == (name, href, sort, also)
    assert ["Discovery"] == [found[place][1] for place in stages]
    assert kind > 0


def test_a_tool_is_found_by_the_stages_that_use_it() -> None:
    found = entries(CYCLE)

    assert ["Discovery"] == [found[place][1] for place in called(found, "CRM")[5]]


def test_other_names_job_titles_and_short_forms_are_there() -> None:
    found = entries("""
        personas: {id: boss, name: The boss, titles: [Chief executive], aliases: [CEO]}
        roles: {id: ae, name: Account executive, short: AE}
    """)

    assert ["CEO", "Chief executive"] == called(found, "The boss")[4]
    assert ["AE"] == called(found, "Account executive")[4]


def test_a_term_leads_to_its_place_in_the_glossary() -> None:
    found = entries("terms: {id: clv, name: Customer lifetime value, definition: What a customer is worth.}")

    assert "glossary.html#term-clv" == called(found, "Customer lifetime value")[2]


def test_retired_records_are_marked_and_drafts_are_left_out() -> None:
    yaml = """
        tools:
          - {id: old, status: retired}
          - {id: new, status: draft}
    """

    found = entries(yaml)

    assert 1 == called(found, "Old")[6]
    assert ["Old"] == [entry[1] for entry in found]
    assert ["Old", "New"] == [entry[1] for entry in entries(yaml, drafts=True)]


def test_the_company_is_the_home_page() -> None:
    assert [] == entries("company: {name: Acme}")


def test_names_can_neither_end_a_script_nor_leave_it() -> None:
    name = "</script><script>alert(1)</script>\u2028\u202e'\"\\"

    text = jump_script(make_context(""), [NamedPage("hostile", name)], address)

    assert "<" not in text
    assert text.isascii()
    start, data = text.split("=", 1)
    assert "window.stagebookIndex" == start
    assert name == json.loads(data.removesuffix(";\n"))["entries"][0][1]
