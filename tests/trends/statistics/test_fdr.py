"""Benjamini-Hochberg."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.trends.statistics.fdr import adjust_by_list, adjust_p_values, adjust_within_strata


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


def test_each_list_keeps_its_own_rate():
    # Four rise for sure and one falls hardly: together it would be 0.04 · 5 / 5; alone its one-sided 0.02 is one test
    # of five.
    p_values = np.array([1e-6, 1e-6, 1e-6, 1e-6, 0.04])
    is_up = np.array([True, True, True, True, False])
    found = adjust_by_list(p_values, is_up, np.zeros(5, dtype=bool), np.zeros(5))
    assert found[4] == pytest.approx(0.02 * 5)
    assert found[:4] == pytest.approx(5e-7 * 5 / 4)


def test_what_is_new_does_not_help_what_rises():
    p_values, up = np.array([1e-6, 1e-6, 0.04, np.nan]), np.ones(4, dtype=bool)
    is_new = np.array([True, True, False, False])
    found = adjust_by_list(p_values, up, is_new, np.zeros(4))
    assert found[2] == pytest.approx(0.02)
    assert found[:2] == pytest.approx(5e-7 * 3 / 2)
    assert np.isnan(found[3])
