import csv
import io
import json

import polars as pl
import pytest

QUERY = "SELECT grain, min(period_start) AS first, sum(papers) AS papers FROM periods GROUP BY grain ORDER BY grain"


@pytest.fixture
def ask(call, served_sample):
    return lambda *arguments, **options: call("sql", *arguments, data=served_sample.root, **options)


def test_a_table_is_what_one_gets(ask):
    result = ask(QUERY)
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()[2:]] == ["month", "quarter", "week", "year"]


def test_a_long_table_is_cut_and_says_so(ask):
    result = ask("FROM range(150) AS numbers (n)", "--rows", "3")
    assert len(result.stdout.splitlines()) == 2 + 3
    assert "The first 3 rows" in result.stderr


def test_csv_json_and_parquet_hold_the_same(ask, tmp_path):
    rows = list(csv.DictReader(io.StringIO(ask(QUERY, "--format", "csv").stdout)))
    documents = json.loads(ask(QUERY, "--format", "json").stdout)
    assert ask(QUERY, "--output", tmp_path / "periods.parquet").exit_code == 0
    frame = pl.read_parquet(tmp_path / "periods.parquet")
    assert [row["grain"] for row in rows] == [one["grain"] for one in documents] == frame["grain"].to_list()
    assert [int(row["papers"]) for row in rows] == [one["papers"] for one in documents]
    assert [row["first"] for row in rows] == [one["first"] for one in documents]
    assert [str(day) for day in frame["first"]] == [row["first"] for row in rows]


def test_lists_nulls_truths_and_odd_numbers_are_kept(ask):
    query = "SELECT ['a', 'b'] AS names, NULL AS nothing, true AS yes, 'NaN'::DOUBLE AS odd, 'a,\"b' AS text"
    assert json.loads(ask(query, "--format", "json").stdout) == [
        {"names": ["a", "b"], "nothing": None, "yes": True, "odd": None, "text": 'a,"b'}
    ]
    assert ask(query, "--format", "csv").stdout == 'names,nothing,yes,odd,text\n"[""a"", ""b""]",,true,,"a,""b"\n'


def test_no_rows_are_no_error(ask):
    assert ask("FROM papers WHERE false", "--format", "json").stdout == "[\n]\n"
    assert "No rows." in ask("FROM papers WHERE false").stderr


def test_the_query_may_come_from_the_standard_input(ask):
    assert json.loads(ask("-", "--format", "json", input="SELECT 1 AS one").stdout) == [{"one": 1}]


@pytest.mark.parametrize(
    "query",
    ["DELETE FROM papers", "CREATE TABLE mine (n INTEGER)", "COPY papers TO '/tmp/stolen.csv'", "FROM read_csv('/etc/passwd')", "SELEC 1", "FROM absent", "", "SELECT 1; SELECT 2"],
)  # fmt: skip
def test_what_is_no_harmless_query_is_refused_in_words(ask, query):
    result = ask(query)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.output


def test_an_output_that_cannot_be_written_is_told(ask, tmp_path):
    result = ask(QUERY, "--format", "csv", "--output", tmp_path / "no" / "where.csv")
    assert result.exit_code == 1
    assert "where.csv" in result.stderr


def test_without_a_warehouse_it_says_what_makes_one(call, tmp_path):
    result = call("sql", "FROM papers", data=tmp_path)
    assert result.exit_code == 1
    assert "papertrends run" in result.stderr


def test_no_cell_of_csv_is_a_formula(ask):
    query = """SELECT '=1+2' AS "=cmd", ' @a' AS blank, chr(9) || 'x' AS tab, '＝1' AS wide, ['=1', 'b'] AS names,
                      {'=k': '=v'} AS structure, -1.5 AS number"""
    rows = list(csv.reader(io.StringIO(ask(query, "--format", "csv").stdout)))
    assert rows[0][0] == "'=cmd"
    assert rows[1] == ["'=1+2", "' @a", "'\tx", "'＝1", '["=1", "b"]', '{"=k": "=v"}', "-1.5"]
