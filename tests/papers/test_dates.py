"""One honest date a paper, and where it comes from."""

from datetime import date

import pytest

DAY = {"stated_on": date(2025, 3, 25), "stated_precision": "day"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Each source of a date, alone.
        ([{}], (None, "none", "none")),
        ([DAY], (date(2025, 3, 25), "day", "given")),
        ([{"stated_id": "2503.00001"}], (date(2025, 3, 1), "month", "arxiv_id")),
        ([{"stated_id": "cs/0601001"}], (date(2006, 1, 1), "month", "arxiv_id")),
        ([{"listed_on": date(2025, 4, 25)}], (date(2025, 4, 25), "day", "listing")),
        # Precedence.
        ([{"stated_id": "2503.00001", "listed_on": date(2025, 4, 25)}], (date(2025, 3, 1), "month", "arxiv_id")),
        ([{"stated_id": "2503.00001", **DAY}], (date(2025, 3, 25), "day", "given")),
        ([{"stated_id": "2504.00001", **DAY}], (date(2025, 3, 25), "day", "given")),
        # A date after the month in the arXiv id is a listing's or a journal's.
        ([{"stated_id": "2502.00001", **DAY}], (date(2025, 2, 1), "month", "arxiv_id")),
        # Matched by its text to a record that knows.
        ([{"doi": "10.1000/a"}, DAY], (date(2025, 3, 25), "day", "matched")),
        ([{"stated_id": "2503.00001"}, {**DAY, "source_id": "s2"}], (date(2025, 3, 1), "month", "arxiv_id")),
        # An undated digest and a daily one: the listing's day.
        ([{}, {"listed_on": date(2025, 4, 25), "source_id": "s2"}], (date(2025, 4, 25), "day", "listing")),
        # Of several the earliest; of two that agree the finer.
        ([DAY, {"stated_on": date(2025, 6, 1), "stated_precision": "day"}], (date(2025, 3, 25), "day", "given")),
        (
            [
                {"doi": "10.1000/a", **DAY},
                {"doi": "10.1000/a", "stated_on": date(2025, 1, 1), "stated_precision": "year"},
            ],
            (date(2025, 3, 25), "day", "given"),
        ),
        (
            [
                {"doi": "10.1000/a", **DAY},
                {"doi": "10.1000/a", "stated_on": date(2024, 1, 1), "stated_precision": "year"},
            ],
            (date(2024, 1, 1), "year", "given"),
        ),
        # What programs write for no date.
        ([{"stated_on": date(1970, 1, 1), "stated_precision": "day"}], (None, "none", "none")),
    ],
)
def test_the_date_follows_the_precedence(run, rows: list[dict], expected: tuple) -> None:
    paper = run(*rows).papers.to_dicts()
    assert len(paper) == 1
    assert (paper[0]["published_on"], paper[0]["date_precision"], paper[0]["date_source"]) == expected


def test_month_is_null_where_only_the_year_is_known(run) -> None:
    year = run({"stated_on": date(2024, 1, 1), "stated_precision": "year"}).papers
    assert year["month"].to_list() == [None]
    assert run(DAY).papers["month"].to_list() == [date(2025, 3, 1)]


def test_listing_days_and_disagreement_are_kept_apart(run) -> None:
    paper = run(
        {"doi": "10.1000/a", **DAY, "listed_on": date(2025, 5, 2)},
        {
            "doi": "10.1000/a",
            "stated_on": date(2025, 9, 1),
            "stated_precision": "month",
            "listed_on": date(2025, 4, 25),
        },
    ).papers.to_dicts()[0]
    assert paper["first_listed_on"] == date(2025, 4, 25)
    assert paper["published_on"] == date(2025, 3, 25)
    assert paper["latest_stated_on"] == date(2025, 9, 1)


def test_every_date_leads_to_its_record(run) -> None:
    result = run(
        {"source_id": "b"},
        {"source_id": "c", "listed_on": date(2025, 4, 25)},
        {"source_id": "a", "listed_on": date(2025, 4, 26)},
    )
    paper = result.papers.to_dicts()[0]
    assert (paper["dated_by_source_id"], paper["dated_by_position"]) == ("c", 2)
    traced = result.papers.join(
        result.sightings,
        left_on=["paper_id", "dated_by_source_id", "dated_by_position"],
        right_on=["paper_id", "source_id", "position"],
    )
    assert traced["listed_on"].to_list() == [paper["published_on"]]
