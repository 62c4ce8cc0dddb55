import numpy as np
import pytest

from pipelines.themes.description.centrality_density import measure_centrality_density


def test_by_hand():
    # Three terms in 4, 4 and 2 papers; the first two are one theme and share 2 papers, the last shares 1 with the
    # second.
    together = np.array([[4, 2, 0], [2, 4, 1], [0, 1, 2]], dtype=float)
    centrality, density = measure_centrality_density(together, np.array([0, 0, 1]), 2)
    assert density == pytest.approx([100 * (4 / 16) / 2, 0])
    assert centrality == pytest.approx([10 * 1 / 8, 10 * 1 / 8])


def test_theme_without_terms():
    centrality, density = measure_centrality_density(np.zeros((0, 0)), np.zeros(0, dtype=int), 2)
    assert centrality.tolist() == density.tolist() == [0, 0]
