import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from typing import NamedTuple

import polars as pl
import pytest

QUERY = "SELECT grain, min(period_start) AS first, sum(papers) AS papers FROM periods GROUP BY grain ORDER BY grain"


class Result(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


def run(*arguments, data, **options) -> Result:
    """The command in a process of its own: it forks, which a process that has loaded Polars must not."""
    call = [sys.executable, "-c", "from pipelines.cli import main; main()", "sql", *map(str, arguments)]
    done = subprocess.run(call, env=os.environ | {"PAPERTRENDS_DATA": str(data)}, capture_output=True, **options)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def ask(served_sample):
    return partial(run, data=served_sample.root)


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
    assert json.loads(ask("-", "--format", "json", input=b"SELECT 1 AS one").stdout) == [{"one": 1}]


@pytest.mark.parametrize(
    "query",
    ["UPDATE EXTENSIONS", "SELECT DATE 'infinity'", "DELETE FROM papers", "CREATE TABLE mine (n INTEGER)",
     "COPY papers TO '/tmp/stolen.csv'", "FROM read_csv('/etc/passwd')", "SELEC 1", "FROM absent", "",
     "SELECT 1; SELECT 2"],
)  # fmt: skip
def test_what_is_no_harmless_query_is_refused_in_words(ask, query):
    result = ask(query)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr


def test_an_output_that_cannot_be_written_is_told(ask, tmp_path):
    result = ask(QUERY, "--format", "csv", "--output", tmp_path / "no" / "where.csv")
    assert result.exit_code == 1
    assert "where.csv" in result.stderr


def test_without_a_warehouse_it_says_what_makes_one(tmp_path):
    result = run("FROM papers", data=tmp_path)
    assert result.exit_code == 1
    assert "papertrends run" in result.stderr


def test_no_cell_of_csv_is_a_formula(ask):
    query = """SELECT '=1+2' AS "=cmd", ' @a' AS blank, chr(9) || 'x' AS tab, '＝1' AS wide, ['=1', 'b'] AS names,
                      {'=k': '=v'} AS structure, -1.5 AS number"""
    rows = list(csv.reader(io.StringIO(ask(query, "--format", "csv").stdout)))
    assert rows[0][0] == "'=cmd"
    assert rows[1] == ["'=1+2", "' @a", "'\tx", "'＝1", '["=1", "b"]', '{"=k": "=v"}', "-1.5"]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_what_polars_has_no_type_for_is_text(ask, form):
    result = ask("SELECT published_at - published_at AS took, union_value(a := 7) AS one FROM builds", "--format", form)
    assert result.exit_code == 0, result.stderr
    assert "00:00:00" in result.stdout and "7" in result.stdout


def test_half_a_sign_is_refused_in_words(ask):
    result = ask("-", input=b"SELECT '\xff'")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: The sign at position 9 of the query is half a sign; take it out.\n",
    )


ENDLESS = "SELECT levenshtein(repeat('a', 1000000), repeat('b', 1000000))"
"""One call of a function, in which DuckDB does not look at its clock."""


def test_a_query_that_takes_too_long_is_stopped_and_says_what_gives_it_more(ask):
    result = ask(ENDLESS, "--timeout", "0.1", timeout=60)
    assert result.exit_code == 1
    assert (
        result.stderr.startswith("Error: Stopped after 0.1 seconds: ") and "--timeout 1 gives it more" in result.stderr
    )


def test_more_memory_than_it_may_have_is_said(ask):
    assert "needs more memory" in ask("SELECT range(2000000000)", timeout=60).stderr


def test_an_interrupt_ends_the_query_and_its_process_at_once(served_sample):
    call = [sys.executable, "-c", "from pipelines.cli import main; main()", "sql", ENDLESS]
    environment = os.environ | {"PAPERTRENDS_DATA": str(served_sample.root)}
    with subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, process_group=0) as process:
        # Long enough for a loaded machine to have begun the query.
        time.sleep(6)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        # Both ends of the pipe are closed only when the fork, which holds it too, has ended.
        assert process.stdout is not None and process.stdout.read() == b""
