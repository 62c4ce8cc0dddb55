"""Dates in any common spelling, and those that are none."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.dates import day_in_name, find_order, read_date, read_dates

DAY = date(2025, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-04-03", "2025/04/03", "2025.04.03", "2025-4-3", "20250403", " 2025-04-03 ", "2025-04-03Z"),
        *("2025-04-03T23:59:59Z", "2025-04-03T23:59:59.123456+02:00", "2025-04-03 10:00", "20250403T101500Z"),
        *("3 April 2025", "03 Apr 2025", "3-Apr-2025", "3. April 2025", "3rd April, 2025", "3rd of April 2025"),
        *("April 3, 2025", "Apr. 3rd, 2025", "april 3 2025", "APR 3 2025", "2025 Apr 3", "2025-Apr-03"),
        *("Thu, 3 Apr 2025 13:00:00 GMT", "Thu, 03 Apr 2025 00:00:00 -0400", "Thursday, April 3, 2025"),
        *("2025年4月3日", "1743638400", "1743638400000", "2025/04/03/", "2025/04/03/Thursday", "2025 3 Apr"),
    ],
)
def test_a_day_is_read(text):
    assert read_date(text) == (DAY, "day")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("04/25/2025", date(2025, 4, 25)),
        ("25/04/2025", date(2025, 4, 25)),
        ("25.4.2025 10:15", date(2025, 4, 25)),
        ("05-05-2025", date(2025, 5, 5)),
    ],
)
def test_figures_are_read_where_only_one_order_is_possible(text, day):
    assert read_date(text) == (day, "day")


@pytest.mark.parametrize(
    "text",
    [
        *("2025-04", "2025/4", "April 2025", "Apr. 2025", "2025 April", "2025, Apr", "2025-04-00", "2025年4月"),
        *(
            "Apr2025",
            "04/2025",
            "2025/04//",
            "2025/04/",
            "3-7 April 2025",
            "April 3-7, 2025",
            "2025 Apr 3-7",
            "(Apr 2025)",
        ),
    ],
)
def test_a_month_is_its_first_day(text):
    assert read_date(text) == (date(2025, 4, 1), "month")


@pytest.mark.parametrize(
    "text",
    [
        "2025",
        "2025.0",
        "2025,0",
        "2025-00-00",
        "Spring 2025",
        "2025 Q2",
        "2025 Mar-Apr",
        "Mar-Apr 2025",
        "2025 Winter",
        "Jan/Feb 2025",
        "2025//",
        "2025///Mar-Apr",
        "SPR 2025",
        "Firstquarter 2025",
        "2025 1st Quarter",
        "30 Nov.-2 Dec. 2025",
        "Nov. 30 2025-Dec. 2 2025",
        "2025 Dec-2026 Jan",
        "[2025]",
    ],
)
def test_a_year_a_season_and_a_range_are_the_first_day_of_the_year(text):
    assert read_date(text) == (date(2025, 1, 1), "year")


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "  ", "n.d.", "in press", "unknown", "NaN", "25", "125", "0", "-1"),
        *("2025-02-30", "2025-13-01", "31 April 2025", "30/02/2025", "2025-00-12", "0000-00-00", "9999-12-31", "1066"),
        *("04/05/2025", "4-5-2025", "03.04.2025", "00/00/2025", "04/05/25", "3 Apr 25", "2025-04-03-02", "2025-04-03x"),
        *("April", "2025 Foo", "Foo 2025", "99 April 2025", "20251399", "12345678901234567890"),
    ],
)
def test_what_is_impossible_ambiguous_or_no_date_is_none(text):
    assert read_date(text) == (None, "none")


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error(text):
    day, precision = read_date(text)
    assert (day is None) == (precision == "none")


@given(st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_spellings_of_a_day_agree(day):
    month = day.strftime("%B")
    for text in (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.isoformat() + "T01:02:03",
    ):
        assert read_date(text) == (day, "day")


@given(
    st.lists(
        st.sampled_from(["2025-04-03", "2025-04-03T10:00:00Z", "April 2025", "2025", "04/05/2025", "x", None]),
        max_size=20,
    )
)
def test_a_column_is_read_as_its_values_are(texts):
    read = read_dates(pl.Series(texts, dtype=pl.String))
    assert read.rows() == [read_date(text) for text in texts]


@pytest.mark.parametrize(
    ("shown", "month_first"),
    [
        (("04/30/2024",), True),
        (("30/04/2024",), False),
        (("30.04.2024", "01.02.2024"), False),
        (("04/30/2024", "30/04/2024"), None),
        (("2024-04-30",), None),
    ],
)
def test_the_order_of_day_and_month_is_what_the_other_dates_show(shown, month_first):
    day = {True: date(2024, 4, 3), False: date(2024, 3, 4), None: None}[month_first]
    assert find_order(shown) is month_first
    assert read_dates(pl.Series(["04/03/2024", *shown]))["day"][0] == day


def test_many_distinct_times_are_one_day_each():
    times = pl.Series([f"2025-04-03T10:{at // 60 % 60:02}:{at % 60:02}.{at:06}Z" for at in range(5000)])
    assert read_dates(times).unique().rows() == [(DAY, "day")]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-04-03.txt", DAY),
        ("2025-04-03.jsonl.gz", DAY),
        ("digest_2025-04-03_saved.txt", DAY),
        ("2025-04-03_2025-04-03.txt", DAY),
        ("2025-04-03_to_2025-04-05.txt", None),
        ("2025-04_2026-03.jsonl.gz", None),
        ("2025-02-30.txt", None),
        ("12025-04-031.txt", None),
        ("digest.txt", None),
    ],
)
def test_the_day_in_a_name(name, day):
    assert day_in_name(name) == day


def test_the_day_after_the_last_that_is_taken_for_one_is_none():
    assert read_date((date(2100, 12, 31) + timedelta(days=1)).isoformat()) == (None, "none")
