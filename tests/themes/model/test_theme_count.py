import numpy as np
import pytest

from pipelines.themes.model.factorise import unit_rows
from pipelines.themes.model.theme_count import adjusted_rand, choose_count, expect_count, list_counts, measure_stability


@pytest.mark.parametrize(
    ("papers", "themes"),
    [
        (0, 1),
        (1, 1),
        (5, 1),
        (30, 5),
        (100, 8),
        (3_000, 20),
        (75_000, 46),
        (100_000, 50),
        (600_000, 80),
        (3_000_000, 80),
    ],
)
def test_what_a_size_calls_for(papers, themes):
    assert expect_count(papers) == themes


def _points(groups, each, noise, seed=0):
    rng = np.random.default_rng(seed)
    centres = np.eye(groups, 30)[np.repeat(np.arange(groups), each)]
    return unit_rows(centres + noise * rng.standard_normal(centres.shape))


def test_the_true_number_is_the_most_stable():
    points = _points(10, 40, 0.05)
    stable = {count: measure_stability(points, count) for count in (7, 10, 14)}
    assert stable[10] > 0.95
    assert max(stable, key=stable.get) == 10


@pytest.mark.parametrize("seed", [0, 4, 5, 6, 7])
def test_planted_number_is_chosen_within_the_window(seed):
    # 400 papers call for 12; 10 is the only number tried (10, 11, 12, 14, 15) that splits nothing.
    assert choose_count(_points(10, 40, 0.05, seed), 400) == 10


def test_few_papers_get_what_their_size_calls_for():
    assert choose_count(_points(4, 25, 0.05), 100) == 8


def test_the_numbers_tried_are_the_same_for_sizes_that_are_nearly_the_same():
    assert list_counts(12) == [10, 11, 12, 14, 15]
    assert list_counts(46) == [39, 44, 50, 56]
    assert list_counts(1) == [1]
    assert list_counts(80)[-1] == 80


def test_adjusted_rand_by_hand():
    # Of 6 pairs, 2 are together in the first and 1 in the second; chance gives 1/3 in both, at most 3/2 could be.
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])) == pytest.approx((1 - 1 / 3) / (3 / 2 - 1 / 3))
    assert adjusted_rand(np.array([0, 1, 1]), np.array([1, 0, 0])) == 1
    assert adjusted_rand(np.zeros(3, dtype=int), np.zeros(3, dtype=int)) == 1
