import pytest

from dashboard.charts.hues import MOST, _oklab, pick_apart


def test_the_first_round_is_told_apart_and_nothing_beyond_it():
    assert pick_apart(range(44)) == list(range(8)) and MOST == 8


def test_a_colour_comes_once_and_none_that_looks_like_one_before_it_or_like_grey():
    assert pick_apart([1, 17, 2]) == [0, 2], "slots begin again after sixteen"
    assert pick_apart([0, 13]) == [0], "two blues"
    assert pick_apart([13, 0, 2]) == [0, 2]
    assert pick_apart([15]) == [], "a grey, as what has no colour"
    assert pick_apart([]) == []


def test_oklab_as_published():
    # From the reference values of Ottosson's article, through sRGB.
    assert _oklab("#FFFFFF") == pytest.approx((1, 0, 0), abs=1e-3)
    assert _oklab("#FF0000") == pytest.approx((0.628, 0.225, 0.126), abs=1e-3)
