from dashboard.charts.layout.measures import measured
from dashboard.charts.lines import Drawing, Series, share_lines
from dashboard.charts.theme import DARK, LIGHT
from tests.dashboard.charts.specs import counts, layer_of, marks, rows_in

LINES = [Series("a", 0), Series("b", 1)]


def test_lines_have_bands_dashes_gaps_and_names(two_lines):
    spec = share_lines(two_lines, LINES, LIGHT, Drawing("month")).to_dict()
    band, line = layer_of(spec, "area"), layer_of(spec, "line")
    assert band["encoding"]["y"]["field"] == "low" and band["encoding"]["y2"]["field"] == "high"
    assert line["encoding"]["strokeDash"]["field"] == "solid"
    assert line["encoding"]["x"]["scale"]["type"] == "utc"
    assert line["encoding"]["color"]["scale"] == {"domain": ["a", "b"], "range": list(LIGHT.lines[:2])}
    texts = [
        row["text"]
        for one in marks(spec)
        if one["mark"]["type"] == "text"
        for row in spec["datasets"][one["data"]["name"]]
        if "text" in row
    ]
    assert texts == ["a", "b"]
    [gap] = rows_in(spec, "rect")
    assert (gap["start"], gap["end"], gap["words"]) == ("2025-02-13", "2025-03-16", "gap: 4 papers")


def test_the_axis_says_what_is_measured(two_lines):
    for measure, title in (("share", "share of papers"), ("papers", "papers"), ("mentions", "mentions")):
        frame = measured(two_lines.drop("value", "low", "high"), measure)
        spec = share_lines(frame, LINES, DARK, Drawing("month", measure)).to_dict()
        assert layer_of(spec, "line")["encoding"]["y"]["title"] == title
    assert not any(one["mark"]["type"] == "area" for one in marks(spec)), "mentions have no band"


def test_points_can_be_clicked_where_asked_for(two_lines):
    def parameters(spec):
        return [one["name"] for one in spec.get("params", [])]

    assert parameters(share_lines(two_lines, LINES, LIGHT, Drawing("month"), clickable=True).to_dict()) == ["picked"]
    assert parameters(share_lines(two_lines, LINES, LIGHT, Drawing("month")).to_dict()) == []


def test_a_log_scale_leaves_nought_out(two_lines):
    spec = share_lines(two_lines, LINES, LIGHT, Drawing("month", log=True)).to_dict()
    assert layer_of(spec, "line")["encoding"]["y"]["scale"]["type"] == "log"
    assert layer_of(spec, "line")["encoding"]["y"]["scale"]["domain"][0] > 0
    assert all(row["value"] is None or row["value"] > 0 for row in rows_in(spec, "line"))


def test_nothing_counted_still_makes_a_chart():
    frame = measured(counts("a", [0, 0, 0, 0], [0, 0, 0, 0]), "share")
    for log in (False, True):
        spec = share_lines(frame, [Series("a", 0)], LIGHT, Drawing("month", log=log)).to_dict()
        assert layer_of(spec, "line")["encoding"]["y"]["scale"]["domain"][1] > 0


def test_bands_can_be_left_out(two_lines):
    spec = share_lines(two_lines, LINES, LIGHT, Drawing("month", bands=False)).to_dict()
    assert not any(one["mark"]["type"] == "area" for one in marks(spec))
    with_bands = share_lines(two_lines, LINES, LIGHT, Drawing("month")).to_dict()
    tops = [layer_of(one, "line")["encoding"]["y"]["scale"]["domain"][1] for one in (spec, with_bands)]
    assert tops[0] <= tops[1]


def test_bands_are_the_fainter_the_more_there_are(two_lines):
    def opacity(lines: list[Series]) -> float:
        return layer_of(share_lines(two_lines, lines, LIGHT, Drawing("month")).to_dict(), "area")["mark"]["opacity"]

    assert opacity(LINES[:1]) == LIGHT.band > opacity(LINES)
