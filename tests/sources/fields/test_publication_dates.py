"""One publication date from several columns."""

from datetime import date

import polars as pl
import pytest

from pipelines.sources.fields.publication_dates import choose_dates


def choose(**columns: str | None) -> tuple[date | None, str]:
    """The day and precision of one row whose columns hold these values."""
    chosen = choose_dates({name: [pl.Series([value], dtype=pl.String)] for name, value in columns.items()})
    return chosen.row(0, named=True)["day"], chosen.row(0, named=True)["precision"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"stated_date": "2024-03-12", "stated_year": "2024"}, (date(2024, 3, 12), "day")),
        # A finer date within a coarser one refines it; one outside does not.
        ({"stated_date": "2024", "online_date": "3 May 2024", "stated_year": "2024"}, (date(2024, 5, 3), "day")),
        ({"stated_date": "May 2024", "online_date": "3 Feb 2024", "stated_year": "2024"}, (date(2024, 5, 1), "month")),
        ({"online_date": "4 Feb 2014", "stated_year": "2013"}, (date(2013, 1, 1), "year")),
        ({"online_date": "4 Feb 2014"}, (date(2014, 2, 4), "day")),
        # Web of Science states day and month without the year.
        ({"stated_date": "MAR 12", "stated_year": "2024"}, (date(2024, 3, 12), "day")),
        ({"stated_date": "MAR-APR", "stated_year": "2024"}, (date(2024, 1, 1), "year")),
        ({"stated_date": "MAR", "stated_year": "2024"}, (date(2024, 3, 1), "month")),
        # Rayyan has a column for each part.
        ({"stated_year": "2024", "stated_month": "3", "stated_day": "12"}, (date(2024, 3, 12), "day")),
        ({"stated_year": "2024", "stated_month": "March", "stated_day": None}, (date(2024, 3, 1), "month")),
        ({"stated_year": "2024", "stated_month": None, "stated_day": None}, (date(2024, 1, 1), "year")),
        ({"stated_date": "in press", "stated_year": "2024"}, (date(2024, 1, 1), "year")),
        ({"stated_date": "in press"}, (None, "none")),
    ],
)
def test_columns_are_put_together(columns, expected):
    assert choose(**columns) == expected


def test_the_first_column_that_can_be_read_counts_row_by_row():
    texts = [pl.Series(["n.d.", "2023", None]), pl.Series(["2024-01-05", "2022-01-05", "2021"])]
    chosen = choose_dates({"stated_date": texts})
    assert chosen["text"].to_list() == ["2024-01-05", "2023", "2021"]
    assert chosen["precision"].to_list() == ["day", "year", "year"]


def test_what_cannot_be_read_is_kept_as_it_came():
    assert choose_dates({"stated_date": [pl.Series(["soon"])]})["text"].to_list() == ["soon"]
