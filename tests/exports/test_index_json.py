from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from stagebook.exports.index_json import index_json
from tests.factories import CYCLE, make_context

if TYPE_CHECKING:
    from stagebook.pages import Context


def written(context: Context) -> str:
    return index_json(context, lambda name: f"{name}.html", lambda path: f"_files/{path}")


def read(files: dict[str, str] | str, *, drafts: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(make_context(files, drafts=drafts)))
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


def test_what_is_to_be_used_says_where_it_opens_and_how_it_may_be_used() -> None:
    files = (
        "materials: [{id: card, kind: battlecard, url: 'https://a.example/', reuse: template, language: German},"
        " {id: sheet, file: files/sheet.pdf}]\n"
        "tools: [{id: crm, kind: CRM, url: 'https://crm.example/'}, {id: bare}]"
    )
    own = ("sort", "link", "reuse", "language")

    assert {"sort": "battlecard", "link": "https://a.example/", "reuse": "template", "language": "German"} == {
        name: value for name, value in record(files, "material/card").items() if name in own
    }
    assert "_files/files/sheet.pdf" == record(files, "material/sheet")["link"]
    assert ("CRM", "https://crm.example/") == tuple(record(files, "tool/crm")[name] for name in ("sort", "link"))
    assert not set(own) & set(record(files, "tool/bare"))


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

    text = written(context)

    assert len(json.loads(text)["records"]) + 2 == len(text.splitlines())
    assert text == written(make_context(CYCLE))


def test_what_users_write_is_data() -> None:
    found = record({"tools.yaml": "- {id: crm, name: '\"</script>\\', summary: 'a \"b\" é'}"}, "tool/crm")

    assert ('"</script>\\', 'a "b" é') == (found["name"], found["summary"])
