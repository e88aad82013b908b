"""The reference handbook with one thing changed: what that sets off, where, and nothing else."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stagebook.kinds.material import Material
from stagebook.kinds.need import Need
from stagebook.kinds.walking import references_in
from stagebook.loading import load
from stagebook.mentions import mentions_in
from stagebook.rules import ALL, no_stage
from stagebook.rules.customer_named_in_title import STORIES
from tests.mutating import Edit, Found, Handbook, Mutation, Told, cut, line_of, remove, swap

if TYPE_CHECKING:
    from stagebook.kinds.record import Record
    from stagebook.spans import Span

ROOT = Path(__file__).parents[1]
PLAYBOOK = load(ROOT)
RECORDS = [record for records in PLAYBOOK.records.values() for record in records.values()]
SEED = 20261122
SAMPLE = 3
"""References of one field that are misspelled, each by itself; all of them are tried where there are no more."""

LEAD, DEMO, PROPOSAL, RENEWAL = (f"stages/{name}.yaml" for name in ("lead", "demo", "proposal", "renewal"))
WON, LOST, ADOPTION, ADVOCACY = (
    f"stages/{name}.yaml" for name in ("closed-won", "closed-lost", "adoption", "advocacy")
)
SUITE = "materials/comparison-suite.yaml"
FLYER, DAIRY = "materials/lead-one-pager.yaml", "materials/case-study-dairy.yaml"
ORDER, KIT, FAQ = "materials/order-form.yaml", "materials/story-kit.yaml", "materials/procurement-faq.yaml"
MAIN, TOOLS, NEEDS, SESSIONS = "playbook.yaml", "tools.yaml", "needs.yaml", "framework-sessions.yaml"
ROUTE = "paths/account-executive-path.yaml"
FUNCTIONS = ("sales", "marketing", "product", "support", "finance", "legal", "executive")
EVERY_FUNCTION = f"attended: [{', '.join(FUNCTIONS)}]"
AFTER = ("onboarding", "adoption", "expansion", "renewal", "advocacy")
PATHS = sorted(f"paths/{file.name}" for file in (ROOT / "data" / "paths").iterdir())
FIRST = ("id: ",)
"""The first line of a file that holds one record."""


def one(name: str, edit: Edit, code: str, at: tuple[str, ...], record: str = "") -> Mutation:
    """Make a mutation of one edit that sets off one finding in the same file."""
    return Mutation(name, (edit,), (Found(code, edit.path, at, record),))


def waiver(rule: str, record: str, until: str = "2027-01-31") -> Edit:
    text = f"waivers:\n  - rule: {rule}\n    record: {record}\n    reason: Being written.\n    until: {until}\n"
    return swap(MAIN, "waivers: []\n", f"{text}    by: marketing\n")


NAMELESS = "{rule: SB304, record: need/tell-our-story, reason: Being written., until: 2027-01-31}"


def between(path: str, start: str, end: str) -> str:
    """Give the text of a file from some words up to others."""
    text = (ROOT / "data" / path).read_text(encoding="utf-8")
    return text[text.index(start) : text.index(end, text.index(start))]


FLYER_TEXT = (ROOT / "data" / FLYER).read_text(encoding="utf-8")


def added(kind: str, record: str, text: str) -> Edit:
    return swap(f"{kind}/{record}.yaml", "", text)


FILES = (
    one("a bracket left open", swap(TOOLS, "marketer]", "marketer"), "SB001", ("id: call-recorder", "roles: [")),
    one("a field written twice", swap(LEAD, "phase:", "owner: sales\nphase:"), "SB002", ("owner", "owner")),
    one("a file that is no UTF-8", added("materials", "x", "id: x\nname: Caf\udce9\n"), "SB003", ("name",)),
    one("a tag", swap(LEAD, "name: Lead", "name: !!python/object:os.system Lead"), "SB004", ("name:",)),
    one("a second document", swap(LEAD, "phase:", "---\nphase:"), "SB005", ("---",)),
    one("a list for a mapping", swap(LEAD, "- {time: 12 days}", "- [12 days]"), "SB006", ("- [12",), "stage/lead"),
    one("a character that turns the text", swap(LEAD, "the lead,", "the \u202elead,"), "SB007", ("\u202e",)),
    one("an empty file", added("materials", "x", "# Later.\n"), "SB008", ()),
    one("a list for a key", swap(LEAD, "phase:", "? [a]\n: b\nphase:"), "SB009", ("? [a]",)),
    one("a field misspelled", swap(LEAD, "phase:", "fase:"), "SB010", ("fase",), "stage/lead"),
    one("a field that is like none", swap(LEAD, "phase:", "zzqyy:"), "SB010", ("zzqyy",), "stage/lead"),
    one(
        "an id misspelled by its name", swap(NEEDS, "id:", "idd:"), "SB010", ("idd",), "need/pass-audits-without-panic"
    ),
    one(
        "a comma in a text",
        swap("stages/discovery.yaml", '"the first talk only, to hand over in person"', "one, two"),
        "SB010",
        ("when: one, two",),
        "stage/discovery",
    ),
    one("a setting misspelled", swap(MAIN, "evidence_age", "evidence_aeg"), "SB010", ("evidence_aeg",)),
    one("a tool without its name", cut(LEAD, "tool: crm, "), "SB011", ('{for: "note',), "stage/lead"),
    one(
        "a commitment without a team",
        swap(SESSIONS, "- team: finance\n      will", "- will"),
        "SB011",
        ("id: autumn", "- will: Check"),
        "framework-session/autumn-2026",
    ),
    one(
        "a consent that nobody gave",
        cut(DAIRY, "given_by: the managing director, in writing\n  "),
        "SB011",
        ("on: 2026-02-18",),
        "material/case-study-dairy",
    ),
    one(
        "a waiver without a day",
        swap(MAIN, "waivers: []", "waivers: [{rule: SB304, record: need/tell-our-story, reason: A}]"),
        "SB011",
        ("waivers",),
    ),
    one("a list for a text", swap(LEAD, "name: Lead", "name: [Lead]"), "SB012", ("name",), "stage/lead"),
    one("a probability of 500", swap(LEAD, "probability: 5", "probability: 500"), "SB012", ("500",), "stage/lead"),
    # Without its own period, the year of all others holds for materials.
    Mutation(
        "no period",
        (swap(MAIN, "material: 9 months", "material: nine"),),
        (Found("SB012", MAIN, ("nine",)),),
        ("SB601 material/installation-video",),
    ),
    one("an id that is a mapping", swap(NEEDS, "id: show-payback", "id: {show: payback}"), "SB012", ("{show",)),
    one("a choice misspelled", swap(LEAD, "phase: presale", "phase: persale"), "SB013", ("persale",), "stage/lead"),
    one(
        "a function misspelled",
        swap(SESSIONS, "finance, legal", "finanse, legal"),
        "SB013",
        ("finanse",),
        "framework-session/autumn-2026",
    ),
    one("a day that is none", swap(LEAD, "2026-09-22", "2026-09-31"), "SB014", ("09-31",), "stage/lead"),
    one(
        "the day of the last session unclear",
        swap(SESSIONS, "date: 2026-09-16", "date: autumn", "id: autumn-2026"),
        "SB014",
        ("date: autumn",),
        "framework-session/autumn-2026",
    ),
    one("an address without a scheme", swap(FLYER, "https://", ""), "SB015", ("url",), "material/lead-one-pager"),
    one(
        "an address that runs",
        swap(FLYER, "https://library", "javascript:alert"),
        "SB016",
        ("url",),
        "material/lead-one-pager",
    ),
    one(
        "an id twice",
        swap(TOOLS, "- id: call-recorder", "- id: crm\n- id: call-recorder"),
        "SB017",
        ("id: crm", "id: crm"),
        "tool/crm",
    ),
    one("an id with a capital", swap(NEEDS, "id: show-payback", "id: Show-payback"), "SB018", ("Show-payback",)),
    one("a folder of no kind", added("matreials", "x", "id: x\n"), "SB019", ()),
)

WAIVERS = (
    Mutation("a waiver", (waiver("SB304", "need/tell-our-story"),), (), ("SB304 need/tell-our-story",)),
    Mutation("a waiver by the folder", (waiver("SB304", "needs/tell-our-story"),), (), ("SB304 need/tell-our-story",)),
    one("a waiver on its last day but one", waiver("SB304", "need/tell-our-story", "2026-11-21"), "SB022", ("until",)),
    one("a waiver of no rule", waiver("SB999", "need/tell-our-story"), "SB021", ("SB999",)),
    one("a waiver of what is not found", waiver("SB302", "stage/lead"), "SB023", ("rule: SB302",)),
    one("a waiver of no record", waiver("SB304", "need/tell-our-storry"), "SB101", ("need/tell",)),
    Mutation(
        "a waiver without a name",
        (swap(MAIN, "waivers: []", f"waivers: [{NAMELESS}]"),),
        (Found("SB025", MAIN, ("waivers",)),),
        ("SB304 need/tell-our-story",),
    ),
    one("a severity of no rule", swap(MAIN, "  limits:", "  rules: {SB999: off}\n  limits:"), "SB021", ("SB999",)),
    Mutation(
        "a rule off", (swap(MAIN, "  limits:", "  rules: {SB304: off}\n  limits:"),), (), ("SB304 need/tell-our-story",)
    ),
)

LINKS = (
    one(
        "a role misspelled",
        swap(LOST, "{competitor}`paper-and-clipboard`", "{competitor}`paper`"),
        "SB107",
        ("`paper`",),
        "stage/closed-lost",
    ),
    one(
        "a page misspelled",
        swap(ROUTE, "page: how-we-sell", "page: how-we-sel"),
        "SB106",
        ("how-we-sel",),
        "path/account-executive-path",
    ),
    one(
        "a place on a page that is not there",
        swap(ROUTE, "page: how-we-sell", "page: how-we-sell#zzqyy"),
        "SB702",
        ("#zzqyy",),
        "path/account-executive-path",
    ),
    one(
        "a link to no page",
        swap(NEEDS, "notes: |\n    ", "notes: |\n    See [this](/how-we-sel.md). "),
        "SB702",
        ("how-we-sel",),
        "need/help-at-night",
    ),
    one(
        "a retired tool in use", swap(LEAD, "tool: crm", "tool: quote-spreadsheet"), "SB102", ("quote-",), "stage/lead"
    ),
    one(
        "an alias that another tool has",
        swap(TOOLS, "aliases: [calendar link]", "aliases: [CRM]"),
        "SB105",
        ("[CRM]",),
        "tool/meeting-scheduler",
    ),
    Mutation(
        "tools that replace each other",
        (swap(TOOLS, "id: proposal-builder", "id: proposal-builder\n  replaced_by: quote-spreadsheet"),),
        (
            Found("SB102", TOOLS, ("replaced_by: quote",), "tool/proposal-builder"),
            Found("SB103", TOOLS, ("replaced_by: quote",), "tool/proposal-builder"),
        ),
    ),
    Mutation(
        "a stage that stands in no motion",
        (cut("motions.yaml", "    - lead\n"),),
        (Found("SB103", LEAD, FIRST, "stage/lead"),),
    ),
    Mutation(
        "a way that is left out",
        (cut(ADOPTION, "  - {stage: renewal, when: 150 days before the term ends}\n"),),
        (Found("SB103", RENEWAL, FIRST, "stage/renewal"),),
    ),
    # What lies behind the circle is out of reach because of it.
    Mutation(
        "a circle",
        (swap("stages/pilot.yaml", "stage: proposal", "stage: demo"), swap(DEMO, "stage: proposal", "stage: pilot")),
        (Found("SB103", DEMO, ("stage: pilot",), "stage/demo"),),
    ),
    # The stages stand in files of their own, so that only a motion says how they follow.
    Mutation("no motion", (remove("motions.yaml"),), (Found("SB020", ADVOCACY, FIRST),)),
    one(
        "a pipeline without its end",
        cut("motions.yaml", "    - closed-lost\n", "id: renewal"),
        "SB104",
        ("id: renewal", "stages:", "- "),
        "motion/renewal",
    ),
    one(
        "a file that is not there",
        swap(FLYER, "url: https://library.example.com/lead/emberfrost-in-one-page", "file: decks/lead.pdf"),
        "SB701",
        ("file:",),
        "material/lead-one-pager",
    ),
    one(
        "a drive that says nothing",
        swap(FLYER, "reuse:", "links: [{url: https://docs.google.com/document/d/1/edit}]\nreuse:"),
        "SB704",
        ("links",),
        "material/lead-one-pager",
    ),
)

CRM = (
    one(
        "a value that the CRM does not have",
        swap(LEAD, "value: 1 Lead", "value: 1 Leed"),
        "SB201",
        ("1 Leed",),
        "stage/lead",
    ),
    one(
        "a value of the CRM that has no stage",
        swap(TOOLS, "{value: 1 Lead,", "{value: 0 Guess, means: Nobody knows.}\n        - {value: 1 Lead,"),
        "SB201",
        ("0 Guess",),
        "tool/crm",
    ),
    one("a flag", swap(LEAD, "closed: false", "closed: true"), "SB202", ("closed: true",), "stage/lead"),
    one(
        "an end that is won and not lost",
        swap(LOST, "won: false", "won: true"),
        "SB202",
        ("won: true",),
        "stage/closed-lost",
    ),
    one(
        "a probability that falls",
        swap(PROPOSAL, "probability: 60", "probability: 4"),
        "SB203",
        ("probability: 4",),
        "stage/proposal",
    ),
)

COVERAGE = (
    # That nothing is made for those present either is the same gap.
    Mutation(
        "a stage without its materials",
        (
            cut(
                "materials/champion-newsletter-email.yaml",
                "  - stage: advocacy\n    for: Invites to talk about the own depot, without pushing.\n",
            ),
            swap(KIT, "reuse: ", "reuse: single-client  # "),
        ),
        (Found("SB301", ADVOCACY, FIRST, "stage/advocacy"), Found("SB401", KIT, ("reuse",), "material/story-kit")),
    ),
    # The stage has other materials, but none of them is made for this persona.
    Mutation(
        "the only material for somebody made for one client",
        (swap(FAQ, "reuse: reusable", "reuse: single-client"),),
        (
            Found("SB305", RENEWAL, ("persona: procurement-lead",), "stage/renewal"),
            Found("SB401", FAQ, ("reuse",), "material/procurement-faq"),
        ),
    ),
    one(
        "a material for one client among others",
        swap(FLYER, "reuse: reusable", "reuse: single-client"),
        "SB401",
        ("reuse",),
        "material/lead-one-pager",
    ),
    one("a stage without tools", cut(LEAD, between(LEAD, "tools:", "roles:")), "SB302", FIRST, "stage/lead"),
    one(
        "a persona with nothing to show",
        swap(LEAD, "personas:\n", "personas:\n  - persona: data-protection-officer\n"),
        "SB305",
        ("data-protection",),
        "stage/lead",
    ),
    Mutation(
        "a need without material",
        (cut(KIT, "needs: [tell-our-story]\n"), cut("materials/champion-newsletter-email.yaml", "tell-our-story, ")),
        (Found("SB306", NEEDS, ("- id: tell-our-story",), "need/tell-our-story"),),
    ),
    Mutation(
        "a need without offering",
        (cut("offerings.yaml", "    - vehicles-under-control\n"),),
        (Found("SB304", NEEDS, ("- id: vehicles",), "need/vehicles-under-control"),),
    ),
    # No other offering meets that need: somebody has to think about both.
    Mutation(
        "an offering without need",
        (cut("offerings.yaml", between("offerings.yaml", "  needs:\n    - vehicles", "  values:\n    - name: Proof")),),
        (
            Found("SB304", NEEDS, ("- id: vehicles",), "need/vehicles-under-control"),
            Found("SB307", "offerings.yaml", ("- id: routes",), "offering/routes"),
        ),
    ),
    one(
        "a program without need",
        cut("programs.yaml", "  needs: [tell-our-story]\n"),
        "SB308",
        ("id: customer-stage",),
        "program/customer-stage",
    ),
    one(
        "a persona without need",
        cut("personas/procurement-lead.yaml", "needs:\n  - fair-contract-terms\n  - predictable-cost\n"),
        "SB309",
        FIRST,
        "persona/procurement-lead",
    ),
    Mutation(
        "nobody who is a user",
        (swap("personas/shift-lead.yaml", "buying_roles: [user", "buying_roles: [influencer"),),
        (Found("SB311", MAIN, ("id: emberfrost",), "company/emberfrost"),),
    ),
    Mutation(
        "an objection without answer",
        (
            cut("objections.yaml", "  materials: [why-change-deck, case-study-dairy, cold-room-checklist]\n"),
            swap("objections.yaml", "  response: |", "  notes: |"),
        ),
        (Found("SB312", "objections.yaml", ("- id:",), "objection/our-paper-works"),),
    ),
    one(
        "a stage without exit criteria",
        cut(LEAD, between(LEAD, "exit_criteria:", "tools:")),
        "SB313",
        FIRST,
        "stage/lead",
    ),
    Mutation(
        "criteria that the buyer cannot verify",
        (cut(LEAD, "    verifiable_by_buyer: true\n"), cut(LEAD, "    verifiable_by_buyer: true\n")),
        (Found("SB314", LEAD, ("exit_criteria",), "stage/lead"),),
    ),
    Mutation(
        "no stage after the close",
        tuple(swap(f"stages/{name}.yaml", "phase: postsale", "phase: close") for name in AFTER),
        (Found("SB303", "motions.yaml", ("stages:", "- "), "motion/new-business"),),
    ),
    Mutation(
        "nothing that keeps customers",
        (
            *(
                swap("programs.yaml", f"purpose: {purpose}", "purpose: acquire")
                for purpose in ("retain", "retain", "advocate", "advocate")
            ),
            swap("motions.yaml", "- id: renewal", "- id: renewal\n  status: draft"),
            *(swap(path, "phase: postsale", "phase: close") for path in (RENEWAL, ADVOCACY)),
            *(
                swap(f"materials/{name}.yaml", "kind: success plan", "kind: training")
                for name in ("onboarding-success-plan", "handover-pack")
            ),
        ),
        (Found("SB310", "stages/expansion.yaml", FIRST, "stage/expansion"),),
    ),
)

REUSE = (
    one(
        "a customer in a title",
        swap(FLYER, "name: Emberfrost", "name: Larkfield Dairy"),
        "SB402",
        ("name",),
        "material/lead-one-pager",
    ),
    one(
        "a template without parts",
        swap(FLYER, "reuse: reusable", "reuse: template"),
        "SB403",
        ("reuse",),
        "material/lead-one-pager",
    ),
    one(
        "a part that nobody adapts",
        cut(ORDER, "    by: finance\n"),
        "SB404",
        ("- part: Billing",),
        "material/order-form",
    ),
    one(
        "a copy",
        added(
            "materials",
            "leaflet",
            FLYER_TEXT.replace("id: lead-one-pager", "id: leaflet").replace("aliases: [company flyer]\n", ""),
        ),
        "SB405",
        FIRST,
        "material/leaflet",
    ),
    one(
        "a material without a stage",
        cut(SUITE, between(SUITE, "stages:", "personas:")),
        "SB406",
        FIRST,
        "material/comparison-suite",
    ),
    one(
        "a material for nobody",
        cut(FLYER, "personas: [quality-manager, head-of-operations]\n"),
        "SB407",
        FIRST,
        "material/lead-one-pager",
    ),
    one(
        "a material for everybody",
        swap(
            FLYER,
            "personas: [quality-manager, head-of-operations]",
            "personas: [it-manager, head-of-operations, finance-director, quality-manager, shift-lead,\n"
            "  procurement-lead]",
        ),
        "SB408",
        ("personas",),
        "material/lead-one-pager",
    ),
    one(
        "a customer who has not consented",
        cut(DAIRY, between(DAIRY, "consent:", "owner:")),
        "SB506",
        ("customer: ",),
        "material/case-study-dairy",
    ),
    one(
        "a consent that has ended",
        swap(DAIRY, "until: 2028", "until: 2025"),
        "SB506",
        ("until",),
        "material/case-study-dairy",
    ),
)

AUDIENCE = (
    one(
        "our own people as persona",
        added(
            "personas",
            "our-sellers",
            "id: our-sellers\nname: Our sales team\nneeds: [less-waste]\nowner: sales\nsummary: Those who sell.\n",
        ),
        "SB501",
        ("name",),
        "persona/our-sellers",
    ),
    one(
        "somebody who owns the customer",
        swap("teams.yaml", "Sales works one deal at a time.", "Sales owns the customer."),
        "SB502",
        ("owns the customer",),
        "team/sales",
    ),
    Mutation(
        "a need without evidence",
        (cut("evidence.yaml", "tell-our-story, "),),
        (Found("SB503", NEEDS, ("- id: tell-our-story",), "need/tell-our-story"),),
    ),
    one(
        "old evidence",
        swap("evidence.yaml", "date: 2025-09-11", "date: 2024-09-11"),
        "SB504",
        ("2024-09-11",),
        "evidence/interview-dairy-quality-2025-09",
    ),
    Mutation(
        "evidence of our own alone",
        (swap("evidence.yaml", "voice: customer", "voice: internal", "id: interview-caterer-shift-2026-02"),),
        (Found("SB505", NEEDS, ("id: no-extra-work-on-shift",), "need/no-extra-work-on-shift"),),
    ),
    one(
        "a session too long ago",
        swap(SESSIONS, "date: 2026-09-16", "date: 2026-04-16", "id: autumn-2026"),
        "SB512",
        ("date: 2026-04-16",),
        "framework-session/autumn-2026",
    ),
    Mutation(
        "a team without commitment",
        (cut(SESSIONS, between(SESSIONS, "    - team: finance", "    - team: legal")),),
        (Found("SB514", SESSIONS, ("id: autumn-2026", "commitments:"), "framework-session/autumn-2026"),),
    ),
    one(
        "no next session",
        cut(SESSIONS, "  next_date: 2027-03-10\n"),
        "SB515",
        ("- id: autumn-2026",),
        "framework-session/autumn-2026",
    ),
    one(
        "a next session that has passed",
        swap(SESSIONS, "next_date: 2027-03-10", "next_date: 2026-11-10"),
        "SB515",
        ("2026-11-10",),
        "framework-session/autumn-2026",
    ),
    *(
        one(
            f"a session without {name}",
            swap(SESSIONS, EVERY_FUNCTION, f"attended: [{', '.join(item for item in FUNCTIONS if item != name)}]"),
            "SB513",
            ("id: autumn-2026", "attended"),
            "framework-session/autumn-2026",
        )
        for name in FUNCTIONS
    ),
)

FRESHNESS = (
    one(
        "a review overdue",
        swap("personas/finance-director.yaml", "reviewed: 2026-", "reviewed: 2025-"),
        "SB601",
        ("reviewed",),
        "persona/finance-director",
    ),
    one("a record of nobody", cut(LEAD, "owner: marketing\n"), "SB602", FIRST, "stage/lead"),
    one(
        "a material that has expired",
        swap(FLYER, "reuse:", "expires: 2026-11-21\nreuse:"),
        "SB604",
        ("expires",),
        "material/lead-one-pager",
    ),
    one("an empty page", added("terms", "x", "id: x\nname: Exit\n"), "SB605", FIRST, "term/x"),
    one(
        "a placeholder",
        swap(LEAD, "  - We write to the whole list", "  - TBD. We write to the whole list"),
        "SB606",
        ("TBD",),
        "stage/lead",
    ),
)

COMPANY = (
    one(
        "a customer that is a third", swap(MAIN, "share: 8", "share: 33"), "SB801", ("share: 33",), "company/emberfrost"
    ),
    one(
        "a segment of one", swap(MAIN, "accounts: 180", "accounts: 1"), "SB802", ("accounts: 1}",), "company/emberfrost"
    ),
    Mutation(
        "no cross-sell",
        (
            swap("programs.yaml", "purpose: cross-sell", "purpose: acquire", "id: routes-for"),
            swap("programs.yaml", "purpose: cross-sell", "purpose: acquire", "id: ledger-upgrade"),
        ),
        (Found("SB803", MAIN, ("driver",), "company/emberfrost"),),
    ),
    one(
        "a role without a path",
        cut("roles.yaml", "  path: account-executive-path\n"),
        "SB811",
        ("- id: account-executive",),
        "role/account-executive",
    ),
    # The owner has to renew the material, and whoever keeps the path to name another one until then.
    Mutation(
        "a step to a material that has expired",
        (swap("materials/proposal-template.yaml", "reuse:", "expires: 2026-11-21\nreuse:"),),
        (
            Found("SB604", "materials/proposal-template.yaml", ("expires",), "material/proposal-template"),
            Found("SB812", ROUTE, ("proposal-template",), "path/account-executive-path"),
        ),
    ),
    Mutation(
        "sessions without a day",
        (cut(SESSIONS, "  date: 2026-03-18\n"), cut(SESSIONS, "  date: 2026-09-16\n")),
        (Found("SB511", SESSIONS, ("- id: spring",), "framework-session/spring-2026"),),
    ),
    Mutation(
        "a framework that no path shows",
        tuple(
            swap(path, framework, instead)
            for path in PATHS
            for framework, instead in (
                ("page: the-framework-session", "page: how-we-sell"),
                ("framework-session/autumn-2026", "stage/lead"),
            )
            for _ in range((ROOT / "data" / path).read_text(encoding="utf-8").count(framework))
        ),
        (Found("SB516", PATHS[0], ("steps",), "path/account-executive-path"),),
    ),
    Mutation(
        "a library of battlecards",
        (
            swap(MAIN, "driver: customers", "driver: competitors"),
            *(
                swap(record.span.path.removeprefix("data/"), f"kind: {record.kind}", "kind: battlecard")
                for record in PLAYBOOK.all(Material)
                if record.kind not in STORIES
            ),
        ),
        (Found("SB804", MAIN, ("driver",), "company/emberfrost"),),
    ),
)


MUTATIONS = (*FILES, *WAIVERS, *LINKS, *CRM, *COVERAGE, *REUSE, *AUDIENCE, *FRESHNESS, *COMPANY)


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    root = tmp_path_factory.mktemp("handbook")
    for name in ("data", "source"):
        shutil.copytree(ROOT / name, root / name)
    return Handbook(root)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_sets_off_what_it_must_and_nothing_else(handbook: Handbook, mutation: Mutation) -> None:
    texts = handbook.mutated(mutation.edits)
    new, gone = handbook.told(texts)
    assert new == sorted(
        Told(item.code, item.path, line_of(texts.get(item.path) or handbook.text(item.path), item.at), item.record)
        for item in mutation.new
    )
    assert gone == sorted(mutation.gone)


def test_every_rule_that_looks_at_data_is_set_off() -> None:
    looking = {rule.code for rule in ALL if rule.found_by != "network"}
    # Without any stage, nearly every record of the handbook would point at nothing: that rule has its cases alone.
    looking -= {no_stage.RULE.code}
    assert looking == {item.code for mutation in MUTATIONS for item in mutation.new}


# --- seeded: one change at many places --------------------------------------------------------------------------------


def misspelled(word: str) -> str:
    """Leave out a letter in the middle of an id; a short one gets a letter more."""
    kind, slash, name = word.rpartition("/")
    middle = len(name) // 2
    return kind + slash + (name[:middle] + name[middle + 1 :] if len(name) > 3 else f"{name}x")


def at_place(handbook: Handbook, span: Span, old: str, new: str) -> dict[str, str | None]:
    """Put a word in the place of the one that stands at a place of the files."""
    path = span.path.removeprefix("data/")
    lines = handbook.text(path).split("\n")
    before, after = lines[span.line - 1][: span.column - 1], lines[span.line - 1][span.column - 1 :]
    assert after.lstrip("\"'").startswith(old)
    lines[span.line - 1] = before + after.replace(old, new, 1)
    return {path: "\n".join(lines)}


REFERENCES: dict[str, list[tuple[Record, Span, str]]] = {}
for record in RECORDS:
    for where, text, *_ in references_in(record):
        field = ".".join((record.kind_name, *(step for step in where if isinstance(step, str))))
        REFERENCES.setdefault(field, []).append((record, record.place_of(*where), text))


@pytest.mark.parametrize("field", REFERENCES)
def test_a_misspelled_reference_is_one_finding_at_its_place(handbook: Handbook, field: str) -> None:
    places = REFERENCES[field]
    for record, span, text in random.Random(SEED).sample(places, min(SAMPLE, len(places))):
        new, gone = handbook.told(at_place(handbook, span, text, misspelled(text)))
        assert [Told("SB101", span.path.removeprefix("data/"), span.line, record.key)] == new
        # Whether the persona who is named there has nothing to be shown is not known any more.
        misses = (field, text) == ("stage.personas.persona", "procurement-lead") and record.id == "proposal"
        assert (["SB305 stage/proposal"] if misses else []) == gone


def test_a_misspelled_role_is_one_finding_at_its_place(handbook: Handbook) -> None:
    roles = sorted(
        {(item.record.span.path, role.text, role.target) for item in PLAYBOOK.prose for role in mentions_in(item.text)}
    )
    for file, text, target in random.Random(SEED).sample(roles, 15):
        path = file.removeprefix("data/")
        before = handbook.text(path)
        wrong = text.replace(f"`{target}", f"`{misspelled(target)}").replace(f"<{target}", f"<{misspelled(target)}")
        new, gone = handbook.told({path: before.replace(text, wrong, 1)})
        assert [("SB107", path, line_of(before, (text,)))] == [item[:3] for item in new]
        assert [] == gone


def test_every_review_that_is_overdue_is_told(handbook: Handbook) -> None:
    aged = [record for record in RECORDS if record.reviewed]
    texts: dict[str, str | None] = {}
    for record in aged:
        path = record.span.path.removeprefix("data/")
        texts[path] = (texts.get(path) or handbook.text(path)).replace(
            f"reviewed: {record.reviewed}", "reviewed: 2025-11-01"
        )
    new, gone = handbook.told(texts)
    known = {"material/installation-video"}  # It is overdue as it is.
    # Half a year is a persona's time: one of a year ago has missed two reviews, and a step leads to something stale.
    stale = [span for record, span, text in REFERENCES["path.steps.target"] if text.startswith("persona/")]
    expected = [
        *(
            ("SB601", record.place_of("reviewed"), record.key)
            for record in aged
            if record.live and record.key not in known
        ),
        *(("SB812", span, f"path/{Path(span.path).stem}") for span in stale),
    ]
    assert new == sorted(Told(code, span.path.removeprefix("data/"), span.line, key) for code, span, key in expected)
    assert [] == gone


def test_every_material_made_for_one_client_is_told_with_the_gaps_that_it_leaves(handbook: Handbook) -> None:
    texts: dict[str, str | None] = {}
    for material in PLAYBOOK.all(Material):
        path = material.span.path.removeprefix("data/")
        texts[path] = handbook.text(path).replace(f"reuse: {material.reuse}", "reuse: single-client")
    new, gone = handbook.told(texts)
    answered = {need for material in PLAYBOOK.all(Material) for need in material.needs}
    expected = [
        *(("SB401", material.place_of("reuse"), material.key) for material in PLAYBOOK.all(Material)),
        *(("SB301", stage.span, stage.key) for stage in PLAYBOOK.stages),
        *(("SB306", need.span, need.key) for need in PLAYBOOK.all(Need) if need.id in answered),
    ]
    assert new == sorted(Told(code, span.path.removeprefix("data/"), span.line, key) for code, span, key in expected)
    # Where there is nothing at all to show, that there is nothing for somebody is no gap of its own.
    assert ["SB305 stage/proposal"] == gone
