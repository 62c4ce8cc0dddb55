"""`papertrends forget` and `restore`: what is meant, what would go, and what is written down."""

import shutil

import click
import pytest

from pipelines.cli.forget.choice import Known, choose_sources
from warehouse.paths import data_paths
from warehouse.sources.forgotten import read_forgotten

KNOWN = [
    Known("aaaaaa1111111111", "export.csv", "/data/inbox/export.csv", 12, "superseded", False),
    Known("bbbbbb1111111111", "export.csv", "/data/inbox/export.csv", 11, None, True),
    Known("cccccc1111111111", "2024/a.csv", "/data/inbox/2024/a.csv", 1, None, False),
    Known("dddddd1111111111", "2024/b.csv", "/data/inbox/2024/b.csv", 1, None, False),
    Known("eeeeee1111111111", "2025/b.csv", "/data/inbox/2025/b.csv", 1, None, False),
    Known("ffffff1111111111", "all.zip/deep/c.csv", "/data/inbox/all.zip/deep/c.csv", 1, None, False),
]


@pytest.mark.parametrize(
    ("given", "ids", "by_id"),
    [
        ("export.csv", "b", False),
        ("/data/inbox/export.csv", "b", False),
        ("2024", "cd", False),
        ("2024/", "cd", False),
        ("/data/inbox/2024/", "cd", False),
        ("all.zip", "f", False),
        ("a.csv", "c", False),
        ("aaaaaa11", "a", True),
        ("BBBBBB1111111111", "b", True),
    ],
)
def test_a_source_is_meant_by_name_path_folder_archive_or_id(given, ids, by_id):
    chosen = choose_sources(KNOWN, [given])
    assert "".join(one.source.source_id[0] for one in chosen) == ids
    assert {one.by_id for one in chosen} == {by_id}


def test_several_names_of_one_source_are_one():
    assert len(choose_sources(KNOWN, ["export.csv", "/data/inbox/export.csv"])) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("b.csv", "Several sources end so: 2024/b.csv, 2025/b.csv"),
        ("exprt.csv", "Did you mean export.csv"),
        ("zzz", "--list"),
    ],
)
def test_what_names_no_source_is_told_with_what_may_be_meant(given, said):
    with pytest.raises(click.ClickException, match=said):
        choose_sources(KNOWN, [given])


@pytest.fixture
def paths(served_sample, tmp_path):
    paths = data_paths(tmp_path / "data")
    shutil.copytree(served_sample.root, paths.root)
    return paths


def test_what_would_go_is_shown_before_anything_is_written(call, paths):
    listed = call("forget", "--list", data=paths.root).output.splitlines()
    name = listed[0].split("  ")[-1]
    refused = call("forget", name, data=paths.root, input="n\n")
    assert refused.exit_code == 1
    assert "would go that no other source names, published 20" in refused.output
    assert not paths.forgotten.exists()
    assert call("forget", name, data=paths.root, input="y\n").exit_code == 0
    assert read_forgotten(paths.forgotten).names == {name}
    assert "is taken out already" in call("forget", name, "--yes", data=paths.root).output
    restored = call("restore", name, data=paths.root)
    assert f"{name} counts again from the next run on." in restored.output
    assert not read_forgotten(paths.forgotten).names


def test_one_version_is_taken_out_by_its_id(call, paths):
    source_id = call("forget", "--list", data=paths.root).output.split()[0]
    assert call("forget", source_id, "--yes", data=paths.root).exit_code == 0
    assert read_forgotten(paths.forgotten).versions == {source_id}
    call("restore", source_id, data=paths.root)
    assert not read_forgotten(paths.forgotten).versions
    assert "was not taken out" in call("restore", source_id, data=paths.root).output


def test_where_nothing_is_served_there_is_no_source(call, tmp_path):
    result = call("forget", "a.csv", data=tmp_path / "new")
    assert result.exit_code == 1
    assert "Nothing is served yet" in result.output
    assert call("forget", data=tmp_path / "new").exit_code != 0
