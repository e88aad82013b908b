"""Periods end on the day that people expect, by the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.kinds.periods import day_after, period_days

UNITS = ("month", "quarter", "half-year", "year")


@pytest.mark.parametrize(("day", "period", "end"), [
    (date(2026, 9, 8), "9 months", date(2027, 6, 8)),
    (date(2026, 1, 31), "month", date(2026, 2, 28)),
    (date(2024, 1, 31), "monthly", date(2024, 2, 29)),
    (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
    (date(2024, 2, 29), "4 years", date(2028, 2, 29)),
    (date(2026, 11, 30), "quarter", date(2027, 2, 28)),
    (date(2026, 8, 31), "half year", date(2027, 2, 28)),
    (date(2026, 12, 31), "every 2 half-years", date(2027, 12, 31)),
    (date(2026, 12, 15), "12 months", date(2027, 12, 15)),
    (date(2026, 2, 22), "weekly", date(2026, 3, 1)),
    (date(2026, 2, 22), "90 days", date(2026, 5, 23)),
    (date(9999, 12, 30), "2 weeks", date.max),
    (date(9999, 12, 1), "1 month", date.max),
    (date(2026, 1, 1), "9999 years", date.max),
    (date(2026, 1, 1), "often", None),
])  # fmt: skip
def test_a_period_ends_by_the_calendar(day: date, period: str, end: date | None) -> None:
    assert end == day_after(day, period)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 99), st.sampled_from(UNITS))
def test_a_period_is_as_long_as_is_usual(day: date, number: int, unit: str) -> None:
    period = f"{number} {unit}s"
    end, days = day_after(day, period), period_days(period)
    assert end is not None
    assert days is not None
    assert abs((end - day) - timedelta(days=days)) <= timedelta(days=3)
