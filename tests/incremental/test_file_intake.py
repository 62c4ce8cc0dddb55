"""Large files go to the build batch by batch, and all of it or nothing stays."""

import logging
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.incremental import file_intake
from pipelines.incremental.file_intake import FileIntake, Outcome
from pipelines.sources.formats import json_rows
from pipelines.sources.inbox import identify_file
from pipelines.sources.parsed import Unreadable
from warehouse.connection import open_build
from warehouse.writer import prepare_build

LOG = logging.getLogger("test")


@pytest.fixture
def build(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


@pytest.fixture(autouse=True)
def few_records_are_many(monkeypatch):
    """Batches of 2 records, of which each goes to the build as soon as it is read."""
    monkeypatch.setattr(json_rows, "BATCH", 1)
    monkeypatch.setattr(json_rows, "MOST_HELD", 2)
    monkeypatch.setattr(json_rows, "MOST_DEFERRED", 0)
    monkeypatch.setattr(file_intake, "BATCH_RECORDS", 2)


def write_papers(path: Path, *numbers: int) -> Path:
    """A line a number; 0 stands for a line that is no paper."""
    line = '{{"title": "Title {0}", "abstract": "Abstract {0}."}}\n'
    path.write_text("".join(line.format(at) if at else "broken\n" for at in numbers))
    return path


def read_rows(build: duckdb.DuckDBPyConnection) -> tuple[list, list, list]:
    return (
        build.execute("SELECT format, found, parsed, rejected FROM sources ORDER BY path").fetchall(),
        build.execute("SELECT position, title FROM internal.records ORDER BY ALL").fetchall(),
        build.execute("SELECT position FROM rejects ORDER BY ALL").fetchall(),
    )


def test_a_large_file_is_there_whole_after_several_batches(build, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(file_intake, "_SECONDS_BETWEEN_LINES", 0)
    caplog.set_level(logging.INFO)
    file = identify_file(write_papers(tmp_path / "a.jsonl", 1, 2, 0, 3, 4, 5))
    assert FileIntake(build, LOG).read(file) == (Outcome.READ, 5)
    assert read_rows(build) == (
        [("jsonl", 6, 5, 1)],
        [(1, "Title 1"), (2, "Title 2"), (4, "Title 3"), (5, "Title 4"), (6, "Title 5")],
        [(3,)],
    )
    assert "of a.jsonl (100%), 5 records" in caplog.messages[-1]


def test_small_files_wait_for_each_other(build, tmp_path):
    intake = FileIntake(build, LOG)
    for at in (1, 2, 3):
        assert intake.read(identify_file(write_papers(tmp_path / f"{at}.jsonl", at))) == (Outcome.READ, 1)
        assert len(read_rows(build)[0]) == 2 * (at // 2)
    intake.write()
    assert len(read_rows(build)[0]) == 3


def test_of_a_large_file_that_changed_meanwhile_nothing_stays(build, tmp_path):
    file = identify_file(write_papers(tmp_path / "a.jsonl", 1, 2, 3, 4, 5))
    write_papers(tmp_path / "a.jsonl", 1, 2, 3, 4, 5, 6)
    assert FileIntake(build, LOG).read(file) == (Outcome.CHANGED, 0)
    assert read_rows(build) == ([], [], [])


def test_a_large_file_that_proves_unreadable_late_keeps_what_was_read(build, tmp_path, monkeypatch):
    def explain_damage(content):
        raise Unreadable("It is spoilt at its end.")
        yield

    monkeypatch.setattr("pipelines.sources.formats.jsonl.explain_damage", explain_damage)
    file = identify_file(write_papers(tmp_path / "a.jsonl", 1, 2, 3))
    assert FileIntake(build, LOG).read(file) == (Outcome.READ, 3)
    sources, records, rejects = read_rows(build)
    assert (sources, len(records), rejects) == ([("jsonl", 3, 3, 0)], 3, [(0,)])


def test_a_large_file_takes_the_place_of_its_refusal(build, tmp_path):
    file = identify_file(write_papers(tmp_path / "a.jsonl", 1, 2, 3))
    build.execute(
        "INSERT INTO sources BY NAME SELECT ? AS source_id, 'a.jsonl' AS path, 'x' AS sha256, 'unknown' AS format, "
        "0 AS found, 0 AS parsed, 0 AS rejected, false AS is_sample, TIMESTAMP '2026-01-01' AS ingested_at",
        [file.source_id],
    )
    assert FileIntake(build, LOG).read(file, read_before=True) == (Outcome.READ, 3)
    assert read_rows(build)[0] == [("jsonl", 3, 3, 0)]


SMALL = {
    "a.json": '{"title": "One", "abstract": "Of one.", "date": "2024-01-05", "authors": ["A", "B"]}',
    "b.json": '[{"title": "Two", "abstract": "Of two.", "date": "2024"}, {"title": "Three", "date": "2024-02"}]',
    "c.json": '{"title": "Four", "abstract": "Of four.", "date": "05/06/2024"}',
    "d.json": '{"title": "Five", "abstract": "Of five.", "date": "30/06/2024"}',
    "e.json": '[{"title": "Six", "date": "2024-03-01", "journal": "Ponds"}]',
    "f.json": '{"title": "Seven", "abstract": "Of seven.", "journal": "Ponds", "keywords": "a; b"}',
    "g.json": '{"name": "nothing"}',
}


def test_small_files_made_together_come_to_what_each_comes_to(tmp_path, monkeypatch):
    found = []
    for together in (0, 20):
        monkeypatch.setattr(json_rows, "MOST_DEFERRED", together)
        monkeypatch.setattr(file_intake, "BATCH_RECORDS", 1000)
        folder = tmp_path / str(together)
        folder.mkdir()
        with open_build(folder / "build.duckdb") as build:
            prepare_build(build)
            intake = FileIntake(build, LOG)
            for name, text in SMALL.items():
                (folder / name).write_text(text)
                intake.read(identify_file(folder / name))
            intake.write()
            found.append(
                [
                    build.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
                    for table in (
                        "(SELECT * EXCLUDE (path, ingested_at) FROM sources)",
                        "internal.records",
                        "rejects",
                    )
                ]
            )
    assert found[0] == found[1]
    sources, records, rejects = found[0]
    assert (len(sources), len(records), len(rejects)) == (7, 5, 3)
