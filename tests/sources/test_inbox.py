import logging
import shutil

import pytest

from pipelines.sources.inbox import find_inbox_files, find_new_files, fingerprint_inbox, identify_files
from warehouse.paths import data_paths

LOG = logging.getLogger("test")
DIGEST = "A title of a paper\nAn abstract of the paper that is long enough to be one.\n"


@pytest.fixture
def paths(tmp_path):
    paths = data_paths(tmp_path)
    paths.inbox.mkdir()
    return paths


def test_without_an_inbox_there_is_nothing(tmp_path):
    paths = data_paths(tmp_path / "absent")
    assert find_inbox_files(paths) == []
    assert find_new_files(paths, LOG) == []


def test_the_fingerprint_changes_with_every_change(paths):
    seen = [fingerprint_inbox(paths)]
    file = paths.inbox / "2025-05-01.txt"
    for change in (
        lambda: file.write_text(DIGEST),
        lambda: file.write_text(DIGEST + "\n"),
        lambda: file.rename(paths.inbox / "2025-05-02.txt"),
        lambda: (paths.inbox / "2025-05-02.txt").unlink(),
    ):
        change()
        seen.append(fingerprint_inbox(paths))
    assert len(set(seen[:4])) == 4
    assert seen[4] == seen[0]


def test_files_of_the_same_content_and_day_are_one(paths):
    for name in ("a.txt", "b.txt", "2025-05-01.txt", "copy of 2025-05-01.txt"):
        (paths.inbox / name).write_text(DIGEST)
    files = list(identify_files(find_inbox_files(paths), LOG))
    assert [file.path.name for file in files] == ["2025-05-01.txt", "a.txt"]
    assert len({file.sha256 for file in files}) == 1


def test_a_file_that_cannot_be_read_is_told_and_left_out(paths, caplog):
    (paths.inbox / "gone.txt").symlink_to(paths.inbox / "nowhere.txt")
    (paths.inbox / "here.txt").write_text(DIGEST)
    given = [paths.inbox / "gone.txt", paths.inbox / "here.txt"]
    assert [file.path.name for file in identify_files(given, LOG)] == ["here.txt"]
    assert "gone.txt cannot be read" in caplog.text


def test_new_is_what_the_served_warehouse_does_not_know(served_sample, small_sample, tmp_path):
    paths = data_paths(tmp_path / "copy")
    shutil.copytree(served_sample.root, paths.root)
    paths.inbox.mkdir(exist_ok=True)
    shutil.copy(next(small_sample.glob("20*.txt")), paths.inbox)
    assert find_new_files(paths, LOG) == []
    (paths.inbox / "new.txt").write_text(DIGEST)
    assert [file.path.name for file in find_new_files(paths, LOG)] == ["new.txt"]
