"""Venues whose abstracts vanish: noticed where far more is refused than before, and nowhere else."""

import duckdb
import pytest

from warehouse.sources.refusals import LOST_VENUES, say_lost_venue


@pytest.fixture
def find():
    connection = duckdb.connect()
    connection.execute("CREATE TABLE refusals (venue VARCHAR, month DATE, found BIGINT, refused BIGINT)")

    def find(*rows: tuple[str, str, int, int]) -> list[tuple]:
        connection.executemany("INSERT INTO refusals VALUES (?, ?, ?, ?)", rows)
        return connection.execute(LOST_VENUES).fetchall()

    return find


def test_a_venue_of_which_most_is_refused_of_late_is_found(find):
    found = find(
        ("Ponds", "2023-01-01", 100, 5),
        ("Ponds", "2025-02-01", 30, 20),
        ("Ponds", "2025-12-01", 30, 28),
        # As bad before as now; too few pieces; few refused; refused long ago only.
        ("Lakes", "2023-01-01", 100, 60),
        ("Lakes", "2025-12-01", 100, 60),
        ("Rivers", "2025-12-01", 9, 9),
        ("Seas", "2025-12-01", 100, 19),
        ("Wells", "2023-01-01", 100, 100),
        # Nothing came before.
        ("Moors", "2025-12-01", 10, 2),
    )
    assert found == [("Ponds", 60, 48, 0.05), ("Moors", 10, 2, None)]


def test_it_is_said_with_what_it_was_before():
    assert "of 60 pieces of the last 12 months 48 were refused, before that 5%; that" in say_lost_venue(
        "P", 60, 48, 0.05
    )
    assert "2 were refused; that it has fewer papers may mean" in say_lost_venue("P", 10, 2, None)
