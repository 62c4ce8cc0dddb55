"""Which sources a user took out: a line each, by name or by version, and back in."""

import pytest

from warehouse.sources.forgotten import ForgottenSources, forget_source, read_forgotten, restore_source
from warehouse.user_files import UserFileError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "forgotten.yaml"


def test_what_was_taken_out_twice_is_one_line_and_comes_back(path):
    assert read_forgotten(path) == ForgottenSources()
    forget_source(path, "deep/export.csv")
    forget_source(path, "deep/export.csv")
    forget_source(path, "a.csv", "0123456789abcdef")
    lines = [line for line in path.read_text().splitlines() if line.startswith("- ")]
    assert [line.split(", made")[0] for line in lines] == [
        '- {forget: "deep/export.csv"',
        '- {forget: "a.csv", version: "0123456789abcdef"',
    ]
    restore_source(path, "deep/export.csv")
    assert read_forgotten(path) == ForgottenSources(versions=frozenset({"0123456789abcdef"}))
    restore_source(path, "a.csv", "0123456789abcdef")
    assert read_forgotten(path) == ForgottenSources()


def test_a_source_is_out_by_its_version_or_by_all_its_names():
    out = ForgottenSources(frozenset({"a.csv", "b.csv"}), frozenset({"v"}))
    assert out.holds(["a.csv"], "x") and out.holds(["a.csv", "b.csv"], "x") and out.holds(["c.csv"], "v")
    assert not out.holds(["a.csv", "c.csv"], "x")
    assert not out.holds([], "x")


def test_a_file_that_is_no_such_list_is_an_error_that_says_where(path):
    path.write_text("- {forgot: a.csv}\n")
    with pytest.raises(UserFileError, match=r"forgotten.yaml, line 1"):
        read_forgotten(path)
