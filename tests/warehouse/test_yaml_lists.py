"""Lists that a page and a person both edit: nothing but the one line changes."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from warehouse.user_files import UserFileError
from warehouse.yaml_lists import add_entry, one_line, read_entries, replace_entries

BY_HAND = """# mine
- {a: "one"}   # why

# and this
- a: two
  b: 3
- {a: "three"}
"""


class Note(BaseModel):
    a: str
    b: int | None = None
    at: datetime | None = None


def replace(path, a, new):
    replace_entries(path, Note, lambda note: note.a == a, new)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


def test_no_file_holds_nothing_and_the_first_entry_makes_it(tmp_path):
    path = tmp_path / "new" / "list.yaml"
    assert read_entries(path, Note) == []
    add_entry(path, Note(a="x", at=datetime(2026, 5, 1, 12)), "What this is.\nTwo lines.")
    assert path.read_text() == '# What this is.\n# Two lines.\n\n- {a: "x", at: 2026-05-01 12:00:00}\n'
    assert read_entries(path, Note) == [Note(a="x", at=datetime(2026, 5, 1, 12))]


def test_comments_and_spacing_stay(file):
    add_entry(file, Note(a="four"), "unused")
    assert file.read_text() == BY_HAND + '- {a: "four"}\n'
    replace(file, "four", None)
    assert file.read_text() == BY_HAND
    replace(file, "three", Note(a="3"))
    assert file.read_text() == BY_HAND.replace('"three"', '"3"')


def test_an_entry_of_several_lines_goes_whole_and_its_neighbours_stay(file):
    replace(file, "two", None)
    assert file.read_text() == BY_HAND.replace("- a: two\n  b: 3\n", "")


@pytest.mark.parametrize("entry", ["- a: two\n  b: 3\n", "- {a: two,\n   b: 3}  # why\n", "- a: >\n   two\n"])
def test_only_the_lines_of_an_entry_change(tmp_path, entry):
    path = tmp_path / "list.yaml"
    before, after = "- a: one\n\n", "\n# three\n- a: three # 3\n"
    path.write_text(before + entry + after)
    replace(path, "two", None)
    assert path.read_text() == before + after
    replace(path, "three", Note(a="x"))
    assert path.read_text() == before + '\n# three\n- {a: "x"}\n'


def test_what_is_not_there_is_not_taken_out(file):
    replace(file, "none", None)
    assert file.read_text() == BY_HAND


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: 1", "line 1: a list is needed"),
        ("- a", "line 1: entry 1: lines"),
        ("[", "not valid"),
        ("- {a: 1}\n]", "line 2"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words_and_kept(tmp_path, text, why):
    path = tmp_path / "list.yaml"
    path.write_text(text)
    with pytest.raises(UserFileError, match=why):
        read_entries(path, Note)
    with pytest.raises(UserFileError, match=why):
        add_entry(path, Note(a="b"), "")
    assert path.read_text() == text


def test_a_file_that_no_line_can_follow_is_left_as_it_is(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text("[{a: b}]\n")
    with pytest.raises(UserFileError, match="by hand"):
        add_entry(path, Note(a="c"), "")
    assert path.read_text() == "[{a: b}]\n"


@settings(deadline=None)  # it writes files, which a busy disk makes slow
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("entries") / "list.yaml"
    for text in texts:
        add_entry(path, Note(a=text), "preface")
    assert read_entries(path, Note) == [Note(a=one_line(text)) for text in texts]
