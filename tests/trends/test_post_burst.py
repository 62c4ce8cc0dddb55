"""Growth apart from a burst in the baseline."""

from datetime import date

import numpy as np
import pytest

from pipelines.trends.collection.strata import one_stratum
from pipelines.trends.post_burst import measure_post_burst
from pipelines.trends.statistics.bursts import Bursts
from pipelines.trends.statistics.dispersion import plain_chance
from pipelines.trends.windows import choose_windows

MONTHS = [date(2025, month, 1) for month in range(1, 13)]
TOTALS = np.full(12, 1000.0)
BACK = [20, 20, 20, 20, 90, 90, 20, 20, 20, 20, 20, 20]


def measure(line: list[int], first: int, last: int, strength: float = 50.0):
    windows = choose_windows(MONTHS)
    assert windows is not None and windows.recent.sum() == 3 and windows.baseline.sum() == 9
    peaks = Bursts(np.array([first]), np.array([last]), np.array([strength]))
    counts = one_stratum(np.array([line], dtype=float), TOTALS)
    recent_share = np.array([sum(line[9:]) / 3000])
    found = measure_post_burst(counts, TOTALS[None, :], windows, peaks, plain_chance(1, 12), recent_share)
    return {name: values[0] for name, values in found._asdict().items()}


def test_a_series_that_is_back_at_its_level_has_not_shrunk_since():
    # Seven months of the baseline lie beside the peak: 140 papers of 7,000; as many as now.
    found = measure(BACK, 4, 5)
    assert found["share"] == pytest.approx(0.02)
    assert found["growth"] == pytest.approx(0, abs=0.01)
    assert found["low"] < 0 < found["high"]
    assert found["p_value"] > 0.9


def test_a_series_that_is_lower_than_before_its_peak_has_shrunk():
    found = measure([60] * 4 + [180] * 2 + [60] * 3 + [12] * 3, 4, 5)
    assert found["share"] == pytest.approx(0.06)
    # From 60 to 12 papers a month; the prior takes a little off log2 of a fifth, -2.32.
    assert found["growth"] == pytest.approx(np.log2(0.2), abs=0.06)
    assert found["p_value"] < 1e-6


@pytest.mark.parametrize(
    ("first", "last", "strength"),
    [(-1, -1, np.nan), (1, 2, 50.0), (4, 5, 1.0), (8, 9, 50.0)],
    ids=["no burst", "one period before it", "too weak", "it lasts into the recent window"],
)
def test_nothing_is_said_without_a_peak_that_is_over(first, last, strength):
    assert all(np.isnan(value) for value in measure(BACK, first, last, strength).values())


def test_beside_a_long_peak_the_interval_decides():
    # Five of nine months are raised; of the level before, three months are too few for a small p-value.
    found = measure([20, 20, 20, 60, 60, 60, 60, 60, 20, 10, 10, 10], 3, 7)
    assert found["high"] < 0 and found["p_value"] == 0
