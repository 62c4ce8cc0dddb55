"""How large a data folder is, and how much of that are builds kept to be served again."""

import os

from benchmarks.chaos.mornings import measure_folder
from warehouse.paths import data_paths


def test_a_file_with_two_names_counts_once_and_kept_builds_beside_it(tmp_path):
    paths = data_paths(tmp_path)
    paths.kept_builds.mkdir()
    paths.build.write_bytes(b"x" * 100)
    paths.served.write_bytes(b"x" * 30)
    os.link(paths.served, paths.kept_builds / "000002-b.duckdb")
    (paths.kept_builds / "000001-a.duckdb").write_bytes(b"x" * 7)
    assert measure_folder(paths) == (130, 7)
