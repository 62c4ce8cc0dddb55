"""A damaged data folder is made fit for a run; what cannot be made again is set aside and said."""

import os

import duckdb
import pytest

from warehouse.connection import open_build, open_served, served_version
from warehouse.recovery.examination import State, examine
from warehouse.recovery.kept_builds import list_kept_builds
from warehouse.recovery.restoration import UnusableFolder, restore_files


def built_papers(path):
    with open_served(path) as connection:
        return connection.execute("SELECT max(papers) FROM builds").fetchall()[0][0]


def lose_kept(paths):
    for one in list_kept_builds(paths):
        one.path.unlink()


def change(path, statement):
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)


def forget_build(path):
    """As if the file were another's: it goes on from another build than the one that is served."""
    with open_build(path) as connection:
        connection.execute("DELETE FROM builds")


def test_a_whole_folder_is_left_alone(publish_papers):
    paths = publish_papers(3)
    before = (served_version(paths.build), served_version(paths.served))
    assert restore_files(paths) == ([], 0)
    assert (served_version(paths.build), served_version(paths.served)) == before


def test_a_new_folder_is_left_alone(publish_papers):
    paths = publish_papers(3)
    for one in (paths.build, paths.served, paths.publication):
        one.unlink()
    lose_kept(paths)
    assert restore_files(paths) == ([], 0)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("hello"),
        lambda path: (path.unlink(), duckdb.connect(str(path)).execute("CREATE TABLE a AS SELECT 1 AS b").close()),
        forget_build,
        lambda path: change(path, "DELETE FROM builds"),
    ],
    ids=["missing", "folder", "empty", "text", "foreign", "another's", "rows lost"],
)
def test_a_build_file_that_cannot_be_used_is_made_again_from_the_served_file(publish_papers, harm):
    paths = publish_papers(3)
    was_there = harm is not None and paths.build.exists()
    harm(paths.build)
    stood = paths.build.exists()
    notes, lost = restore_files(paths)
    assert was_there
    assert (built_papers(paths.build), lost) == (3, 0)
    assert "made again from papers.duckdb" in notes[-1]
    assert len(list(paths.root.glob("build.duckdb.aside-*"))) == stood, "nothing is deleted"


def test_a_missing_served_file_comes_back_from_the_kept_build(publish_papers):
    paths = publish_papers(3)
    paths.served.unlink()
    notes, _ = restore_files(paths)
    assert built_papers(paths.served) == 3
    assert "made again from the kept build build-3" in notes[0]


@pytest.mark.parametrize("content", [b"", b"hello"])
def test_a_damaged_served_file_is_set_aside(publish_papers, content):
    paths = publish_papers(3)
    lose_kept(paths)
    paths.served.write_bytes(content)
    notes, _ = restore_files(paths)
    assert "set aside as papers.duckdb.aside-" in notes[0]
    assert not paths.served.exists(), "the run makes it again"
    assert built_papers(paths.build) == 3


def test_a_served_file_that_lost_rows_is_set_aside_with_its_kept_name(publish_papers):
    publish_papers(2)
    paths = publish_papers(3)
    change(paths.served, "DELETE FROM builds")
    notes, _ = restore_files(paths)
    assert "rows of builds 0 instead of 2); set aside as papers.duckdb.aside-" in notes[0]
    assert "made again from the kept build build-2" in notes[1]
    assert built_papers(paths.served) == 2, "until the run has published again"
    assert built_papers(paths.build) == 3


def test_both_missing_come_back_from_the_kept_build(publish_papers):
    paths = publish_papers(3)
    paths.served.unlink()
    paths.build.unlink()
    restore_files(paths)
    assert built_papers(paths.served) == built_papers(paths.build) == 3


def test_what_no_file_holds_any_more_is_counted_as_lost(publish_papers):
    paths = publish_papers(3)
    paths.served.unlink()
    paths.build.unlink()
    lose_kept(paths)
    notes, lost = restore_files(paths)
    assert lost == 3
    assert "reads the inbox again" in notes[-1]


def test_a_log_that_does_not_belong_to_the_file_is_set_aside(publish_papers):
    paths = publish_papers(3)
    for path in (paths.build, paths.served):
        path.with_name(path.name + ".wal").write_bytes(os.urandom(4096))
    restore_files(paths)
    assert examine(paths.build).state is examine(paths.served).state is State.WHOLE
    assert built_papers(paths.build) == built_papers(paths.served) == 3


@pytest.mark.parametrize("name", ["build", "served"])
def test_a_file_of_a_newer_version_is_refused_in_words(publish_papers, name):
    paths = publish_papers(3)
    with duckdb.connect(str(getattr(paths, name))) as connection:
        connection.execute("UPDATE internal.layout SET layout = 99")
    with pytest.raises(UnusableFolder, match="was made by a newer version"):
        restore_files(paths)


def test_a_build_of_a_newer_version_is_refused_and_kept(publish_papers):
    paths = publish_papers(3)
    with duckdb.connect(str(paths.build)) as connection:
        connection.execute("ALTER TABLE builds ADD COLUMN mood VARCHAR DEFAULT 'precious'")
    with pytest.raises(UnusableFolder, match=r"builds\.mood is unknown here"):
        restore_files(paths)
    with duckdb.connect(str(paths.build)) as connection:
        assert connection.execute("SELECT mood FROM builds").fetchall() == [("precious",)]


def test_unfinished_copies_are_removed(publish_papers):
    paths = publish_papers(3)
    for name in (".papers.duckdb.123.tmp", ".papers.duckdb.123.tmp.wal", ".build.duckdb.5.tmp"):
        (paths.root / name).touch()
    (paths.kept_builds / ".000001-a.duckdb.7.tmp").touch()
    notes, _ = restore_files(paths)
    assert len(notes) == 4
    assert not list(paths.root.rglob("*.tmp*"))
