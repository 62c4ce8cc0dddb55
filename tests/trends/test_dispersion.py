"""Overdispersion is found where it was planted."""

import numpy as np
import pytest

from pipelines.trends.dispersion import estimate_dispersion, variance_inflation

TOTALS = np.full(12, 1000.0)


def draw(rho: float, share: float = 0.05, lines: int = 2000) -> np.ndarray:
    random = np.random.default_rng(7)
    shares = np.full((lines, 12), share)
    if rho:
        shares = random.beta(share * (1 / rho - 1), (1 - share) * (1 / rho - 1), (lines, 12))
    return random.binomial(1000, shares).astype(float)


@pytest.mark.parametrize("rho", [0.001, 0.003, 0.01])
def test_planted_dispersion_is_found(rho):
    counts = draw(rho)
    found = estimate_dispersion(counts[counts.sum(axis=1) > 0], TOTALS)
    assert found.rho.mean() == pytest.approx(rho, rel=0.15)


def test_plain_chance_has_next_to_none():
    assert variance_inflation(estimate_dispersion(draw(0), TOTALS).rho, TOTALS).mean() < 1.1


def test_a_slow_trend_is_not_taken_for_noise():
    random = np.random.default_rng(7)
    counts = random.binomial(1000, np.linspace(0.03, 0.07, 12), (2000, 12)).astype(float)
    assert variance_inflation(estimate_dispersion(counts, TOTALS).rho, TOTALS).mean() < 1.2


def test_inflation_as_worked_out_by_hand():
    # (100² + 300²) / 400 - 1 = 249 papers beside a paper in its month on average.
    assert variance_inflation(np.array([0.0, 0.01]), np.array([100.0, 300.0])).tolist() == pytest.approx([1, 3.49])


def test_one_month_says_nothing():
    assert estimate_dispersion(np.ones((3, 1)), np.array([10.0])).rho.tolist() == [0, 0, 0]
