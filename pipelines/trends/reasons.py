"""The reason of each verdict, in words. Nothing is decided here."""

import polars as pl

from pipelines.trends.periods import LABEL_FORMATS, Grain
from pipelines.trends.verdicts import FALLING, NEW, UNCLEAR

MINUS = "−"
THREEFOLD = 1.584962500721156
"""log2 of 3: from there on growth is told as a multiple, not in per cent; the dashboard does likewise."""


TOLD_MIX = 0.13750352374993502
"""log2 of 1.1: growth as collected is told beside that at a steady mix from a tenth of difference on."""

BACK_FROM = 0.8
"""Part of its share before a peak from which a line is said to be back there."""


def _two_digits(value: pl.Expr) -> pl.Expr:
    """A number of at least 0 with two significant digits, down to a thousandth."""
    rounded = (
        pl.when(value >= 9.95)
        .then(value.round(0).cast(pl.Int64).cast(pl.String))
        .when(value >= 0.995)
        .then(value.round(1).cast(pl.String))
        .when(value >= 0.0995)
        .then(value.round(2).cast(pl.String))
        .otherwise(value.round(3).cast(pl.String))
    )
    return pl.when(value == 0).then(pl.lit("0")).otherwise(rounded)


def _percent(share: pl.Expr) -> pl.Expr:
    return _two_digits(share * 100) + " %"


def _change(log2_ratio: pl.Expr, plus: str) -> pl.Expr:
    """`+116`, `−52`: change in per cent, whole."""
    percent = ((2**log2_ratio - 1) * 100).round(0).cast(pl.Int64)
    sign = pl.when(percent < 0).then(pl.lit(MINUS)).when(percent > 0).then(pl.lit(plus)).otherwise(pl.lit(""))
    return sign + percent.abs().cast(pl.String)


def _growth_in_words() -> pl.Expr:
    """`+116 % (71 to 173 %)`; from threefold on `14 times as much (9.1 to 22)`, and where there is no upper end to
    speak of `14 times as much (9.1 or more)`. Of what has no recent paper at all only the certain end is told: `gone
    (−72 % or more)`.
    """
    # Ratios beyond a million mean that the baseline had none, and would not fit an integer.
    growth, low, high = (pl.col(name).clip(-20, 20) for name in ("growth", "growth_low", "growth_high"))
    percent = pl.concat_str(
        _change(growth, "+"),
        pl.lit(" % ("),
        _change(low, ""),
        pl.lit(" to "),
        pl.when(low < 0).then(_change(high, "+")).otherwise(_change(high, "")),
        pl.lit(" %)"),
    )
    times = pl.concat_str(
        _two_digits(2**growth),
        pl.lit(" times as much ("),
        _two_digits(2**low),
        pl.when(high < 8).then(pl.concat_str(pl.lit(" to "), _two_digits(2**high))).otherwise(pl.lit(" or more")),
        pl.lit(")"),
    )
    gone = pl.concat_str(pl.lit("gone ("), _change(high, "+"), pl.lit(" % or more)"))
    is_gone = (pl.col("recent_papers") == 0) & (pl.col("direction") == FALLING)
    return pl.when(growth >= THREEFOLD).then(times).when(is_gone).then(gone).otherwise(percent)


def _peak_in_words(grain: Grain) -> pl.Expr:
    """`Dec 2025`, `Sep–Oct 2025`, `Nov 2025–Jan 2026`."""
    first, last = pl.col("peak_start"), pl.col("peak_end")
    whole = LABEL_FORMATS[grain]
    is_in_year = (first.dt.year() == last.dt.year()) & pl.lit(grain == "month")
    start = pl.when(is_in_year).then(first.dt.strftime("%b")).otherwise(first.dt.strftime(whole))
    end = last.dt.strftime(whole)
    return pl.when(first == last).then(end).otherwise(pl.concat_str(start, pl.lit("–"), end))


def _papers(column: str) -> pl.Expr:
    count = pl.col(column)
    return (
        pl.when(count == 1).then(pl.lit("1 paper")).otherwise(pl.concat_str(count.cast(pl.String), pl.lit(" papers")))
    )


def _mix_in_words() -> pl.Expr:
    """`; as collected +56 %, mostly because cs.AI grew from 13 % to 21 % of papers`; empty where the mix of the
    collection changes little."""
    crude = pl.col("crude_growth").clip(-20, 20)
    told = pl.concat_str(
        pl.lit("; as collected "),
        pl.when(crude >= THREEFOLD)
        .then(pl.concat_str(_two_digits(2**crude), pl.lit(" times as much")))
        .otherwise(pl.concat_str(_change(crude, "+"), pl.lit(" %"))),
        pl.when(pl.col("mix_part") >= 0.5).then(pl.lit(", mostly because ")).otherwise(pl.lit(", partly because ")),
        pl.col("mix_stratum"),
        pl.when(pl.col("mix_now") > pl.col("mix_before"))
        .then(pl.lit(" grew from "))
        .otherwise(pl.lit(" shrank from ")),
        _percent(pl.col("mix_before")),
        pl.lit(" to "),
        _percent(pl.col("mix_now")),
        pl.lit(" of papers"),
    )
    return pl.when(_is_mix_told()).then(told).otherwise(pl.lit(""))


def _is_mix_told() -> pl.Expr:
    """Whether growth as collected differs much from that at a steady mix, and one stratum explains which way."""
    apart = pl.col("crude_growth") - pl.col("growth")
    return ((apart.abs() >= TOLD_MIX) & (pl.col("mix_effect") * apart > 0)).fill_null(False)


def _slowly_in_words() -> pl.Expr:
    """`; slowly rising over all periods`; empty where no slower verdict is given."""
    slow = pl.col("slow_direction")
    return (
        pl.when(slow.is_not_null())
        .then(pl.concat_str(pl.lit("; "), slow, pl.lit(" over the whole time")))
        .otherwise(pl.lit(""))
    )


def word_reason(recent: str, both: str, min_papers: int, grain: Grain = "month") -> pl.Expr:
    """The column `reason`, from the verdict's columns, both_papers, earlier_papers, is_yearly, is_back,
    beside_peak_share, first_period (a date) and those of `Mix`.

    Args:
        recent: the recent window in words.
        both: the span of both windows in words.
        min_papers: papers below which nothing was tested.
        grain: length of the periods.
    """
    now = (
        pl.when(pl.col("recent_papers") == 0)
        .then(pl.lit(f"in no paper in {recent}"))
        .otherwise(pl.concat_str(pl.lit("in "), _percent(pl.col("recent_share")), pl.lit(f" of papers in {recent}")))
    )
    before = pl.when(_is_mix_told()).then(pl.lit(" before, at the same mix: ")).otherwise(pl.lit(" before: "))
    changed = pl.concat_str(
        now, pl.lit(", "), _percent(pl.col("steady_share")), before, _growth_in_words(), _mix_in_words()
    )
    first_period = pl.col("first_period").dt.strftime(LABEL_FORMATS[grain])
    first_seen = pl.concat_str(pl.lit("first seen in "), first_period, pl.lit("; "), now)
    few_before = pl.concat_str(now, pl.lit(", in "), _papers("earlier_papers"), pl.lit(" ever before"))
    too_few = pl.concat_str(pl.lit("only "), _papers("both_papers"), pl.lit(f" in {both}; {min_papers} are needed"))
    never = pl.lit(f"in no paper in {both}")
    direction = pl.col("direction")
    back = pl.concat_str(
        now,
        pl.lit(", "),
        _percent(pl.col("beside_peak_share")),
        pl.lit(" before, apart from its peak in "),
        _peak_in_words(grain),
        pl.when(pl.col("recent_share") >= BACK_FROM * pl.col("beside_peak_share"))
        .then(pl.lit(": back to its level"))
        .otherwise(pl.lit(": not surely lower")),
    )
    return (
        pl.when(pl.col("both_papers") == 0)
        .then(never)
        .when(pl.col("q_value").is_null())
        .then(too_few)
        .when((direction == NEW) & (pl.col("earlier_papers") == 0))
        .then(first_seen)
        .when(direction == NEW)
        .then(few_before)
        .when("is_back")
        .then(back)
        .when("is_yearly")
        .then(pl.concat_str(now, pl.lit(", as in the same months of the year before")))
        .when(direction == UNCLEAR)
        .then(
            pl.concat_str(
                changed,
                pl.when(pl.col("slow_direction").is_null()).then(pl.lit("; may be chance")).otherwise(pl.lit("")),
                _slowly_in_words(),
            )
        )
        .otherwise(changed)
        .alias("reason")
    )
