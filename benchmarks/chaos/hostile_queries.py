"""Queries that try to read or write files, reach the network, change the warehouse or settings, or take all there is.

Each is refused or answered; none may touch a file, show a secret, or go on beyond its time.
"""

from collections.abc import Callable
from pathlib import Path

_READERS = (
    "read_csv", "read_csv_auto", "read_text", "read_blob", "read_json", "read_json_auto", "read_json_objects",
    "read_ndjson_objects", "read_parquet", "read_duckdb", "sniff_csv", "glob", "parquet_metadata", "parquet_schema",
    "read_xlsx", "sqlite_scan", "postgres_scan",
)  # fmt: skip
"""Table functions that take the path of a file."""

_FILES = (
    "FROM '{secret}'", 'FROM "{secret}"', "SELECT * FROM (SELECT * FROM '{secret}')",
    "WITH a AS (FROM '{secret}') FROM a", "SELECT 'a' UNION ALL SELECT a FROM '{secret}'",
    "SELECT EXISTS (FROM '{secret}')", "SELECT read_text('{secret}')",
    "FROM papers WHERE title IN (SELECT a FROM '{secret}')", "SELECT (SELECT content FROM read_text('{secret}'))",
    "SELECT * FROM (SELECT '{secret}' AS f) t, LATERAL (SELECT * FROM read_text(t.f))",
    "FROM query_table('{secret}')", "FROM query('FROM read_text(''{secret}'')')", "FROM read_text('file://{secret}')",
    "FROM read_text('../secret.csv')",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''{secret}'')'))", "FROM '{served}'",
    "FROM read_text('/proc/self/environ')", "FROM read_csv('/dev/stdin')", "SELECT getenv('SECRET_TOKEN')",
    "EXPLAIN ANALYZE FROM '{secret}'", "SUMMARIZE '{secret}'", "DESCRIBE FROM '{secret}'",
)  # fmt: skip

_WRITES = (
    "COPY (SELECT 1) TO '{out}.csv'", "COPY papers TO '{out}.parquet'", "COPY builds FROM '{secret}'",
    "COPY (SELECT 1) TO '| touch {out}'", "COPY (SELECT 1) TO '/dev/stdout'", "FROM (COPY (SELECT 1) TO '{out}')",
    "WITH d AS (COPY papers TO '{out}') FROM d", "EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
    "EXPLAIN ANALYZE (COPY (SELECT 1) TO '{out}')", "EXPLAIN SELECT 1) ; COPY (SELECT 1) TO '{out}'; FROM (SELECT 1",
    "PIVOT builds ON build_id USING count(*)) ; COPY (SELECT 1) TO '{out}'; FROM (SELECT 1",
    "FROM query('COPY (SELECT 1) TO ''{out}.csv''')", "EXPORT DATABASE '{out}'", "IMPORT DATABASE '{out}'",
    "FROM enable_logging(storage := 'file', storage_config := {{'path': '{out}.log'}})",
    "FROM enable_logging('QueryLog', storage_path := '{out}.log')",
    "FROM enable_profiling(save_location := '{out}.json')",
    "CALL enable_logging(storage='file', storage_config={{'path': '{out}.log'}})", "FROM truncate_duckdb_logs()",
    "PRAGMA profiling_output='{out}.prof'", "ATTACH '{out}.duckdb'", "ATTACH '{served}' AS again (READ_ONLY)",
    "ATTACH ':memory:' AS other", "DETACH warehouse", "USE memory", "COPY FROM DATABASE warehouse TO memory",
    "FROM checkpoint('warehouse')", "FROM force_checkpoint('warehouse')", "CHECKPOINT", "VACUUM", "ANALYZE",
)  # fmt: skip

_NETWORK = (
    "FROM read_csv('https://127.0.0.1:9/a.csv')", "FROM read_parquet('s3://b/a.parquet')",
    "FROM 'hf://datasets/a/b.csv'", "INSTALL httpfs", "LOAD httpfs", "LOAD '{out}.duckdb_extension'",
    "FORCE INSTALL spatial FROM community", "UPDATE EXTENSIONS", "SELECT ST_Point(1, 2)",
    "SELECT fts_main_papers.match_bm25('a', 'b')", "SELECT INET '127.0.0.1'", "CREATE SECRET (TYPE s3)",
    "CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')", "FROM duckdb_secrets()",
    "FROM duckdb_secrets(redact := false)", "FROM which_secret('s3://a', 's3')",
)  # fmt: skip

_CHANGES = (
    "CREATE TABLE t AS SELECT 1", "CREATE TEMP TABLE t AS SELECT 1", "CREATE TABLE memory.main.t AS SELECT 1",
    "CREATE VIEW v AS SELECT 1", "CREATE MACRO m(f) AS TABLE FROM read_text(f)", "CREATE TYPE t AS ENUM ('a')",
    "CREATE SEQUENCE s", "DROP TABLE papers", "DELETE FROM papers", "UPDATE papers SET title = ''", "TRUNCATE papers",
    "INSERT INTO builds FROM builds", "MERGE INTO papers USING papers p ON true WHEN MATCHED THEN DELETE",
    "ALTER TABLE papers ADD COLUMN x INTEGER", "COMMENT ON TABLE papers IS 'x'", "BEGIN", "COMMIT", "ROLLBACK",
    "WITH d AS (DELETE FROM papers RETURNING *) FROM d", "FROM (DELETE FROM papers RETURNING *)", "SELECT 1 INTO t",
    "WITH d AS (UPDATE papers SET title = '' RETURNING *) FROM d", "PREPARE p AS SELECT 1", "EXECUTE p",
    "DEALLOCATE p", "EXPLAIN ANALYZE CREATE TABLE memory.main.t AS SELECT 1",
    "FROM query('SELECT 1; DROP TABLE papers')",
    "CREATE TABLE memory.main.t AS PIVOT builds ON build_id USING count(*)",
    "PRAGMA copy_database('warehouse', 'memory')", "SET enable_external_access = true",
    "SET lock_configuration = false", "SET GLOBAL memory_limit = '1TB'", "RESET ALL", "SET VARIABLE a = 1",
    "PRAGMA memory_limit='1TB'", "PRAGMA enable_profiling='json'", "SELECT set_config('threads', '1')",
    "SELECT current_setting('secret_directory')", "PRAGMA add_parquet_key('k', '0123456789112345')",
)  # fmt: skip

_SPELLINGS = (
    "SELECT 1; DROP TABLE papers", "SELECT 1 /* */; -- \nATTACH 'a'", ";;DROP TABLE papers",
    "/* /* */ DROP TABLE papers -- */", "\u00a0SELECT\u20031\u3000", "DROP\u200bTABLE papers",
    "ＤＲＯＰ ＴＡＢＬＥ papers",
    "SELECT 1\x00; DROP TABLE papers", "\ufeffSELECT 1", "SELECT '\ud83d'", "SELECT 1 \u202e;slo PORD",
    "SELECT 1 --\rDROP TABLE papers", "SELECT $$a';DROP TABLE papers;--$$", r"SELECT E'\x00'", "SELECT ?",
    "SELECT $a", "DESCRIBE papers", "SHOW ALL TABLES", "CALL duckdb_tables()", "", ";", "--", "/*", "'", '"', "$$",
    "(", "SELECT (",
)  # fmt: skip

_NAMES = ("pl", "sql", "rows", "served", "connection", "question", "os.environ", "sqlite_master")
"""Names of the program that asks: DuckDB would find variables of Python."""

_INSPECTORS = (
    "duckdb_settings", "duckdb_databases", "duckdb_extensions", "duckdb_variables", "duckdb_temporary_files",
    "duckdb_memory", "duckdb_logs", "duckdb_prepared_statements", "test_all_types",
)  # fmt: skip

_INSIDE = (
    *(f"FROM {name}" for name in _NAMES), *(f"FROM {name}()" for name in _INSPECTORS),
    "FROM pandas_scan(0)", "FROM arrow_scan(0, 0, 0)", "FROM arrow_scan(1::POINTER, 2::POINTER, 3::POINTER)",
    "FROM arrow_scan_dumb(1::BIGINT::POINTER, 2::BIGINT::POINTER, 3::BIGINT::POINTER)", "FROM python_map_function(1)",
    "FROM seq_scan()", "FROM internal.records", "FROM information_schema.tables", "SELECT current_query()",
    "SELECT getvariable('a')", "SELECT nextval('s')", "FROM test_vector_types(NULL::INTEGER)", "SELECT error('boom')",
    "SELECT published_at - started_at FROM builds", "SELECT union_value(a := 1)", "SELECT 1::DECIMAL(38, 38)",
    "SELECT 'a'::ENUM('a')", "SELECT repeat('9', 200000)::BIGNUM", "SELECT '101'::BIT", "SELECT {{'a': [1, NULL]}}",
    "SELECT DATE 'infinity', TIMESTAMP '-infinity'", "SELECT MAP {{1: 'a'}}",
    "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+14'",
)  # fmt: skip

_GREEDY = (
    "WITH RECURSIVE r AS (SELECT 1 a UNION ALL SELECT a + 1 FROM r) SELECT count(*) FROM r",
    "WITH RECURSIVE r AS (SELECT 'x' a UNION ALL SELECT a || a FROM r) SELECT max(length(a)) FROM r",
    "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c", "FROM range(1000000000000)",
    "SELECT len(range(2000000000))", "SELECT list(range) FROM range(3000000000)", "SELECT repeat('x', 4000000000)",
    "SELECT string_agg(repeat('x', 1000000), '') FROM range(100000)", "SELECT rpad('a', 2000000000, 'b')",
    "SELECT printf('%1999999999d', 1)", "SELECT levenshtein(repeat('a', 300000), repeat('b', 300000))",
    "SELECT damerau_levenshtein(repeat('a', 200000), repeat('b', 200000))",
    "SELECT base64(repeat('a', 1500000000)::BLOB)",
    "SELECT regexp_matches(repeat('a', 100000), '((a{{0,1000}}){{0,1000}}){{0,1000}}')",
    "SELECT length(regexp_replace(repeat('a', 10000000), 'a', repeat('b', 1000), 'g'))", "SELECT 10000000!",
    "SELECT list_reduce(range(100000000), lambda a, b: a + b)",
    "SELECT count(DISTINCT random()) FROM range(2000000000)",
    "SELECT list_transform(range(100000000), lambda x: repeat('a', 100))",
    "SELECT map(range(50000000), range(50000000))", "SELECT i FROM range(5000000000) t(i) ORDER BY random()",
    "SELECT sha256(repeat('a', 2000000000))", "PIVOT (SELECT range a, 1 b FROM range(200000)) ON a USING sum(b)",
    "SELECT range(50000000)::VARIANT",
    "SELECT max(md5(a.range::VARCHAR || b.range)) FROM range(1000000) a, range(1000000) b", "SELECT pg_sleep(100)",
    "SELECT count(*) FROM range(300000000) a JOIN range(300000000) b ON a.range = b.range",
    "SELECT repeat('a', 1000000)::BLOB FROM range(1000)", "SELECT unhex(repeat('a', 1000000000))",
)  # fmt: skip

_DEEP: tuple[tuple[str, Callable[[], str]], ...] = (
    ("50,000 brackets", lambda: "SELECT " + "(" * 50_000 + "1" + ")" * 50_000),
    ("5,000 subqueries", lambda: "SELECT * FROM " + "(SELECT * FROM " * 5_000 + "papers" + ")" * 5_000),
    ("100,000 NOTs", lambda: "SELECT " + "NOT " * 100_000 + "true"),
    ("100,000 sums", lambda: "SELECT " + "+".join(["1"] * 100_000)),
    ("20,000 CASEs", lambda: "SELECT " + "CASE WHEN true THEN " * 20_000 + "1" + " END" * 20_000),
    ("20,000 lists", lambda: "SELECT " + "[" * 20_000 + "1" + "]" * 20_000),
    ("30,000 calls", lambda: "SELECT " + "abs(" * 30_000 + "1" + ")" * 30_000),
    ("20,000 unions", lambda: " UNION ALL ".join(["SELECT 1"] * 20_000)),
    ("500 joins", lambda: "FROM " + ", ".join(f"papers p{place}" for place in range(500))),
    ("500,000 values", lambda: "SELECT 1 WHERE 1 IN (" + ",".join(map(str, range(500_000))) + ")"),
    ("20,000 columns", lambda: "SELECT " + ",".join(f"{place} c{place}" for place in range(20_000))),
    ("300 stars", lambda: "SELECT " + ", ".join(["COLUMNS(*)"] * 300) + " FROM papers"),
    ("3,000 structs", lambda: "SELECT NULL::" + "STRUCT(a " * 3_000 + "INTEGER" + ")" * 3_000),
    ("a text of 4 MB", lambda: f"SELECT '{'x' * 4_000_000}'"),
    ("a name of 400 KB", lambda: f'SELECT 1 AS "{"x" * 400_000}"'),
    ("a comment of 4 MB", lambda: "SELECT 1 --" + "x" * 4_000_000),
)


def list_queries(secret: Path, out: Path, served: Path) -> dict[str, str]:
    """What to call each query, and the query; all of them answer or are refused within a moment.

    Args:
        secret: a file that no answer may show.
        out: beginning of the paths of files that no query may make.
        served: the served file.
    """
    written = [
        *_FILES,
        *(f"FROM {reader}('{{secret}}')" for reader in _READERS),
        *_WRITES,
        *_NETWORK,
        *_CHANGES,
        *_INSIDE,
    ]
    queries = [*(one.format(secret=secret, out=out, served=served) for one in written), *_SPELLINGS]
    return {f"{place:03} {query[:60]!r}": query for place, query in enumerate(queries)}


def list_greedy_queries() -> dict[str, str]:
    """The same of queries that want all the time, memory or depth that there is."""
    greedy = {query[:64]: query.format() for query in _GREEDY}
    return greedy | {name: write() for name, write in _DEEP}
