"""What the mix did, and which stratum did it."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy import sparse

from pipelines.trends.collection.mix import explain_mix
from pipelines.trends.collection.strata import StratifiedCounts
from pipelines.trends.windows import choose_windows


def test_the_stratum_that_grew_is_named_with_its_sizes():
    windows = choose_windows([date(2025, month, 1) for month in range(1, 5)])
    assert windows is not None and windows.recent.tolist() == [False, False, False, True]
    # 300 papers of a and 100 of b, then 100 of each. The series is in a tenth of a and in a half of b.
    totals = np.array([[100.0, 100, 100, 100], [30.0, 30, 40, 100]])
    counts = StratifiedCounts(sparse.csr_array([[10.0, 10, 10, 10, 15, 15, 20, 50]]), totals)
    found = explain_mix(counts, pl.Series(["a", "b"]), windows)
    assert found["mix_stratum"].to_list() == ["b"]
    assert (found["mix_before"][0], found["mix_now"][0]) == (0.25, 0.5)
    # a shrank by a quarter of all papers at a rate of .1, b grew by as much at .5.
    assert found["mix_effect"][0] == pytest.approx(0.25 * 0.5 - 0.25 * 0.1)
    assert found["mix_part"][0] == pytest.approx(0.125 / 0.1)
