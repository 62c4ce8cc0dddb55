import numpy as np
import pytest
import scipy.sparse as sp

from pipelines.themes.model.factorise import embed_papers, spherical_kmeans, sum_by_group, turn_to_axes, unit_rows


def _blocks(groups, size, width, seed=0):
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(groups), size)
    data = rng.random((groups * size, groups * width)) < 0.02
    for row, group in enumerate(truth):
        data[row, group * width + rng.choice(width, width // 2, replace=False)] = True
    return sp.csr_matrix(data.astype(np.float32)), truth


def test_embedding_is_the_truncated_svd():
    matrix, _ = _blocks(3, 20, 10)
    coordinates = embed_papers(matrix, 3, 0)
    left, values, _ = np.linalg.svd(matrix.toarray().astype(float), full_matrices=False)
    exact = left[:, :3] * values[:3]
    assert np.abs(coordinates @ coordinates.T - exact @ exact.T).max() < 1e-3


def test_turning_keeps_lengths_and_puts_the_longest_axis_first():
    turned = turn_to_axes(np.array([[0, 3], [0, -4], [1, 0]], dtype=np.float32), 2)
    assert np.abs(turned) == pytest.approx(np.array([[3, 0], [4, 0], [0, 1]]), abs=1e-6)
    assert turned[0, 0] == -turned[1, 0] * 3 / 4


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (5, 1), (2, 2)])
def test_tiny_matrices(shape):
    assert len(embed_papers(sp.csr_matrix(np.ones(shape, dtype=np.float32)), 10, 0)) == shape[0]


def test_papers_without_terms_do_not_break_it():
    matrix = sp.csr_matrix((10, 4), dtype=np.float32)
    assert np.isfinite(embed_papers(matrix, 2, 0)).all()


def test_kmeans_goes_by_direction():
    points = unit_rows(np.array([[1, 0], [9, 1], [0, 1], [1, 8]], dtype=np.float32))
    labels = spherical_kmeans(points, 2, np.random.default_rng(0))
    assert labels[0] == labels[1] != labels[2] == labels[3]


def test_sums_by_group_of_dense_and_sparse():
    points = np.array([[1.0, 2], [3, 4], [5, 6]])
    labels = np.array([1, 0, 1])
    for form in (points, sp.csr_matrix(points)):
        assert sum_by_group(form, labels, 3).tolist() == [[3, 4], [6, 8], [0, 0]]
