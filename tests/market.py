"""A company in miniature, with a little of every kind of record and some honest gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.views import Section
from tests.factories import make_page
from tests.showing import show

if TYPE_CHECKING:
    from stagebook.views import Page

SHARED = frozenset({"notes", "details", "mentions", "about"})
"""The sections that all pages of records have."""

MARKET = """
settings:
  forge: {url: "https://github.com/example/playbook"}
  limits: {evidence_age: 1 year, session_functions: [sales, marketing, product]}

motions:
  - id: sales
    name: New business
    stages: [talk, demo, lost]
    led_by: team/marketing
    starts_when: Somebody asks.
    inspection: {every: week, by: ae, what: Each open deal.}
stages:
  - id: talk
    buyer_question: Do we have a problem?
    personas: [boss, user]
    tools: [{tool: crm, for: notes}]
    roles: [ae, {role: se, part: support, when: a large site}]
    durations: 14 days
  - id: demo
    buyer_question: Does it work for us?
    personas: [user]
    optional: true
    roles: [se, {role: ae, part: support}]
    tools: [lab]
  - {id: lost, terminal: lost}
tools:
  - {id: crm, name: CRM}
  - {id: lab, name: Demo lab, roles: se}
  - {id: map, name: Route map, roles: ae}

personas:
  - {id: boss, name: The boss, needs: [time, calm]}
  - {id: user, name: The user, needs: [time]}
  - {id: clerk, name: The clerk}
needs:
  - {id: time, name: Save time, statement: I want my evenings back.}
  - {id: calm, name: Sleep well}
  - {id: odd, name: Odd need}
offerings:
  - id: app
    name: The app
    type: product
    summary: Software.
    needs: [time]
    values: [{name: Hours saved, personas: boss}]
    limits: It does not cook.
    pricing: Per month.
  - {id: box, name: The box}
programs:
  - id: club
    name: User club
    purpose: retain
    summary: Users meet.
    personas: [user]
    needs: [time]
    offerings: [app]
    stages: [demo]
    cadence: each quarter
    metric: use
    runs: In the evening.
  - {id: fair, name: The fair, purpose: acquire}
metrics: [{id: use, name: Use}]

materials:
  - {id: deck, name: The deck, owner: marketing, stages: [talk], personas: [boss], needs: [time], offerings: [app]}
  - id: card
    name: Battlecard
    audience: internal
    stages: [talk]
    personas: [boss]
    competitors: [rival]
    adapt: [{part: the logo, by: ae}]
  - {id: sheet, name: Data sheet, stages: [talk]}
evidence:
  - id: call
    name: A call
    kind: call
    date: 2026-10-01
    voice: customer
    source: a shop
    quote: My evenings are gone.
    supports: [need/time, offering/app]
  - {id: memo, name: A memo, date: 2024-01-01, voice: internal, supports: [need/calm]}

teams:
  - id: marketing
    name: Marketing
    function: marketing
    contact: mailto:marketing@example.com
    channel: The hall.
    does: Serves the market.
    roles: [pm]
  - {id: sales, name: Sales, function: sales, roles: [ae, se]}
roles:
  - {id: ae, name: Account executive, short: AE, path: start, does: Leads deals., measured_by: [Deals won.]}
  - {id: se, name: Solutions engineer}
  - {id: pm, name: Product marketer}
paths:
  - id: start
    name: First weeks
    summary: Day one to ninety.
    steps:
      - {when: day 1, action: read, page: how-we-sell.md, minutes: 15, good: You can retell it.}
      - {action: read, target: stage/talk, text: Read it twice., minutes: 50}
      - {when: week 1, action: practise, text: "Play {stage}`talk`.", target: stage/talk, unlocks: You may join talks.}
      - {when: week 1, action: do, target: tool/gone}
      - {when: day 1, action: do, text: Say hello.}
      - {when: day 1, action: do, text: Say hello.}

framework-sessions:
  - id: spring
    name: Spring session
    date: 2026-03-02
    next_date: 2026-09-01
    attended: [sales]
    commitments: [{team: sales, will: Ask more., due: 2026-04-01}]
  - id: autumn
    name: Autumn session
    date: 2026-09-01
    next_date: 2027-03-01
    attended: [sales, marketing]
    personas: [boss]
    decisions: [The boss comes first.]
    commitments: [{team: marketing, will: Rework the deck., due: 2026-12-01}, {team: gone, will: Vanish.}]

competitors:
  - id: rival
    name: Rival
    summary: The other one.
    offerings: [app]
    stages: [demo]
    we_say: They are fine.
    questions: [What breaks?]
    strengths: [Cheap.]
    weaknesses: [Slow.]
    they_say: We are dear.
objections:
  - id: price
    name: Too dear
    says: You cost too much.
    means: No budget.
    response: Show the hours.
    materials: [deck]
    personas: [boss]
    stages: [demo]
    competitors: [rival]
  - {id: later, name: Later}
plays:
  - id: silence
    name: Gone silent
    trigger: No answer for two weeks.
    know: [People are busy.]
    say: [Is it still a priority?]
    show: [deck]
    do: [Write once., Wait.]
    stages: [demo]
    roles: [ae]
qualifications:
  - id: need
    name: NEED
    used_for: Whether we go on.
    elements:
      - {letter: N, name: Need, question: What hurts?, due_by: talk}
      - {letter: E, name: Effect, question: What does it cost?, due_by: demo}
      - Extra
handoffs: [{id: over, name: AE to SE, from: ae, to: se, stage: demo}]
terms:
  - {id: deal, name: Deal, definition: One purchase., aliases: [opportunity]}
  - {id: close, name: Close, summary: "The yes, after a {term}`deal`."}
  - {id: blank, name: Blank}
"""


def own_part(page: Page | str) -> list[str]:
    """Show what a page says before the sections that all pages of records share; a docname is one of the market's."""
    page = make_page(MARKET, page) if isinstance(page, str) else page
    return show(view for view in page.views if not (isinstance(view, Section) and view.anchor in SHARED))
