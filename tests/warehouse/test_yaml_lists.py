"""Lists that a page and a person both edit: nothing but the one line changes."""

from datetime import datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.yaml_lists import EntriesError, add_entry, one_line, read_entries, replace_entry

BY_HAND = """# mine
- {a: "one"}   # why

# and this
- a: two
  b: 3
- {a: "three"}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


def test_no_file_holds_nothing_and_the_first_entry_makes_it(tmp_path):
    path = tmp_path / "new" / "list.yaml"
    assert read_entries(path) == []
    add_entry(path, {"a": "x", "at": datetime(2026, 5, 1, 12)}, "What this is.\nTwo lines.")
    assert path.read_text() == '# What this is.\n# Two lines.\n\n- {a: "x", at: 2026-05-01 12:00:00}\n'
    assert read_entries(path) == [{"a": "x", "at": datetime(2026, 5, 1, 12)}]


def test_comments_and_spacing_stay(file):
    add_entry(file, {"a": "four"}, "unused")
    assert file.read_text() == BY_HAND + '- {a: "four"}\n'
    replace_entry(file, {"a": "four"}, None)
    assert file.read_text() == BY_HAND
    replace_entry(file, {"a": "three"}, {"a": "3"})
    assert file.read_text() == BY_HAND.replace('"three"', '"3"')


def test_an_entry_of_several_lines_goes_whole_and_its_neighbours_stay(file):
    replace_entry(file, {"a": "two", "b": 3}, None)
    assert file.read_text() == BY_HAND.replace("- a: two\n  b: 3\n", "")


def test_what_is_not_there_is_not_taken_out(file):
    replace_entry(file, {"a": "none"}, None)
    assert file.read_text() == BY_HAND


@pytest.mark.parametrize(
    ("text", "why"),
    [("a: 1", "must be a list"), ("- a", "must be a list"), ("[", "not valid YAML"), ("- {a: 1}\n]", "not valid")],
)
def test_a_file_that_is_no_list_is_refused_in_words_and_kept(tmp_path, text, why):
    path = tmp_path / "list.yaml"
    path.write_text(text)
    with pytest.raises(EntriesError, match=why):
        read_entries(path)
    with pytest.raises(EntriesError, match=why):
        add_entry(path, {"a": "b"}, "")
    assert path.read_text() == text


def test_a_file_that_no_line_can_follow_is_left_as_it_is(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text("[{a: b}]\n")
    with pytest.raises(EntriesError, match="by hand"):
        add_entry(path, {"a": "c"}, "")
    assert path.read_text() == "[{a: b}]\n"


@settings(deadline=None)  # it writes files, which a busy disk makes slow
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("entries") / "list.yaml"
    for text in texts:
        add_entry(path, {"a": text}, "preface")
    assert read_entries(path) == [{"a": one_line(text)} for text in texts]
    assert yaml.safe_load(path.read_text(encoding="utf-8"))
