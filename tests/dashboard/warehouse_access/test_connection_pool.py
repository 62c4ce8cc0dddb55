import duckdb
import pytest

from dashboard.warehouse_access import connection_pool
from dashboard.warehouse_access.connection_pool import held_cursor, let_go
from warehouse.connection import NotServed, ServedVersion, open_served, served_version
from warehouse.paths import data_paths


@pytest.fixture
def served(tmp_path, warehouses):
    let_go()
    path = tmp_path / "papers.duckdb"
    path.write_bytes(data_paths(warehouses["full"]).served.read_bytes())
    yield path
    let_go()
    assert not connection_pool._held


def count(path) -> int:
    with held_cursor(path, served_version(path)) as cursor:
        return cursor.sql("SELECT count(*) FROM papers").fetchall()[0][0]


def test_questions_share_one_connection_and_others_can_open_the_file_beside_it(served):
    assert count(served) == 46
    [first] = connection_pool._held.values()
    assert count(served) == 46
    assert list(connection_pool._held.values()) == [first]
    with open_served(served, locked=True) as connection:
        assert connection.sql("SELECT count(*) FROM papers").fetchall() == [(46,)]


def test_a_replaced_file_is_opened_anew_while_who_reads_the_old_one_reads_on(served, tmp_path, warehouses):
    with held_cursor(served, served_version(served)) as old:
        copy = tmp_path / "new"
        copy.write_bytes(data_paths(warehouses["empty"]).served.read_bytes())
        copy.replace(served)
        assert count(served) == 0
        assert old.sql("SELECT count(*) FROM papers").fetchall() == [(46,)]
        assert len(connection_pool._held) == 1
    with pytest.raises(duckdb.ConnectionException):
        old.sql("SELECT 1")


def test_it_is_let_go_when_nobody_asks_any_more(served):
    count(served)
    let_go(60)
    assert len(connection_pool._held) == 1
    with held_cursor(served, served_version(served)):
        let_go()
        assert len(connection_pool._held) == 1
    let_go()
    assert not connection_pool._held


def test_after_an_error_it_is_opened_anew(served):
    with pytest.raises(duckdb.CatalogException), held_cursor(served, served_version(served)) as cursor:
        cursor.sql("FROM no_such_table")
    assert not connection_pool._held
    assert count(served) == 46


def test_no_file(tmp_path):
    with pytest.raises(NotServed), held_cursor(tmp_path / "none", ServedVersion(0, 0, 0)):
        pass
