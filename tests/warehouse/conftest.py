"""Fixtures of the warehouse's tests."""

import datetime as dt

import polars as pl
import pytest

from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.recovery.examination import note_publication
from warehouse.recovery.kept_builds import keep_served
from warehouse.writer import append_rows, prepare_build, replace_table


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    """A served file that holds two builds and nothing else."""
    folder = tmp_path_factory.mktemp("served")
    moment = dt.datetime(2026, 1, 2)
    builds = pl.DataFrame(
        {
            "build_id": ["a", "b"],
            "started_at": [moment] * 2,
            "published_at": [moment] * 2,
            "papers": [3, 4],
            "dated_papers": [0, 1],
            "analyser_version": ["1"] * 2,
            "git_revision": ["unknown"] * 2,
            "is_sample": [False] * 2,
        }
    )
    with open_build(folder / "build.duckdb") as connection:
        prepare_build(connection)
        replace_table(connection, "builds", builds)
    publish(folder / "build.duckdb", folder / "papers.duckdb")
    return folder / "papers.duckdb"


@pytest.fixture
def publish_papers(tmp_path):
    """Publishes a build of so many papers in a data folder: ``paths = publish_papers(3)``; each call adds a build."""
    paths = data_paths(tmp_path / "data")
    moment = dt.datetime(2026, 1, 2)

    def publish_papers(papers, keep=3):
        row = {
            "build_id": f"build-{papers}",
            "started_at": moment + dt.timedelta(hours=papers),
            "published_at": moment + dt.timedelta(hours=papers),
            "papers": papers,
            "dated_papers": 0,
            "analyser_version": "1",
            "git_revision": "unknown",
            "is_sample": False,
        }
        with open_build(paths.build) as connection:
            prepare_build(connection)
            append_rows(connection, "builds", pl.DataFrame([row]))
        publish(paths.build, paths.served)
        keep_served(paths, row["build_id"], keep)
        note_publication(paths, row["build_id"], papers)
        return paths

    return publish_papers
