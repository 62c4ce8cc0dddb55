"""Small plots for the metadata of assets: frames to Vega-Lite to SVG, offline. The dashboard's charts are its own."""

import base64

import dagster as dg
import polars as pl
import vl_convert

_ACCENT, _SECOND, _GREY = "#0072B2", "#D55E00", "#9A9A9A"
_CONFIG = {
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "grid": True, "domain": False},
    "title": {"anchor": "start", "fontSize": 14},
    "font": "sans-serif",
}


def _render(spec: dict, frame: pl.DataFrame) -> dg.MarkdownMetadataValue:
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "white",
        "padding": 8,
        "width": 560,
        "config": _CONFIG,
        "data": {"values": [_plain(row) for row in frame.to_dicts()]},
        **spec,
    }
    picture = base64.b64encode(vl_convert.vegalite_to_svg(whole).encode()).decode()
    return dg.MetadataValue.md(f"![{spec['title']}](data:image/svg+xml;base64,{picture})")


def _plain(row: dict) -> dict:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


def plot_papers_by_month(months: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """Bars of papers by month, by where their date comes from.

    Args:
        months: columns month (Date), date_source, papers.
    """
    spec = {
        "title": "Papers by month of publication",
        "height": 180,
        "mark": "bar",
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None},
            "y": {"field": "papers", "type": "quantitative", "title": "papers", "aggregate": "sum"},
            "color": {
                "field": "date_source",
                "type": "nominal",
                "title": "date from",
                "scale": {"range": [_ACCENT, "#56B4E9", "#009E73", _SECOND]},
            },
        },
    }
    return _render(spec, months)


def plot_lines(lines: pl.DataFrame, title: str) -> dg.MarkdownMetadataValue:
    """Lines of shares by month, one small panel per name.

    Args:
        lines: columns name, period_start (Date), share (0 to 1).
        title: what is shown, and where.
    """
    spec = {
        "title": title,
        "width": 180,
        "height": 70,
        "mark": {"type": "line", "color": _ACCENT, "strokeWidth": 2},
        "encoding": {
            "facet": {"field": "name", "type": "nominal", "columns": 3, "title": None, "sort": None},
            "x": {"field": "period_start", "type": "temporal", "title": None, "axis": {"tickCount": 3}},
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": None,
                "axis": {"format": ".1%", "tickCount": 3},
            },
        },
        "resolve": {"scale": {"y": "independent"}},
    }
    return _render(spec, lines)


def plot_theme_map(themes: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """Themes as bubbles on their map.

    Args:
        themes: columns label, x, y, papers.
    """
    place = {
        "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-1.2, 1.2]}},
        "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-1.1, 1.1]}},
    }
    spec = {
        "title": "Themes: near ones share papers' terms",
        "height": 380,
        "layer": [
            {
                "mark": {"type": "circle", "color": _ACCENT, "opacity": 0.35},
                "encoding": {
                    **place,
                    "size": {"field": "papers", "type": "quantitative", "legend": None, "scale": {"range": [30, 1500]}},
                },
            },
            {"mark": {"type": "text", "fontSize": 10}, "encoding": {**place, "text": {"field": "label"}}},
        ],
    }
    return _render(spec, themes)


def plot_bars(bars: pl.DataFrame, title: str, unit: str) -> dg.MarkdownMetadataValue:
    """Horizontal bars, the longest first.

    Args:
        bars: columns name, value.
        title: what is shown.
        unit: of the values.
    """
    spec = {
        "title": title,
        "height": {"step": 18},
        "mark": {"type": "bar", "color": _GREY},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": "-x", "title": None, "axis": {"labelLimit": 240}},
            "x": {"field": "value", "type": "quantitative", "title": unit},
        },
    }
    return _render(spec, bars)
