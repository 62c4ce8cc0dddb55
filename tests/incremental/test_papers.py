"""Records that arrive later: the tables of papers become what they would be if all had come at once."""

from datetime import datetime

import polars as pl
import pytest

from pipelines.incremental import papers
from pipelines.papers import normalize
from warehouse.connection import open_build
from warehouse.schema import table
from warehouse.schema.frames import conform
from warehouse.writer import append_rows, prepare_build, read_table

WORDS = [f"word{number}" for number in range(16)]
ROWS = 40


@pytest.fixture
def connection(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


def add_source(connection, source_id, titles):
    """A file with these titles, each over an abstract that is the title's own."""
    rows = [
        {
            "source_id": source_id,
            "position": place,
            "title": title,
            "abstract": " ".join(f"{WORDS[(place * len(title)) % 16]}{title.split()[0]}{place}" for place in range(45)),
            "stated_id": None,
            "stated_precision": "none",
            "authors": [],
            "categories": [],
            "keywords": [],
        }
        for place, title in enumerate(titles, 1)
    ]
    source = {
        "source_id": source_id,
        "path": source_id,
        "sha256": "0" * 64,
        "format": "jsonl",
        "found": len(rows),
        "parsed": len(rows),
        "rejected": 0,
        "is_sample": False,
        "ingested_at": datetime(2026, 1, 1),
    }
    append_rows(connection, "sources", pl.DataFrame([source]))
    append_rows(connection, "records", conform(pl.DataFrame(rows, infer_schema_length=None), table("records")))


def fill(connection):
    return papers.fill_papers(connection, papers.select_counted(read_table(connection, "sources")))


def read_all(connection):
    return {name: read_table(connection, name).sort(table(name).key) for name in papers.MERGED}


def test_added_records_come_to_what_all_come_to_at_once(connection):
    first = [f"Work{place} on Roofs of Towns" for place in range(ROWS)]
    add_source(connection, "a", first)
    assert fill(connection) == f"{ROWS} records in {ROWS} papers"
    aliases = read_table(connection, "paper_aliases")
    add_source(connection, "b", ["Work3 on roofs of towns", "Work99 on Clocks in Towers"])
    assert fill(connection) == "2 new records; the papers of 3 records were made again"
    found = read_all(connection)
    assert found["papers"].height == ROWS + 1
    sources = read_table(connection, "sources")
    numbers = found["papers"]["paper_number"]
    assert numbers.is_unique().all() and numbers.max() == ROWS + 1, "what is made again has a number of its own"
    for name, frame in zip(papers.MERGED, normalize(read_table(connection, "records"), sources, aliases), strict=True):
        but = [] if name != "papers" else ["paper_number"]
        assert found[name].drop(but).equals(frame.sort(table(name).key).drop(but)), name
    assert fill(connection) == "0 new records; the papers of 0 records were made again"


def test_papers_are_made_again_where_more_than_additions_has_changed(connection, monkeypatch):
    assert fill(connection) is None
    add_source(connection, "made up", ["Work1 on Roofs of Towns", "Work2 on Roofs of Towns"])
    assert fill(connection) == "2 records in 2 papers"
    # More goes than stays.
    connection.execute("UPDATE sources SET left_out = 'sample'")
    add_source(connection, "a", ["Work1 on Roofs of Towns"])
    assert fill(connection) == "1 record in 1 paper"
    # Too many at once.
    add_source(connection, "b", ["Work4 on Roofs of Towns"])
    assert fill(connection) == "2 records in 2 papers"
    # Rows of another version.
    connection.execute("UPDATE internal.record_keys SET normalizer_version = 'old'")
    assert fill(connection) == "2 records in 2 papers"
    # Tables that do not fit each other, after a crash between them.
    connection.execute("DELETE FROM sightings WHERE source_id = 'b'")
    assert fill(connection) == "2 records in 2 papers"
    assert read_table(connection, "sightings").height == 2
    # Papers were emptied for a column that they lacked.
    connection.execute("DELETE FROM papers")
    assert fill(connection) == "2 records in 2 papers"


def test_records_that_go_leave_what_the_others_come_to(connection):
    add_source(connection, "a", [f"Work{place} on Roofs of Towns" for place in range(ROWS)])
    add_source(connection, "b", ["Work3 on roofs of towns", "Work99 on Clocks in Towers"])
    assert fill(connection) == f"{ROWS + 2} records in {ROWS + 1} papers"
    connection.execute("UPDATE sources SET left_out = 'forgotten' WHERE source_id = 'b'")
    aliases = read_table(connection, "paper_aliases")
    assert fill(connection) == "0 new records, 2 records less; the papers of 1 record were made again"
    found = read_all(connection)
    assert found["papers"].height == ROWS
    sources = papers.select_counted(read_table(connection, "sources"))
    records = read_table(connection, "records").filter(pl.col("source_id") == "a")
    for name, frame in zip(papers.MERGED, normalize(records, sources, aliases), strict=True):
        but = [] if name != "papers" else ["paper_number"]
        assert found[name].drop(but).equals(frame.sort(table(name).key).drop(but)), name
    # And back in.
    connection.execute("UPDATE sources SET left_out = NULL")
    assert fill(connection) == "2 new records; the papers of 3 records were made again"
    assert read_all(connection)["papers"].height == ROWS + 1
