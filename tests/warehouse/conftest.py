"""Fixtures of the warehouse's tests."""

import datetime as dt

import polars as pl
import pytest

from warehouse.connection import open_build
from warehouse.publish import publish
from warehouse.writer import prepare_build, replace_table


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
