"""Verdicts from counts by period: windows, growth, monotonic trend, q-values, bursts and reasons put together."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.settings import TrendSettings
from pipelines.trends.collection.mix import explain_mix
from pipelines.trends.collection.strata import StratifiedCounts, read_strata
from pipelines.trends.periods import Grain, name_span
from pipelines.trends.post_burst import measure_post_burst
from pipelines.trends.reasons import word_reason
from pipelines.trends.slow import Line, decide_slow_direction, measure_line
from pipelines.trends.stationary import find_stationary
from pipelines.trends.statistics.bursts import find_bursts, keep_strong
from pipelines.trends.statistics.dispersion import Dispersion, estimate_dispersion, plain_chance
from pipelines.trends.statistics.fdr import adjust_by_list, adjust_within_strata
from pipelines.trends.statistics.growth import measure_growth, share_before, window_of, windows_of
from pipelines.trends.verdicts import UNCLEAR, decide_direction, is_back_after_peak, weigh_verdict, would_be_new
from pipelines.trends.windows import Windows, choose_windows, usable_periods
from pipelines.trends.yearly import find_yearly

FREQUENCIES = (30, 100)
"""Papers at which series are taken for more frequent ones when p-values are corrected for the number of tests."""

VERDICT_SCHEMA = {
    "recent_papers": pl.Int64(),
    "about_papers": pl.Int64(),
    "recent_share": pl.Float64(),
    "baseline_share": pl.Float64(),
    "steady_share": pl.Float64(),
    "growth": pl.Float64(),
    "growth_low": pl.Float64(),
    "growth_high": pl.Float64(),
    "crude_growth": pl.Float64(),
    "crude_growth_low": pl.Float64(),
    "crude_growth_high": pl.Float64(),
    "p_value": pl.Float64(),
    "q_value": pl.Float64(),
    "line_tau": pl.Float64(),
    "line_q": pl.Float64(),
    "line_growth": pl.Float64(),
    "slow_direction": pl.String(),
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


def _judge_nothing(
    counts: pl.DataFrame, usable: pl.DataFrame, ids: pl.Series, grain: Grain, about: pl.DataFrame
) -> Verdicts:
    """All unclear: fewer than two periods can be compared."""
    if usable.is_empty():
        reason, total = f"no {grain} is complete, so there is nothing to compare", 1
    else:
        only = usable["period_start"][0]
        reason = f"only one complete {grain}, {name_span(only, only, grain)}: nothing to compare it with"
        total = usable["papers"][0]
    papers, about_papers = (
        some.join(usable.select("period_start"), on="period_start").group_by("id").agg(pl.sum("papers").alias(name))
        for some, name in ((counts, "recent_papers"), (about, "about_papers"))
    )
    frame = (
        pl.DataFrame({"id": ids})
        .join(papers, on="id", how="left")
        .join(about_papers, on="id", how="left")
        .with_columns(pl.col("recent_papers", "about_papers").fill_null(0))
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


def _dispersion(counts: np.ndarray, exposures: np.ndarray, enough: np.ndarray, windows: Windows) -> Dispersion:
    """Dispersion of the series with enough papers; plain chance for the rest, which are not tested."""
    both = windows.recent | windows.baseline
    found = plain_chance(len(counts), int(both.sum()))
    if not enough.any():
        return found
    inside = np.ix_(enough, both)
    series, among, recent = counts[inside], exposures[inside], windows.recent[both]
    stationary = find_stationary(series, among, recent)
    estimated = estimate_dispersion(series, among, int((~recent).sum()), stationary)
    for every, one in zip(found[:2], estimated[:2], strict=True):
        every[enough] = one
    return found._replace(correlation=estimated.correlation)


def _where(condition: np.ndarray, values: np.ndarray) -> pl.Series:
    """Values where the condition holds, null elsewhere and for NaN."""
    return pl.Series(np.where(condition, values, np.nan)).fill_nan(None)


def _measure(
    strata: StratifiedCounts, windows: Windows, starts: list[date], earlier_papers: np.ndarray, min_papers: int
) -> dict[str, pl.Series | np.ndarray]:
    """Every number of the verdicts; the direction and the words rest on these.

    Args:
        strata: papers by series, stratum and period.
        windows: over these periods.
        starts: first days of the periods.
        earlier_papers: papers of each series before the recent window, whether compared or not.
        min_papers: fewest papers of a series that is tested.
    """
    counts, totals, exposures = strata.by_month(), strata.totals.sum(axis=0), strata.exposures()
    both = windows.recent | windows.baseline
    both_papers = counts[:, both].sum(axis=1)
    compared = strata.compare(windows.recent, windows.baseline)
    tested = compared.papers >= min_papers
    dispersion = _dispersion(counts, exposures, tested, windows)
    recent, baseline = windows_of(compared, exposures, windows.recent, windows.baseline, dispersion)
    growth = measure_growth(recent, baseline, dispersion.degrees)
    as_counted = np.broadcast_to(totals, counts.shape)
    every_recent = window_of(counts, as_counted, windows.recent, dispersion)
    every_baseline = window_of(counts, as_counted, windows.baseline, dispersion)
    crude = measure_growth(every_recent, every_baseline, dispersion.degrees)
    recent_share = every_recent.papers / every_recent.total
    baseline_share = every_baseline.papers / every_baseline.total
    # Given the papers of both windows together, which share of them is recent says nothing about their number.
    frequency = np.digitize(both_papers, FREQUENCIES)
    earlier = np.arange(len(totals)) < np.argmax(windows.recent)
    steady_share = share_before(recent_share, recent, baseline)
    with np.errstate(divide="ignore", invalid="ignore"):
        earlier_share = np.maximum(earlier_papers / totals[earlier].sum(), baseline_share)
        earlier_part = np.maximum(earlier_share, steady_share) / recent_share
    is_yearly = find_yearly(counts, exposures, starts, windows)
    is_new = would_be_new(earlier_part, every_recent.papers, min_papers) & ~is_yearly

    enough = counts.sum(axis=1) >= min_papers
    tau, line_p, line_growth = (np.full(len(counts), np.nan) for _ in Line._fields)
    tau[enough], line_p[enough], line_growth[enough] = measure_line(counts[enough], exposures[enough])
    peaks = find_bursts(counts, exposures, dispersion.rho)
    bursts = keep_strong(peaks)
    # Of a series that is raised from the first period on nobody knows the level before: that is no burst to report.
    has_burst = enough & (bursts.first > 0)
    post_burst = measure_post_burst(strata, exposures, windows, peaks, dispersion, recent_share)
    p_values = np.where(tested, growth.p_value, np.nan)
    # What falls is lower with the peak in its baseline, and without.
    without_peak = np.where(growth.estimate < 0, np.fmax(p_values, post_burst.p_value), p_values)
    return {
        "recent_papers": every_recent.papers.astype(np.int64),
        "recent_share": recent_share,
        "baseline_share": baseline_share,
        "steady_share": _where(tested, steady_share),
        "growth": _where(tested, growth.estimate),
        "growth_low": _where(tested, growth.low),
        "growth_high": _where(tested, growth.high),
        "crude_growth": _where(tested, crude.estimate),
        "crude_growth_low": _where(tested, crude.low),
        "crude_growth_high": _where(tested, crude.high),
        "p_value": _where(tested, without_peak),
        "q_value": _where(tested, adjust_by_list(without_peak, growth.estimate > 0, is_new, frequency)),
        "line_tau": _where(enough, tau),
        "line_q": _where(enough, adjust_within_strata(line_p, np.digitize(counts.sum(axis=1), FREQUENCIES))),
        "line_growth": _where(enough, line_growth),
        "is_yearly": is_yearly,
        "both_papers": both_papers.astype(np.int64),
        "earlier_papers": earlier_papers.astype(np.int64),
        "is_new": is_new,
        "expected_papers": steady_share * every_recent.total,
        "peak_start": peaks.first,
        "peak_end": peaks.last,
        "q_with_peak": _where(tested, adjust_by_list(p_values, growth.estimate > 0, is_new, frequency)),
        "beside_peak_share": _where(tested, post_burst.share),
        "beside_peak_growth": _where(tested, post_burst.growth),
        "beside_peak_low": _where(tested, post_burst.low),
        "beside_peak_high": _where(tested, post_burst.high),
        "first_period": np.argmax(counts > 0, axis=1),
        "burst_start": np.where(has_burst, bursts.first, -1),
        "burst_end": np.where(has_burst, bursts.last, -1),
        "burst_strength": _where(has_burst, bursts.strength),
    }


def _sum_between(counts: pl.DataFrame, ids: pl.Series, first: date, last: date) -> np.ndarray:
    """Papers of each of `ids` in the periods that begin from `first` to `last`, shape (ids,)."""
    inside = counts.filter(pl.col("period_start").is_between(first, last)).group_by("id").agg(pl.sum("papers"))
    asked = pl.DataFrame({"id": ids}).join(inside, on="id", how="left", maintain_order="left")
    return asked["papers"].fill_null(0).to_numpy().astype(float)


def _weigh_about(
    about: pl.DataFrame, ids: pl.Series, windows: Windows, numbers: dict[str, pl.Series | np.ndarray]
) -> dict[str, np.ndarray]:
    """Papers of the recent window that are about each series, and those that its former share would have brought."""
    recent = _sum_between(about, ids, windows.recent_start, windows.recent_end)
    before = _sum_between(about, ids, windows.baseline_start, windows.recent_start - timedelta(days=1))
    part = before / np.maximum(np.asarray(numbers["both_papers"]) - np.asarray(numbers["recent_papers"]), 1)
    return {"about_papers": recent.astype(np.int64), "about_expected": np.asarray(numbers["expected_papers"]) * part}


def _periods_at(places: pl.Series, starts: pl.Series) -> pl.Series:
    """Periods at these places of the series; null for -1."""
    return starts.gather(pl.select(pl.when(places >= 0).then(places)).to_series())


def judge(
    counts: pl.DataFrame,
    periods: pl.DataFrame,
    settings: TrendSettings,
    grain: Grain = "month",
    strata: pl.DataFrame | None = None,
    every: pl.DataFrame | None = None,
    about: pl.DataFrame | None = None,
) -> Verdicts:
    """The verdict on every id in `counts`.

    Only complete periods that are no gap count (`usable_periods`). Growth compares the recent window with the baseline
    (`choose_windows`), each stratum with itself; `line_tau` and the burst look at the whole series, at a steady mix.
    Ids with fewer than `settings.min_papers` papers to compare in both windows are not tested: no growth, no q-value,
    `unclear`.

    Args:
        counts: id, stratum where there are strata, period_start, papers; where the id occurs, one row each.
        periods: period_start, papers, is_complete, is_gap.
        settings: windows, min_papers and the false-discovery rate.
        grain: length of the periods of both frames; `choose_grain` tells which fits a corpus.
        strata: stratum, period_start, papers: all papers of each; None where the collection is not divided.
        every: id, period_start, papers: those of all papers, also of what verdicts do not compare; None where they
            compare all.
        about: id, period_start, papers: those of compared papers that are about the id, which rank verdicts; None where
            all are.
    """
    ids = counts["id"].unique().sort()
    usable = usable_periods(periods)
    starts = usable["period_start"]
    windows = choose_windows(starts.to_list(), settings.recent_months, settings.baseline_months, grain)
    if windows is None or ids.is_empty():
        return _judge_nothing(counts, usable, ids, grain, counts if about is None else about)
    if strata is None:
        counts, strata = (frame.with_columns(stratum=pl.lit("")) for frame in (counts, usable))
    stratified, names = read_strata(counts, strata, ids, starts)
    earlier = _sum_between(counts if every is None else every, ids, date.min, windows.recent_start - timedelta(days=1))
    numbers = _measure(stratified, windows, starts.to_list(), earlier, settings.min_papers)
    numbers |= _weigh_about(counts if about is None else about, ids, windows, numbers)
    recent = name_span(windows.recent_start, windows.recent_end, grain)
    both = name_span(windows.baseline_start, windows.recent_end, grain)
    frame = (
        pl.DataFrame({"id": ids, **numbers, **explain_mix(stratified, names, windows)})
        .with_columns(
            _periods_at(pl.Series(numbers[name]), starts).alias(name)
            for name in ("first_period", "burst_start", "burst_end", "peak_start", "peak_end")
        )
        .with_columns(weigh_verdict(), is_back_after_peak(settings.false_discovery_rate))
        .with_columns(
            decide_direction(settings.false_discovery_rate), decide_slow_direction(settings.false_discovery_rate)
        )
        .with_columns(word_reason(recent, both, settings.min_papers, grain))
    )
    return Verdicts(_in_order(frame), windows.baseline_start, windows.recent_start, windows.recent_end)
