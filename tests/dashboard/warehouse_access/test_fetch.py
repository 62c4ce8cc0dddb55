import polars as pl
import pytest

from dashboard.queries.base import ask
from dashboard.warehouse_access.fetch import NotServed, ServedUnreadable, fetch
from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.writer import replace_table

COUNT = ask("SELECT count(*) AS papers FROM papers")


@pytest.fixture
def served(tmp_path, warehouses, monkeypatch):
    """A warehouse of its own to publish again."""
    paths = data_paths(tmp_path)
    paths.build.write_bytes(data_paths(warehouses["full"]).build.read_bytes())
    publish(paths.build, paths.served)
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    return paths


def test_a_new_build_is_seen_at_once(served):
    assert fetch(COUNT).item() == 46
    with open_build(served.build) as connection:
        kept = connection.sql("SELECT * FROM papers LIMIT 5").pl()
        replace_table(connection, "papers", kept)
    assert fetch(COUNT).item() == 46
    publish(served.build, served.served)
    assert fetch(COUNT).item() == 5


def test_what_was_fetched_can_be_changed_without_harm(served):
    frame = fetch(COUNT)
    frame[0, "papers"] = 0
    assert fetch(COUNT).item() == 46
    assert isinstance(frame, pl.DataFrame)


def test_no_warehouse(tmp_path, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    with pytest.raises(NotServed):
        fetch(COUNT)


def test_a_table_that_an_older_version_lacks(served):
    with pytest.raises(ServedUnreadable, match="no_such_table"):
        fetch(ask("SELECT * FROM no_such_table"))
    with pytest.raises(ServedUnreadable, match="no_such_column"):
        fetch(ask("SELECT no_such_column FROM papers"))
