"""Whether a run would come to what is served: everything that it reads is looked at, and nothing is opened."""

import json
import shutil

import pytest

from pipelines.incremental import unchanged
from pipelines.incremental.unchanged import fingerprint_setup, is_served_as_it_stands
from warehouse.paths import data_paths
from warehouse.sources.forgotten import forget_source


@pytest.fixture
def paths(served_sample, tmp_path):
    paths = data_paths(tmp_path / "data")
    # With its time stamps.
    shutil.copytree(served_sample.root, paths.root)
    shutil.rmtree(paths.inbox, ignore_errors=True)
    assert not is_served_as_it_stands(paths), "a copy is gone through once"
    noted = json.loads(paths.publication.read_text())
    paths.publication.write_text(json.dumps(noted | {"setup": fingerprint_setup(paths)}))
    return paths


def test_an_inbox_as_it_was_is_served_as_it_stands(paths, small_sample):
    assert is_served_as_it_stands(paths)
    assert is_served_as_it_stands(paths, [small_sample])
    paths.inbox.mkdir()
    assert is_served_as_it_stands(paths)
    (paths.inbox / "new.txt").write_text("A title\nAn abstract.\n")
    assert not is_served_as_it_stands(paths)
    assert not is_served_as_it_stands(paths, [paths.inbox])


def test_a_file_that_was_touched_must_be_looked_at(paths, small_sample, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(small_sample, copy)
    assert not is_served_as_it_stands(paths, [copy])


def test_what_the_user_decides_makes_a_run_needed(paths, monkeypatch, tmp_path):
    before = fingerprint_setup(paths)
    forget_source(paths.forgotten, "a.csv")
    assert fingerprint_setup(paths) != before
    assert not is_served_as_it_stands(paths)
    paths.forgotten.unlink()
    assert is_served_as_it_stands(paths)
    settings = tmp_path / "papertrends.toml"
    settings.write_text("[terms]\nmin_papers = 5\n")
    monkeypatch.setenv("PAPERTRENDS_SETTINGS", str(settings))
    assert not is_served_as_it_stands(paths)


def test_other_code_makes_a_run_needed(paths, monkeypatch, tmp_path):
    for package in ("pipelines", "warehouse"):
        (tmp_path / package).mkdir()
    monkeypatch.setattr(unchanged, "PROJECT", tmp_path)
    before = fingerprint_setup(paths)
    (tmp_path / "pipelines" / "terms.sql").write_text("SELECT 1")
    assert fingerprint_setup(paths) != before
    assert not is_served_as_it_stands(paths)


@pytest.mark.parametrize("key", ["build_id", "setup"])
def test_another_build_or_a_setup_that_changed_meanwhile_makes_a_run_needed(paths, key):
    noted = json.loads(paths.publication.read_text())
    paths.publication.write_text(json.dumps(noted | {key: ""}))
    assert not is_served_as_it_stands(paths)


@pytest.mark.parametrize("name", ["build", "served", "publication"])
def test_a_file_that_is_missing_makes_a_run_needed(paths, name):
    getattr(paths, name).unlink()
    assert not is_served_as_it_stands(paths)


def test_a_build_file_that_was_written_to_makes_a_run_needed(paths):
    paths.build.touch()
    assert not is_served_as_it_stands(paths)
