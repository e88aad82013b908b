from __future__ import annotations

import json
from typing import Any

from stagebook.exports.index_json import index_json
from tests.factories import CYCLE, make_context


def read(files: dict[str, str] | str, *, drafts: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(index_json(make_context(files, drafts=drafts), lambda name: f"{name}.html"))
    return found


def record(files: dict[str, str] | str, key: str) -> dict[str, Any]:
    return next(item for item in read(files)["records"] if f"{item['kind']}/{item['id']}" == key)


def test_the_head_says_whose_handbook_it_is() -> None:
    found = read("settings: {version: '7', language: de, site_url: 'https://example.com/book/'}")

    del found["records"]
    assert {
        "title": "How Acme sells",
        "company": "Acme",
        "version": "7",
        "language": "de",
        "site": "https://example.com/book/",
    } == found


def test_a_record_says_what_it_is_and_where_it_is_shown() -> None:
    found = record(
        "teams: [{id: sales}]\n"
        "tools: [{id: crm, name: The CRM, aliases: [records], summary: '*All* deals of {team}`sales`',"
        " owner: sales, reviewed: 2026-10-01}]",
        "tool/crm",
    )

    assert {
        "kind": "tool",
        "id": "crm",
        "name": "The CRM",
        "aliases": ["records"],
        "status": "active",
        "summary": "All deals of Sales",
        "owner": "sales",
        "reviewed": "2026-10-01",
        "url": "tools/crm.html",
        "markdown": "tools/crm.md",
    } == found


def test_links_are_told_on_both_sides_and_in_the_order_of_the_handbook() -> None:
    assert ["boss", "user"] == record(CYCLE, "stage/discovery")["personas"]
    assert ["discovery", "demo"] == record(CYCLE, "persona/user")["stages"]
    assert ["deck"] == record(CYCLE, "need/save-time")["materials"]
    assert ["discovery"] == record(CYCLE, "tool/crm")["stages"]


def test_ranges_of_stages_are_written_out() -> None:
    files = CYCLE.replace(
        "stages: [demo], personas: [user]}", "stages: [{from: discovery, to: won}], personas: [user]}"
    )

    assert ["discovery", "demo", "won"] == record(files, "material/script")["stages"]
    assert ["script"] == record(files, "stage/won")["materials"]


def test_a_term_is_found_on_the_page_of_terms() -> None:
    found = record("terms: [{id: icp, name: ICP, definition: Whom we serve **best**.}]", "term/icp")

    assert ("glossary.html#term-icp", "glossary.md#term-icp") == (found["url"], found["markdown"])
    assert "Whom we serve best." == found["summary"]


def test_drafts_are_left_out_with_the_links_to_them() -> None:
    files = "tools: [{id: crm, status: draft}]\nstages: [{id: demo, tools: [crm]}]"

    assert "tool" not in {item["kind"] for item in read(files)["records"]}
    assert "tools" not in record(files, "stage/demo")
    assert "tool" in {item["kind"] for item in read(files, drafts=True)["records"]}


def test_each_record_stands_on_a_line_and_the_order_does_not_change() -> None:
    context = make_context(CYCLE)

    text = index_json(context, lambda name: f"{name}.html")

    assert len(json.loads(text)["records"]) + 2 == len(text.splitlines())
    assert text == index_json(make_context(CYCLE), lambda name: f"{name}.html")


def test_what_users_write_is_data() -> None:
    found = record({"tools.yaml": "- {id: crm, name: '\"</script>\\', summary: 'a \"b\" é'}"}, "tool/crm")

    assert ('"</script>\\', 'a "b" é') == (found["name"], found["summary"])
