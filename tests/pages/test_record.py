"""What all pages of records share, and the page of a kind that has none of its own."""

from __future__ import annotations

import pytest

from stagebook.findings import Finding, Severity
from stagebook.pages import PartError
from stagebook.pages.record import linked_in, record_views
from stagebook.spans import Span
from stagebook.views import Code, Note, PageRef, Prose
from tests.factories import CYCLE, make_context, make_page
from tests.showing import section, show, told

METRIC = """
metrics:
  - id: win-rate
    summary: How often we win.
    definition: |
      Deals won.

      Of all that were decided.
    formula: won / decided
    target: 30 %
    stages: [discovery, nowhere, demo]
    tool: crm
    aliases: [hit rate, old-win-rate]
    notes: Beware of {stage}`won`.
    links: [{url: "https://example.com/rates", title: On rates, date: 2026-03-01}, "https://example.com/a/b"]
    owner: marketing
    reviewed: 2026-10-01
"""


def test_the_page_of_a_kind_without_one_of_its_own() -> None:
    assert [
        "How often we win.",
        "Formula: won / decided",
        "Target: 30 %",
        "See it in: [CRM]",
        "# Definition",
        "Deals won.\n\nOf all that were decided.",
        "# Stages",
        "- [Discovery]",
        "- nowhere (not in the playbook)",
        "- [Demo]",
        "# Good to know",
        "Beware of {stage}`won`.",
        "# About this page",
        "Kept by: [Marketing] · marketing@example.com",
        "Reviewed: 1 October 2026 (next review by 1 October 2027)",
        "Also called: hit rate",
        "See also: On rates (seen 1 March 2026), example.com/a/b",
    ] == show(make_page(CYCLE + METRIC, "metrics/win-rate"))


def test_kicker_crumbs_and_search_words() -> None:
    page = make_page(CYCLE + METRIC, "metrics/win-rate")
    assert "Metric" == told(page.kicker)
    assert (PageRef("index", "Home"), PageRef("metrics/index", "Metrics")) == page.crumbs
    assert ("hit rate", "old-win-rate") == page.words


def test_prose_knows_its_line() -> None:
    page = make_page({"metrics.yaml": "- id: m\n  definition: |\n    One.\n  caution: Two.\n"}, "metrics/m")
    definition, caution = (section(page, anchor).views[0] for anchor in ("definition", "caution"))
    assert isinstance(definition, Prose)
    assert isinstance(caution, Prose)
    assert (("data/metrics.yaml", 3, 15), True) == (definition.span, definition.moving)
    assert (("data/metrics.yaml", 4, 12), False) == (caution.span, caution.moving)


def test_a_page_is_the_same_wherever_its_record_stands() -> None:
    one = make_page({"metrics.yaml": "- {id: m, definition: One.}\n"}, "metrics/m")
    other = make_page({"metrics.yaml": "# A comment\n\n- {id: m, definition: One.}\n"}, "metrics/m")
    assert one == other
    assert repr(one) == repr(other)


def test_a_draft_has_a_page_only_where_drafts_are_published() -> None:
    text = "metrics: [{id: m, status: draft}]"
    with pytest.raises(KeyError):
        make_page(text, "metrics/m")
    page = make_page(make_context(text, drafts=True), "metrics/m")
    assert "warn: Draft: This metric is being written. Do not rely on it yet." == show(page)[0]
    assert "<Draft>" == told(page.badges)


def test_a_retired_record_names_its_successor() -> None:
    text = "tools: [{id: old, status: retired, replaced_by: new}, {id: new, name: New tool}]"
    page = make_page(text, "tools/old")
    assert "warn: Retired: This tool is no longer in use. Use [New tool] instead." == show(page)[0]


def test_a_small_company_is_not_asked_for_owners_and_reviews() -> None:
    assert [] == show(make_page("metrics: [{id: m}]", "metrics/m"))


def test_where_others_are_reviewed_a_missing_review_is_told() -> None:
    page = make_page("metrics: [{id: m}, {id: n, reviewed: 2026-10-01, owner: x}]", "metrics/m")
    assert ["# About this page", "Kept by: nobody yet", "Reviewed: not reviewed yet"] == show(page)


def test_without_an_owner_the_contact_of_the_handbook_is_given() -> None:
    page = make_page("settings: {contact: 'mailto:us@example.com'}\nmetrics: [{id: m}]", "metrics/m")
    assert ["# About this page", "Kept by: nobody yet; ask us@example.com"] == show(page)


# --- own fields ------------------------------------------------------------------------------------------------------


def test_the_company_s_own_fields_are_shown_with_their_labels() -> None:
    text = """
    fields:
      metric:
        region: {type: choice, choices: [all, EU], label: Where it counts}
        seen_by: {type: persona, many: true}
        since: {type: date}
        why: {type: prose}
    metrics: [{id: m, region: eu, seen_by: [boss], since: 2026-02-01, why: Because.}]
    personas: [{id: boss, name: The boss}]
    """
    context = make_context(text)
    assert [
        "# Details",
        "Where it counts: EU",
        "Seen by: [The boss]",
        "Since: 1 February 2026",
        "# Why",
        "Because.",
    ] == show(make_page(context, "metrics/m"))
    assert ["# What points here", "# Metrics: seen by", "- [M]"] == show(
        [section(make_page(context, "personas/boss"), "mentions")]
    )


# --- gaps ------------------------------------------------------------------------------------------------------------


def gap(message: str, fix: str = "") -> Finding:
    return Finding(Span("data/x.yaml", 1, 1), message, fix, "metric/m", "SB999", "x", Severity.WARNING)


def test_a_known_gap_is_told_with_what_to_do_where_and_by_which_rule() -> None:
    found = gap("metric “M” has no formula", "add `formula`")._replace(code="SB001", span=Span("data/x.yaml", 7, 1))
    page = make_page(make_context("metrics: [{id: m}]", findings=(found,)), "metrics/m")
    assert [
        "# About this page",
        "warn: Known gap: Metric “M” has no formula. Add formula. data/x.yaml:7 · SB001",
    ] == show(page)
    (note,) = section(page, "about").views
    assert isinstance(note, Note)
    assert Code("formula") in note.text
    assert PageRef("rules", "SB001", "sb001") in note.text


def test_the_days_of_a_gap_are_written_as_the_handbook_writes_days() -> None:
    found = (gap("“Seen 2026-01-02” was due on 2026-01-02, not 2026-99-99", "see `2026-01-02`"),)
    (line,) = show(make_page(make_context("metrics: [{id: m}]", findings=found), "metrics/m"))[1:]
    assert "“Seen 2026-01-02” was due on 2 January 2026, not 2026-99-99. See 2026-01-02." in line


def test_several_gaps_are_a_list() -> None:
    context = make_context("metrics: [{id: m}, {id: n}]", findings=(gap("one"), gap("two", "mend it?")))
    assert [
        "# About this page",
        "warn: 2 known gaps: All gaps stand on the page Gaps.",
        "- One. data/x.yaml:1 · SB999",
        "- Two. Mend it? data/x.yaml:1 · SB999",
    ] == show(make_page(context, "metrics/m"))
    assert [] == show(make_page(context, "metrics/n"))


# --- what points here ------------------------------------------------------------------------------------------------


def test_back_links_are_grouped_by_what_they_mean_and_prose_counts_too() -> None:
    text = """
    metrics: [{id: m, name: Rate}]
    programs: [{id: clinic, name: Clinic, metric: m, runs: "See {metric}`m`."}]
    roles: [{id: ae, name: AE, does: "Looks at {playbook:metric}`the rate <m>` each week."}]
    terms: [{id: rate, name: Rate, definition: "{metric}`M <m>` and {tool}`m`."}]
    """
    assert [
        "# What points here",
        "# Measures",
        "- [Clinic]",
        "# Also spoken of in",
        "- [AE]",
        "- [Rate]",
    ] == show([section(make_page(text, "metrics/m"), "mentions")])


def test_drafts_do_not_point() -> None:
    assert [] == show(make_page("metrics: [{id: m}]\nprograms: [{id: p, metric: m, status: draft}]", "metrics/m"))


def test_linked_in_finds_every_link() -> None:
    page = make_page(CYCLE, "stages/discovery")
    assert {"tool/crm", "persona/boss", "persona/user", "material/deck", "stage/demo"} <= linked_in(page.views)


# --- the part for hand-written pages ---------------------------------------------------------------------------------


def test_a_record_can_be_placed_on_a_page() -> None:
    views = record_views(make_context(CYCLE + METRIC), {"record": "metrics/win-rate"})
    assert ["How often we win.", "Formula: won / decided"] == show(views)[:2]


@pytest.mark.parametrize("text", ["", "win-rate", "metric/none", "nothing/at-all"])
def test_a_record_that_is_not_there_is_told(text: str) -> None:
    with pytest.raises(PartError, match=f"there is no record “{text}”: name one as kind/id"):
        record_views(make_context(CYCLE + METRIC), {"record": text})
