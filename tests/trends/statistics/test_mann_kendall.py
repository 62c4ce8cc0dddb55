"""Mann-Kendall against the textbook and SciPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from pipelines.trends.statistics.mann_kendall import find_monotonic_trend


def test_a_line_without_ties_as_worked_out_by_hand():
    # 1 3 2 4 5: nine pairs up, one down, S = 8, Var = 5·4·15/18 = 16.667, z = 7 / 4.082 = 1.715.
    trend = find_monotonic_trend(np.array([[1.0, 3, 2, 4, 5]]))
    assert trend.tau[0] == pytest.approx(0.8)
    assert trend.p_value[0] == pytest.approx(0.0864, abs=1e-4)


def test_ties_lower_the_variance_as_worked_out_by_hand():
    # 1 1 2 3: S = 5, Var = (4·3·13 - 2·1·9) / 18 = 7.667, z = 4 / 2.769 = 1.445.
    trend = find_monotonic_trend(np.array([[1.0, 1, 2, 3]]))
    assert trend.p_value[0] == pytest.approx(0.1486, abs=1e-4)


def test_a_flat_line_and_a_short_one_have_no_trend():
    assert np.isnan(find_monotonic_trend(np.ones((1, 6))).p_value[0])
    assert np.isnan(find_monotonic_trend(np.array([[1.0, 2, 3]])).tau[0])


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), min_size=4, max_size=20))
def test_tau_is_scipys(series):
    ours = find_monotonic_trend(np.array([series], dtype=float)).tau[0]
    np.testing.assert_allclose(ours, kendalltau(np.arange(len(series)), series).statistic, atol=1e-12)
