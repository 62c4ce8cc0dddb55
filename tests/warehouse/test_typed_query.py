import duckdb
import polars as pl
import pytest

from warehouse.connection import NotServed
from warehouse.typed_query import QueryRefused, run_typed_query


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


REACHING = [
    "FROM read_text('/etc/hostname')",
    "FROM read_blob('/etc/hostname')",
    "FROM '/etc/hostname.csv'",
    "FROM sniff_csv('/etc/hostname')",
    "FROM read_csv('https://example.org/a.csv')",
    "FROM duckdb_secrets()",
    "FROM query('COPY builds TO out')",
    "SELECT getenv('HOME')",
    "INSTALL httpfs",
    "LOAD httpfs",
    "CALL pragma_version()",
    "USE memory",
    "DETACH warehouse",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'out'",
    "CREATE SECRET (TYPE s3)",
    "CREATE TEMP TABLE mine AS FROM builds",
    "CREATE TABLE memory.main.mine AS PIVOT builds ON build_id USING count(*)",
    "INSERT INTO builds FROM builds",
    "UPDATE builds SET papers = 0",
    "TRUNCATE builds",
    "CHECKPOINT",
    "VACUUM",
    "RESET memory_limit",
    "PREPARE one AS SELECT 1",
    "EXPLAIN ANALYZE DELETE FROM builds",
    "EXPLAIN ANALYZE CREATE TABLE memory.main.mine AS SELECT 1",
    "EXPLAIN ANALYZE SET memory_limit = '100GB'",
]


@pytest.mark.parametrize("sql", REACHING)
def test_nothing_but_the_warehouse_can_be_touched(served, sql):
    with pytest.raises(QueryRefused):
        run_typed_query(served, sql, max_rows=10, seconds=10)


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{}'",
        "COPY (PIVOT builds ON build_id USING count(*)) TO '{}'",
        "COPY (PIVOT builds ON build_id USING count(*)) TO '{}' (USE_TMP_FILE false)",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{}'",
        "explain\n(analyze) COPY (SELECT 1) TO '{}'",
        "/* */ EXPLAIN /* */ ANALYZE COPY (SELECT 1) TO '{}'",
        "EXPLAIN ANALYZE COPY (PIVOT builds ON build_id USING count(*)) TO '{}'",
    ],
)
@pytest.mark.parametrize("name", ["papers.duckdb", "papers.duckdb.wal", "tmp_papers.duckdb", ".tmp/out.csv", "out.csv"])
def test_no_file_is_written_not_even_beside_the_warehouse(served, tmp_path, monkeypatch, sql, name):
    # DuckDB lets a database that it holds open, and the folder it spills into, be written to by name.
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".tmp").mkdir()

    def files() -> dict:
        found = [path for folder in (served.parent, tmp_path) for path in folder.rglob("*")]
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in found}

    before = files()
    for spelling in (served.parent / name, tmp_path / name, name):
        with pytest.raises(QueryRefused):
            run_typed_query(served, sql.format(spelling), max_rows=10, seconds=10)
    assert files() == before


@pytest.mark.parametrize(
    "sql",
    [
        "EXPLAIN ANALYZE FROM builds",
        "explain (format json) select 1",
        "EXPLAIN PIVOT builds ON build_id USING count(*)",
        "PIVOT builds ON build_id USING count(*);",
        "UNPIVOT builds ON papers, dated_papers",
    ],
)
def test_questions_of_several_statements_are_answered(served, sql):
    assert run_typed_query(served, sql, max_rows=10, max_bytes=10_000_000, seconds=10).rows.height > 0


def test_an_answer_that_is_too_large_is_stopped(served):
    large = "SELECT repeat('x', 1000000) FROM range(100)"
    with pytest.raises(QueryRefused, match="the answer is too large to show"):
        run_typed_query(served, large, max_rows=1000, max_bytes=50_000_000)
    assert run_typed_query(served, large, max_rows=1000, max_bytes=200_000_000).rows.height == 100
    none = run_typed_query(served, "SELECT 'a' AS a, 1 AS b, DATE '2026-01-01' AS c WHERE false", max_bytes=10)
    assert none.rows.schema == {"a": pl.String, "b": pl.Int32, "c": pl.Date}


def test_both_ways_of_reading_give_the_same_frame(served):
    sql = """
        SELECT range AS a, range::VARCHAR AS b, DATE '2026-01-01' + range::INTEGER AS c, [range] AS d,
               {'x': range} AS e, range::DECIMAL(10, 2) AS f, range::DOUBLE AS g, TIMESTAMP '2026-01-01 12:00:00' AS h,
               sum(range) OVER () AS i,
               range % 2 = 0 AS j, CASE WHEN range > 5 THEN range END AS k, NULL AS l
        FROM range(1000)
    """
    one, other = run_typed_query(served, sql).rows, run_typed_query(served, sql, max_bytes=10_000_000).rows
    assert one.equals(other) and one.schema == other.schema


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


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ("SELECT INTERVAL 90 minute AS a", "01:30:00"),
        ("SELECT [INTERVAL 1 day] AS a", "[1 day]"),
        ("SELECT {'x': union_value(n := 1)} AS a", "{'x': 1}"),
        ("SELECT '101'::BIT AS a", "101"),
    ],
)
def test_types_that_polars_lacks_come_as_text(served, sql, shown):
    assert run_typed_query(served, sql, max_rows=10, max_bytes=10_000).rows.rows() == [(shown,)]


def test_two_columns_of_one_name_keep_their_places(served):
    sql = "FROM (SELECT 1 AS a) JOIN (SELECT INTERVAL 1 day AS a) ON true"
    assert run_typed_query(served, sql).rows.rows() == [(1, "1 day")]


@pytest.mark.parametrize("value", ["DATE 'infinity'", "TIMESTAMP '20000-01-01'", "DATE '0001-12-31 (BC)'"])
def test_times_that_python_does_not_have_are_refused(served, value):
    with pytest.raises(QueryRefused, match="years 1 to 9999"):
        run_typed_query(served, f"SELECT {value} AS a")


def test_the_first_and_last_day_are_shown(served):
    rows = run_typed_query(served, "SELECT DATE '0001-01-01' AS a, TIMESTAMP '9999-12-31 23:59:59' AS b").rows.rows()
    assert [value.year for value in rows[0]] == [1, 9999]


@pytest.mark.parametrize(
    ("sql", "why"), [("UPDATE EXTENSIONS", "UPDATE is refused"), ("SELECT '\ud83d'", "half a sign")]
)
def test_what_the_bindings_do_not_know_is_refused_in_words(served, sql, why):
    with pytest.raises(QueryRefused, match=why):
        run_typed_query(served, sql)


def test_a_file_of_another_program_is_told_from_a_wrong_name(served, tmp_path):
    foreign = tmp_path / "papers.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS x")
    with pytest.raises(QueryRefused, match=r"papers\.duckdb cannot be read \(it was not made by Papertrends\)\. `pap"):
        run_typed_query(foreign, "FROM papers")
    assert run_typed_query(foreign, "FROM t").rows.rows() == [(1,)]
    with pytest.raises(QueryRefused, match="Table with name nowhere does not exist"):
        run_typed_query(served, "FROM nowhere")


def test_a_slow_query_draws_no_bar_into_its_answer(served):
    assert run_typed_query(served, "SELECT current_setting('enable_progress_bar') AS bar").rows.rows() == [(False,)]
