"""From counted periods to what a line shows: a share, papers or mentions, with its band."""

import polars as pl


def measured(counts: pl.DataFrame, measure: str) -> pl.DataFrame:
    """`counts` with value, low and high, as `lines.share_lines` wants them.

    Args:
        counts: name, period_start, papers, mentions, total, pooled, share, share_low, share_high, is_complete, is_gap.
        measure: `share`: 0 to 1; `papers` or `mentions`: a mean per period where periods were pooled. Mentions have no
            band, since those of one paper hang together.
    """
    if measure == "share":
        value, low, high = pl.col("share"), pl.col("share_low"), pl.col("share_high")
    elif measure == "papers":
        mean_total = pl.col("total") / pl.col("pooled")
        value, low, high = (
            pl.col("papers") / pl.col("pooled"),
            pl.col("share_low") * mean_total,
            pl.col("share_high") * mean_total,
        )
    else:
        value, low, high = pl.col("mentions") / pl.col("pooled"), pl.lit(None), pl.lit(None)
    known = pl.col("total") > 0
    return counts.with_columns(
        value=pl.when(known).then(value.cast(pl.Float64)),
        low=pl.when(known).then(low.cast(pl.Float64)),
        high=pl.when(known).then(high.cast(pl.Float64)),
    )
