"""Papers that stand for a theme."""

import numpy as np
import scipy.sparse as sp

from pipelines.themes.description.representatives import find_representatives

POINTS = sp.csr_matrix(np.array([[1, 0], [0.6, 0.8], [0.8, 0.6], [0, 1], [0, 1]], dtype=np.float32))


def test_the_nearest_to_the_mean_come_first():
    # The mean of theme 0 points to (2.4, 1.4): cosines .86, .92 and .99.
    found = find_representatives(POINTS, np.array([0, 0, 0, 1, -1]), 2, many=2)
    assert [one.tolist() for one in found] == [[2, 1], [3]]


def test_ties_keep_the_order_of_the_papers():
    assert find_representatives(POINTS[3:], np.array([0, 0]), 1)[0].tolist() == [0, 1]
