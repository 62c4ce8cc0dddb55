import pytest

from pipelines.themes.continuity.drift import measure_drift, record_fit


def test_drift_is_the_mean_shortfall_of_what_was_folded_in():
    fitted = record_fit("b1", 100, 0.4, 9, "")
    then = measure_drift(fitted, "b2", 20, 0.36, 9)
    assert then["drift"].item() == pytest.approx(0.1)
    later = measure_drift(then, "b3", 20, 0.28, 10).row(0, named=True)
    assert later["drift"] == pytest.approx((0.1 * 20 + 0.3 * 20) / 40)
    assert later["refit_due"] and "refit" in later["reason"]
    assert (later["fitted_build_id"], later["fitted_papers"], later["new_papers"]) == ("b1", 100, 40)


def test_better_papers_are_no_drift():
    assert measure_drift(record_fit("b1", 100, 0.4, 9, ""), "b2", 20, 0.5, 9)["drift"].item() == 0


def test_nothing_new_changes_nothing():
    fitted = measure_drift(record_fit("b1", 100, 0.4, 9, ""), "b2", 20, 0.36, 9)
    again = measure_drift(fitted, "b3", 0, 0.0, 9)
    assert again.select("drift", "new_papers", "refit_due").equals(fitted.select("drift", "new_papers", "refit_due"))


def test_growth_alone_calls_for_a_refit():
    assert measure_drift(record_fit("b1", 100, 0.4, 9, ""), "b2", 51, 0.4, 9)["refit_due"].item()
