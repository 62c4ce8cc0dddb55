"""The verdict from the numbers: rising, falling, steady, new or unclear."""

import numpy as np
import polars as pl

from warehouse.schema.trends import DIRECTIONS

RISING, FALLING, STEADY, NEW, UNCLEAR = DIRECTIONS

LEAST_CHANGE = 0.32192809488736235
"""log2 of 1.25: a share that is less than a quarter up (× 1.25) or down (÷ 1.25) is not called rising or falling,
however certain."""

STEADY_WITHIN = 0.5849625007211562
"""log2 of 1.5: a share is steady when the whole interval of its growth lies within this, up and down."""

NEARLY_ABSENT = 0.1
"""A term is new where its share before, in the baseline and ever, was at most this part of its recent share."""


def _is_up(false_discovery_rate: float, q_value: str = "q_value") -> pl.Expr:
    """Whether the share surely grew, by at least a quarter, and not only because its yearly months have come again.

    The q-value comes from a one-sided test, the interval is two-sided. With few series to correct for, the q-value can
    be small enough although the interval still holds no change. So both must agree.
    """
    certain = (pl.col(q_value) <= false_discovery_rate) & (pl.col("growth_low") > 0)
    return certain & (pl.col("growth") >= LEAST_CHANGE) & ~pl.col("is_yearly")


def _is_down(false_discovery_rate: float, q_value: str = "q_value") -> pl.Expr:
    """Whether the share surely shrank, and by at least a quarter. Both tests must agree, as in `_is_up`."""
    certain = (pl.col(q_value) <= false_discovery_rate) & (pl.col("growth_high") < 0)
    return certain & (pl.col("growth") <= -LEAST_CHANGE)


def would_be_new(earlier_part: np.ndarray, recent_papers: np.ndarray, min_papers: int) -> np.ndarray:
    """Which series are new if they are up for sure: with hardly a paper before, and more than a few now; shape
    (series,).

    Args:
        earlier_part: share before the recent window, in the baseline or over all time, whichever is greater, over the
            recent one.
        recent_papers: papers of the recent window.
        min_papers: fewest papers of a series that is tested.
    """
    return (earlier_part <= NEARLY_ABSENT) & (recent_papers >= max(min_papers // 2, 3))


def is_back_after_peak(false_discovery_rate: float) -> pl.Expr:
    """The column `is_back`: lower than its baseline for sure, yet only because that held a peak."""
    lower = _is_down(false_discovery_rate, "q_with_peak")
    without = (pl.col("q_value") <= false_discovery_rate) & (pl.col("beside_peak_growth") <= -LEAST_CHANGE)
    return (lower & ~without & pl.col("beside_peak_share").is_not_null()).fill_null(False).alias("is_back")


def decide_direction(false_discovery_rate: float) -> pl.Expr:
    """The column `direction`, from growth, growth_low, growth_high, q_value, is_new, is_yearly, is_back,
    beside_peak_low and beside_peak_high.

    `rising`, `new` and `falling` need three things: a 95 % interval that excludes no change, a change of at least a
    quarter, and a q-value of at most `false_discovery_rate`. `steady` needs an interval that is narrow and near no
    change. All else is `unclear`. A series that is back where it was before a peak does not fall; its interval then
    leaves the peak out.
    """
    is_back = pl.col("is_back")
    is_up, is_down = _is_up(false_discovery_rate), _is_down(false_discovery_rate)
    low = pl.when(is_back).then("beside_peak_low").otherwise("growth_low")
    high = pl.when(is_back).then("beside_peak_high").otherwise("growth_high")
    is_steady = (low >= -STEADY_WITHIN) & (high <= STEADY_WITHIN)
    return (
        pl.when(is_up & pl.col("is_new"))
        .then(pl.lit(NEW))
        .when(is_up)
        .then(pl.lit(RISING))
        .when(is_down & ~is_back)
        .then(pl.lit(FALLING))
        .when(is_steady)
        .then(pl.lit(STEADY))
        .otherwise(pl.lit(UNCLEAR))
        .alias("direction")
    )


def weigh_verdict() -> pl.Expr:
    """The column `prominence`, from growth_low, growth_high, about_papers and about_expected.

    The certain part of the change, which is the end of the interval that is nearest to none, times the square root of
    the papers that are about it: the recent ones where it rose, those that the former share would have brought where it
    fell. By the interval alone lists begin with tiny terms that have risen from next to nothing, by papers alone with
    terms so frequent that a quarter more is much; the root stands between. Words that many papers mention in passing
    would come before what papers are about. 0 where the interval holds no change.
    """
    low, high = pl.col("growth_low"), pl.col("growth_high")
    return (
        pl.when(low > 0)
        .then(low * pl.col("about_papers").sqrt())
        .when(high < 0)
        .then(-high * pl.col("about_expected").sqrt())
        .when(low.is_not_null())
        .then(pl.lit(0.0))
        .alias("prominence")
    )
