"""Members of archives as files that can be read, one at a time."""

import logging
import zipfile

import pytest

from pipelines.sources.containers.copies import locate_contents
from pipelines.sources.inbox import identify_files

LOG = logging.getLogger("test")


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "inbox").mkdir()
    with zipfile.ZipFile(tmp_path / "inbox" / "all.zip", "w") as archive:
        for name in ("a.csv", "b.csv", "c.csv"):
            archive.writestr(name, f"content of {name}")
    (tmp_path / "inbox" / "d.csv").write_text("content of d.csv")
    return tmp_path / "inbox"


def test_only_the_wanted_members_are_copied_and_nothing_is_left(inbox, tmp_path):
    files = [file for file in identify_files(sorted(inbox.iterdir()), inbox, LOG) if file.name != "all.zip/b.csv"]
    found = {file.name: path.read_text() for file, path in locate_contents(files, tmp_path / "unpacked")}
    assert found == {
        "all.zip/a.csv": "content of a.csv",
        "all.zip/c.csv": "content of c.csv",
        "d.csv": "content of d.csv",
    }
    assert not (tmp_path / "unpacked").exists()


def test_an_archive_that_is_none_any_more_gives_nothing(inbox, tmp_path):
    files = list(identify_files([inbox / "all.zip"], inbox, LOG))
    (inbox / "all.zip").write_text("title,abstract")
    assert list(locate_contents(files, tmp_path / "unpacked")) == []
