"""The slower verdict: where a series goes over its whole length, however little of that is recent."""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.trends.series import merge_months
from pipelines.trends.statistics.mann_kendall import find_monotonic_trend
from pipelines.trends.verdicts import LEAST_CHANGE

MOST_POINTS = 60
"""Points of a series at most when it is tested for a monotonic trend; longer series are merged to fewer, longer
periods."""

SLOWLY_RISING, SLOWLY_FALLING = "slowly rising", "slowly falling"


class Line(NamedTuple):
    """Of each series Kendall's tau with time, its p-value, and the log2 ratio of the share in the last third to that in
    the first; shape (series,), NaN where not defined."""

    tau: np.ndarray
    p_value: np.ndarray
    growth: np.ndarray


def measure_line(counts: np.ndarray, exposures: np.ndarray) -> Line:
    """How monotonic each series is over all periods, at a steady mix, and by how much it changed.

    Args:
        counts: papers by series and period, shape (series, periods).
        exposures: papers among which they were found, of the same shape.
    """
    papers, among = merge_months(counts, MOST_POINTS), merge_months(exposures, MOST_POINTS)
    trend = find_monotonic_trend(papers / among)
    third = max(papers.shape[1] // 3, 1)
    # Half a paper more on either side keeps the ratio finite.
    first, last = (
        (papers[:, part].sum(axis=1) + 0.5) / among[:, part].sum(axis=1) for part in (slice(third), slice(-third, None))
    )
    return Line(trend.tau, trend.p_value, np.log2(last / first))


def decide_slow_direction(false_discovery_rate: float) -> pl.Expr:
    """The column `slow_direction`, from line_q, line_tau and line_growth: for what surely goes one way over all
    periods, by at least a quarter; null else."""
    is_sure = (pl.col("line_q") <= false_discovery_rate) & (pl.col("line_growth").abs() >= LEAST_CHANGE)
    return (
        pl.when(is_sure & (pl.col("line_tau") > 0) & (pl.col("line_growth") > 0))
        .then(pl.lit(SLOWLY_RISING))
        .when(is_sure & (pl.col("line_tau") < 0) & (pl.col("line_growth") < 0))
        .then(pl.lit(SLOWLY_FALLING))
        .alias("slow_direction")
    )
