"""The correlation by lag of what was planted."""

import numpy as np
import pytest

from pipelines.trends.statistics.persistence import estimate_correlation

RANDOM = np.random.default_rng(2)


def test_a_yearly_cycle_is_read_as_it_stands_over_years():
    months = np.arange(48)
    cycle = 0.3 * np.sin(2 * np.pi * (months / 12 + RANDOM.random((1000, 1))))
    exposures = np.full((1000, 48), 20_000.0)
    found = estimate_correlation(RANDOM.binomial(20_000, 0.05 * (1 + cycle)) / exposures, exposures)
    assert found[[0, 6, 12]] == pytest.approx([1, -1, 1], abs=0.1)
    assert (found[25:] == 0).all()


def test_plain_chance_and_too_few_lines_show_none():
    exposures = np.full((500, 12), 1000.0)
    series = RANDOM.binomial(1000, 0.05, (500, 12)) / exposures
    assert estimate_correlation(series, exposures).tolist() == [1] + [0] * 11
    noisy = RANDOM.binomial(1000, 0.05 * RANDOM.gamma(4, 0.25, (10, 12))) / exposures[:10]
    assert estimate_correlation(noisy, exposures[:10]).tolist() == [1] + [0] * 11


def test_uneven_collection_looks_like_no_correlation():
    totals = np.linspace(1000, 9000, 40)
    series = RANDOM.binomial(totals.astype(int), 0.05 * RANDOM.gamma(25, 1 / 25, (2000, 40))) / totals
    exposures = np.tile(totals, (2000, 1))
    assert np.abs(estimate_correlation(series, exposures)[1:]).max() < 0.15


def test_what_moves_slowly_one_way_is_no_noise_that_lasts():
    exposures = np.full((1000, 16), 20_000.0)
    drift = np.linspace(-0.3, 0.3, 16) * RANDOM.uniform(-1, 1, (1000, 1))
    noise = 0.1 * RANDOM.normal(size=(1000, 16))
    series = RANDOM.binomial(20_000, 0.05 * (1 + drift + noise)) / exposures
    assert np.abs(estimate_correlation(series, exposures)[1:]).max() < 0.15
