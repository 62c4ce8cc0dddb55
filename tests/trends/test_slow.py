"""The slower verdict, by hand."""

import numpy as np
import polars as pl
import pytest

from pipelines.trends.slow import decide_slow_direction, measure_line


def test_the_last_third_over_the_first():
    line = measure_line(np.array([[10.0, 10, 14, 18, 20, 20]]), np.full((1, 6), 100.0))
    assert line.tau[0] == pytest.approx(13 / np.sqrt(15 * 13))
    assert line.growth[0] == pytest.approx(np.log2(40.5 / 20.5))


@pytest.mark.parametrize(
    ("line_q", "line_tau", "line_growth", "expected"),
    [
        (0.01, 0.5, 0.5, "slowly rising"),
        (0.01, -0.5, -0.5, "slowly falling"),
        (0.06, 0.5, 0.5, None),
        # Less than a quarter, and a line that ends lower than it began.
        (0.01, 0.5, 0.3, None),
        (0.01, 0.5, -0.5, None),
    ],
)
def test_it_must_be_sure_and_large(line_q, line_tau, line_growth, expected):
    frame = pl.DataFrame({"line_q": [line_q], "line_tau": [line_tau], "line_growth": [line_growth]})
    assert frame.select(decide_slow_direction(0.05)).item() == expected
