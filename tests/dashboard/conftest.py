"""Hand-made warehouses, and what tests of the dashboard share."""

from pathlib import Path

import pytest

from tests.dashboard.fake_dagster import FakeDagster, serve
from tests.dashboard.handmade.build import build_warehouse
from warehouse.paths import data_paths


@pytest.fixture(scope="session")
def warehouses(tmp_path_factory) -> dict[str, Path]:
    """Data folders by state: full, sample, undated, one_month, empty, and missing (where nothing is served)."""
    root = tmp_path_factory.mktemp("warehouses")
    for state in ("full", "sample", "undated", "one_month", "empty"):
        build_warehouse(root / state, state)
    return {state: root / state for state in ("full", "sample", "undated", "one_month", "empty", "missing")}


@pytest.fixture
def ask_full(warehouses):
    """Runs a query on the full warehouse."""
    from dashboard.query import run_query
    from warehouse.connection import open_served

    def run(query):
        with open_served(data_paths(warehouses["full"]).served) as connection:
            return run_query(connection, query)

    return run


@pytest.fixture
def wilson():
    """The ends of Wilson's interval for so many papers of a total, as in Brown, Cai and DasGupta (2001), written out
    otherwise than in the SQL."""

    def ends(papers: int, total: int) -> tuple[float, float]:
        z, share = 1.95996, papers / total
        middle = (share + z * z / (2 * total)) / (1 + z * z / total)
        half = z / (1 + z * z / total) * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
        return middle - half, middle + half

    return ends


@pytest.fixture
def fake_dagster(monkeypatch):
    """A server that answers as Dagster's does, at the address that the dashboard asks."""
    fake = FakeDagster()
    with serve(fake):
        monkeypatch.setenv("PAPERTRENDS_DAGSTER", fake.address)
        yield fake
