"""Opens pages of the dashboard without a browser, in a state of `warehouses` or on a changed one."""

import os
import re
import shutil
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.writer import read_table, replace_table

APP = Path(__file__).parents[3] / "dashboard" / "app.py"


@dataclass
class Opened:
    """A page as it was opened: `app` to drive it further."""

    app: AppTest

    @property
    def html(self) -> str:
        """All HTML of the page but its style sheet and script."""
        bodies = [element.proto.body for element in self.app.get("html")]
        return "\n".join(body for body in bodies if "<style>" not in body and "<script>" not in body)

    @property
    def text(self) -> str:
        """What a reader reads of it, with plain spaces."""
        inline = re.sub(r"</?(a|b|span|small|code|mark)\b[^>]*>", "", self.html)
        return re.sub("[ \n\u00a0]+", " ", unescape(re.sub(r"<[^>]+>", " ", inline)))


@pytest.fixture
def open_page(warehouses, monkeypatch):
    """Opens a page in a state, or on a data folder, with query parameters; fails where it shows a fault."""

    def run(where: str | Path, slug: str, **parameters) -> Opened:
        folder = warehouses[where] if isinstance(where, str) else where
        monkeypatch.setenv("PAPERTRENDS_DATA", os.fspath(folder))
        if "PAPERTRENDS_DAGSTER" not in os.environ:
            # Nothing answers here, whatever else runs on this machine.
            monkeypatch.setenv("PAPERTRENDS_DAGSTER", "http://127.0.0.1:9")
        app = AppTest.from_file(os.fspath(APP), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        # Before the first run AppTest.switch_page takes a file's name for the address of its page.
        app._page_hash = calc_hash(slug)
        app.run()
        assert not app.exception
        page = Opened(app)
        assert "could not be shown" not in page.html, page.html
        return page

    return run


@pytest.fixture
def changed(warehouses, tmp_path):
    """Makes a data folder of the full warehouse with rows added to its tables: `changed(checks=[{…}])`; rows of papers
    change the columns given of the papers that they name."""

    def make(**added: list[dict]) -> Path:
        paths = data_paths(tmp_path)
        shutil.copyfile(data_paths(warehouses["full"]).build, paths.build)
        with open_build(paths.build) as connection:
            for name, rows in added.items():
                before = read_table(connection, name)
                fresh = pl.DataFrame(rows, infer_schema_length=None)
                fresh = fresh.cast({column: before.schema[column] for column in fresh.columns})
                after = (
                    before.update(fresh, on="paper_id")
                    if name == "papers"
                    else pl.concat([before, fresh], how="diagonal")
                )
                replace_table(connection, name, after)
        publish(paths.build, paths.served)
        return paths.root

    return make
