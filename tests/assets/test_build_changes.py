from datetime import datetime

import duckdb
import pytest

from pipelines.assets.build_changes import decision_changes, setting_changes, source_changes
from warehouse.decisions import Decision


def build(terms: list[tuple[int, str, int]], variants: list[tuple[int, str]], sources: list[tuple], sightings):
    connection = duckdb.connect()
    connection.execute("""
        CREATE TABLE terms (term_id BIGINT, term VARCHAR, papers BIGINT);
        CREATE TABLE term_variants (term_id BIGINT, variant VARCHAR);
        CREATE TABLE sources (
            source_id VARCHAR, path VARCHAR, is_sample BOOLEAN, left_out VARCHAR, superseded_by VARCHAR
        );
        CREATE TABLE sightings (source_id VARCHAR, paper_id VARCHAR);
    """)
    for table, rows in (
        ("terms", terms),
        ("term_variants", variants),
        ("sources", sources),
        ("sightings", sightings),
    ):
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    return connection


@pytest.fixture
def previous():
    return build(
        [(1, "convolutional neural network", 1959), (2, "main results", 40)],
        [(1, "convolutional neural network"), (1, "CNN"), (2, "main results")],
        [
            ("s1", "inbox/a.jsonl", False, None, None),
            ("s2", "inbox/b.csv", False, None, None),
            ("s3", "sample.jsonl", True, None, None),
            ("s5", "inbox/c.csv", False, "forgotten", None),
            ("s6", "inbox/d.csv", False, None, None),
        ],
        # The same paper named twice by a source counts once; what was made up is no source of the user's.
        [*(("s1", f"p{at}") for at in (0, 0, 1, 2)), ("s2", "p9"), ("s3", "p8"), ("s6", "p7")],
    )


@pytest.fixture
def current():
    return build(
        [(1, "convolutional neural network", 1630), (3, "CNN", 329)],
        [(1, "convolutional neural network"), (3, "CNN")],
        [
            ("s2", "inbox/b.csv", False, "superseded", "s4"),
            ("s4", "inbox/b.csv", False, None, None),
            ("s5", "inbox/c.csv", False, None, None),
            ("s6", "inbox/d.csv", False, "forgotten", None),
        ],
        [("s4", "p9"), ("s4", "p10"), ("s5", "p11")],
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


def test_sources_that_no_longer_count_and_those_that_do_again_are_told(previous, current):
    assert source_changes(previous, current) == [
        ("source", "inbox/a.jsonl", "a.jsonl taken out", 3, None),
        ("source", "inbox/b.csv", "b.csv replaced by its newer version", 1, 2),
        ("source", "inbox/c.csv", "c.csv counts again", None, 1),
        ("source", "inbox/d.csv", "d.csv taken out", 1, None),
    ]


def test_a_setting_is_told_where_it_changed():
    assert setting_changes(0.05, 0.05) == setting_changes(None, 0.05) == []
    assert setting_changes(0.05, 0.1) == [
        ("setting", "false_discovery_rate", "false discovery rate set from 0.05 to 0.1", None, None)
    ]
