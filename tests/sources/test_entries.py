"""What stands at a path, and that nothing which stands there keeps us waiting."""

import os
from pathlib import Path

import pytest

from pipelines.sources import is_made_up, parse_file
from pipelines.sources.entries import NotAFile, explain_entry, open_file, show_path


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


ENTRIES = {
    "pipe": (make_pipe, "no regular file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "no regular file"),
    "system": (lambda path: path.symlink_to("/proc/self/maps"), "a file of the system"),
    "folder": (lambda path: path.mkdir(), "a folder that cannot be opened"),
    "nothing": (lambda path: path.symlink_to("nowhere"), "a file that is not there"),
}


@pytest.mark.parametrize(("make", "reason"), ENTRIES.values(), ids=ENTRIES)
def test_what_is_no_file_is_refused_at_once(tmp_path, make, reason):
    path = tmp_path / "2025-01-01.txt"
    make(path)
    assert reason in (explain_entry(path) or "")
    with pytest.raises(NotAFile, match=reason):
        open_file(path)
    parsed = parse_file(path)
    assert (parsed.format, parsed.found) == ("unknown", 0)
    assert reason in parsed.rejects["reason"][0]


def test_a_pipe_in_place_of_the_truth_file_marks_nothing(tmp_path):
    os.mkfifo(tmp_path / "truth.json")
    assert not is_made_up(tmp_path / "a.txt")


def test_a_file_is_opened_also_by_a_link(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"text")
    (tmp_path / "link.txt").symlink_to("a.txt")
    with open_file(tmp_path / "link.txt") as file:
        assert file.read() == b"text"


def test_a_name_that_is_no_utf8_is_shown_by_its_bytes():
    assert show_path(Path(os.fsdecode(b"caf\xe9.txt"))) == "caf\ufffd.txt"
    assert show_path(Path("café.txt")) == "café.txt"
