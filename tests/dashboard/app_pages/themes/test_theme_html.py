from datetime import date

import polars as pl

from dashboard.app_pages.themes.theme_html import name_html, papers_html, said_left_out


def test_a_theme_is_a_dot_and_a_link():
    row = {"theme_id": 3, "label": "a ·b <i>", "color": 0, "papers": 1200}
    assert name_html(row).endswith('"></span><a href="./themes?theme=3">a\u00a0·b &lt;i&gt;</a>')
    assert papers_html(row) == '<a href="./papers?theme=3">1,200</a>'


def test_what_a_chart_leaves_out_is_said():
    left_out = pl.DataFrame({"period_start": [date(2025, 4, 1), date(2025, 5, 1)], "total": [200, 12]})
    assert said_left_out(left_out, "month") == (
        "Not drawn: 212 papers of the 2 months from Apr 2025 on, which are incomplete or gaps."
    )
    assert said_left_out(left_out.head(1), "month") == (
        "Not drawn: 200 papers of Apr 2025, which is incomplete or a gap."
    )
    assert said_left_out(left_out.clear(), "month") == ""
