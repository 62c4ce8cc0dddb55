import numpy as np
import pytest
import scipy.sparse as sp

from pipelines.themes.consensus import group_papers
from pipelines.themes.factorise import embed_papers
from pipelines.themes.smoothing import smooth_papers


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("smooth", [None, lambda points: smooth_papers(points, 6)])
def test_planted_groups_are_found(seed, smooth):
    truth = np.repeat(np.arange(6), 25)
    rng = np.random.default_rng(seed)
    # A paper holds half of its group's twelve terms and one in fifty of the others.
    data = rng.random((150, 72)) < 0.02
    for row, group in enumerate(truth):
        data[row, group * 12 + rng.choice(12, 6, replace=False)] = True
    labels = group_papers(embed_papers(sp.csr_matrix(data.astype(np.float32)), 20, seed), 6, seed, smooth=smooth)
    assert len(set(zip(truth.tolist(), labels.tolist(), strict=True))) == 6


def test_more_groups_than_papers():
    assert sorted(group_papers(np.eye(3, dtype=np.float32), 5, 0)) == [0, 1, 2]
    assert group_papers(np.eye(3, dtype=np.float32), 1, 0).tolist() == [0, 0, 0]
