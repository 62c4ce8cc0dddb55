import csv
import io

import altair as alt
import polars as pl
import pytest

from dashboard.exports import to_csv, to_png, to_svg


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


def test_pictures():
    chart = alt.Chart(pl.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")
    assert to_svg(chart).startswith(b"<svg")
    picture = to_png(chart.properties(width=720, height=72))
    assert picture.startswith(b"\x89PNG")
    width = int.from_bytes(picture[16:20], "big")
    assert 3000 < width < 3600, "ten inches and the axis at 300 dots an inch"
