"""The verdict from the numbers, at the edges of every condition."""

import polars as pl
import pytest

from pipelines.trends.verdicts import LEAST_CHANGE, decide_direction, is_back_after_peak

RATE = 0.05
RISING = {
    "growth": 1.0,
    "growth_low": 0.2,
    "growth_high": 1.8,
    "q_value": 0.01,
    "is_new": False,
    "is_back": False,
    "is_yearly": False,
}
FALLING = RISING | {"growth": -1.0, "growth_low": -1.8, "growth_high": -0.2}
NO_PEAK = {"beside_peak_share": None, "beside_peak_growth": None, "beside_peak_low": None, "beside_peak_high": None}


def direction(**numbers) -> str:
    frame = pl.DataFrame([NO_PEAK | numbers], schema_overrides=dict.fromkeys(NO_PEAK, pl.Float64))
    return frame.select(decide_direction(RATE)).item()


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (RISING, "rising"),
        (RISING | {"is_new": True}, "new"),
        (FALLING, "falling"),
        # What comes every year is no rise, and no news.
        (RISING | {"is_yearly": True}, "unclear"),
        # The q-value decides at the rate itself.
        (RISING | {"q_value": 0.05}, "rising"),
        (RISING | {"q_value": 0.051}, "unclear"),
        (RISING | {"q_value": None}, "unclear"),
        # An interval that reaches no change withholds the verdict, however small the q-value.
        (RISING | {"growth_low": 0.0}, "unclear"),
        (RISING | {"growth_low": -0.01, "is_new": True}, "unclear"),
        (FALLING | {"growth_high": 0.0}, "unclear"),
        (FALLING | {"growth_high": 0.06, "q_value": 0.027}, "unclear"),
        # A quarter up or down is the least that is told.
        (RISING | {"growth": LEAST_CHANGE}, "rising"),
        (RISING | {"growth": 0.32}, "unclear"),
        (RISING | {"growth": 0.3, "growth_low": 0.1, "growth_high": 0.5}, "steady"),
        (FALLING | {"growth": -LEAST_CHANGE}, "falling"),
        (FALLING | {"growth": -0.32}, "unclear"),
    ],
)
def test_a_verdict_needs_interval_size_and_q_value(numbers, expected):
    assert direction(**numbers) == expected


def test_what_is_back_after_a_peak_is_judged_without_the_peak():
    back = FALLING | {"is_back": True, "beside_peak_share": 0.02, "beside_peak_growth": 0.0}
    assert direction(**back, beside_peak_low=-0.3, beside_peak_high=0.3) == "steady"
    assert direction(**back, beside_peak_low=-0.9, beside_peak_high=0.3) == "unclear"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, True),
        # It is lower without the peak too.
        ({"q_value": 0.01, "beside_peak_growth": -0.5}, False),
        # Nobody knows the level before the peak.
        ({"beside_peak_share": None}, False),
        # It is not surely lower, with the peak in its baseline or not.
        ({"q_with_peak": 0.2}, False),
        ({"growth_high": 0.1}, False),
    ],
)
def test_back_after_a_peak(numbers, expected):
    row = (
        FALLING | {"q_with_peak": 0.01, "q_value": 0.5, "beside_peak_share": 0.02, "beside_peak_growth": 0.1} | numbers
    )
    frame = pl.DataFrame([row], schema_overrides={"beside_peak_share": pl.Float64})
    assert frame.select(is_back_after_peak(RATE)).item() is expected
