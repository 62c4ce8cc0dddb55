"""The build file in the hands of a run."""

import dagster as dg
import duckdb
import pytest

from pipelines.orchestration.resources import Warehouse


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
