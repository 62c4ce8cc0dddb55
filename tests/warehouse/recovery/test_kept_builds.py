"""Builds before the served one: kept, pruned, served again."""

import pytest

from warehouse.connection import open_build, open_served
from warehouse.recovery.kept_builds import NothingToServe, list_kept_builds, roll_back


def served_papers(path):
    with open_served(path) as connection:
        return connection.execute("SELECT max(papers) FROM builds").fetchall()[0][0]


def kept(paths):
    return [one.build_id for one in list_kept_builds(paths)]


def test_so_many_builds_before_the_served_one_are_kept(publish_papers):
    for papers in range(1, 7):
        paths = publish_papers(papers, keep=3)
    assert kept(paths) == ["build-6", "build-5", "build-4", "build-3"]
    publish_papers(7, keep=1)
    assert kept(paths) == ["build-7", "build-6"]
    publish_papers(8, keep=0)
    assert kept(paths) == []


def test_the_served_build_needs_no_room_twice(publish_papers):
    paths = publish_papers(1)
    assert paths.served.stat().st_ino == list_kept_builds(paths)[0].path.stat().st_ino


def test_builds_are_served_again_one_after_the_other_and_forward_too(publish_papers):
    for papers in (1, 2, 3):
        paths = publish_papers(papers)
    assert roll_back(paths) == "build-2"
    assert served_papers(paths.served) == 2
    assert roll_back(paths) == "build-1"
    with pytest.raises(NothingToServe, match="no build before"):
        roll_back(paths)
    assert roll_back(paths, "build-3") == "build-3"
    assert served_papers(paths.served) == 3
    with pytest.raises(NothingToServe, match="build-9; kept: build-3, build-2, build-1"):
        roll_back(paths, "build-9")


def test_the_next_run_goes_on_from_the_build_that_is_served_again(publish_papers):
    for papers in (1, 2):
        paths = publish_papers(papers)
    roll_back(paths)
    with open_build(paths.build) as connection:
        assert connection.execute("SELECT papers FROM builds").fetchall() == [(1,)]
    publish_papers(3)
    assert kept(paths) == ["build-3", "build-2", "build-1"]
    assert served_papers(list_kept_builds(paths)[-1].path) == 1, "writing the build leaves the kept builds alone"


def test_a_damaged_build_is_not_served(publish_papers):
    for papers in (1, 2):
        paths = publish_papers(papers)
    list_kept_builds(paths)[1].path.write_text("hello")
    with pytest.raises(NothingToServe, match="cannot be read"):
        roll_back(paths)
    assert served_papers(paths.served) == 2
