"""Kleinberg's bursts against a search over every path."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.trends.statistics.bursts import (
    LEAST_STRENGTH,
    RATE,
    TRANSITION,
    Bursts,
    _decode,
    _savings,
    find_bursts,
    keep_strong,
)

NO_DISPERSION = np.zeros(1)


def test_a_planted_burst_is_found_where_it_is():
    counts = np.array([[10.0] * 12])
    counts[0, 5:8] = 60
    found = find_bursts(counts, np.full((1, 12), 1000.0), NO_DISPERSION)
    assert (found.first[0], found.last[0]) == (5, 7)


def test_the_strength_is_the_saving_worked_out_by_hand():
    # Overall share .05; in the burst .1: each of the two months saves 100 ln 2 + 400 ln (.9/.95) = 47.69 nats.
    counts = np.array([[25.0, 25, 25, 25, 100, 100]])
    counts[0, :4] = [0, 0, 0, 0]
    totals = np.array([500.0, 500, 500, 500, 1000, 1000])
    found = find_bursts(counts, totals[None, :], NO_DISPERSION)
    assert (found.first[0], found.last[0]) == (4, 5)
    assert found.strength[0] == pytest.approx(2 * (100 * np.log(2) + 900 * np.log(0.9 / 0.95)))


def test_a_burst_that_raises_the_share_of_the_whole_line_is_found_against_the_others():
    # Overall share 240 / 8000, of which the burst is 1.33 times: below 1.44, where twice the share is the better guess.
    # Beside it the share is .02: the burst saves 40 ln 2 + 960 ln (.96/.98) = 7.93 nats a month.
    counts = np.full((1, 8), 20.0)
    counts[0, 3:7] = 40
    found = find_bursts(counts, np.full((1, 8), 1000.0), NO_DISPERSION)
    assert (found.first[0], found.last[0]) == (3, 6)
    assert found.strength[0] == pytest.approx(4 * (40 * np.log(2) + 960 * np.log(0.96 / 0.98)), rel=0.05)


def test_weak_bursts_are_not_reported():
    found = Bursts(np.array([3, 3]), np.array([4, 4]), np.array([LEAST_STRENGTH, LEAST_STRENGTH - 0.1]))
    kept = keep_strong(found)
    assert kept.first.tolist() == [3, -1] and np.isnan(kept.strength).tolist() == [False, True]


def test_overdispersed_months_weigh_less():
    counts = np.array([[10.0] * 12] * 2)
    counts[:, 5:8] = 40
    found = find_bursts(counts, np.full((2, 12), 1000.0), np.array([0.0, 0.001]))
    # 1 + 0.001 · 999 = 1.999 times the variance: half the weight.
    assert found.strength[0] / found.strength[1] == pytest.approx(1.999)


def test_no_burst_in_a_level_line_nor_in_one_month():
    assert find_bursts(np.full((1, 12), 20.0), np.full((1, 12), 1000.0), NO_DISPERSION).first[0] == -1
    assert find_bursts(np.array([[20.0]]), np.array([[100.0]]), NO_DISPERSION).first[0] == -1


def _cost(path: tuple[int, ...], savings: np.ndarray) -> float:
    entering = sum(now > before for before, now in zip((0, *path), path, strict=False))
    return entering * TRANSITION * np.log(len(path)) - sum(
        saving for state, saving in zip(path, savings, strict=True) if state
    )


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=3, max_size=9).filter(any))
def test_the_path_is_the_cheapest_of_all(line):
    counts = np.array([line], dtype=float)
    totals = np.full((1, len(line)), 200.0)
    savings = _savings(counts, totals, counts.sum(axis=1) / totals.sum(), RATE, NO_DISPERSION)
    found = tuple(_decode(savings)[0].astype(int))
    cheapest = min(_cost(path, savings[0]) for path in product((0, 1), repeat=len(line)))
    assert _cost(found, savings[0]) == pytest.approx(cheapest)
