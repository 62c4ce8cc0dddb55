"""The verdict from the numbers: rising, falling, steady, new or unclear. The wording is in `reasons`."""

import polars as pl

LEAST_CHANGE = 0.32192809488736235
"""log2 of 1.25: a change smaller than by a quarter is not called rising or falling, however certain."""

STEADY_WITHIN = 0.5849625007211562
"""log2 of 1.5: a share is steady when the whole interval of its growth lies within this, up and down."""

NEARLY_ABSENT = 0.1
"""A term is new where its share before, in the baseline and ever, was at most this part of its recent share."""


def decide_direction(false_discovery_rate: float, min_papers: int) -> pl.Expr:
    """The column `direction`, from recent_papers, growth, growth_low, growth_high, q_value and earlier_part.

    `earlier_part` is the share before the recent window over the recent share, be it in the baseline or over all time,
    whichever is greater. A verdict needs the q-value;
    `steady` needs an interval that is narrow and near no change; what is neither is `unclear`.
    """
    decided = (pl.col("q_value") <= false_discovery_rate) & (pl.col("growth").abs() >= LEAST_CHANGE)
    is_new = (pl.col("earlier_part") <= NEARLY_ABSENT) & (pl.col("recent_papers") >= max(min_papers // 2, 3))
    is_steady = (pl.col("growth_low") >= -STEADY_WITHIN) & (pl.col("growth_high") <= STEADY_WITHIN)
    return (
        pl.when(decided & (pl.col("growth") > 0) & is_new)
        .then(pl.lit("new"))
        .when(decided & (pl.col("growth") > 0))
        .then(pl.lit("rising"))
        .when(decided)
        .then(pl.lit("falling"))
        .when(is_steady)
        .then(pl.lit("steady"))
        .otherwise(pl.lit("unclear"))
        .alias("direction")
    )
