import datetime as dt

import polars as pl
import pytest

from warehouse.connection import NotServed, open_build
from warehouse.publish import publish
from warehouse.typed_query import QueryRefused, run_typed_query
from warehouse.writer import prepare_build, replace_table


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    moment = dt.datetime(2026, 1, 2)
    builds = pl.DataFrame(
        {
            "build_id": ["a", "b"],
            "started_at": [moment] * 2,
            "published_at": [moment] * 2,
            "papers": [3, 4],
            "dated_papers": [0, 1],
            "analyser_version": ["1"] * 2,
            "git_revision": ["unknown"] * 2,
            "is_sample": [False] * 2,
        }
    )
    with open_build(folder / "build.duckdb") as connection:
        prepare_build(connection)
        replace_table(connection, "builds", builds)
    publish(folder / "build.duckdb", folder / "papers.duckdb")
    return folder / "papers.duckdb"


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT build_id, papers FROM builds ORDER BY papers DESC;", [("b", 4), ("a", 3)]),
        ("FROM builds SELECT count(*)", [(2,)]),
        ("WITH few AS (FROM builds WHERE papers < 4) SELECT build_id FROM few -- the small one", [("a",)]),
        ("PIVOT (SELECT build_id, papers FROM builds) ON build_id USING sum(papers)", [(3, 4)]),
    ],
)
def test_a_query_is_answered_in_its_order(served, sql, rows):
    answer = run_typed_query(served, sql, max_rows=10, seconds=10)
    assert answer.rows.rows() == rows
    assert not answer.is_cut


@pytest.mark.parametrize("sql", ["DESCRIBE papers", "SHOW TABLES", "EXPLAIN FROM builds", "SUMMARIZE builds"])
def test_the_tables_can_be_looked_at(served, sql):
    assert run_typed_query(served, sql).rows.height > 0


def test_rows_beyond_the_limit_are_cut_and_said(served):
    answer = run_typed_query(served, "FROM range(100)", max_rows=10)
    assert (answer.rows.height, answer.is_cut) == (10, True)
    answer = run_typed_query(served, "FROM range(10)", max_rows=10)
    assert (answer.rows.height, answer.is_cut) == (10, False)
    assert run_typed_query(served, "FROM range(100)").rows.height == 100


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("", "no query here"),
        ("-- nothing", "no query here"),
        ("SELECT 1; SELECT 2", "2 statements"),
        ("DELETE FROM builds", "DELETE is refused"),
        ("CREATE TABLE mine (a INTEGER)", "CREATE is refused"),
        ("COPY builds TO 'out.csv'", "COPY is refused"),
        ("ATTACH 'other.duckdb'", "ATTACH is refused"),
        ("SET memory_limit = '100GB'", "SET is refused"),
        ("PRAGMA enable_profiling", "PRAGMA is refused"),
        ("FROM read_csv('pyproject.toml')", "Cannot access file"),
        ("FROM glob('*')", "disabled by configuration"),
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM builds", "nothing"),
        ("FROM paper", "paper"),
    ],
)
def test_anything_else_is_refused_in_words(served, sql, message):
    with pytest.raises(QueryRefused, match=message):
        run_typed_query(served, sql, max_rows=10, seconds=10)


def test_a_query_that_runs_too_long_is_stopped(served):
    with pytest.raises(QueryRefused, match=r"Stopped after 0\.3 seconds"):
        run_typed_query(
            served, "SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE a.range % 7 = b.range", seconds=0.3
        )


def test_a_query_that_grows_too_large_is_stopped(served):
    with pytest.raises(QueryRefused, match="more memory"):
        run_typed_query(served, "SELECT list(range) FROM range(200000000)", memory="64MB", seconds=60)


def test_nothing_served_is_said(tmp_path):
    with pytest.raises(NotServed):
        run_typed_query(tmp_path / "papers.duckdb", "FROM papers")
