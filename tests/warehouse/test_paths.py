from pathlib import Path

import warehouse
from warehouse.paths import data_paths


def test_the_data_folder_is_moved_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    assert data_paths().served == tmp_path / "papers.duckdb"
    assert data_paths(tmp_path / "other").inbox == tmp_path / "other" / "inbox"


def test_the_data_folder_is_in_the_checkout_by_default(monkeypatch):
    monkeypatch.delenv("PAPERTRENDS_DATA", raising=False)
    assert data_paths().root == Path(warehouse.__file__).parent / "data"
