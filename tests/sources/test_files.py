"""Which files are sources, by what they are known, and which are made up."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.sources import find_files, is_made_up, parse_file, source_id
from pipelines.sources.files import MAX_DEPTH, FoundFiles, is_left_out, search_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a/2025-01-01.txt",
        "a/deep/c.jsonl",
        ".hidden",
        ".git/config",
        "d.csv.part",
        "e.txt~",
        "truth.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return tmp_path


def test_folders_are_searched_sorted_and_without_what_is_hidden_or_unfinished(folder):
    names = [path.relative_to(folder).as_posix() for path in find_files([folder])]
    assert names == ["a/2025-01-01.txt", "a/deep/c.jsonl", "b.txt", "truth.json"]
    assert [path.name for path in search_files([folder]).unfinished] == ["d.csv.part", "e.txt~"]


def test_members_of_archives_are_left_out_as_files_of_folders_are():
    left_out = [
        name for name in ("a.csv", "b/.c", ".b/c", "__MACOSX/a.csv", "a.csv.part", "b/c.csv") if is_left_out(name)
    ]
    assert left_out == ["b/.c", ".b/c", "__MACOSX/a.csv", "a.csv.part"]


def test_a_file_comes_once_however_it_is_named(folder):
    assert find_files([folder, str(folder / "b.txt"), folder / "a" / ".." / "b.txt"]) == find_files([folder])


def test_a_file_named_outright_is_taken_even_where_hidden(folder):
    assert find_files([folder / ".hidden"]) == [folder / ".hidden"]


def test_a_path_that_does_not_exist_is_an_error_that_names_it(folder):
    with pytest.raises(FileNotFoundError, match=r"no file or folder .*nowhere"):
        find_files([folder / "nowhere"])


def test_a_link_to_a_folder_is_followed_once_and_told(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "linked.txt").write_text("text")
    (outside / "back").symlink_to(outside)
    (folder / "link").symlink_to(outside)
    (folder / "second").symlink_to(outside)
    (folder / "inside").symlink_to(folder / "a")
    found = search_files([folder])
    names = [path.relative_to(folder).as_posix() for path in found.files]
    assert names == ["a/2025-01-01.txt", "a/deep/c.jsonl", "b.txt", "link/linked.txt", "truth.json"]
    assert found.links == {folder / "link": outside}


@pytest.mark.parametrize("target", ["..", "/", "/proc"])
def test_a_link_that_leads_out_of_all_bounds_is_named_and_not_followed(tmp_path, target):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "other.txt").write_text("text")
    (inbox / "link").symlink_to(target)
    assert search_files([inbox]) == FoundFiles([inbox / "link"], {})
    assert (
        parse_file(inbox / "link").rejects["reason"][0].startswith("This link leads to a folder that is not searched")
    )


def test_folders_too_deep_in_others_are_named_and_not_searched(tmp_path):
    deep = tmp_path.joinpath(*["d"] * (MAX_DEPTH + 1))
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("text")
    (deep.parent / "b.txt").write_text("text")
    assert find_files([tmp_path]) == sorted([deep, deep.parent / "b.txt"])


def test_a_link_in_a_circle_is_named(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "a")
    assert find_files([tmp_path]) == [tmp_path / "a"]
    assert "Too many levels of symbolic links" in parse_file(tmp_path / "a").rejects["reason"][0]


def test_the_truth_of_a_made_up_corpus_is_no_source(folder):
    (folder / "truth.json").write_text('{\n "made_up": true,\n "by": "papertrends sample", "seed": 1}')
    assert folder / "truth.json" not in find_files([folder])
    assert is_made_up(folder / "b.txt")
    assert not is_made_up(folder / "a" / "2025-01-01.txt")


@pytest.mark.parametrize(
    "text", ["{}", '{"made_up": true}', '{"made_up": false, "by": "papertrends sample"}', "", "no json"]
)
def test_other_files_called_truth_mark_nothing(folder, text):
    (folder / "truth.json").write_text(text)
    assert not is_made_up(folder / "b.txt")


def test_a_source_is_known_by_its_content_and_its_day():
    ids = {source_id("ab" * 32, None), source_id("ab" * 32, date(2025, 1, 1)), source_id("cd" * 32, None)}
    assert len(ids) == 3
    assert all(len(one) == 16 and set(one) <= set("0123456789abcdef") for one in ids)
    assert source_id("ab" * 32, date(2025, 1, 1)) == source_id("ab" * 32, date(2025, 1, 1))
