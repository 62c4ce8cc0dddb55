import altair as alt
import pytest


@pytest.fixture
def rows_of():
    """Gives all data sets of a chart that have rows."""

    def rows(chart: alt.TopLevelMixin) -> list[list[dict]]:
        return [rows for rows in chart.to_dict()["datasets"].values() if rows]

    return rows
