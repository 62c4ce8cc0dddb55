"""Overdispersion is found where it was planted."""

import numpy as np
import pytest

from pipelines.trends.statistics.dispersion import estimate_dispersion, plain_chance, variance_inflation

EXPOSURES = np.full((2000, 12), 1000.0)


def draw(rho: float, share: float = 0.05, series: int = 2000) -> np.ndarray:
    random = np.random.default_rng(7)
    shares = np.full((series, 12), share)
    if rho:
        shares = random.beta(share * (1 / rho - 1), (1 - share) * (1 / rho - 1), (series, 12))
    return random.binomial(1000, shares).astype(float)


@pytest.mark.parametrize("rho", [0.001, 0.003, 0.01])
def test_planted_dispersion_is_found(rho):
    counts = draw(rho)
    kept = counts.sum(axis=1) > 0
    found = estimate_dispersion(counts[kept], EXPOSURES[kept])
    assert found.rho.mean() == pytest.approx(rho, rel=0.15)


def test_plain_chance_has_next_to_none():
    assert variance_inflation(estimate_dispersion(draw(0), EXPOSURES), EXPOSURES).mean() < 1.1


@pytest.mark.parametrize("persistence", [0.0, 0.5])
def test_variation_that_persists_is_found_and_widens_windows(persistence):
    """An autoregression of first order with a variance of 0.04 around the level."""
    random = np.random.default_rng(5)
    noise = random.normal(size=(2000, 24))
    for month in range(1, 24):
        noise[:, month] = persistence * noise[:, month - 1] + np.sqrt(1 - persistence**2) * noise[:, month]
    shares = 0.05 * np.maximum(1 + 0.2 * noise, 0)
    exposures = np.full((2000, 24), 2000.0)
    found = estimate_dispersion(random.binomial(2000, shares).astype(float), exposures)
    assert found.correlation[1:3] == pytest.approx([persistence, persistence**2], abs=0.06)
    # Of a beta-binomial share p the variance is rho p (1 - p).
    assert found.rho.mean() == pytest.approx((0.05 * 0.2) ** 2 / (0.05 * 0.95), rel=0.2)
    # Three months of 2000 papers: 1 + rho (2000 (1 + 4/3 phi + 2/3 phi²) - 1).
    together = 2000 * (1 + 4 / 3 * persistence + 2 / 3 * persistence**2)
    known = plain_chance(1, 3)._replace(rho=np.array([0.01]), correlation=persistence ** np.arange(3))
    inflation = variance_inflation(known, exposures[:1, :3])
    assert inflation == pytest.approx([1 + 0.01 * (together - 1)])


def test_a_slow_trend_is_not_taken_for_noise():
    random = np.random.default_rng(7)
    counts = random.binomial(1000, np.linspace(0.03, 0.07, 12), (2000, 12)).astype(float)
    counts[500:] = random.binomial(1000, 0.05, (1500, 12))
    found = estimate_dispersion(counts, EXPOSURES, None, np.arange(2000) >= 500)
    assert variance_inflation(found, EXPOSURES)[:500].mean() < 1.2


def test_inflation_as_worked_out_by_hand():
    # (100² + 300²) / 400 - 1 = 249 papers beside a paper in its month on average.
    known = plain_chance(2, 2)._replace(rho=np.array([0.0, 0.01]))
    assert variance_inflation(known, np.array([[100.0, 300.0]] * 2)).tolist() == pytest.approx([1, 3.49])


def test_a_window_further_apart_than_is_known_is_not_correlated():
    known = plain_chance(1, 1)._replace(rho=np.array([0.01]))
    assert variance_inflation(known, np.full((1, 3), 100.0)).tolist() == pytest.approx([1 + 0.01 * 99])


def test_lines_that_change_do_not_make_noise_look_lasting():
    random = np.random.default_rng(3)
    counts = random.binomial(5000, 0.01 * random.gamma(100, 0.01, (1000, 12))).astype(float)
    counts[:150, 4:7] *= 2
    exposures = np.full((1000, 12), 5000.0)
    assert estimate_dispersion(counts, exposures).correlation[1] > 0.2
    assert estimate_dispersion(counts, exposures, None, np.arange(1000) >= 150).correlation[1] < 0.1
