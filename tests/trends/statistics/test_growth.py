"""Growth: point, interval and p-value of a ratio of shares."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.trends.statistics.growth import Window, measure_growth


def measure(recent, recent_total, baseline, baseline_total, inflation=1.0, degrees=1e6):
    def as_window(papers, total):
        return Window(np.array([float(papers)]), float(total), np.array([float(inflation)]))

    found = measure_growth(
        as_window(recent, recent_total), as_window(baseline, baseline_total), np.array([float(degrees)])
    )
    return [float(values[0]) for values in found]


def test_a_doubling_with_many_papers_is_close_to_the_delta_method():
    # ln 2 ± 1.96 √(.99/1000 + .995/500), in log2: 1 ± 0.1540; the prior draws a little towards 0.
    estimate, low, high, p_value = measure(1000, 100_000, 500, 100_000)
    assert estimate == pytest.approx(1, abs=0.01)
    assert (high - low) / 2 == pytest.approx(0.154, abs=0.002)
    assert p_value < 1e-30


def test_small_counts_are_drawn_towards_no_change():
    estimate = measure(4, 1000, 1, 1000)[0]
    assert 0 < estimate < 2


def test_an_empty_baseline_has_a_finite_interval():
    assert np.isfinite(measure(30, 1000, 0, 3000)).all()


def test_overdispersion_widens_the_interval():
    plain, noisy = measure(60, 1000, 30, 1000), measure(60, 1000, 30, 1000, inflation=4)
    assert noisy[2] - noisy[1] == pytest.approx(2 * (plain[2] - plain[1]), rel=0.1)
    assert noisy[3] > plain[3]


def test_few_degrees_of_freedom_widen_the_interval():
    assert measure(60, 1000, 30, 1000, degrees=5)[3] > measure(60, 1000, 30, 1000)[3]


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(0, 500), st.integers(500, 5000), st.integers(500, 5000), st.floats(1, 10))
def test_interval_holds_the_estimate_and_agrees_with_the_p_value(
    recent, baseline, recent_total, baseline_total, inflation
):
    estimate, low, high, p_value = measure(recent, recent_total, baseline, baseline_total, inflation, 30)
    assert low < estimate < high
    assert 0 <= p_value <= 1
    assert (p_value < 0.05) == (low > 0 or high < 0) or abs(p_value - 0.05) < 1e-6


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(500, 5000), st.integers(500, 5000))
def test_swapping_the_windows_turns_the_sign(recent, baseline, recent_total, baseline_total):
    one = measure(recent, recent_total, baseline, baseline_total)
    other = measure(baseline, baseline_total, recent, recent_total)
    assert one[0] == pytest.approx(-other[0], abs=1e-6)
    assert one[1] == pytest.approx(-other[2], abs=1e-6)
    assert one[3] == pytest.approx(other[3], abs=1e-9)
