"""The word lists: their files are in order, say what they are, and do not contradict each other."""

import re
from pathlib import Path

import pytest

from pipelines.text import lexicons
from pipelines.text.lexicons.word_lists import FOLDER, read_entries, read_list, read_pairs

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
PACKAGE = Path(__file__).parents[3]


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_sorted_distinct_and_lower_case(name: str):
    lines = read_list(name).lines
    assert lines
    assert list(lines) == sorted(set(lines))
    assert [line for line in lines if line != " ".join(line.lower().split())] == []


@pytest.mark.parametrize("name", NAMES)
def test_header_says_what_the_list_is_who_reads_it_and_how_it_was_made(name: str):
    header = read_list(name).header
    assert not header.startswith(("read by:", "made:", "field:"))
    assert re.search(r"^made: .+", header, re.MULTILINE)
    readers = re.search(r"^read by: (.+)$", header, re.MULTILINE)
    assert readers
    for reader in readers[1].split(", "):
        source = (PACKAGE / f"{reader.replace('.', '/')}.py").read_text(encoding="utf-8")
        through = {"STOP_LISTS": "stop_entries", "ALLOW_LISTS": "allowed_entries"}
        by_group = [call for group, call in through.items() if name in getattr(lexicons, group)]
        assert any(f"lexicons.{way}" in source for way in (name.upper(), *by_group)), reader


def test_every_file_is_a_list_of_the_package():
    assert [name for name in NAMES if not hasattr(lexicons, name.upper())] == []


def test_lists_of_one_field_are_marked():
    marked = {name: field for name in NAMES if (field := read_list(name).field)}
    assert marked == dict.fromkeys(lexicons.ALLOW_LISTS, "machine learning")


@pytest.mark.parametrize(("one", "other"), sorted(lexicons.EXCLUSIVE))
def test_lists_that_exclude_each_other_hold_nothing_in_common(one: str, other: str):
    assert read_entries(one) & read_entries(other) == set()


def test_pairs_lead_from_the_left_side_to_the_right_one():
    assert read_pairs("british")["colour"] == "color"
    assert not set(lexicons.BRITISH) & set(lexicons.BRITISH.values())


def test_a_missing_list_is_an_error():
    with pytest.raises(FileNotFoundError):
        read_list("no such list")
