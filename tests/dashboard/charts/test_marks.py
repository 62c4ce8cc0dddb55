import altair as alt
import polars as pl

from dashboard.charts.marks import PlacedText, halo_text, make_clickable, pixel_axes
from dashboard.charts.theme import LIGHT


def test_a_clickable_mark_can_be_pointed_at_found_by_keyboard_and_selected():
    chart = alt.Chart(pl.DataFrame({"a": [1]}), mark=alt.MarkDef("point", size=9))
    spec = make_clickable(chart, "picked", "a").to_dict()
    assert spec["mark"] == {"type": "point", "size": 9, "cursor": "pointer", "ariaRole": "button"}
    [parameter] = spec["params"]
    assert parameter["name"] == "picked"
    assert parameter["select"] == {"type": "point", "fields": ["a"], "toggle": False}


def test_pixels_run_from_the_upper_left_corner():
    x, y = pixel_axes(300, 200)
    assert x.to_dict()["scale"] == {"domain": [0, 300], "nice": False}
    assert y.to_dict()["scale"] == {"domain": [200, 0], "nice": False}


def test_text_stands_on_a_halo_in_the_colour_of_the_page():
    layers = halo_text([PlacedText("a", 1, 2)], *pixel_axes(9, 9), LIGHT, align="left", weight="bold")
    halo, ink = (layer.to_dict() for layer in layers)
    assert halo["mark"]["stroke"] == LIGHT.page and ink["mark"]["color"] == LIGHT.ink
    assert halo["mark"]["align"] == ink["mark"]["align"] == "left"
    assert list(ink["datasets"].values()) == [[{"text": "a", "left": 1.0, "down": 2.0}]]


def test_no_text_is_no_layer():
    assert halo_text([], *pixel_axes(9, 9), LIGHT) == []
