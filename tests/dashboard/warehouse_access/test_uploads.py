import errno
import os
import time
from io import BytesIO
from pathlib import Path

import pytest

from dashboard.warehouse_access import uploads
from dashboard.warehouse_access.uploads import Batch, UploadFailed, land, stands_there
from pipelines.sources.files import search_files


def stage(inbox: Path, name: str, content: bytes = b"content"):
    return Batch(inbox).stage("key", name, BytesIO(content))


def in_inbox(inbox: Path) -> dict[str, bytes]:
    """What a run would see."""
    return {path.name: path.read_bytes() for path in search_files([inbox]).files}


def test_no_run_sees_what_waits(tmp_path):
    staged = stage(tmp_path / "inbox", "../a.ris")
    assert staged.path.read_bytes() == b"content" and staged.name == "a.ris"
    assert staged.path.is_relative_to(tmp_path / "inbox")
    assert in_inbox(tmp_path / "inbox") == {}


def test_a_file_lands_whole_under_its_name(tmp_path):
    staged = stage(tmp_path, "a.ris")
    landed = land(tmp_path, staged, replaces=False)
    assert (landed.name, landed.is_new) == ("a.ris", True)
    assert in_inbox(tmp_path) == {"a.ris": b"content"}
    assert not staged.path.exists()


def test_another_file_is_replaced_only_where_the_user_says_so(tmp_path):
    (tmp_path / "a.ris").write_bytes(b"other")
    staged = stage(tmp_path, "a.ris")
    assert stands_there(tmp_path, staged) == "other"
    assert land(tmp_path, staged, replaces=False).name == "a-2.ris"
    assert in_inbox(tmp_path) == {"a.ris": b"other", "a-2.ris": b"content"}
    assert land(tmp_path, stage(tmp_path, "a.ris", b"newest"), replaces=True).name == "a.ris"
    assert in_inbox(tmp_path) == {"a.ris": b"newest", "a-2.ris": b"content"}


def test_the_same_content_under_the_same_name_is_there_already(tmp_path):
    land(tmp_path, stage(tmp_path, "a.ris"), replaces=False)
    again = stage(tmp_path, "a.ris")
    assert stands_there(tmp_path, again) == "same"
    assert not land(tmp_path, again, replaces=False).is_new
    assert in_inbox(tmp_path) == {"a.ris": b"content"}


def test_a_link_in_the_inbox_is_never_written_through(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.ris").symlink_to(outside)
    land(inbox, stage(inbox, "a.ris"), replaces=True)
    assert outside.read_bytes() == b"mine" and (inbox / "a.ris").read_bytes() == b"content"
    (inbox / "b.ris").symlink_to(tmp_path / "nowhere")
    assert land(inbox, stage(inbox, "b.ris"), replaces=True).name == "b-2.ris"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_the_name_stays(tmp_path):
    (tmp_path / "a.ris").mkdir()
    assert land(tmp_path, stage(tmp_path, "a.ris"), replaces=True).name == "a-2.ris"


def test_where_there_are_no_links_a_file_lands_by_a_rename(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a.ris").write_bytes(b"other")
    assert land(tmp_path, stage(tmp_path, "a.ris"), replaces=False).name == "a-2.ris"
    assert in_inbox(tmp_path) == {"a.ris": b"other", "a-2.ris": b"content"}


def test_two_files_of_one_name_wait_under_two(tmp_path):
    batch = Batch(tmp_path)
    first = batch.stage("1", "savedrecs.txt", BytesIO(b"one"))
    second = batch.stage("2", "SavedRecs.txt", BytesIO(b"two"))
    assert (first.name, second.name) == ("savedrecs.txt", "SavedRecs-2.txt")
    assert batch.stage("1", "savedrecs.txt", BytesIO(b"never read")) == first
    batch.keep_only({"2"})
    assert not first.path.exists() and second.path.exists()
    batch.keep_only(set())
    assert not batch.folder.exists()


def test_what_nobody_took_in_is_gone_after_a_day(tmp_path):
    old = stage(tmp_path, "old.ris").path
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(old.parent, (long_ago, long_ago))
    fresh = stage(tmp_path, "new.ris").path
    assert not old.parent.exists() and fresh.exists()


def test_a_full_disk_gives_words_and_leaves_nothing(tmp_path, monkeypatch):
    def fill(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(uploads.os, "fsync", fill)
    with pytest.raises(UploadFailed, match=r"Nothing can be written into the inbox .*No space left on device"):
        stage(tmp_path, "a.ris")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_link_in_the_place_of_the_waiting_folder_is_refused(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / ".uploads").symlink_to(elsewhere)
    with pytest.raises(UploadFailed, match="is a link"):
        stage(inbox, "a.ris")
    assert not list(elsewhere.iterdir())
