"""What is new and what became of it, worked out by hand from the warehouse of `tests/dashboard/handmade`.

The newest day is 10 April 2025, so the week is 4 to 10 April: April's papers 3 to 9, seven in all. April's reasoning
papers are 0 to 4, so two of them (3 and 4) are of the week; those on flow matching are 7 to 9.
"""

from datetime import date

import pytest

from dashboard.queries.watchlist import followed_terms, followed_themes, last_week
from dashboard.query import run_query
from warehouse.connection import open_served
from warehouse.paths import data_paths

WEEK = (date(2025, 4, 4), date(2025, 4, 10))


@pytest.fixture
def fetch(warehouses):
    def run(query, state="full"):
        with open_served(data_paths(warehouses[state]).served) as connection:
            return run_query(connection, query)

    return run


def test_the_week_ends_with_the_newest_day(fetch):
    assert fetch(last_week()).row(0) == (*WEEK, 7, False)
    assert fetch(last_week(), "undated").is_empty()
    assert fetch(last_week(), "empty").is_empty()


def test_terms_in_the_order_asked_for(fetch):
    rows = fetch(followed_terms([3, 1, 99], "month", *WEEK, is_month=False, most=2)).to_dicts()
    assert [(row["name"], row["new_papers"]) for row in rows] == [("flow matching", 3), ("reasoning", 2)]
    assert [paper["day"].day for paper in rows[0]["newest"]] == [10, 9]
    assert rows[1]["series"] == [0.1, 0.2, 0.5, 0.5]
    assert rows[1]["direction"] == "rising" and rows[1]["growth"] == 1.0


def test_themes_likewise(fetch):
    (row,) = fetch(followed_themes([1], "month", *WEEK, is_month=False, most=8)).to_dicts()
    assert (row["name"], row["new_papers"], row["color"]) == ("Reasoning", 5, 0)
    assert len(row["newest"]) == 5


def test_nothing_dated_has_nothing_new(fetch):
    rows = fetch(followed_terms([1], "month", None, None, is_month=False, most=2), "undated").to_dicts()
    assert [(row["new_papers"], row["newest"], row["series"]) for row in rows] == [(0, [], [])]
