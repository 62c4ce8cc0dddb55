"""Lengths, ends and labels of periods."""

from datetime import date

import pytest

from pipelines.trends.periods import last_day, name_span


@pytest.mark.parametrize(
    ("first", "last", "grain", "name"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), "month", "Mar 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), "month", "Jan–Mar 2026"),
        (date(2025, 11, 1), date(2026, 1, 31), "month", "Nov 2025–Jan 2026"),
        (date(2025, 3, 1), date(2026, 3, 31), "month", "Mar 2025–Mar 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "year", "2026"),
        (date(2024, 1, 1), date(2026, 12, 31), "year", "2024–2026"),
    ],
)
def test_spans_are_named_as_short_as_they_are_clear(first, last, grain, name):
    assert name_span(first, last, grain) == name


def test_the_last_day_of_a_period():
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    assert last_day(date(2025, 12, 1)) == date(2025, 12, 31)
    assert last_day(date(2025, 1, 1), "year") == date(2025, 12, 31)
