"""Files to rows of the build: each once, none in a state that nobody has seen whole, and none that keeps the others
away."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.incremental import file_intake
from pipelines.incremental.sources import Intake, has_sources, list_mended, take_in
from pipelines.sources import Reading, find_files
from pipelines.sources.inbox import SourceFile, hash_path, identify_files
from warehouse.connection import open_build
from warehouse.writer import prepare_build

LOG = logging.getLogger("test")


@pytest.fixture
def build(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def write_papers(path: Path, *numbers: int) -> None:
    path.write_text("".join(f'{{"title": "Title {at}", "abstract": "Abstract {at}."}}\n' for at in numbers))


def take(build: duckdb.DuckDBPyConnection, inbox: Path) -> Intake:
    return take_in(build, list(identify_files(find_files([inbox]), LOG)), LOG)


def read_sources(build: duckdb.DuckDBPyConnection) -> list[tuple]:
    return build.execute("SELECT parse_filename(path), format, parsed FROM sources ORDER BY path").fetchall()


def test_each_file_is_read_once_and_found_again_where_it_was_moved(build, inbox):
    assert not has_sources(build)
    write_papers(inbox / "a.jsonl", 1, 2)
    assert take(build, inbox) == Intake(1, 2, 0)
    assert has_sources(build)
    (inbox / "a.jsonl").rename(inbox / "b.jsonl")
    write_papers(inbox / "c.jsonl", 3)
    assert take(build, inbox) == Intake(1, 1, 0)
    assert read_sources(build) == [("b.jsonl", "jsonl", 2), ("c.jsonl", "jsonl", 1)]
    assert build.execute("SELECT title FROM internal.records ORDER BY title").fetchall() == [
        ("Title 1",),
        ("Title 2",),
        ("Title 3",),
    ]


def test_a_file_that_grows_while_it_is_read_waits_for_the_next_run(build, inbox, monkeypatch, caplog):
    write_papers(inbox / "a.jsonl", 1)
    write_papers(inbox / "b.jsonl", 2)

    def read_late(path: Path):
        if path.name == "a.jsonl":
            write_papers(path, 1, 3)
        return Reading(path)

    with monkeypatch.context() as patched:
        patched.setattr(file_intake, "Reading", read_late)
        assert take(build, inbox) == Intake(1, 1, 1)
    assert "a.jsonl was written to while it was read; left to the next run." in caplog.text
    assert read_sources(build) == [("b.jsonl", "jsonl", 1)]
    assert take(build, inbox) == Intake(1, 2, 0)
    assert read_sources(build) == [("a.jsonl", "jsonl", 2), ("b.jsonl", "jsonl", 1)]


def test_what_is_no_file_is_set_aside_once_and_read_when_it_is_one(build, inbox):
    os.mkfifo(inbox / "pipe.jsonl")
    write_papers(inbox / os.fsdecode(b"M\xfcller.jsonl"), 1)
    assert take(build, inbox) == Intake(2, 1, 0)
    assert take(build, inbox) == Intake(0, 0, 0)
    assert read_sources(build) == [("M\ufffdller.jsonl", "jsonl", 1), ("pipe.jsonl", "unknown", 0)]
    ((position, reason),) = build.execute("SELECT position, reason FROM rejects").fetchall()
    assert position == 0
    assert "a pipe" in reason
    (inbox / "pipe.jsonl").unlink()
    write_papers(inbox / "pipe.jsonl", 2)
    assert take(build, inbox) == Intake(1, 1, 0)
    assert read_sources(build) == [("M\ufffdller.jsonl", "jsonl", 1), ("pipe.jsonl", "jsonl", 1)]


def test_a_file_that_was_not_understood_is_read_again(build, inbox, monkeypatch):
    write_papers(inbox / "a.jsonl", 1)
    with monkeypatch.context() as patched:
        patched.setattr(file_intake, "Reading", lambda path: Reading(path, formats=[]))
        assert take(build, inbox) == Intake(1, 0, 0)
        assert not has_sources(build)
    assert take(build, inbox) == Intake(1, 1, 0)
    assert read_sources(build) == [("a.jsonl", "jsonl", 1)]


def test_what_was_set_aside_is_forgotten_once_it_is_gone_or_mended(tmp_path):
    for name in ("still", "elsewhere"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "mended").write_text("a file now")
    paths = [str(tmp_path / name) for name in ("still", "elsewhere", "mended", "gone")]
    refused = pl.DataFrame(
        {
            "source_id": ["still", "elsewhere", "mended", "gone", "unread"],
            "path": [*paths, paths[-1]],
            "sha256": [*map(hash_path, paths), "of a content that was not understood"],
        }
    )
    files = [SourceFile(tmp_path / "still", hash_path(paths[0]), "still")]
    assert list_mended(refused, files) == ["mended", "gone"]
