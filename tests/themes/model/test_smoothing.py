import numpy as np
import pytest

from pipelines.themes.model.factorise import unit_rows
from pipelines.themes.model.smoothing import NEIGHBOUR_WEIGHT, smooth_papers


def test_neighbours_draw_a_paper_to_them():
    rng = np.random.default_rng(0)
    centres = np.eye(2, 12)[np.repeat([0, 1], 60)]
    points = unit_rows(centres + 0.15 * rng.standard_normal(centres.shape))
    smooth = smooth_papers(points, 2)
    assert np.linalg.norm(smooth, axis=1) == pytest.approx(np.ones(120))
    assert (smooth * centres).sum(axis=1).min() > (points * centres).sum(axis=1).mean()


def test_too_few_papers_stay_where_they_are():
    points = np.eye(10)
    assert smooth_papers(points, 2) is points


def test_papers_alone_keep_their_direction():
    # At right angles to one another, papers have no pull; each is scaled to length 1 again.
    assert NEIGHBOUR_WEIGHT < 1
    assert smooth_papers(np.eye(12), 2) == pytest.approx(np.eye(12))
