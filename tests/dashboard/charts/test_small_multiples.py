from dashboard.charts.lines import Drawing, Series
from dashboard.charts.small_multiples import small_lines
from dashboard.charts.theme import LIGHT
from tests.dashboard.charts.specs import layer_of

LINES = [Series("a", 0), Series("b", 1)]


def test_small_charts_have_one_scale_and_their_names(two_lines):
    spec = small_lines(two_lines, LINES, LIGHT, Drawing("month"), title="Both").to_dict()
    assert [chart["title"]["text"] for chart in spec["concat"]] == ["a", "b"]
    heights = [layer_of(chart, "line")["encoding"]["y"]["scale"]["domain"] for chart in spec["concat"]]
    assert heights[0] == heights[1]
    assert spec["config"]["background"] == LIGHT.page
