from datetime import date

import pytest


@pytest.fixture
def with_themes(changed):
    """The full warehouse with three more themes, which have no papers of their own."""
    common = {
        "top_terms": ["a"],
        "representative_papers": [],
        "papers": 1,
        "coherence": 0.1,
        "pinned": False,
        "color": 1,
    }
    return changed(
        themes=[
            common
            | {"theme_id": key, "label": name, "x": 0.1 * key, "y": 0.2, "centrality": float(key), "density": 9.0 / key}
            for key, name in ((3, "=1+1"), (4, "<script>$$"), (5, "a | b 🙂"))
        ]
    )


def options(page) -> list[str]:
    return page.app.segmented_control(key="view").options


def test_there_are_as_many_pictures_as_the_data_fills(open_page, with_themes):
    assert options(open_page("full", "themes")) == ["map", "over time"]
    assert options(open_page("undated", "themes")) == ["map"]
    assert options(open_page(with_themes, "themes")) == ["map", "over time", "strategic diagram"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("map", "Near themes share terms."),
        ("over time", "each as thick as its share of papers by month"),
        ("strategic diagram", "Themes by rank: to the right the more their terms are tied to those of other themes"),
    ],
)
def test_a_picture_stands_in_the_address(open_page, with_themes, view, said):
    page = open_page(with_themes, "themes", view=view)
    assert said in page.text
    assert len(page.app.get("vega_lite_chart")) == 1
    assert "&lt;script&gt;$$" in page.html and "<script>$$" not in page.html


def test_a_picture_that_there_is_not_gives_the_map(open_page):
    assert "Near themes share terms." in open_page("undated", "themes", view="over time").text


def test_a_theme_leads_to_its_network_and_to_what_tells_it_apart(open_page):
    html = open_page("full", "themes", theme="1").html
    assert "./network?theme=1" in html
    assert "./compare?a_theme=1&amp;b_rest=true" in html


def test_periods_before_the_first_whole_one_are_left_out_and_said(open_page, changed):
    early = [
        {"grain": "month", "period_start": date(2024, 9, 1), "papers": 0, "is_complete": False, "is_gap": True},
        {"grain": "month", "period_start": date(2024, 10, 1), "papers": 0, "is_complete": False, "is_gap": True},
        {"grain": "month", "period_start": date(2024, 11, 1), "papers": 3, "is_complete": False, "is_gap": False},
        {"grain": "month", "period_start": date(2024, 12, 1), "papers": 2, "is_complete": True, "is_gap": True},
    ]
    folder = changed(periods=early)
    said = "Not drawn: 5 papers of the 4 months from Sep 2024 on, which are incomplete or gaps."
    assert said in open_page(folder, "themes", theme="1").text
    assert said in open_page(folder, "themes", view="over time").text


def test_a_theme_is_shown_by_quarter_where_there_are_many_months(open_page, changed):
    months = [
        {"grain": "month", "period_start": date(year, month, 1), "papers": 1, "is_complete": True, "is_gap": False}
        for year in range(2020, 2025)
        for month in range(1, 13)
    ]
    page = open_page(changed(periods=months), "themes", theme="1")
    assert "by quarter" in page.text and "A click on a month" not in page.text
    assert len(page.app.get("vega_lite_chart")) == 1
