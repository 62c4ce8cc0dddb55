from datetime import date

import duckdb

from dashboard.query import ask, run_query


def test_parameters_are_bound_and_shown_alike():
    query = ask(
        """
        SELECT $name AS name, $days AS days, $since AS since, $none IS NULL AS none
        """,
        name="it's",
        days=[1, 2],
        since=date(2025, 3, 1),
        none=None,
    )
    expected = [("it's", [1, 2], date(2025, 3, 1), True)]
    with duckdb.connect() as connection:
        assert run_query(connection, query).rows() == expected
        assert connection.sql(query.text).fetchall() == expected
    assert query.text.startswith("SELECT 'it''s' AS name")


def test_a_query_without_parameters_runs():
    with duckdb.connect() as connection:
        assert run_query(connection, ask("SELECT 1 AS one")).to_dicts() == [{"one": 1}]


def test_equal_questions_are_equal_keys():
    assert ask("SELECT $a", a=[1]) == ask("SELECT $a", a=(1,))
    assert ask("SELECT $a", a=[1]) != ask("SELECT $a", a=[2])
