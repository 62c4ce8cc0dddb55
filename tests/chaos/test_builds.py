"""The comparison of two builds sees every row that differs, and no clock time."""

import duckdb
import pytest

from benchmarks.chaos.builds import compare_builds, count_papers


@pytest.fixture
def make(tmp_path):
    """Writes a file with a table `papers` and a table `builds`."""

    def make(name, titles, build="a"):
        path = tmp_path / name
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE TABLE papers AS SELECT unnest(?::VARCHAR[]) AS title", [titles])
            connection.execute("CREATE TABLE builds AS SELECT ? AS build_id, 3 AS papers", [build])
        return path

    return make


def test_order_and_names_of_builds_are_no_difference(make):
    assert compare_builds(make("l", ["kelp", "owls", "owls"]), make("r", ["owls", "kelp", "owls"], build="b")) == []


def test_a_row_that_is_there_once_too_often_is_one(make):
    left, right = make("l", ["kelp", "owls"]), make("r", ["kelp", "owls", "owls"])
    assert compare_builds(left, right) == ["papers: 0 rows only in l, 1 only in the other"]
    assert compare_builds(left, right, only={"builds"}) == compare_builds(left, right, leave_out={"papers"}) == []


def test_a_table_that_only_one_has_is_named(make):
    left, right = make("l", ["kelp"]), make("r", ["kelp"])
    with duckdb.connect(str(right)) as connection:
        connection.execute("CREATE TABLE mine (n INTEGER)")
    assert compare_builds(left, right) == ["mine is only in one of them"]


def test_papers_are_counted_where_there_are_any(make, tmp_path):
    assert count_papers(make("l", ["kelp", "owls"])) == 2
    assert count_papers(tmp_path / "absent") is None
    (tmp_path / "text").write_text("hello")
    assert count_papers(tmp_path / "text") is None
