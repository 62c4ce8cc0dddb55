"""The periods of verdicts: grains, their lengths in months, last days and labels."""

from datetime import date, timedelta
from typing import Literal

Grain = Literal["month", "year"]
"""Grains at which verdicts are given: months, and years where most papers are dated to the year only."""

MONTHS_OF: dict[Grain, int] = {"month": 1, "year": 12}

LABEL_FORMATS: dict[Grain, str] = {"month": "%b %Y", "year": "%Y"}


def last_day(period_start: date, grain: Grain = "month") -> date:
    """Last day of the month or year that begins on `period_start`."""
    if grain == "year":
        return period_start.replace(month=12, day=31)
    return (period_start.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def name_span(first: date, last: date, grain: Grain = "month") -> str:
    """`Mar 2026`, `Jan–Mar 2026`, `Nov 2025–Jan 2026`; of years `2026`, `2024–2026`."""
    start, end = (f"{day:{LABEL_FORMATS[grain]}}" for day in (first, last))
    if start == end:
        return end
    return f"{first:%b}–{end}" if grain == "month" and first.year == last.year else f"{start}–{end}"
