import threading

import duckdb
import pytest

from dashboard.warehouse_access import connection_pool
from dashboard.warehouse_access.connection_pool import Superseded, close_unused, keep_newest_open, pooled_cursor
from warehouse.connection import NotServed, ServedVersion, open_served, served_version
from warehouse.paths import data_paths

PAPERS = {"full": 46, "one_month": 20, "empty": 0}


@pytest.fixture
def served(tmp_path, warehouses):
    close_unused()
    path = tmp_path / "papers.duckdb"
    path.write_bytes(data_paths(warehouses["full"]).served.read_bytes())
    yield path
    close_unused()
    assert not connection_pool._pool


@pytest.fixture
def swap(served, tmp_path, warehouses):
    """Replaces the served file by that of another state, as publishing does."""

    def run(state: str) -> None:
        copy = tmp_path / f"new-{threading.get_ident()}"
        copy.write_bytes(data_paths(warehouses[state]).served.read_bytes())
        copy.replace(served)

    return run


def papers(path, version=None) -> int:
    with pooled_cursor(path, version or served_version(path)) as cursor:
        return cursor.sql("SELECT count(*) FROM papers").fetchall()[0][0]


def test_queries_share_one_connection_and_others_can_open_the_file_beside_it(served):
    assert papers(served) == 46
    [first] = connection_pool._pool.values()
    assert papers(served) == 46
    assert list(connection_pool._pool.values()) == [first]
    with open_served(served, locked=True) as connection:
        assert connection.sql("SELECT count(*) FROM papers").fetchall() == [(46,)]


def test_a_replaced_file_is_opened_anew_while_who_reads_the_old_one_reads_on(served, swap):
    with pooled_cursor(served, served_version(served)) as old:
        swap("empty")
        assert papers(served) == 0
        assert old.sql("SELECT count(*) FROM papers").fetchall() == [(46,)]
        assert len(connection_pool._pool) == 2
    assert len(connection_pool._pool) == 1
    with pytest.raises(duckdb.ConnectionException):
        old.sql("SELECT 1")


def test_what_is_kept_open_answers_after_two_swaps_and_is_closed_at_the_end(served, swap):
    with keep_newest_open(served) as version:
        swap("empty")
        assert (papers(served), papers(served, version)) == (0, 46)
        swap("one_month")
        assert (papers(served), papers(served, version)) == (PAPERS["one_month"], 46)
        close_unused()
        assert papers(served, version) == 46
    assert (served, version) not in connection_pool._pool
    with pytest.raises(Superseded):
        papers(served, version)


def test_an_unused_connection_is_closed(served):
    papers(served)
    close_unused(60)
    assert len(connection_pool._pool) == 1
    with pooled_cursor(served, served_version(served)):
        close_unused()
        assert len(connection_pool._pool) == 1
    close_unused()
    assert not connection_pool._pool


def test_after_an_error_the_file_is_opened_anew(served):
    with pytest.raises(duckdb.CatalogException), pooled_cursor(served, served_version(served)) as cursor:
        cursor.sql("FROM no_such_table")
    assert not connection_pool._pool
    assert papers(served) == 46


def test_an_error_within_a_page_run_closes_nothing_that_others_read(served):
    with keep_newest_open(served) as version:
        [kept] = connection_pool._pool.values()
        with pytest.raises(duckdb.CatalogException), pooled_cursor(served, version) as cursor:
            cursor.sql("FROM no_such_table")
        assert kept.connection.execute("SELECT 1").fetchall() == [(1,)]
        assert papers(served, version) == 46
    with pytest.raises(duckdb.ConnectionException):
        kept.connection.execute("SELECT 1")


def test_a_swap_while_the_file_is_opened_mixes_no_names(served, swap, monkeypatch):
    swaps = ["one_month", "empty"]

    def open_late(path):
        # Between the look at the version and the opening, another build is published.
        if swaps:
            swap(swaps.pop(0))
        return open_served(path)

    monkeypatch.setattr(connection_pool, "open_served", open_late)
    with keep_newest_open(served) as version:
        assert version == served_version(served)
        assert papers(served, version) == 0


def test_no_file(tmp_path):
    with pytest.raises(NotServed), pooled_cursor(tmp_path / "none", ServedVersion(0, 0, 0)):
        pass
    with pytest.raises(NotServed), keep_newest_open(tmp_path / "none"):
        pass


def test_readers_under_swaps_see_one_build_each_and_no_error(served, swap):
    known = set(PAPERS.values())
    stop, problems, runs = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            try:
                with keep_newest_open(served) as version:
                    seen = {papers(served, version) for _ in range(5)}
                runs.append(seen)
            except Exception as error:
                problems.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(10):
        for state in PAPERS:
            swap(state)
    stop.set()
    for reader in readers:
        reader.join()
    assert not problems
    assert runs
    assert all(len(seen) == 1 and seen <= known for seen in runs)
    assert len(connection_pool._pool) == 1
