"""Data folders of other versions: older ones are brought up to date, newer ones refused in words and left alone."""

from pathlib import Path

import duckdb
import pytest

from warehouse.connection import open_build, open_served
from warehouse.layout import LAYOUT_VERSION, UNSTAMPED, IncompatibleBuild, Stamp, read_stamp
from warehouse.schema import LATEST_BUILD, TABLES, table
from warehouse.writer import IRREPLACEABLE, prepare_build

RELEASES = sorted((Path(__file__).parent / "layouts").glob("*.sql"))
"""The tables, and some rows, of a data folder that each release made."""


def count(connection, name):
    if not connection.execute("SELECT table_name FROM duckdb_tables() WHERE table_name = ?", [name]).fetchall():
        # A table that this release did not have yet.
        return 0
    return connection.execute(f"SELECT count(*) FROM {table(name).qualified_name}").fetchall()[0][0]


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_a_folder_of_each_release_is_brought_up_to_date_and_loses_nothing(tmp_path, release):
    with open_build(tmp_path / "build.duckdb") as connection:
        connection.execute(release.read_text(encoding="utf-8"))
        stamp = read_stamp(connection)
        assert stamp.layout < LAYOUT_VERSION
        assert stamp == UNSTAMPED or stamp.papertrends == release.stem
        before = {name: count(connection, name) for name in IRREPLACEABLE}
        assert before["records"] and before["builds"]
        prepare_build(connection)
        assert {name: count(connection, name) for name in IRREPLACEABLE} == before
        assert read_stamp(connection).layout == LAYOUT_VERSION
        found = connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        assert set(found) == {(one.schema, one.name) for one in TABLES} | {("internal", "layout")}


def test_a_newer_folder_is_refused_in_words_and_stays_as_it_is(tmp_path):
    path = tmp_path / "build.duckdb"
    with open_build(path) as connection:
        prepare_build(connection)
        connection.execute("UPDATE internal.layout SET layout = 99, papertrends = '9.9'")
        connection.execute("ALTER TABLE papers ADD COLUMN extra INTEGER")
    with open_build(path) as connection, pytest.raises(IncompatibleBuild, match=r"newer Papertrends \(9\.9, layout 99"):
        prepare_build(connection)
    with pytest.raises(IncompatibleBuild, match="Update Papertrends, or choose another folder"), open_served(path):
        pass
    with open_served(path, locked=True) as connection:
        assert connection.execute("SELECT count(extra) FROM papers").fetchall() == [(0,)]


def test_a_crash_before_the_stamp_does_the_work_again(tmp_path, monkeypatch):
    with open_build(tmp_path / "build.duckdb") as connection:
        connection.execute(RELEASES[0].read_text(encoding="utf-8"))
        connection.execute("CREATE TABLE internal.forgotten (a INTEGER)")
        with monkeypatch.context() as crash:
            crash.setattr("warehouse.writer.write_stamp", lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                prepare_build(connection)
        assert read_stamp(connection) == UNSTAMPED
        prepare_build(connection)
        assert read_stamp(connection).layout == LAYOUT_VERSION
        with pytest.raises(duckdb.CatalogException):
            connection.execute("FROM internal.forgotten")


def test_the_stamp_names_the_version_that_wrote_last(tmp_path, monkeypatch):
    with open_build(tmp_path / "build.duckdb") as connection:
        for version in ("1.0", "1.1"):
            monkeypatch.setattr("importlib.metadata.version", lambda _, version=version: version)
            prepare_build(connection)
            assert read_stamp(connection) == Stamp(LAYOUT_VERSION, version)


def test_the_newest_build_is_the_last_published_whatever_the_clock_says(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        for build, day in (("20260511", "2026-05-11"), ("20260501", "2026-05-01")):
            connection.execute(
                "INSERT INTO builds BY NAME SELECT $build AS build_id, $day::TIMESTAMP AS started_at, "
                "$day::TIMESTAMP AS published_at, 1 AS papers, 1 AS dated_papers, '1' AS analyser_version, "
                "'x' AS git_revision, false AS is_sample",
                {"build": build, "day": day},
            )
        assert connection.execute(f"SELECT build_id FROM {LATEST_BUILD}").fetchall() == [("20260501",)]


def test_damage_is_not_taken_for_another_version(tmp_path, monkeypatch):
    def spoil(*_):
        raise duckdb.IOException("Corrupt database file: computed checksum 1 does not match stored checksum 2")

    with open_build(tmp_path / "build.duckdb") as connection:
        connection.execute(RELEASES[0].read_text(encoding="utf-8"))
        monkeypatch.setattr("warehouse.writer._remake", spoil)
        with pytest.raises(duckdb.IOException, match="checksum"):
            prepare_build(connection)
