"""Sudden changes of size are found where they are."""

import numpy as np
import pytest

from pipelines.trends.collection.shifts import find_shifts

TOTALS = np.full(12, 1000.0)


@pytest.mark.parametrize(
    ("papers", "place", "factor"),
    [
        ([45] * 3 + [145] * 9, 3, 145 / 45),
        ([120] * 8 + [50] * 4, 8, 50 / 120),
        # Less than twice, too few papers, and what comes slowly.
        ([100] * 6 + [190] * 6, -1, None),
        ([1] * 6 + [3] * 6, -1, None),
        ([round(40 * 1.12**month) for month in range(12)], -1, None),
    ],
)
def test_shifts(papers, place, factor):
    found = find_shifts(np.array([papers], dtype=float), TOTALS)
    assert found.place[0] == place
    assert np.isnan(found.factor[0]) if factor is None else found.factor[0] == pytest.approx(factor)


def test_more_papers_of_all_are_no_shift_of_a_part():
    totals = np.array([1000.0] * 6 + [3000.0] * 6)
    assert find_shifts(totals[None, :] / 10, totals).place[0] == -1


def test_too_few_periods_have_none():
    assert find_shifts(np.array([[1.0, 500.0, 500.0]]), np.full(3, 1000.0)).place[0] == -1
