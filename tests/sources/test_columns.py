"""Columns to records and rejects."""

import json

import polars as pl

from pipelines.sources.columns import Stated, build_records, read_table


def test_of_several_columns_the_first_value_that_is_not_blank_counts():
    frame = pl.DataFrame(
        {"title": ["", "B"], "document title": ["A", "X"], "abstract": ["c.", "d."], "doi": [" ", "10.1/x"]}
    )
    records, _ = read_table(frame, pl.Series([1, 2]))
    assert records["title"].to_list() == ["A", "B"]
    assert records["doi"].to_list() == [None, "10.1/x"]
    assert [json.loads(payload) for payload in records["payload"]] == [{"document title": "A"}, {"document title": "X"}]


def test_a_field_that_no_column_states_is_empty():
    stated = [Stated("title", pl.Series(["A"])), Stated("abstract", pl.Series(["B."]))]
    records, rejects = build_records(stated, None, pl.Series([7]))
    record = records.row(0, named=True)
    assert rejects.is_empty()
    assert (record["position"], record["stated_precision"], record["authors"], record["doi"]) == (7, "none", [], None)


def test_a_listing_day_that_is_no_day_is_left_out():
    frame = pl.DataFrame({"title": ["A", "B"], "abstract": ["c.", "d."], "listed_on": ["2025-04", "2025-04-03"]})
    records, _ = read_table(frame, pl.Series([1, 2]))
    assert records["listed_on"].cast(pl.String).to_list() == [None, "2025-04-03"]


def test_a_volume_of_proceedings_is_no_paper():
    frame = pl.DataFrame(
        {
            "title": ["Ponds 2010 - 3rd Conference", "How to read proceedings"],
            "abstract": [
                "The proceedings contain 20 papers. The topics include: frogs.",
                "The proceedings contain much.",
            ],
        }
    )
    records, rejects = read_table(frame, pl.Series([1, 2]))
    assert records["title"].to_list() == ["How to read proceedings"]
    assert rejects.rows() == [
        (1, "It announces a volume of proceedings and is no paper itself.", "Ponds 2010 - 3rd Conference")
    ]


def test_of_several_addresses_the_first_that_is_safe_counts():
    table = pl.DataFrame(
        {
            "title": ["A", "B"],
            "abstract": ["Owls.", "Owls."],
            "url": ["javascript:alert(1)", "data:text/html,x"],
            "link": ["https://example.org/a", "//example.org"],
        }
    )
    records, _ = read_table(table, pl.Series([1, 2]))
    assert records["url"].to_list() == ["https://example.org/a", None]
