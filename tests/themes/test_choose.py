import numpy as np
import pytest

from pipelines.themes.choose import choose_count, expect_count, measure_stability
from pipelines.themes.factorise import unit_rows


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
    stable = {count: measure_stability(points, count, 0) for count in (7, 10, 14)}
    assert stable[10] > 0.95
    assert max(stable, key=stable.get) == 10


def test_planted_number_is_chosen_within_the_window():
    # 400 papers call for 12; 10 is the only number of the window (10, 11, 12, 13, 15) that splits nothing.
    assert choose_count(_points(10, 40, 0.05), 400, 0) == 10


def test_few_papers_get_what_their_size_calls_for():
    assert choose_count(_points(4, 25, 0.05), 100, 0) == 8
