import altair as alt
import polars as pl
import pytest

from dashboard.charts.layout.measures import measured
from tests.dashboard.charts.specs import counts


@pytest.fixture
def rows_of():
    """Gives all data sets of a chart that have rows."""

    def rows(chart: alt.TopLevelMixin) -> list[list[dict]]:
        return [rows for rows in chart.to_dict()["datasets"].values() if rows]

    return rows


@pytest.fixture
def two_lines() -> pl.DataFrame:
    return measured(
        pl.concat([counts("a", [1, 4, 2, 5], [10, 20, 4, 10]), counts("b", [5, 2, 0, 0], [10, 20, 4, 10])]), "share"
    )
