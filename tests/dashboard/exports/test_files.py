import csv
import io
from datetime import date, timedelta

import altair as alt
import polars as pl
import pytest

from dashboard.exports.files import to_csv, to_png, to_svg


def read(frame: pl.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(frame).decode("utf-8-sig"))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_becomes_a_formula(start):
    assert read(pl.DataFrame({"title": [f"{start}1+2", "a=b"]})) == [["title"], [f"'{start}1+2"], ["a=b"]]


def test_texts_come_through_as_they_are():
    title = 'Ω, "quotes"\n<script> | $$ 🙂'
    assert read(pl.DataFrame({"title": [title], "n": [-1.5]})) == [["title", "n"], [title, "-1.5"]]


def test_lists_are_joined():
    frame = pl.DataFrame({"names": [["=a", "b"]], "shares": [[0.5, 0.25]]})
    assert read(frame)[1] == ["'=a; b", "0.5; 0.25"]


@pytest.mark.parametrize("text", [" =1+2", "\t=1", "＝1", "\n=1"])
def test_no_text_becomes_a_formula_after_blanks_or_by_wide_signs(text):
    assert read(pl.DataFrame({"title": [text]}))[1] == [f"'{text}"]


def test_no_name_of_a_column_becomes_a_formula():
    assert read(pl.DataFrame({"=cmd": [1], "a=b": ["x"]})) == [["'=cmd", "a=b"], ["1", "x"]]


def test_what_is_no_plain_text_is_safe_too():
    frame = pl.DataFrame({"kind": pl.Series(["@a", None], dtype=pl.Categorical), "day": [date(2025, 1, 2), None]})
    assert read(frame)[1:] == [["'@a", "2025-01-02"], ["", ""]]


def test_whatever_a_query_answers_can_be_taken_away():
    frame = pl.DataFrame(
        {
            "structure": [{"a": date(2025, 1, 2), "b": "ä"}],
            "lists": [[["=1", "x"]]],
            "bytes": [b"=1"],
            "span": [timedelta(days=1)],
            "choice": pl.Series(["=1+1"], dtype=pl.Enum(["=1+1"])),
            "none": [None],
            "number": [-1.5],
            "=cmd()": ["\n=1"],
        }
    )
    assert read(frame) == [
        ["structure", "lists", "bytes", "span", "choice", "none", "number", "'=cmd()"],
        ['{"a": "2025-01-02", "b": "ä"}', '[["=1", "x"]]', "3d31", "1 day, 0:00:00", "'=1+1", "", "-1.5", "'\n=1"],
    ]


@pytest.mark.parametrize(("width", "height"), [(720, 72), (250, 250), (1400, 300)])
def test_pictures_have_the_size_of_print(width, height):
    chart = alt.Chart(pl.DataFrame({"a": [1]})).mark_point().encode(x="a:Q").properties(width=width, height=height)
    svg = to_svg(chart).decode()
    assert svg.startswith("<svg") and 'width="6.667in"' in svg
    picture = to_png(chart)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == pytest.approx(2000, abs=2)
    per_metre = picture.index(b"pHYs") + 4
    assert int.from_bytes(picture[per_metre : per_metre + 4], "big") == round(300 / 0.0254)
