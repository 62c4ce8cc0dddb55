"""Files to rows of the build: each once, none in a state that nobody has seen whole, and none that keeps the others
away."""

import logging
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.incremental import file_intake
from pipelines.incremental.sources import Intake, has_sources, read_known_files, take_in
from pipelines.sources import Reading, find_files
from pipelines.sources.inbox import identify_files
from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.sources.forgotten import forget_source, restore_source
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


def take(build: duckdb.DuckDBPyConnection, inbox: Path) -> tuple[int, int, int]:
    """Takes in all of the inbox; returns files, records and changing files."""
    done = take_all(build, inbox)
    return done.files, done.records, len(done.changing)


def take_all(build: duckdb.DuckDBPyConnection, inbox: Path) -> Intake:
    files = list(identify_files(find_files([inbox]), inbox, LOG, read_known_files(build)))
    return take_in(build, files, data_paths(inbox.parent), LOG, searched_inbox=True)


def read_sources(build: duckdb.DuckDBPyConnection) -> list[tuple]:
    return build.execute("SELECT parse_filename(path), format, parsed FROM sources ORDER BY path").fetchall()


def read_life(build: duckdb.DuckDBPyConnection) -> list[tuple]:
    """Name, records, and why a source does not count, of each; those that are gone have a `-`."""
    return build.execute(
        "SELECT if(gone_since IS NULL, '', '-') || name, parsed, left_out FROM sources ORDER BY ALL"
    ).fetchall()


def read_titles(build: duckdb.DuckDBPyConnection) -> list[str]:
    counted = "internal.records SEMI JOIN (FROM sources WHERE left_out IS NULL) USING (source_id)"
    return [title for (title,) in build.execute(f"SELECT title FROM {counted} ORDER BY ALL").fetchall()]


def test_each_file_is_read_once_and_found_again_where_it_was_moved(build, inbox):
    assert not has_sources(build)
    write_papers(inbox / "a.jsonl", 1, 2)
    assert take(build, inbox) == (1, 2, 0)
    assert has_sources(build)
    (inbox / "a.jsonl").rename(inbox / "b.jsonl")
    write_papers(inbox / "c.jsonl", 3)
    assert take(build, inbox) == (1, 1, 0)
    assert read_sources(build) == [("b.jsonl", "jsonl", 2), ("c.jsonl", "jsonl", 1)]
    assert build.execute("SELECT title FROM internal.records ORDER BY title").fetchall() == [
        ("Title 1",),
        ("Title 2",),
        ("Title 3",),
    ]


def test_a_file_that_grows_while_it_is_read_waits_for_the_next_run(build, inbox, monkeypatch, caplog):
    write_papers(inbox / "a.jsonl", 1)
    write_papers(inbox / "b.jsonl", 2)

    def read_late(path: Path, **known):
        if path.name == "a.jsonl":
            write_papers(path, 1, 3)
        return Reading(path, **known)

    with monkeypatch.context() as patched:
        patched.setattr(file_intake, "Reading", read_late)
        assert take(build, inbox) == (1, 1, 1)
    assert "a.jsonl was written to while it was read; left to the next run." in caplog.text
    assert read_sources(build) == [("b.jsonl", "jsonl", 1)]
    assert take(build, inbox) == (1, 2, 0)
    assert read_sources(build) == [("a.jsonl", "jsonl", 2), ("b.jsonl", "jsonl", 1)]


def test_what_is_no_file_is_set_aside_once_and_read_when_it_is_one(build, inbox):
    os.mkfifo(inbox / "pipe.jsonl")
    write_papers(inbox / os.fsdecode(b"M\xfcller.jsonl"), 1)
    assert take(build, inbox) == (2, 1, 0)
    assert take(build, inbox) == (0, 0, 0)
    assert read_sources(build) == [("M\ufffdller.jsonl", "jsonl", 1), ("pipe.jsonl", "unknown", 0)]
    ((position, reason),) = build.execute("SELECT position, reason FROM rejects").fetchall()
    assert position == 0
    assert "a pipe" in reason
    (inbox / "pipe.jsonl").unlink()
    write_papers(inbox / "pipe.jsonl", 2)
    assert take(build, inbox) == (1, 1, 0)
    assert read_sources(build) == [("M\ufffdller.jsonl", "jsonl", 1), ("pipe.jsonl", "jsonl", 1)]


def test_a_file_that_was_not_understood_is_read_again(build, inbox, monkeypatch):
    write_papers(inbox / "a.jsonl", 1)
    with monkeypatch.context() as patched:
        patched.setattr(file_intake, "Reading", lambda path, **known: Reading(path, formats=[]))
        assert take(build, inbox) == (1, 0, 0)
        assert not has_sources(build)
    assert take(build, inbox) == (1, 1, 0)
    assert read_sources(build) == [("a.jsonl", "jsonl", 1)]


def test_a_refused_file_that_is_gone_is_told_of_no_more(build, inbox):
    (inbox / "a.bin").write_bytes(bytes(range(256)) * 9)
    write_papers(inbox / "b.jsonl", 1)
    assert take(build, inbox) == (2, 1, 0)
    (inbox / "a.bin").unlink()
    take(build, inbox)
    assert read_life(build) == [("b.jsonl", 1, None)]
    assert build.execute("SELECT count(*) FROM rejects").fetchall() == [(0,)]


def test_a_newer_version_under_a_name_takes_the_place_of_the_former(build, inbox):
    write_papers(inbox / "a.jsonl", 1, 2)
    write_papers(inbox / "b.jsonl", 3)
    take(build, inbox)
    write_papers(inbox / "a.jsonl", 2, 4, 5)
    done = take_all(build, inbox)
    assert (done.files, done.records) == (1, 3)
    assert done.settled.replaced == [("a.jsonl", 2, 3)]
    assert read_life(build) == [("a.jsonl", 2, "superseded"), ("a.jsonl", 3, None), ("b.jsonl", 1, None)]
    assert read_titles(build) == ["Title 2", "Title 3", "Title 4", "Title 5"]
    assert build.execute("SELECT count(*) FROM internal.records").fetchall() == [(4,)], "the former's are not kept"
    # What stood there first comes back.
    write_papers(inbox / "a.jsonl", 1, 2)
    assert take(build, inbox) == (1, 2, 0)
    assert read_titles(build) == ["Title 1", "Title 2", "Title 3"]
    assert read_life(build) == [("a.jsonl", 2, None), ("a.jsonl", 3, "superseded"), ("b.jsonl", 1, None)]


def test_what_cannot_be_read_supersedes_nothing(build, inbox):
    write_papers(inbox / "a.jsonl", 1, 2)
    take(build, inbox)
    (inbox / "a.jsonl").write_text("")
    assert take_all(build, inbox).settled.unread == ["a.jsonl"]
    assert read_titles(build) == ["Title 1", "Title 2"]
    write_papers(inbox / "a.jsonl", 3)
    take(build, inbox)
    assert read_titles(build) == ["Title 3"]
    assert read_life(build) == [("a.jsonl", 1, None), ("a.jsonl", 2, "superseded")]


def test_what_is_gone_from_the_inbox_counts_until_it_is_taken_out(build, inbox):
    write_papers(inbox / "a.jsonl", 1)
    write_papers(inbox / "b.jsonl", 2)
    take(build, inbox)
    (inbox / "a.jsonl").unlink()
    take(build, inbox)
    since = build.execute("SELECT gone_since FROM sources WHERE name = 'a.jsonl'").fetchall()
    take(build, inbox)
    assert build.execute("SELECT gone_since FROM sources WHERE name = 'a.jsonl'").fetchall() == since != [(None,)]
    assert read_life(build) == [("-a.jsonl", 1, None), ("b.jsonl", 1, None)]
    forgotten = data_paths(inbox.parent).forgotten
    forget_source(forgotten, "a.jsonl")
    take(build, inbox)
    assert read_titles(build) == ["Title 2"]
    restore_source(forgotten, "a.jsonl")
    take(build, inbox)
    assert read_titles(build) == ["Title 1", "Title 2"]


def test_a_build_of_an_earlier_version_finds_its_sources_by_their_paths(build, inbox):
    write_papers(inbox / "a.jsonl", 1)
    take(build, inbox)
    write_papers(inbox / "a.jsonl", 1, 2)
    take(build, inbox)
    # As it was before names were noted: both versions counted, with all their records.
    build.execute("DELETE FROM internal.source_files")
    build.execute("UPDATE sources SET name = NULL, superseded_by = NULL, left_out = NULL")
    assert take(build, inbox) == (0, 0, 0)
    assert read_life(build) == [("a.jsonl", 1, "superseded"), ("a.jsonl", 2, None)]


def test_members_of_an_archive_are_sources_and_go_with_it(build, inbox):
    def pack(**members: int) -> None:
        with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
            for name, number in members.items():
                archive.writestr(f"deep/{name}.jsonl", f'{{"title": "Title {number}", "abstract": "Text {number}."}}')

    pack(one=1, two=2)
    assert take(build, inbox) == (2, 2, 0)
    assert take(build, inbox) == (0, 0, 0)
    assert read_life(build) == [("all.zip/deep/one.jsonl", 1, None), ("all.zip/deep/two.jsonl", 1, None)]
    assert build.execute("SELECT min(path) FROM sources").fetchall() == [(f"{inbox}/all.zip/deep/one.jsonl",)]
    pack(two=3, three=4)
    take(build, inbox)
    assert read_titles(build) == ["Title 3", "Title 4"]
    assert not (inbox.parent / "unpacked").exists()


def test_a_file_that_stands_as_it_stood_is_not_opened(build, inbox, monkeypatch):
    write_papers(inbox / "a.jsonl", 1)
    os.utime(inbox / "a.jsonl", ns=(0, 0))
    monkeypatch.setattr("pipelines.sources.inbox._CLOCK_STEP_NS", 0)
    take(build, inbox)
    monkeypatch.setattr("pipelines.sources.inbox.open_file", lambda path: pytest.fail(f"opens {path}"))
    assert take(build, inbox) == (0, 0, 0)
