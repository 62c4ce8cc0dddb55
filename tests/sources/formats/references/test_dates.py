"""Dates of references: whatever stands in which field, as exact as it is stated and no more."""

import pytest

from pipelines.sources.formats.references.dates import choose_date, iso_date, join_date, refine


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("2024//", None, "2024"),
        ("2024/03/12/", None, "2024-03-12"),
        ("2024/3//", None, "2024-03"),
        ("2020///nan", None, "2020"),
        ("2016/12/31/Epub", None, "2016-12-31"),
        ("2024 Mar 12", None, "2024-03-12"),
        ("2023 Winter", None, "2023"),
        ("2022 Nov-Dec", None, "2022"),
        ("1998 Dec-1999 Jan", None, "1998"),
        ("MAR 12", "2024", "2024-03-12"),
        ("MAY", "2016", "2016-05"),
        ("MAY-JUN", "2024", "2024"),
        ("WIN", "2023", "2023"),
        ("nan", "2020", "2020"),
        ("nan", None, None),
        ("", "2020", None),
        (None, None, None),
        ("in press", None, None),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_stated(text, year, expected):
    assert iso_date(text, year) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2024", "Mar", "12"), "2024-03-12"),
        (("2024", "03", "12"), "2024-03-12"),
        (("2024", "3", None), "2024-03"),
        (("2024", None, "12"), "2024"),
        (("2024", "Feb", "30"), "2024-02"),
        (("2020", "Winter", None), "2020"),
        ((None, "Mar", "12"), None),
    ],
)
def test_parts_that_cannot_be_read_lower_the_precision(parts, expected):
    assert join_date(*parts) == expected


def test_a_date_is_refined_only_by_one_that_lies_within_it():
    assert refine("2024", ["2024-03-12", "2023-12-31"]) == "2024-03-12"
    assert refine("2024-05", ["2024-03-12"]) == "2024-05"
    assert refine(None, [None, "2024-03"]) == "2024-03"
    assert refine("2024", []) == "2024"


def test_the_year_of_a_reference_decides_between_its_dates():
    assert choose_date("2014", ["APR 21"]) == "2014-04-21"
    assert choose_date("2020", ["2020///nan"]) == "2020"
    assert choose_date("2017", ["2016/10/26/"]) == "2017"
    assert choose_date(None, ["2016/10/26/"]) == "2016-10-26"
