import numpy as np
import pytest
import scipy.sparse as sp

from pipelines.themes.model.consensus import exchange_groups, group_papers
from pipelines.themes.model.factorise import embed_papers, unit_rows
from pipelines.themes.model.smoothing import smooth_papers


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


def test_a_mixed_group_is_split_where_two_groups_are_one():
    # Two tight subjects share a group, a third one is cut in two.
    rng = np.random.default_rng(0)
    truth = np.repeat(np.arange(3), 20)
    points = unit_rows(np.eye(3, 8)[truth] + 0.1 * rng.standard_normal((60, 8)))
    labels = np.where(truth < 2, 0, 1 + np.arange(60) % 2)
    found = exchange_groups(points, labels, 3, 0)
    assert len(set(zip(truth.tolist(), found.tolist(), strict=True))) == 3


def test_groups_that_are_as_good_as_they_get_stay():
    points = unit_rows(np.eye(3, 8)[np.repeat(np.arange(3), 5)])
    labels = np.repeat(np.arange(3), 5)
    assert exchange_groups(points, labels, 3, 0).tolist() == labels.tolist()


def test_groups_do_not_hang_on_the_number_of_threads(monkeypatch):
    # Without any structure every run groups otherwise, so a generator shared by the runs would show.
    coordinates = np.random.default_rng(0).standard_normal((80, 100)).astype(np.float32)
    many = group_papers(coordinates, 5, 0)
    monkeypatch.setenv("PAPERTRENDS_THREADS", "1")
    assert group_papers(coordinates, 5, 0).tolist() == many.tolist()
    assert group_papers(coordinates, 5, 1).tolist() != many.tolist()
