import datetime as dt
import subprocess
import sys

import duckdb
import polars as pl
import pytest

from warehouse import publish as publish_module
from warehouse.connection import NotServed, open_build, open_served, served_version
from warehouse.publish import PublicationRefused, publish
from warehouse.recovery import file_swap
from warehouse.writer import prepare_build, replace_table


def write_build(path, papers):
    moment = dt.datetime(2026, 1, 2, 3, 4, 5)
    row = {
        "build_id": [f"build-{papers}"],
        "started_at": [moment],
        "published_at": [moment],
        "papers": [papers],
        "dated_papers": [0],
        "analyser_version": ["1"],
        "git_revision": ["unknown"],
        "is_sample": [False],
    }
    with open_build(path) as connection:
        prepare_build(connection)
        replace_table(connection, "builds", pl.DataFrame(row))


def served_papers(path):
    with open_served(path) as connection:
        return connection.execute("SELECT papers FROM builds").fetchall()[0][0]


@pytest.fixture
def files(tmp_path):
    return tmp_path / "build.duckdb", tmp_path / "papers.duckdb"


def test_a_build_is_served_and_replaced(files):
    build, served = files
    assert served_version(served) is None
    write_build(build, 1)
    size = publish(build, served)
    first = served_version(served)
    assert (size, served_papers(served)) == (first.size, 1)
    write_build(build, 2)
    publish(build, served)
    assert served_papers(served) == 2
    assert served_version(served) != first
    assert sorted(path.name for path in served.parent.iterdir()) == ["build.duckdb", "papers.duckdb"]


def test_an_open_reader_keeps_its_rows_and_the_next_sees_the_new(files):
    build, served = files
    write_build(build, 1)
    publish(build, served)
    with open_served(served) as reader:
        write_build(build, 2)
        publish(build, served)
        assert reader.execute("SELECT papers FROM builds").fetchall() == [(1,)]
        assert served_papers(served) == 2


def test_a_stale_write_ahead_log_is_removed(files):
    build, served = files
    write_build(build, 1)
    served.with_name("papers.duckdb.wal").write_bytes(b"stale")
    publish(build, served)
    assert served_papers(served) == 1


def test_a_build_without_a_builds_row_is_refused(files):
    build, served = files
    write_build(build, 1)
    publish(build, served)
    with open_build(build) as connection:
        connection.execute("DELETE FROM builds")
    with pytest.raises(PublicationRefused, match="no row"):
        publish(build, served)
    assert served_papers(served) == 1


def test_a_build_that_lacks_a_table_is_refused(files):
    build, served = files
    write_build(build, 1)
    publish(build, served)
    with open_build(build) as connection:
        connection.execute("DROP TABLE term_pairs")
    with pytest.raises(PublicationRefused, match="term_pairs"):
        publish(build, served)
    assert served_papers(served) == 1
    assert sorted(path.name for path in served.parent.iterdir()) == ["build.duckdb", "papers.duckdb"]


@pytest.mark.parametrize("step", ["copyfile", "verify"])
def test_a_crash_leaves_the_served_file(files, monkeypatch, step):
    build, served = files
    write_build(build, 1)
    publish(build, served)
    write_build(build, 2)

    def crash(*_):
        raise OSError("No space left on device")

    if step == "copyfile":
        monkeypatch.setattr(file_swap.shutil, "copyfile", crash)
    else:
        monkeypatch.setattr(publish_module, "_verify", crash)
    with pytest.raises(OSError, match="No space"):
        publish(build, served)
    assert served_papers(served) == 1
    assert sorted(path.name for path in served.parent.iterdir()) == ["build.duckdb", "papers.duckdb"]


def test_nothing_served_is_said_with_what_to_do(files):
    with pytest.raises(NotServed, match="papertrends run"), open_served(files[1]):
        pass


def test_a_locked_reader_reaches_nothing_else(files, tmp_path):
    build, served = files
    write_build(build, 1)
    publish(build, served)
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with open_served(served, locked=True) as connection:
        assert connection.execute("SELECT papers FROM builds").fetchall() == [(1,)]
        for statement in (
            f"FROM read_csv('{secret}')",
            f"COPY builds TO '{tmp_path / 'out.csv'}'",
            f"ATTACH '{build}' AS other",
            "SET enable_external_access = true",
            "DELETE FROM builds",
            "CREATE TABLE mine (a INTEGER)",
            "INSTALL httpfs",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
    assert served_papers(served) == 1


READ_UNTIL = """
import sys
from pathlib import Path
from warehouse.connection import open_served
served, stop = map(Path, sys.argv[1:])
reads = 0
while not stop.exists():
    with open_served(served) as connection:
        build, papers = connection.execute("SELECT build_id, papers FROM builds").fetchall()[0]
    assert build == f"build-{papers}", f"mixed: {build} with {papers}"
    reads += 1
    print(reads, flush=True)
"""


def test_readers_never_fail_while_builds_are_swapped(files, tmp_path):
    build, served = files
    write_build(build, 0)
    publish(build, served)
    stop = tmp_path / "stop"
    # Programs of their own: processes of multiprocessing would run again what pages under test leave in `__main__`.
    call = [sys.executable, "-c", READ_UNTIL, str(served), str(stop)]
    readers = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout.readline() == "1\n"
    for number in range(1, 8):
        write_build(build, number)
        publish(build, served)
    stop.touch()
    for reader in readers:
        reads = reader.communicate(timeout=30)[0].split()
        assert reader.returncode == 0
        assert len(reads) > 1, "it read while builds were swapped"
    assert served_papers(served) == 7
