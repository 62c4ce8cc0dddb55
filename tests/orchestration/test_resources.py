"""The build file in the hands of a run."""

import dagster as dg
import duckdb
import pytest

from pipelines.orchestration.resources import Warehouse
from warehouse.connection import open_any, open_build
from warehouse.recovery.row_counts import has_row_counts
from warehouse.writer import prepare_build


@pytest.fixture
def warehouse(tmp_path):
    """A warehouse whose build file holds a large table of one's own."""
    warehouse = Warehouse(data_folder=str(tmp_path))
    with warehouse.connect() as connection:
        connection.execute("CREATE TABLE noise AS SELECT random() AS a FROM range(500_000)")
    return warehouse


def damage(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def test_a_damaged_build_is_set_aside_with_what_to_do(warehouse):
    damage(warehouse.paths.build)
    with pytest.raises(dg.Failure, match="Run again"), warehouse.connect() as connection:
        connection.execute("SELECT sum(a) FROM noise").fetchall()
    assert not warehouse.paths.build.exists()
    assert len(list(warehouse.paths.root.glob("build.duckdb.aside-*"))) == 1


def test_a_build_is_not_blamed_for_the_damage_of_another_file(warehouse):
    with pytest.raises(duckdb.Error, match="checksum"), warehouse.connect():
        raise duckdb.IOException("Corrupt database file: computed checksum 1 does not match stored checksum 2")
    assert warehouse.paths.build.exists()


def test_rows_are_counted_at_the_end_of_a_run_that_did_not_publish(warehouse):
    def is_counted():
        with open_any(warehouse.paths.build) as connection:
            return has_row_counts(connection)

    assert not is_counted()
    warehouse.teardown_after_execution(dg.build_init_resource_context())
    assert is_counted()


def test_a_build_that_no_step_opened_is_left_alone(tmp_path):
    warehouse = Warehouse(data_folder=str(tmp_path))
    with open_build(warehouse.paths.build, counts_rows=False) as connection:
        prepare_build(connection)
    before = warehouse.paths.build.stat().st_mtime_ns
    warehouse.teardown_after_execution(dg.build_init_resource_context())
    assert warehouse.paths.build.stat().st_mtime_ns == before
