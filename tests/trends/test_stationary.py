"""Series that clearly change are told from those that stay."""

import numpy as np

from pipelines.trends.stationary import find_stationary


def test_what_steps_up_or_bursts_is_not_settled():
    counts = np.full((100, 12), 50.0) + np.arange(12) % 2
    counts[0, 9:] = 150
    counts[1, 4:6] = 200
    recent = np.arange(12) >= 9
    stationary = find_stationary(counts, np.full((100, 12), 1000.0), recent)
    assert not stationary[:2].any()
    assert stationary[2:].all()
