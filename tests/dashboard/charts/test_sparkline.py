import pytest

from dashboard.charts import sparkline


def test_a_sparkline_breaks_at_what_is_unknown_and_dashes_what_is_not_firm():
    svg = sparkline.sparkline([0.1, 0.2, None, 0.2, 0.1], [True, True, True, True, False])
    assert svg.count("<polyline") == 2
    assert svg.count("stroke-dasharray") == 1
    assert svg.count("<circle") == 1


def test_a_sparkline_runs_from_nought_to_its_top():
    svg = sparkline.sparkline([0.0, 1.0], [True, True], width=106, height=26)
    assert "points='3.0,23.0 103.0,3.0'" in svg


@pytest.mark.parametrize("values", [[], [None], [0.3], [0.0, 0.0]])
def test_a_sparkline_of_little_is_still_a_picture(values):
    assert sparkline.sparkline(values, [True] * len(values)).startswith("<svg")


def test_a_sparkline_shades_its_interval():
    svg = sparkline.sparkline([0.5, 0.5], [True, True], width=106, height=26, top=1.0, band=[(0.4, 1.5), (0.0, 0.6)])
    assert "points='3.0,3.0 103.0,11.0 103.0,23.0 3.0,15.0'" in svg, "cut at the top"


def test_a_mask_is_one_css_string():
    mask = sparkline.as_mask(sparkline.sparkline([0.1, 0.2], [True, True]))
    assert mask.count('"') == 2 and "<" not in mask and ">" not in mask
