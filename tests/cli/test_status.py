import shutil

import duckdb

from warehouse.paths import data_paths


def test_nothing_served_yet(call, tmp_path):
    result = call("status", data=tmp_path)
    assert result.exit_code == 0
    assert "nothing yet; `papertrends run`" in result.output
    assert "inbox" in result.output


def test_what_is_served_and_what_waits(call, served_sample, tmp_path):
    paths = data_paths(tmp_path / "data")
    shutil.copytree(served_sample.root, paths.root)
    paths.inbox.mkdir(exist_ok=True)
    (paths.inbox / "new.txt").write_text("A title\nAn abstract of it, long enough to be one.\n")
    output = call("status", data=paths.root).output
    assert "A MADE-UP SAMPLE" in output
    assert "1 file, 1 file not taken in yet" in output
    assert " hold\n" in output
    assert "just now" in output or "minute" in output


def test_a_damaged_file_is_told_without_a_stack_trace(call, tmp_path):
    data_paths(tmp_path).served.write_bytes(b"no DuckDB file" * 1000)
    result = call("status", data=tmp_path)
    assert result.exit_code == 1
    assert "cannot be read" in result.output


def test_a_file_of_another_program_is_told_to_be_one(call, tmp_path):
    with duckdb.connect(str(data_paths(tmp_path).served)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS x")
    result = call("status", data=tmp_path)
    assert result.exit_code == 1
    assert "papers.duckdb cannot be read (it was not made by Papertrends)" in result.output
