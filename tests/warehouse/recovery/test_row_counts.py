"""Rows that are lost while nobody has the file open are noticed, in whatever table."""

import subprocess
import sys

import duckdb
import pytest

from warehouse.connection import count_uncounted_rows, open_any, open_build
from warehouse.recovery.row_counts import describe_other_rows, has_row_counts
from warehouse.schema import TABLES
from warehouse.writer import prepare_build


def look(path):
    with open_any(path) as connection:
        return describe_other_rows(connection)


@pytest.fixture
def build(tmp_path):
    path = tmp_path / "build.duckdb"
    with open_build(path) as connection:
        prepare_build(connection)
    return path


def lose(path, *statements):
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_rows_that_are_gone_are_noticed_in_every_table(build):
    with open_build(build) as connection:
        # Rows of anything: what may stand in a table is not asked here.
        for declared in TABLES:
            connection.execute(f"CREATE OR REPLACE TABLE {declared.qualified_name} AS SELECT unnest([1, 2]) AS a")
    assert look(build) == ""
    with duckdb.connect(str(build)) as connection:
        for declared in TABLES:
            connection.execute(f"DELETE FROM {declared.qualified_name} WHERE a = 1")
            assert describe_other_rows(connection) == f"rows of {declared.name} 1 instead of 2"
            connection.execute(f"INSERT INTO {declared.qualified_name} VALUES (1)")
        connection.execute("DROP TABLE terms")
        assert describe_other_rows(connection) == "rows of terms 0 instead of 2"


def test_a_row_too_many_is_noticed_and_many_tables_are_named_in_short(build):
    lose(build, "INSERT INTO terms VALUES (1, 'frog', 1, 1, 1, NULL, NULL, NULL)")
    assert look(build) == "rows of terms 1 instead of 0"
    with open_build(build) as connection:
        for declared in TABLES[:5]:
            connection.execute(f"CREATE OR REPLACE TABLE {declared.qualified_name} AS SELECT 1 AS a")
    lose(build, *(f"DELETE FROM {declared.qualified_name}" for declared in TABLES[:5]))
    names = ", ".join(f"{declared.name} 0 instead of 1" for declared in TABLES[:3])
    assert look(build) == f"rows of {names} and 2 more tables"


def test_a_run_that_is_killed_leaves_no_note_that_could_be_wrong(build):
    code = (
        "import sys, os, pathlib\nfrom warehouse.connection import open_build\n"
        "with open_build(pathlib.Path(sys.argv[1])) as c:\n"
        "    c.execute(\"INSERT INTO terms VALUES (1, 'frog', 1, 1, 1, NULL, NULL, NULL)\")\n    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(build)], check=False)
    assert look(build) == ""
    with open_any(build) as connection:
        assert not has_row_counts(connection)
        assert connection.execute("SELECT count(*) FROM terms").fetchall() == [(1,)]


def test_without_the_note_records_are_held_to_what_was_read(build):
    lose(
        build,
        "DROP TABLE internal.row_counts",
        "CREATE OR REPLACE TABLE sources AS SELECT unnest([2, 1]) AS parsed",
        "CREATE OR REPLACE TABLE internal.records AS SELECT 1 AS position",
    )
    assert look(build) == "rows of records 1 instead of 3"
    lose(build, "DROP TABLE sources")
    assert look(build) == ""


def test_what_is_raised_within_is_counted_all_the_same_and_not_hidden(build):
    with pytest.raises(ZeroDivisionError), open_build(build) as connection:
        connection.execute("INSERT INTO terms VALUES (1, 'frog', 1, 1, 1, NULL, NULL, NULL)")
        raise ZeroDivisionError
    assert look(build) == ""
    lose(build, "DELETE FROM terms")
    assert look(build) == "rows of terms 0 instead of 1"


def test_rows_are_counted_once_where_that_was_put_off(build):
    with open_build(build, counts_rows=False):
        pass
    with open_any(build) as connection:
        assert not has_row_counts(connection)
    count_uncounted_rows(build)
    with open_any(build) as connection:
        assert has_row_counts(connection)
    before = build.stat().st_mtime_ns
    count_uncounted_rows(build)
    assert build.stat().st_mtime_ns == before
