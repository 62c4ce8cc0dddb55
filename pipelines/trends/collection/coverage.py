"""Which categories of papers were collected throughout the windows.

A category that is collected only from some day on, or only until then, makes its terms rise or fall although nothing
happened in the field. Such categories are left out of verdicts."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.trends.collection.shifts import find_shifts
from pipelines.trends.periods import Grain, last_day, name_span
from pipelines.trends.series import dense_counts
from pipelines.trends.verdicts import UNCLEAR
from pipelines.trends.windows import Windows

HARDLY_ANY = 0.2
"""Part of its usual share of all papers below which a category is taken for not collected in a period."""

SUDDEN = 5.0
"""By so many times its share changes, at least, between a period that it is missing from and the next that it is not:
a field may grow as much in a year, not from one month to the next."""

SEEN = 5
"""Papers that one of the two periods of a sudden change must have."""

SURE = 5.0
"""Least distance of the papers that were expected while it was missing from those there were, 2 (√a − √b), in standard
deviations of chance."""

TOLERATED = 0.25
"""A category may be missing from less than this part of either window: what a missing month changes is small."""


def _usual_shares(shares: np.ndarray) -> np.ndarray:
    """Mean of the largest quarter of each row's shares; shape (categories, 1)."""
    highest = max(shares.shape[1] // 4, 1)
    return np.sort(shares, axis=1)[:, -highest:].mean(axis=1, keepdims=True)


def _runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """First place of every run of true values, and the place after its last."""
    steps = np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True))


def _is_sudden(counts: np.ndarray, shares: np.ndarray) -> bool:
    """Whether a row changes suddenly anywhere from one of these neighbouring periods to the next."""
    less, more = np.minimum(shares[:-1], shares[1:]), np.maximum(shares[:-1], shares[1:])
    return bool(np.any((more >= SUDDEN * less) & (np.maximum(counts[:-1], counts[1:]) >= SEEN)))


def find_missing(counts: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """The periods from which a category is suddenly missing; shape (categories, periods), bool.

    Neighbouring periods with hardly any of its papers count where the change within them or at their ends is sudden,
    and where all of them together have surely fewer papers than is usual.

    Args:
        counts: papers by category and period, shape (categories, periods).
        totals: all papers of the periods, shape (periods,), above 0.
    """
    shares = counts / totals
    usual = _usual_shares(shares)
    low = shares < HARDLY_ANY * usual
    missing = np.zeros_like(low)
    for row in np.flatnonzero(low.any(axis=1)):
        for first, end in _runs(low[row]):
            around = slice(max(first - 1, 0), end + 1)
            expected = usual[row, 0] * totals[first:end].sum()
            distance = 2 * (np.sqrt(expected) - np.sqrt(counts[row, first:end].sum()))
            missing[row, first:end] = distance > SURE and _is_sudden(counts[row, around], shares[row, around])
    return missing


def _word(missing: np.ndarray, starts: list[date], grain: Grain) -> str:
    """When a category was not collected: `hardly any before Jan 2026`, `hardly any from Aug 2025 on`, `hardly any in
    …`."""
    words = []
    for first, end in _runs(missing):
        if first == 0 and end < len(starts):
            words.append(f"before {name_span(starts[end], starts[end], grain)}")
        elif end == len(starts) and first > 0:
            words.append(f"from {name_span(starts[first], starts[first], grain)} on")
        else:
            words.append(f"in {name_span(starts[first], last_day(starts[end - 1], grain), grain)}")
    return f"hardly any {' and '.join(words)}"


def _word_shift(day: date | None, factor: float, grain: Grain) -> str:
    """`collected throughout; from Jul 2025 on 3.2 times its share of papers before`."""
    if day is None:
        return "collected throughout"
    return f"collected throughout; from {name_span(day, day, grain)} on {factor:.2g} times its share of papers before"


def find_coverage(counts: pl.DataFrame, periods: pl.DataFrame, windows: Windows | None, grain: Grain) -> pl.DataFrame:
    """Of every category its papers in both windows, and whether it was collected throughout.

    Args:
        counts: category, period_start, papers; one row a category and period at most.
        periods: period_start and papers of the usable periods (`usable_periods`), by period_start.
        windows: over these periods (`choose_windows`); None where nothing is compared.
        grain: length of the periods.

    Returns:
        category, papers, is_throughout, reason, shifted_on and shift_factor (`find_shifts`); by category.
    """
    names = counts["category"].unique().sort()
    if windows is None or names.is_empty():
        return pl.DataFrame({"category": names}).with_columns(
            papers=pl.lit(0, dtype=pl.Int64),
            is_throughout=pl.lit(True),
            reason=pl.lit("nothing is compared yet"),
            shifted_on=pl.lit(None, dtype=pl.Date),
            shift_factor=pl.lit(None, dtype=pl.Float64),
        )
    both = windows.recent | windows.baseline
    starts = periods["period_start"].filter(pl.Series(both))
    matrix = dense_counts(counts.rename({"category": "id"}), names, starts)
    missing = find_missing(matrix, periods["papers"].to_numpy()[both].astype(float))
    recent = windows.recent[both]
    parts = np.maximum(missing[:, recent].mean(axis=1), missing[:, ~recent].mean(axis=1))
    throughout = parts < TOLERATED
    # Of what is compared: a category that begins makes all others smaller, and is left out.
    shifts = find_shifts(matrix, np.maximum(matrix[throughout].sum(axis=0), 1))
    days = starts.to_list()
    shifted = [
        days[place] if kept and place >= 0 else None for kept, place in zip(throughout, shifts.place, strict=True)
    ]
    reasons = [
        _word_shift(day, factor, grain) if kept else _word(row, days, grain)
        for kept, row, day, factor in zip(throughout, missing, shifted, shifts.factor, strict=True)
    ]
    return pl.DataFrame(
        {
            "category": names,
            "papers": matrix.sum(axis=1).astype(np.int64),
            "is_throughout": throughout,
            "reason": reasons,
            "shifted_on": pl.Series(shifted, dtype=pl.Date),
            "shift_factor": shifts.factor,
        }
    ).with_columns(pl.when(pl.col("shifted_on").is_not_null()).then("shift_factor").alias("shift_factor"))


def explain_left_out(verdicts: pl.DataFrame, papers: pl.DataFrame, min_papers: int) -> pl.DataFrame:
    """`verdicts` with another reason where most papers of what is unclear are of categories that are not compared.

    Args:
        verdicts: id, direction, reason, and further columns.
        papers: id, every and compared: its papers in both windows, all of them and those that were compared.
        min_papers: of fewer papers in all, nothing could be said anyhow.
    """
    every, compared = pl.col("every"), pl.col("compared").fill_null(0)
    is_lost = (pl.col("direction") == UNCLEAR) & (every >= min_papers) & (2 * compared < every)
    reason = pl.concat_str(
        pl.lit("not compared: "),
        (every - compared).cast(pl.String),
        pl.lit(" of its "),
        every.cast(pl.String),
        pl.lit(" papers are of categories that were collected only part of the time"),
    )
    return (
        verdicts.join(papers, on="id", how="left")
        .with_columns(pl.when(is_lost.fill_null(False)).then(reason).otherwise("reason").alias("reason"))
        .drop("every", "compared")
    )
