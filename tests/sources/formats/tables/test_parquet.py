"""Parquet: columns of any type, and files that are none."""

import gzip
import io
import json
from datetime import date, datetime

import polars as pl
import pytest


def to_bytes(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


BASE = {"title": ["A", "B"], "abstract": ["C.", "D."]}


def test_rows_are_records_by_their_number(parse):
    frame = pl.DataFrame(
        {
            **BASE,
            "id": ["2503.1", None],
            "date": ["2025-03-18", "2025"],
            "authors": [["X", "Y "], []],
            "categories": ["cs.CV cs.CL", None],
            "comment": ["note", None],
            "seen": [2, 1],
        }
    )
    parsed = parse(to_bytes(frame), "papers.parquet")
    assert (parsed.format, parsed.found) == ("parquet", 2)
    first, second = parsed.records.iter_rows(named=True)
    assert (first["position"], second["position"]) == (1, 2)
    assert (first["authors"], first["categories"], second["authors"]) == (["X", "Y"], ["cs.CV", "cs.CL"], [])
    assert (first["stated_on"], second["stated_on"], second["stated_precision"]) == (
        date(2025, 3, 18),
        date(2025, 1, 1),
        "year",
    )
    assert json.loads(first["payload"]) == {"comment": "note", "seen": 2}
    assert json.loads(second["payload"]) == {"seen": 1}


def test_the_content_counts_not_the_name(parse):
    assert parse(to_bytes(pl.DataFrame(BASE)), "papers.csv").records.height == 2
    assert parse(gzip.compress(to_bytes(pl.DataFrame(BASE))), "papers.gz").records.height == 2


@pytest.mark.parametrize(
    ("values", "day", "precision"),
    [
        ([date(2024, 5, 6)] * 2, date(2024, 5, 6), "day"),
        ([datetime(2024, 5, 6, 23, 59)] * 2, date(2024, 5, 6), "day"),
        ([2024, 2024], date(2024, 1, 1), "year"),
        ([2024.0, None], date(2024, 1, 1), "year"),
        ([float("nan"), None], None, "none"),
        ([[2024], None], None, "none"),
    ],
)
def test_dates_of_any_type_are_read(parse, values, day, precision):
    record = parse(to_bytes(pl.DataFrame({**BASE, "date": values}))).records.row(0, named=True)
    assert (record["stated_on"], record["stated_precision"]) == (day, precision)


def test_columns_of_odd_types_cost_no_record(parse):
    frame = pl.DataFrame(
        {
            "title": [b"A", b"B"],
            "abstract": pl.Series(["C.", "C."], dtype=pl.Categorical),
            "authors": [[{"name": "X", "at": 1}], None],
            "keywords": [{"k": "v"}, None],
            "upvotes": ["7", "many"],
            "doi": [True, False],
            "blob": [b"\x00\xff", None],
            "day": [date(2020, 1, 1), None],
            "nothing": pl.Series([None, None], dtype=pl.Null),
        }
    )
    first, second = parse(to_bytes(frame)).records.iter_rows(named=True)
    assert (first["title"], first["abstract"], first["authors"], first["upvotes"]) == ("A", "C.", ["X"], 7)
    assert (second["upvotes"], second["doi"]) == (None, None)
    assert json.loads(first["payload"]) == {"keywords": {"k": "v"}, "day": "2020-01-01"}


def test_rows_without_title_or_abstract_are_rejected_by_number(parse):
    frame = pl.DataFrame({"title": ["A", None, " ", "D"], "abstract": ["x.", "y.", None, ""]})
    parsed = parse(to_bytes(frame))
    assert parsed.records["position"].to_list() == [1]
    assert parsed.rejects["position"].to_list() == [2, 3, 4]
    assert parsed.rejects["reason"].to_list() == [
        "It has an abstract but no title.",
        "It has neither a title nor an abstract.",
        "It has a title but no abstract; a paper needs both.",
    ]


def test_missing_columns_are_named(parse):
    parsed = parse(to_bytes(pl.DataFrame({"title": ["A"], "body": ["B"]})), "x.parquet")
    assert parsed.format == "unknown"
    assert "no column for the abstract: the columns are title, body" in parsed.rejects["reason"][0]


def test_a_table_without_rows_is_said_to_be_empty(parse):
    parsed = parse(to_bytes(pl.DataFrame(BASE).clear()))
    assert (parsed.format, parsed.rejects["reason"].to_list()) == ("parquet", ["The table has no rows."])


@pytest.mark.parametrize("keep", [4, 20, 300, -1, -30])
def test_a_damaged_file_is_refused(parse, keep):
    parsed = parse(to_bytes(pl.DataFrame(BASE))[:keep], "x.parquet")
    assert (parsed.format, parsed.records.height) == ("unknown", 0)
    assert "damaged or incomplete" in parsed.rejects["reason"][0]


def test_a_file_with_damaged_pages_is_refused(parse):
    raw = bytearray(to_bytes(pl.DataFrame({"title": [f"A{at}" for at in range(5000)], "abstract": ["B."] * 5000})))
    raw[200:900] = b"\xff" * 700
    assert "damaged" in parse(bytes(raw), "x.parquet").rejects["reason"][0]


def test_text_called_parquet_is_refused(parse):
    assert "called .parquet" in parse("title,abstract\nA,B.\n", "x.parquet").rejects["reason"][0]
