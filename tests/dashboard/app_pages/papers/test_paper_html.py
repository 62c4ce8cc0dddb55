from datetime import date

import pytest

from dashboard.app_pages.papers.paper_html import date_html, month_facets_html, outward, pages_html, theme_facets_html
from dashboard.charts.theme import LIGHT


@pytest.mark.parametrize(
    ("on", "precision", "source", "words"),
    [
        (date(2025, 3, 9), "day", "given", ">9 Mar 2025<"),
        (date(2025, 3, 9), "day", "listing", ">listed 9 Mar 2025<"),
        (date(2025, 3, 1), "month", "arxiv_id", ">about Mar 2025<"),
        (date(2025, 1, 1), "year", "matched", ">matched 2025<"),
        (None, "none", "none", ">undated<"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(on, precision, source, words):
    assert words in date_html({"published_on": on, "date_precision": precision, "date_source": source})


def test_links_lead_to_the_web_only():
    assert outward("javascript:alert(1)", "x<y") == "x&lt;y"
    assert outward(None, "none") == "none"
    assert outward('https://a.org/"b"', "a") == (
        '<a href="https://a.org/&quot;b&quot;" target="_blank" rel="noopener noreferrer">a</a>'
    )


def test_pages_lead_back_and_forth_and_keep_the_rest_of_the_address():
    assert pages_html(1, 1, {}) == ""
    first = pages_html(1, 3, {"q": "a b"})
    assert "previous" not in first and 'href="./papers?q=a+b&amp;page=2"' in first and "page=3" in first
    last = pages_html(3, 3, {})
    assert "next" not in last and 'href="./papers?page=2"' in last


def test_themes_narrow_the_list():
    rows = [
        {"theme_id": 3, "label": "<b>", "color": 0, "papers": 8},
        {"theme_id": 4, "label": "x", "color": 1, "papers": 2},
    ]
    html = theme_facets_html(rows, {"q": "a"}, LIGHT)
    assert '<a href="./papers?q=a&amp;theme=3">&lt;b&gt;</a><small>8</small>' in html
    assert "width:100.0%" in html and "width:25.0%" in html


def months(first: date, many: int) -> list[dict]:
    days = [
        date(first.year + (first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1, 1) for step in range(many)
    ]
    return [{"month": day, "papers": 2} for day in days]


def test_months_without_papers_keep_their_place():
    rows = [{"month": date(2024, 11, 1), "papers": 4}, {"month": date(2025, 2, 1), "papers": 1}]
    html = month_facets_html(rows, {})
    assert html.count("<i ") == 4
    assert 'href="./papers?month=2025-02"' in html and "Dec 2024: 0 papers" in html
    assert "height:100%" in html and "height:25%" in html
    assert month_facets_html(rows[:1], {}) == "" == month_facets_html([], {})


def test_many_months_are_shown_as_years():
    html = month_facets_html(months(date(2020, 7, 1), 60), {})
    assert html.count("<i ") == 6
    assert 'title="2020: 12 papers"' in html and 'title="2021: 24 papers"' in html
