import logging
import os
import shutil
import zipfile
from dataclasses import replace

import pytest

from pipelines.sources import inbox
from pipelines.sources.inbox import (
    FileState,
    KnownFile,
    find_inbox_files,
    find_new_files,
    fingerprint_inbox,
    hash_path,
    identify_file,
    identify_files,
    name_source,
)
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
    files = list(identify_files(find_inbox_files(paths), paths.inbox, LOG))
    assert len({file.sha256 for file in files}) == 1
    sources = {file.name: file.source_id for file in files}
    assert sources["a.txt"] == sources["b.txt"] != sources["2025-05-01.txt"] == sources["copy of 2025-05-01.txt"]


def test_what_cannot_be_read_is_told_and_known_by_its_path(paths, caplog):
    (paths.inbox / "gone.txt").symlink_to(paths.inbox / "nowhere.txt")
    (paths.inbox / "here.txt").write_text(DIGEST)
    gone, here = identify_files([paths.inbox / "gone.txt", paths.inbox / "here.txt"], paths.inbox, LOG)
    assert (gone.is_readable, here.is_readable) == (False, True)
    assert gone.sha256 == hash_path(str(gone.path))
    assert "gone.txt cannot be read (This link leads to a file that is not there" in caplog.text


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text(DIGEST * 2),
        lambda path: path.write_text(DIGEST.replace("paper", "essay")),
        lambda path: path.with_name("other").write_text(DIGEST) and path.with_name("other").replace(path),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), os.mkfifo(path)),
    ],
    ids=["it grew", "it is as long as before", "it was replaced", "it is gone", "a pipe took its place"],
)
def test_a_file_that_changes_after_it_was_hashed_is_noticed(paths, change):
    path = paths.inbox / "a.txt"
    path.write_text(DIGEST)
    file = identify_file(path)
    assert not file.has_changed()
    change(path)
    assert file.has_changed()


def test_a_change_within_one_time_stamp_is_noticed_by_its_content(paths):
    path = paths.inbox / "a.txt"
    path.write_text(DIGEST)
    file = identify_file(path)
    path.write_text(DIGEST.replace("paper", "essay"))
    unseen = replace(file, state=FileState.of(path.stat()))
    assert unseen.was_fresh and unseen.has_changed()
    assert not replace(unseen, was_fresh=False).has_changed()


def test_a_source_is_called_by_its_path_in_the_inbox_or_else_by_all_of_it(paths, tmp_path):
    assert name_source(paths.inbox / "deep" / "a.csv", paths.inbox) == "deep/a.csv"
    assert name_source(tmp_path / "a.csv", paths.inbox) == str(tmp_path / "a.csv")
    # Two names that are shown alike are not one.
    names = [name_source(paths.inbox / os.fsdecode(raw), paths.inbox) for raw in (b"M\xfcller", b"M\xf6ller")]
    assert names == ["M\\xfcller", "M\\xf6ller"]


def test_members_of_an_archive_are_sources(paths):
    with zipfile.ZipFile(paths.inbox / "all.zip", "w") as archive:
        archive.writestr("deep/2025-05-01.txt", DIGEST)
        archive.writestr("b.txt", DIGEST)
    found = list(identify_files(find_inbox_files(paths), paths.inbox, LOG))
    assert [(file.name, file.member) for file in found] == [
        ("all.zip/deep/2025-05-01.txt", "deep/2025-05-01.txt"),
        ("all.zip/b.txt", "b.txt"),
    ]
    assert found[0].sha256 == found[1].sha256 and found[0].source_id != found[1].source_id
    assert {file.base for file in found} == {"all.zip"}
    assert found[0].shown_path == f"{paths.inbox}/all.zip/deep/2025-05-01.txt"


def test_a_file_that_stands_as_it_stood_is_known_without_being_opened(paths, monkeypatch):
    (paths.inbox / "a.txt").write_text(DIGEST)
    os.utime(paths.inbox / "a.txt", ns=(0, 0))
    monkeypatch.setattr(inbox, "_CLOCK_STEP_NS", 0)
    (file,) = identify_files(find_inbox_files(paths), paths.inbox, LOG)
    known = KnownFile("a.txt", file.source_id, file.noted_state, file.sha256, "")
    with monkeypatch.context() as patched:
        patched.setattr(inbox, "open_file", lambda path: pytest.fail(f"opens {path}"))
        assert list(identify_files(find_inbox_files(paths), paths.inbox, LOG, [known])) == [file]
    (paths.inbox / "a.txt").write_text("other")
    (changed,) = identify_files(find_inbox_files(paths), paths.inbox, LOG, [known])
    assert changed.source_id != file.source_id


def test_new_is_what_the_served_warehouse_does_not_know(served_sample, small_sample, tmp_path):
    paths = data_paths(tmp_path / "copy")
    shutil.copytree(served_sample.root, paths.root)
    paths.inbox.mkdir(exist_ok=True)
    shutil.copy(next(small_sample.glob("20*.txt")), paths.inbox)
    assert find_new_files(paths, LOG) == []
    (paths.inbox / "new.txt").write_text(DIGEST)
    assert [file.path.name for file in find_new_files(paths, LOG)] == ["new.txt"]
