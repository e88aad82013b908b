"""Periods: how long one is, and on which day one ends that begins on another day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache

_PERIOD = re.compile(r"(?:every\s+)?(?:([1-9][0-9]{0,3})\s+)?(day|week|month|quarter|half[- ]year|year)s?\Z")
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_DAYS = {"day": 1, "week": 7, "month": 30.4375, "quarter": 91.3125, "half-year": 182.625, "year": 365.25}
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


@cache
def _parts(text: str) -> tuple[int, str] | None:
    text = text.strip().lower()
    match = _PERIOD.match(_ADVERBS.get(text, text))
    return (int(match[1] or 1), match[2].replace(" ", "-")) if match else None


def period_days(text: str) -> int | None:
    """Give the usual length in days of a period such as ``6 months``, ``quarterly`` or ``year``; None where it is none.

    It tells the longer of two periods; on which day one ends, says :func:`day_after`.
    """
    parts = _parts(text)
    return round(parts[0] * _DAYS[parts[1]]) if parts else None


@lru_cache(4096)
def day_after(day: date, period: str) -> date | None:
    """Give the day on which a period ends that begins on a day; None where the text is no period.

    Months end on the same day of the month or, where that is too short, on its last; what lies beyond the calendar
    ends with it.
    """
    parts = _parts(period)
    if parts is None:
        return None
    number, unit = parts
    if unit not in _MONTHS:
        return day + min(timedelta(days=number * round(_DAYS[unit])), date.max - day)
    year, month = divmod(day.year * 12 + day.month - 1 + number * _MONTHS[unit], 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
