"""The correlation by lag of what was planted."""

import numpy as np
import pytest

from pipelines.trends.statistics.persistence import estimate_correlation

RANDOM = np.random.default_rng(2)


def test_a_yearly_cycle_is_read_as_it_stands_over_years():
    months = np.arange(48)
    cycle = 0.3 * np.sin(2 * np.pi * (months / 12 + RANDOM.random((1000, 1))))
    totals = np.full(48, 20_000.0)
    found = estimate_correlation(RANDOM.binomial(20_000, 0.05 * (1 + cycle)) / totals, totals)
    assert found[[0, 6, 12]] == pytest.approx([1, -1, 1], abs=0.1)
    assert (found[25:] == 0).all()


def test_plain_chance_and_too_few_lines_show_none():
    totals = np.full(12, 1000.0)
    series = RANDOM.binomial(1000, 0.05, (500, 12)) / totals
    assert estimate_correlation(series, totals).tolist() == [1] + [0] * 11
    noisy = RANDOM.binomial(1000, 0.05 * RANDOM.gamma(4, 0.25, (10, 12))) / totals
    assert estimate_correlation(noisy, totals).tolist() == [1] + [0] * 11


def test_uneven_collection_looks_like_no_correlation():
    totals = np.linspace(1000, 9000, 40)
    series = RANDOM.binomial(totals.astype(int), 0.05 * RANDOM.gamma(25, 1 / 25, (2000, 40))) / totals
    assert np.abs(estimate_correlation(series, totals)[1:]).max() < 0.15
