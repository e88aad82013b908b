"""The examples are read without a fault, and every fact of the real one stands in a field of its own.

The tables hold the facts in short form, as they were taken from the source: what a table says, the playbook must say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

import stagebook
from stagebook.findings import Severity
from stagebook.kinds.forecast_category import ForecastCategory
from stagebook.kinds.handoff import Handoff
from stagebook.kinds.material import Material
from stagebook.kinds.motion import Motion
from stagebook.kinds.offering import Offering
from stagebook.kinds.path import Path as OnboardingPath
from stagebook.kinds.persona import Persona
from stagebook.kinds.qualification import Qualification
from stagebook.kinds.record import Record
from stagebook.kinds.stage import Stage
from stagebook.kinds.term import Term
from stagebook.kinds.tool import Picklist, Tool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stagebook.kinds.fields import Criterion
    from stagebook.playbook import Playbook

EXAMPLES = Path(__file__).parents[2] / "examples"
R = TypeVar("R", bound=Record)

COMMIT = "5752928b213a3ddbc7cee4459524f404a5b96fb4"
SALES, SUCCESS, MARKETING = "departments/sales", "departments/technical-success", "departments/marketing/process"
SOURCES = {
    "IDX": f"blob/{COMMIT}/content/{SALES}/index.md",
    "OLD": "blob/3b9ea018181f2286f187b423448e78d3111eb425%5E/content/sales/index.md",
    "TW": f"blob/{COMMIT}/content/{SUCCESS}/ce/process/tech-win-process.md",
    "CE": f"blob/{COMMIT}/content/{SUCCESS}/ce/index.md",
    "FC": f"blob/{COMMIT}/content/{SALES}/process/forecasting.md",
    "PG": f"blob/{COMMIT}/content/{SALES}/sales-performance-goals.md",
    "SF": f"blob/{COMMIT}/content/{SALES}/tools/salesforce.md",
    "RES": f"blob/{COMMIT}/content/{SALES}/tools/salesresources.md",
    "SDR": f"blob/{COMMIT}/content/{SALES}/sdrteam/index.md",
    "HO": f"blob/{COMMIT}/content/{SALES}/smb/smb-handoff.md",
    "PER": f"blob/{COMMIT}/content/{MARKETING}/personas.md",
    "VD": f"blob/{COMMIT}/content/{MARKETING}/value-drivers.md",
    "ONB": f"blob/{COMMIT}/content/{SALES}/onboarding/index.md",
    "LEG": f"blob/{COMMIT}/content/{SALES}/process/saleslegal.md",
    "SEC": f"blob/{COMMIT}/content/{SALES}/process/salessecurity.md",
    "PSJ": f"blob/{COMMIT}/content/{SUCCESS}/ta/enterprise-success/team-culture/customer-journey.md",
    # Three materials name a path alone.
    "enablement": f"blob/{COMMIT}/content/{SALES}/sales-enablement/index.md",
    "comparisons": f"tree/{COMMIT}/content/{MARKETING}",
    "questions": f"blob/{COMMIT}/content/{SALES}/tools/common_customer_questions.md",
}

PIPELINE = {
    # number: (id, name, probability, pipeline, usual times, sources)
    0: ("prospecting", "Prospecting", None, "none", {}, "TW"),
    1: ("interest", "Interest", 0, "open", {}, "SF PG IDX"),
    2: ("qualification", "Qualification", 10, "qualified", {}, "IDX PG SF"),
    3: ("stage-3", "Stage 3", 20, None, {}, "PG"),
    4: (
        "technical-and-business-validation", "Technical and business validation (trial)", 50, None,
        {"complex trial": "30 days", "standard trial": "21 days"}, "CE PG",
    ),
    5: ("stage-5", "Stage 5", 75, None, {}, "PG"),
    6: ("contract-negotiation", "Contract Negotiation", 90, None, {}, "HO PG"),
    7: ("stage-7", "Stage 7", None, None, {}, "TW"),
}  # fmt: skip

PHASES: dict[str, tuple[list[int], list[str], dict[str, list[str]]]] = {
    # name: (stages of the pipeline, gate by its telling words, further gates by condition)
    "Initial conversations": ([0, 1, 2], ["champion", "top 2-3 use cases", "technical landscape"], {}),
    "Tech design and trial design": (
        [3],
        ["technical qualification", "recorded in the CRM", "validation plan", "Non-standard needs"],
        {"self-hosted trial": ["implementation questions", "sandbox"], "any trial": ["trial guidelines"]},
    ),
    "Trial deployment": ([3, 4], ["success criteria", "CRM is updated", "joint success plan", "environment"], {}),
    "Trial execution": ([4], ["check-in with the champion", "read-out", "customer confirms the technical win"], {}),
    "Post-trial": ([5, 6, 7], ["TA is assigned and introduced", "production plan"], {}),
}

MATERIALS: dict[str, tuple[str, str, range, str]] = {
    # name: (kind, reuse, stages of the pipeline, source)
    "Customer Engagement Process sheet": ("", "reusable", range(1, 8), "TW"),
    "Customer Discovery Playbook": ("", "reusable", range(2, 4), "TW"),
    "The Sourcegraph Trial guide": ("", "reusable", range(2, 5), "TW"),
    "Joint Success Plan template": ("success plan", "template", range(3, 8), "TW"),
    "Feature compatibility page": ("", "reusable", range(3, 4), "TW"),
    "MSA and order form templates": ("contract template", "template", range(0), "RES"),
    "Proposal": ("deck", "template", range(0), "RES"),
    "Proof of concept": ("", "template", range(0), "RES"),
    "Mutual NDA": ("contract template", "template", range(0), "RES"),
    "ROI calculator (self-service)": ("calculator", "reusable", range(0), "enablement"),
    "Competitor comparisons": ("comparison", "reusable", range(0), "comparisons"),
    "Common customer questions": ("FAQ", "reusable", range(0), "questions"),
}

TOOLS = {
    "Salesforce": ("CRM", "SF"),
    "HubSpot": ("marketing automation", "SF"),
    "Clari": ("forecasting", "FC"),
    "Chorus": ("call recording", "ONB"),
    "Outreach": ("sequencing", "SDR"),
    "LinkedIn Sales Navigator": ("prospecting", "SDR"),
    "ZoomInfo": ("data", "SDR"),
    "LeadIQ": ("data", "SDR"),
    "DocuSign": ("e-signature", "ONB"),
    "Looker": ("analytics", "ONB"),
    "Vitally": ("customer success", "HO"),
    "SafeBase": ("security questionnaire", "SEC"),
}

HANDOFFS: dict[str, tuple[tuple[str | None, str], str, tuple[str | None, str | None], list[str], str]] = {
    # id: (from and to, moment, at stage and no later than stage, steps by their telling words, source)
    "sdr-to-ae": (
        ("sdr", "ae"), "The first call.", (None, None),
        ["summary", "agenda is confirmed", "case studies or one-pagers", "SDR opens the call"], "SDR",
    ),
    "sales-to-digital-success": (
        ("sales", "digital-success"), "", ("contract-negotiation", None),
        ["segment is set", "contact roles are mapped", "licence key"], "HO",
    ),
    "conflict-check": ((None, "legal"), "", (None, "contract-negotiation"), ["Conflict check"], "LEG"),
}  # fmt: skip

BLOCKS = (
    "company", "what", "sources", "stages_current", "stages_2021", "sub_process", "materials", "tools",
    "forecast_categories", "terms", "sao_criteria", "lead_statuses", "handoffs", "contact_roles",
    "contact_roles_mandatory", "personas", "value_drivers", "post_sale", "onboarding",
)  # fmt: skip


@pytest.fixture(scope="module")
def real() -> Playbook:
    return stagebook.load(EXAMPLES / "sourcegraph-enterprise")


@pytest.fixture(scope="module")
def two() -> Playbook:
    return stagebook.load(EXAMPLES / "company-of-two")


def named(playbook: Playbook, model: type[R], name: str) -> R:
    """Give the one live record of a kind with this name."""
    (found,) = [item for item in playbook.all(model) if item.name == name and item.live]
    return found


def by_id(playbook: Playbook, model: type[R], name: str) -> R:
    found = playbook.get(model.kind_name, name)
    assert isinstance(found, model)
    return found


def sources_of(record: Record) -> set[str]:
    """Give the keys of the sources that a record links to."""
    keys = {f"https://github.com/sourcegraph/handbook/{path}": key for key, path in SOURCES.items()}
    return {keys[link.url] for link in record.links}


def assert_says(words: Iterable[str], criteria: Iterable[Criterion]) -> None:
    """Check that each criterion, in order, holds its telling words."""
    for telling, criterion in zip(words, criteria, strict=True):
        assert telling in criterion.text


def ids_of(numbers: Iterable[int]) -> list[str]:
    return [PIPELINE[number][0] for number in numbers]


# --- both ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sourcegraph-enterprise", "company-of-two"])
def test_no_errors_and_no_reference_to_nothing(name: str) -> None:
    playbook = stagebook.load(EXAMPLES / name)
    assert [] == [fault for fault in playbook.faults if fault.severity >= Severity.ERROR]
    assert not playbook.dangling


# --- the company of two ----------------------------------------------------------------------------------------------


def test_company_of_two_fits_on_a_page() -> None:
    lines = (EXAMPLES / "company-of-two/data/playbook.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 40
    assert max(map(len, lines)) <= 120


def test_company_of_two_covers_every_stage(two: Playbook) -> None:
    assert ["presale", "presale", "presale", "close", "postsale"] == [stage.phase for stage in two.stages]
    for stage in two.stages:
        assert two.tools_of(stage), stage.id
        assert stage.exit_criteria, stage.id
        for persona in two.personas_at(stage):
            assert two.materials_at(stage, persona) or persona.id == "teacher", (stage.id, persona.id)


def test_company_of_two_gets_a_motion_of_all_stages(two: Playbook) -> None:
    (motion,) = two.motions
    assert ("first-talk", "trial-week", "offer", "signed", "first-term") == motion.stages


# --- the real company: company and stages ----------------------------------------------------------------------------


def test_company(real: Playbook) -> None:
    assert "Sourcegraph" == real.company.name
    assert "code search and AI" in real.company.summary
    assert "enterprises with a trial" in real.company.summary


def test_every_source_is_linked_and_every_record_names_one(real: Playbook) -> None:
    records = [record for kind in real.records.values() for record in kind.values()]
    assert [] == [record.key for record in records if not record.links]
    assert set(SOURCES) == {key for record in records for key in sources_of(record)}


def test_notes_hold_no_fact(real: Playbook) -> None:
    assert [] == [record.key for kind in real.records.values() for record in kind.values() if record.notes]


def test_pipeline_order(real: Playbook) -> None:
    motion = by_id(real, Motion, "enterprise")
    assert motion is real.main_motion
    assert ids_of(range(8)) == list(motion.stages)


@pytest.mark.parametrize("number", PIPELINE)
def test_stage_of_the_pipeline(real: Playbook, number: int) -> None:
    name, words, probability, pipeline, times, sources = PIPELINE[number]
    stage = by_id(real, Stage, name)
    assert (str(number), words) == (stage.number, stage.name)
    said = [(item.probability, item.pipeline) for item in stage.crm]
    assert ([] if (probability, pipeline) == (None, None) else [(probability, pipeline)]) == said
    assert times == {item.when: item.time for item in stage.durations}
    assert set(sources.split()) == sources_of(stage)


def test_unknown_names_of_stages_are_left_out() -> None:
    text = (EXAMPLES / "sourcegraph-enterprise/data/stages/enterprise.yaml").read_text(encoding="utf-8")
    for number in (3, 5, 7):
        assert f"- id: stage-{number}\n  number: {number}\n" in text


def test_stages_of_2021(real: Playbook) -> None:
    motion = by_id(real, Motion, "enterprise-2021")
    stages = real.stages_of(motion)
    assert "retired" == motion.status
    assert [
        ("Interest", "retired", 20),
        ("Qualification", "retired", 40),
        ("Evaluation", "retired", 60),
        ("Contract Negotiation", "draft", 80),
        ("Closed Won", "retired", None),
    ] == [(stage.name, stage.status, next((item.probability for item in stage.crm), None)) for stage in stages]
    interest, qualification, evaluation, negotiation, won = stages
    assert_says(["under construction"], interest.entry_criteria)
    assert ["draft"] == [item.status for item in interest.entry_criteria]
    assert_says(["interest or need", "intro call"], qualification.entry_criteria)
    assert_says(["pitch", "signal to go on", "pricing options", "people with authority"], evaluation.entry_criteria)
    assert "may be added later" in negotiation.summary
    assert ("close", "won") == (won.phase, won.terminal)
    assert all({"OLD"} == sources_of(stage) for stage in stages)


# --- the technical win -----------------------------------------------------------------------------------------------


def test_technical_win(real: Playbook) -> None:
    motion = by_id(real, Motion, "technical-win")
    assert ("sub-process", "customer-engineer") == (motion.runs, motion.led_by)
    assert [("week", "ce-leadership")] == [(item.every, item.by) for item in motion.inspection]
    assert list(PHASES) == [stage.name for stage in real.stages_of(motion)]


@pytest.mark.parametrize("name", PHASES)
def test_phase_of_the_technical_win(real: Playbook, name: str) -> None:
    numbers, gate, further = PHASES[name]
    stage = named(real, Stage, name)
    assert ids_of(numbers) == list(stage.alongside)
    assert_says(gate, [item for item in stage.exit_criteria if not item.when])
    assert set(further) == {item.when for item in stage.exit_criteria if item.when}
    for condition, words in further.items():
        assert_says(words, [item for item in stage.exit_criteria if item.when == condition])
    assert {"TW"} == sources_of(stage)


# --- materials and tools ---------------------------------------------------------------------------------------------


def test_materials_are_all_there(real: Playbook) -> None:
    assert list(MATERIALS) == [material.name for material in real.all(Material)]


@pytest.mark.parametrize("name", MATERIALS)
def test_material(real: Playbook, name: str) -> None:
    kind, reuse, numbers, source = MATERIALS[name]
    material = named(real, Material, name)
    assert (kind or None, reuse, {source}) == (material.kind, material.reuse, sources_of(material))
    assert ids_of(numbers) == [stage.id for stage in real.stages_for(material)]


def test_rules_of_materials(real: Playbook) -> None:
    plan = named(real, Material, "Joint Success Plan template")
    assert "external" == plan.audience
    assert "customer folder" in plan.copies_in
    contracts = named(real, Material, "MSA and order form templates")
    assert 7 == contracts.pieces
    assert ["Copy it, never edit it." in text for text in contracts.keep] == [True]
    assert "archive folder with a dated name" in contracts.old_versions
    comparisons = named(real, Material, "Competitor comparisons")
    assert ("github", "gitlab", "opengrok") == comparisons.competitors
    assert ("page", True) == (comparisons.format, "and others" in comparisons.summary)


def test_tools(real: Playbook) -> None:
    assert [(name, kind, {source}) for name, (kind, source) in TOOLS.items()] == [
        # Salesforce and its contact roles come from two pages.
        (tool.name, tool.kind, sources_of(tool) - ({"HO"} if tool.name == "Salesforce" else set()))
        for tool in real.all(Tool)
    ]
    assert ("sdr",) == named(real, Tool, "Outreach").roles
    assert "Marketing and lead capture." == named(real, Tool, "HubSpot").use
    assert "Post-sale." == named(real, Tool, "Vitally").use


def picklist(playbook: Playbook, field: str) -> Picklist:
    (found,) = [item for item in named(playbook, Tool, "Salesforce").picklists if item.field == field]
    return found


def test_lead_statuses(real: Playbook) -> None:
    statuses = picklist(real, "Lead status")
    assert [
        "New", "Working", "Nurture", "Self-Service", "Unqualified", "Bad-Data", "Converted", "Replied", "Unresponsive",
    ] == [item.value for item in statuses.values]  # fmt: skip


def test_contact_roles(real: Playbook) -> None:
    roles = picklist(real, "Contact role")
    assert roles.several
    assert [
        "Champion", "Deal Contact", "Instance Admin", "Executive", "Economic Buyer", "End User", "Program Contact",
    ] == [item.value for item in roles.values]  # fmt: skip
    assert {"Instance Admin", "Program Contact", "Champion"} == {item.value for item in roles.values if item.required}


# --- forecast, terms, qualification, handoffs ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "needs", "at_least", "numbers"),
    [
        ("Commit", ["Technical win", "economic buyer is confirmed", "paper process"], None, []),
        ("Best Case", ["Technical win, or in validation", "mutual action plan is agreed"], 50, []),
        ("Pipeline", [], None, [2, 3]),
        ("Omitted", [], None, [0, 1, 2]),
        ("Won", [], None, []),
    ],
)
def test_forecast_category(
    real: Playbook, name: str, needs: list[str], at_least: int | None, numbers: list[int]
) -> None:
    category = named(real, ForecastCategory, name)
    assert_says(needs, category.criteria)
    assert (at_least, ids_of(numbers), {"FC"}) == (category.at_least, list(category.stages), sources_of(category))


def test_terms(real: Playbook) -> None:
    assert [
        "SAO", "open pipeline", "qualified pipeline", "weighted pipeline", "win rate", "close rate", "target account",
        "target opportunity profile",
    ] == [term.name for term in real.all(Term)]  # fmt: skip


def test_sao_criteria(real: Playbook) -> None:
    words = ["intro call", "why-now event", "champion or coach", "500 or more developers", "objective next step"]
    elements = by_id(real, Qualification, "sao").elements
    for telling, element in zip(words, elements, strict=True):
        assert telling in element.name


@pytest.mark.parametrize("name", HANDOFFS)
def test_handoff(real: Playbook, name: str) -> None:
    parties, moment, stages, steps, source = HANDOFFS[name]
    handoff = by_id(real, Handoff, name)
    assert parties == (handoff.from_, handoff.to)
    assert (moment, *stages) == (handoff.moment, handoff.stage, handoff.by_stage)
    assert_says(steps, handoff.checklist)
    assert {source} == sources_of(handoff)


# --- personas and what they gain -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "part", "titles", "less"),
    [
        ("Dev", "user", ("software engineer", "senior developer"), ()),
        ("Head of Engineering", "buyer", ("SVP Eng", "VP Eng"), ()),
        ("Security Engineering Leader", "buyer", (), ("cody",)),
        ("Platform or Infrastructure Leader", "buyer", (), ("cody",)),
    ],
)
def test_persona(real: Playbook, name: str, part: str, titles: tuple[str, ...], less: tuple[str, ...]) -> None:
    persona = named(real, Persona, name)
    assert ((part,), titles, less) == (persona.buying_roles, persona.titles, persona.less_relevant_for)
    assert {"PER"} == sources_of(persona)


def test_value_drivers(real: Playbook) -> None:
    offering = by_id(real, Offering, "code-search-and-ai")
    # Developers are the persona Dev; the others are no personas of the source.
    assert {
        "Universal code search": (("dev",), ("dev tools leaders", "platform and SRE")),
        "Batch changes": (("dev",), ("platform and SRE", "security teams")),
        "Onboarding time": ((), ("new hires",)),
        "Fix vulnerabilities faster": ((), ("security teams",)),
        "Lower MTTR": ((), ("SRE", "platform teams")),
    } == {value.name: (value.personas, value.groups) for value in offering.values}
    assert {"VD"} == sources_of(offering)


# --- after the sale, and onboarding ----------------------------------------------------------------------------------


def test_customer_journey(real: Playbook) -> None:
    motion = by_id(real, Motion, "customer-journey")
    stages = real.stages_of(motion)
    assert "journey" == motion.runs
    assert [("0", "Prospect"), ("1", "Onboarding"), ("2", "Adopting"), ("3", "Nurturing"), ("4", "Renewing")] == [
        (stage.number, stage.name) for stage in stages
    ]
    prospect, onboarding, adopting, nurturing, renewing = stages
    assert_says(["45 days before the close"], prospect.entry_criteria)
    assert_says(["deal is closed"], onboarding.entry_criteria)
    assert ["60 days"] == [item.time for item in onboarding.durations]
    assert "Half of the seats are active monthly." == onboarding.goal
    assert_says(["30 percent of the monthly users", "80 percent of the seats"], adopting.exit_criteria)
    assert ("Look for co-marketing.",) == nurturing.activities
    assert_says(["120 days before the renewal"], renewing.entry_criteria)
    assert all({"PSJ"} == sources_of(stage) for stage in stages)


def test_onboarding(real: Playbook) -> None:
    path = by_id(real, OnboardingPath, "sales-onboarding")
    periods: dict[str, list[tuple[str, str]]] = {}
    for step in path.steps:
        # A step without `when` is due as the one before.
        when = step.when or next(reversed(periods))
        periods.setdefault(when, []).append((step.action, step.text))
    assert {
        "days 0-30": [
            ("pass", "Demo certification."),
            ("pass", "Pitch certification."),
            ("do", "Target account list."),
            ("do", "Outbound plan for 5 accounts."),
        ],
        "days 30-60": [
            ("reach", "7 new meetings."),
            ("reach", "3 qualified opportunities."),
            ("do", "1 strategic plan."),
        ],
        "days 60-90": [
            ("reach", "7 new meetings."),
            ("reach", "3 more qualified opportunities."),
            ("reach", "2 opportunities in validation."),
        ],
        "days 90-180": [("reach", "20 meetings."), ("reach", "187k USD won.")],
    } == periods
    assert {"Demo certification.": "Inbound leads are assigned."} == {
        step.text: step.unlocks for step in path.steps if step.unlocks
    }
    assert {"ONB", "SF"} == sources_of(path)


# --- its README ------------------------------------------------------------------------------------------------------


def test_readme_says_where_every_block_went() -> None:
    folder = EXAMPLES / "sourcegraph-enterprise"
    rows = [line for line in (folder / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    told = {word.strip("` ") for row in rows for word in row.split("|")[1].split(",")}
    assert set() == {*BLOCKS, *(key for key in SOURCES if key.isupper())} - told
    for file in (folder / "data").rglob("*.yaml"):
        assert any(f"`{file.relative_to(folder / 'data').as_posix()}`" in row for row in rows), file.name
