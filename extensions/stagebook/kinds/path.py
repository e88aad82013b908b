"""An onboarding path: what somebody new reads, does and practises, and when."""

import re
from typing import Annotated, ClassVar, Literal

from stagebook.kinds.fields import Back, Label, Minutes, Model, Prose, RefTo, Text, choice
from stagebook.kinds.record import Kind, Record

ANYTHING = (
    "motion", "stage", "tool", "material", "persona", "need", "evidence", "offering", "program", "team", "role", "path",
    "framework-session", "qualification", "competitor", "objection", "play", "metric", "handoff", "forecast-category",
    "term",
)  # fmt: skip
Target = Annotated[Text, RefTo(ANYTHING)]


class Step(Model):
    """One step of a path."""

    main: ClassVar[str] = "text"
    when: Text = ""
    """When it is due, such as day 1, week 1, day 30 or days 30-60; empty: as the step before."""
    action: Annotated[
        Literal["read", "do", "watch", "practise", "pass", "reach"],
        choice("read", "do", "watch", "practise", "pass", "reach"),
    ] = "do"
    """What to do with it: read, do, watch, practise, pass (a test) or reach (a figure)."""
    text: Prose = ""
    """The step in a sentence; without it the target's name serves."""
    target: Annotated[Target | None, Back("Step of onboarding paths")] = None
    """The record it leads to, as `kind/id`."""
    page: Text = ""
    """The hand-written page it leads to, such as how-we-sell."""
    minutes: Minutes | None = None
    """About how many minutes it takes."""
    good: Annotated[Prose, Label("What good looks like")] = ""
    """What good looks like: a question to put to oneself, or what a colleague should see."""
    unlocks: Prose = ""
    """What somebody may do only after this step."""


class Path(Record):
    """Onboarding: what somebody new reads, does, watches, practises and passes, and when."""

    kind_name: ClassVar[str] = "path"

    steps: tuple[Step, ...] = ()
    """The steps in order."""


def day_of(when: str) -> int | None:
    """Give the day on which a step is due, counted from 1; None where the words hold no day, week or month.

    ``week 2`` is due on its last working day, ``days 30-60`` on the last of them.
    """
    match = re.search(r"(day|week|month)s?\s+(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?", when.lower())
    if not match:
        return None
    last = int(match[3] or match[2])
    return {"day": last, "week": 7 * last - 2, "month": 30 * last}[match[1]]


KIND = Kind("path", "paths", Path, "Onboarding path", "Onboarding paths")
