from dataclasses import replace
from datetime import date, datetime

import pytest

from dashboard.queries.build_info import BuildInfo
from dashboard.ui.build_strip import dated_words

BUILD = BuildInfo(
    build_id="b",
    started_at=datetime(2025, 4, 10),
    published_at=datetime(2025, 4, 10),
    is_sample=False,
    baseline_start=date(2025, 1, 1),
    recent_start=date(2025, 3, 1),
    false_discovery_rate=0.05,
    recent_end=date(2025, 3, 31),
    papers=1000,
    dated_papers=980,
    english_papers=1000,
    first_day=date(2025, 1, 1),
    last_day=date(2025, 3, 31),
    sources=1,
    undated_sources=0,
    months=11,
    years=1,
    month_papers=980,
    year_papers=980,
)


@pytest.mark.parametrize(
    ("change", "grain"),
    [
        ({}, "month"),
        ({"months": 60, "years": 5}, "quarter"),
        ({"months": 240, "years": 20}, "year"),
        ({"months": 0, "years": 8, "month_papers": 0}, "year"),
        ({"months": 24, "years": 8, "month_papers": 100}, "year"),
        ({"months": 1, "years": 1}, "month"),
    ],
)
def test_small_lines_have_a_grain_that_can_be_read(change, grain):
    assert replace(BUILD, **change).grain == grain


@pytest.mark.parametrize(
    ("dated", "words"),
    [(0, "0\u2009%"), (1, "<\u20091\u2009%"), (980, "98\u2009%"), (999, ">\u200999\u2009%"), (1000, "100\u2009%")],
)
def test_all_is_said_of_all_only(dated, words):
    assert dated_words(replace(BUILD, dated_papers=dated)) == words


def test_time_needs_two_periods():
    assert not replace(BUILD, months=1, years=1).has_time
    assert replace(BUILD, months=0, years=2).has_time
    assert not replace(BUILD, recent_start=None).has_trends
