from datetime import datetime

import duckdb
import pytest

from pipelines.assets.build_changes import decision_changes, setting_changes, source_changes
from warehouse.decisions import Decision


def build(terms: list[tuple[int, str, int]], variants: list[tuple[int, str]], sources: list[tuple[str, str, bool]]):
    connection = duckdb.connect()
    connection.execute("""
        CREATE TABLE terms (term_id BIGINT, term VARCHAR, papers BIGINT);
        CREATE TABLE term_variants (term_id BIGINT, variant VARCHAR);
        CREATE TABLE sources (source_id VARCHAR, path VARCHAR, is_sample BOOLEAN);
        CREATE TABLE sightings AS SELECT 's1' AS source_id, 'p' || range AS paper_id FROM range(3);
        INSERT INTO sightings VALUES ('s1', 'p0'), ('s2', 'p9');
    """)
    for table, rows in (("terms", terms), ("term_variants", variants), ("sources", sources)):
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    return connection


@pytest.fixture
def previous():
    return build(
        [(1, "convolutional neural network", 1959), (2, "main results", 40)],
        [(1, "convolutional neural network"), (1, "CNN"), (2, "main results")],
        [("s1", "inbox/a.jsonl", False), ("s2", "inbox/b.csv", False), ("s3", "sample.jsonl", True)],
    )


@pytest.fixture
def current():
    return build(
        [(1, "convolutional neural network", 1630), (3, "CNN", 329)],
        [(1, "convolutional neural network"), (3, "CNN")],
        [("s4", "inbox/b.csv", False)],
    )


def test_a_decision_comes_with_the_papers_of_the_term_that_it_changes(previous, current):
    decisions = [
        Decision("keep", "CNN", "Convolutional Neural Network"),
        Decision("block", "main results"),
        Decision("merge", "convnet", "CNN", undone=datetime(2026, 1, 1)),
    ]
    assert decision_changes(previous, current, decisions) == [
        (
            "decision",
            "Convolutional Neural Network",
            "CNN kept apart from Convolutional Neural Network",
            1959,
            1630,
        ),
        ("decision", "main results", "main results blocked", 40, None),
        ("decision", "CNN", "convnet counts as CNN, undone", 1959, 329),
    ]


def test_a_source_that_is_gone_was_taken_out_or_replaced(previous, current):
    # The same paper named twice by a source counts once; what was made up is no source of the user's.
    assert source_changes(previous, current) == [
        ("source", "inbox/a.jsonl", "a.jsonl taken out", 3, None),
        ("source", "inbox/b.csv", "b.csv replaced by its newer version", 1, None),
    ]


def test_a_setting_is_told_where_it_changed():
    assert setting_changes(0.05, 0.05) == setting_changes(None, 0.05) == []
    assert setting_changes(0.05, 0.1) == [
        ("setting", "false_discovery_rate", "false discovery rate set from 0.05 to 0.1", None, None)
    ]
