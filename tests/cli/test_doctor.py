"""`papertrends doctor`: everything that can be wrong is found, explained, and mended where that is safe."""

import os
import shutil

import pytest

from warehouse.paths import data_paths
from warehouse.recovery.examination import State, examine


@pytest.fixture
def paths(served_sample, tmp_path):
    paths = data_paths(tmp_path / "data")
    shutil.copytree(served_sample.root, paths.root)
    return paths


def test_a_whole_folder_and_an_empty_one_are_fine(call, paths, tmp_path):
    result = call("doctor", data=paths.root)
    assert (result.exit_code, "Nothing is wrong." in result.output) == (0, True)
    assert call("doctor", data=tmp_path / "new").exit_code == 0


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda paths: paths.build.unlink(), "build.duckdb is missing"),
        (lambda paths: paths.build.write_text("hello"), "build.duckdb cannot be read"),
        (lambda paths: paths.served.unlink(), "papers.duckdb is missing"),
        (lambda paths: (paths.root / ".papers.duckdb.1.tmp").touch(), "unfinished copies"),
        (lambda paths: (paths.history / "runs.db").write_text("hello"), "Dagster's history is damaged"),
        (lambda paths: (paths.run_lock.unlink(missing_ok=True), paths.run_lock.mkdir()), "run.lock is a folder"),
        (
            lambda paths: (paths.kept_builds / "000000-before.duckdb").write_text("hello"),
            "kept build before cannot be read",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_safe_to_mend_is_mended(call, paths, harm, said):
    paths.history.mkdir(parents=True, exist_ok=True)
    harm(paths)
    found = call("doctor", data=paths.root)
    assert found.exit_code == 1
    assert said in found.output
    assert "--fix does it" in found.output
    mended = call("doctor", "--fix", data=paths.root)
    assert "mended: " in mended.output, mended.output
    assert said not in call("doctor", data=paths.root).output
    assert examine(paths.build).state is examine(paths.served).state is State.WHOLE


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda paths: os.mkfifo(paths.inbox / "pipe"), "In the inbox: pipe"),
        (lambda paths: paths.decisions.write_text("- {merge: [}"), "decisions.yaml"),
        (lambda paths: paths.forgotten.write_text("- {source: [}"), "forgotten.yaml, line 1"),
        (lambda paths: os.mkfifo(paths.watchlist), "watchlist.yaml is no file"),
        (lambda paths: paths.publication.unlink(), "published.json is missing"),
        (lambda paths: paths.served.with_name("papers.duckdb.wal").touch(), "papers.duckdb.wal lies beside"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_only_the_user_can_mend_is_explained(call, paths, harm, said):
    paths.inbox.mkdir(exist_ok=True)
    harm(paths)
    result = call("doctor", "--fix", data=paths.root)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["THESAURUS", "PINS"])
def test_a_file_of_the_checkout_that_stops_runs_is_found(call, paths, tmp_path, monkeypatch, name):
    broken = tmp_path / "broken.yaml"
    broken.write_text("merge: [\n")
    monkeypatch.setattr(f"pipelines.cli.findings.{name}", broken)
    result = call("doctor", data=paths.root)
    assert result.exit_code == 1
    assert "broken.yaml, line 2: this is not valid YAML" in result.output
