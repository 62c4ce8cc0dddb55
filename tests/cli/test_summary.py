"""What a run says at its end of the verdicts that it changed."""

from datetime import datetime

import polars as pl
import pytest

from pipelines.cli.summary import changes_line
from warehouse.connection import open_build
from warehouse.writer import prepare_build, replace_table


@pytest.fixture
def connection(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        build = {
            "started_at": datetime(2026, 1, 1),
            "published_at": datetime(2026, 1, 1),
            "papers": 1,
            "dated_papers": 1,
        }
        build |= {"build_id": "2", "analyser_version": "1", "git_revision": "unknown", "is_sample": False}
        replace_table(connection, "builds", pl.DataFrame([build]))
        yield connection


def test_changes_of_the_last_build_are_one_line(connection):
    rows = [(2, f"t{number}", "entered_rising") for number in range(3)]
    rows += [(2, "gone", "left_falling"), (2, "far", "moved"), (1, "before", "left_rising")]
    frame = pl.DataFrame(rows, schema=["build_id", "label", "change"], orient="row").with_columns(
        pl.col("build_id").cast(pl.String),
        id=pl.int_range(pl.len()),
        kind=pl.lit("term"),
        papers=1,
        reason=pl.lit("why"),
    )
    replace_table(connection, "trend_changes", frame)
    assert changes_line(connection) == (
        "Changed since the last build: 3 now rising or new (t0, t1, …); 1 no longer falling (gone); "
        "1 outside the interval of its growth then. The reasons are in `trend_changes`."
    )


def test_nothing_is_said_where_nothing_changed(connection):
    assert changes_line(connection) == ""
