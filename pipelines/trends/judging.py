"""Verdicts from counts by period: windows, growth, monotonic trend, q-values, bursts and reasons put together."""

from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.settings import TrendSettings
from pipelines.trends.periods import Grain, name_span
from pipelines.trends.post_burst import measure_post_burst
from pipelines.trends.reasons import word_reason
from pipelines.trends.series import dense_counts, merge_months
from pipelines.trends.stationary import find_stationary
from pipelines.trends.statistics.bursts import find_bursts, keep_strong
from pipelines.trends.statistics.dispersion import Dispersion, estimate_dispersion, plain_chance
from pipelines.trends.statistics.fdr import adjust_by_list, adjust_within_strata
from pipelines.trends.statistics.growth import measure_growth, window_of
from pipelines.trends.statistics.mann_kendall import find_monotonic_trend
from pipelines.trends.verdicts import UNCLEAR, decide_direction, is_back_after_peak, weigh_verdict, would_be_new
from pipelines.trends.windows import Windows, choose_windows, usable_periods

MOST_POINTS = 60
"""Points of a series at most when it is tested for a monotonic trend; longer series are merged to fewer, longer
periods."""

STRATA = (30, 100)
"""Papers at which series are taken for more frequent ones when p-values are corrected for the number of tests."""

VERDICT_SCHEMA = {
    "recent_papers": pl.Int64(),
    "recent_share": pl.Float64(),
    "baseline_share": pl.Float64(),
    "growth": pl.Float64(),
    "growth_low": pl.Float64(),
    "growth_high": pl.Float64(),
    "q_value": pl.Float64(),
    "line_tau": pl.Float64(),
    "line_q": pl.Float64(),
    "prominence": pl.Float64(),
    "direction": pl.String(),
    "reason": pl.String(),
    "burst_start": pl.Date(),
    "burst_end": pl.Date(),
    "burst_strength": pl.Float64(),
}
"""Columns of `Verdicts.frame` after `id`."""


class Verdicts(NamedTuple):
    """One verdict an id, by id, and the days of the windows they rest on; None where there was nothing to compare.

    Args:
        frame: `id` and the columns of `VERDICT_SCHEMA`.
        baseline_start: first day of the baseline.
        recent_start: first day of the recent window, the day after the baseline's last.
        recent_end: last day of the recent window.
    """

    frame: pl.DataFrame
    baseline_start: date | None
    recent_start: date | None
    recent_end: date | None


def _judge_nothing(counts: pl.DataFrame, usable: pl.DataFrame, ids: pl.Series, grain: Grain) -> Verdicts:
    """All unclear: fewer than two periods can be compared."""
    if usable.is_empty():
        reason, total = f"no {grain} is complete, so there is nothing to compare", 1
    else:
        only = usable["period_start"][0]
        reason = f"only one complete {grain}, {name_span(only, only, grain)}: nothing to compare it with"
        total = usable["papers"][0]
    papers = (
        counts.join(usable.select("period_start"), on="period_start").group_by("id").agg(recent_papers=pl.sum("papers"))
    )
    frame = (
        pl.DataFrame({"id": ids})
        .join(papers, on="id", how="left")
        .with_columns(pl.col("recent_papers").fill_null(0))
        .with_columns(
            recent_share=pl.col("recent_papers") / total,
            baseline_share=pl.lit(0.0),
            direction=pl.lit(UNCLEAR),
            reason=pl.lit(reason),
        )
    )
    missing = [
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in VERDICT_SCHEMA.items() if name not in frame.columns
    ]
    return Verdicts(_in_order(frame.with_columns(missing)), None, None, None)


def _in_order(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select("id", *(pl.col(name).cast(dtype) for name, dtype in VERDICT_SCHEMA.items())).sort("id")


def _dispersion(counts: np.ndarray, totals: np.ndarray, enough: np.ndarray, windows: Windows) -> Dispersion:
    """Dispersion of the series with enough papers; plain chance for the rest, which are not tested."""
    both = windows.recent | windows.baseline
    found = plain_chance(len(counts), int(both.sum()))
    if not enough.any():
        return found
    series, months, recent = counts[np.ix_(enough, both)], totals[both], windows.recent[both]
    stationary = find_stationary(series, months, recent)
    estimated = estimate_dispersion(series, months, int((~recent).sum()), stationary)
    for every, one in zip(found[:2], estimated[:2], strict=True):
        every[enough] = one
    return found._replace(correlation=estimated.correlation)


def _where(condition: np.ndarray, values: np.ndarray) -> pl.Series:
    """Values where the condition holds, null elsewhere and for NaN."""
    return pl.Series(np.where(condition, values, np.nan)).fill_nan(None)


def _measure(
    counts: np.ndarray, totals: np.ndarray, windows: Windows, min_papers: int
) -> dict[str, pl.Series | np.ndarray]:
    """Every number of the verdicts; the direction and the words rest on these."""
    both = windows.recent | windows.baseline
    both_papers = counts[:, both].sum(axis=1)
    tested = both_papers >= min_papers
    dispersion = _dispersion(counts, totals, tested, windows)
    recent = window_of(counts, totals, windows.recent, dispersion)
    baseline = window_of(counts, totals, windows.baseline, dispersion)
    growth = measure_growth(recent, baseline, dispersion.degrees)
    # Given the papers of both windows together, which share of them is recent says nothing about their number.
    strata = np.digitize(both_papers, STRATA)
    earlier = ~windows.recent
    earlier_papers = counts[:, earlier].sum(axis=1)
    recent_share = recent.papers / recent.total
    baseline_share = baseline.papers / baseline.total
    with np.errstate(divide="ignore", invalid="ignore"):
        earlier_part = np.maximum(earlier_papers / totals[earlier].sum(), baseline_share) / recent_share
    is_new = would_be_new(earlier_part, recent.papers, min_papers)

    enough = counts.sum(axis=1) >= min_papers
    points, point_totals = merge_months(counts[enough], totals, MOST_POINTS)
    trend = find_monotonic_trend(points / point_totals)
    tau, line_p = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    tau[enough], line_p[enough] = trend.tau, trend.p_value
    peaks = find_bursts(counts, totals, dispersion.rho)
    bursts = keep_strong(peaks)
    # Of a series that is raised from the first period on nobody knows the level before: that is no burst to report.
    has_burst = enough & (bursts.first > 0)
    post_burst = measure_post_burst(counts, totals, windows, peaks, dispersion)
    p_values = np.where(tested, growth.p_value, np.nan)
    # What falls is lower with the peak in its baseline, and without.
    without_peak = np.where(growth.estimate < 0, np.fmax(p_values, post_burst.p_value), p_values)
    return {
        "recent_papers": recent.papers.astype(np.int64),
        "recent_share": recent_share,
        "baseline_share": baseline_share,
        "growth": _where(tested, growth.estimate),
        "growth_low": _where(tested, growth.low),
        "growth_high": _where(tested, growth.high),
        "q_value": _where(tested, adjust_by_list(without_peak, growth.estimate > 0, is_new, strata)),
        "line_tau": _where(enough, tau),
        "line_q": _where(enough, adjust_within_strata(line_p, np.digitize(counts.sum(axis=1), STRATA))),
        "both_papers": both_papers.astype(np.int64),
        "earlier_papers": earlier_papers.astype(np.int64),
        "is_new": is_new,
        "expected_papers": baseline_share * recent.total,
        "peak_start": peaks.first,
        "peak_end": peaks.last,
        "q_with_peak": _where(tested, adjust_by_list(p_values, growth.estimate > 0, is_new, strata)),
        "beside_peak_share": _where(tested, post_burst.share),
        "beside_peak_growth": _where(tested, post_burst.growth),
        "beside_peak_low": _where(tested, post_burst.low),
        "beside_peak_high": _where(tested, post_burst.high),
        "first_period": np.argmax(counts > 0, axis=1),
        "burst_start": np.where(has_burst, bursts.first, -1),
        "burst_end": np.where(has_burst, bursts.last, -1),
        "burst_strength": _where(has_burst, bursts.strength),
    }


def _periods_at(places: pl.Series, starts: pl.Series) -> pl.Series:
    """Periods at these places of the series; null for -1."""
    return starts.gather(pl.select(pl.when(places >= 0).then(places)).to_series())


def judge(counts: pl.DataFrame, periods: pl.DataFrame, settings: TrendSettings, grain: Grain = "month") -> Verdicts:
    """The verdict on every id in `counts`.

    Only complete periods that are no gap count (`usable_periods`). Growth compares the recent window with the baseline
    (`choose_windows`); `line_tau` and the burst look at the whole series. Ids with fewer than `settings.min_papers`
    papers in both windows are not tested: no growth, no q-value, `unclear`.

    Args:
        counts: id, period_start, papers; periods in which the id occurs, one row each.
        periods: period_start, papers, is_complete, is_gap.
        settings: windows, min_papers and the false-discovery rate.
        grain: length of the periods of both frames; `choose_grain` tells which fits a corpus.
    """
    ids = counts["id"].unique().sort()
    usable = usable_periods(periods)
    starts = usable["period_start"]
    windows = choose_windows(starts.to_list(), settings.recent_months, settings.baseline_months, grain)
    if windows is None or ids.is_empty():
        return _judge_nothing(counts, usable, ids, grain)
    totals = usable["papers"].to_numpy().astype(float)
    numbers = _measure(dense_counts(counts, ids, starts), totals, windows, settings.min_papers)
    recent = name_span(windows.recent_start, windows.recent_end, grain)
    both = name_span(windows.baseline_start, windows.recent_end, grain)
    frame = (
        pl.DataFrame({"id": ids, **numbers})
        .with_columns(
            _periods_at(pl.Series(numbers[name]), starts).alias(name)
            for name in ("first_period", "burst_start", "burst_end", "peak_start", "peak_end")
        )
        .with_columns(weigh_verdict(), is_back_after_peak(settings.false_discovery_rate))
        .with_columns(decide_direction(settings.false_discovery_rate))
        .with_columns(word_reason(recent, both, settings.min_papers, grain))
    )
    return Verdicts(_in_order(frame), windows.baseline_start, windows.recent_start, windows.recent_end)
