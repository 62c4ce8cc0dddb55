"""Benjamini-Hochberg."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.trends.fdr import adjust_p_values, adjust_within_strata


def test_adjusts_as_worked_out_by_hand():
    # p × 4 / rank: .04, .06, .04 (from .03 × 4 / 3), .5; made monotone from the largest down.
    adjusted = adjust_p_values(np.array([0.03, 0.01, 0.5, 0.03]))
    np.testing.assert_allclose(adjusted, [0.04, 0.04, 0.5, 0.04])


def test_untested_ones_do_not_count():
    np.testing.assert_allclose(adjust_p_values(np.array([0.01, np.nan, 0.02])), [0.02, np.nan, 0.02])


def test_nothing_tested():
    assert np.isnan(adjust_p_values(np.array([np.nan]))).all()
    assert adjust_p_values(np.array([])).size == 0


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_never_below_the_p_value_and_in_its_order(p_values):
    p_values = np.array(p_values)
    adjusted = adjust_p_values(p_values)
    assert (adjusted >= p_values - 1e-12).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p_values, kind="stable")]) >= 0).all()


def test_strata_do_not_drown_each_other():
    p_values = np.array([0.01, 0.5, 0.02, 0.9, 0.9, 0.9])
    adjusted = adjust_within_strata(p_values, np.array([1, 1, 0, 0, 0, 0]))
    # .01 is the first of two, .02 the first of four.
    np.testing.assert_allclose(adjusted, [0.02, 0.5, 0.08, 0.9, 0.9, 0.9])
