from datetime import date

import pytest

from dashboard.queries import add
from dashboard.query import run_query
from tests.dashboard.handmade.build import build_warehouse
from warehouse.connection import open_build
from warehouse.paths import data_paths

CONTENT = "0" * 64
"""SHA-256 of both sources of the hand-made warehouse, of 23 records each."""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Asks a build in which `b.txt` is a member of `all.zip` with another content, and names one paper."""
    paths = data_paths(tmp_path_factory.mktemp("add"))
    build_warehouse(paths.root, "full")
    with open_build(paths.build) as connection:
        connection.execute("UPDATE sources SET name = path")
        connection.execute("UPDATE sources SET name = 'all.zip/b.txt', sha256 = repeat('1', 64) WHERE path = 'b.txt'")
        connection.execute("""
            INSERT INTO sightings BY NAME
            SELECT paper_id, '0000000000000001' AS source_id, 1 AS position, 'none' AS stated_precision
            FROM papers WHERE published_on = '2025-04-10'
        """)
        yield lambda *sources: run_query(connection, add.taken_in(*sources)).row(0, named=True)


def test_a_file_is_known_by_its_content(ask):
    assert ask([CONTENT], ["other"]) == {"files": 1, "records": 23, "first_day": None, "last_day": None}


def test_members_are_known_by_their_archive(ask):
    day = date(2025, 4, 10)
    assert ask(["2" * 64], ["all.zip"]) == {"files": 1, "records": 23, "first_day": day, "last_day": day}


def test_what_is_not_there_yet_has_no_files(ask):
    assert ask(["2" * 64], ["b.txt"])["files"] == 0
