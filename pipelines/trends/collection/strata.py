"""Counts by stratum: parts of the collection that may grow by themselves, such as categories. Growth within strata and
shares at a steady mix are computed from these."""

from typing import NamedTuple

import numpy as np
import polars as pl
from scipy import sparse

from pipelines.trends.statistics.growth import Comparison

_LEAST_EXPOSURE = 1e-6
"""Part of a series' exposure that a month has at least: shares are finite where its strata have no paper at all."""


class StratifiedCounts(NamedTuple):
    """Papers of each series by stratum and month, and all papers of each stratum and month.

    Args:
        counts: shape (series, strata × months), the months of the first stratum first.
        totals: shape (strata, months).
    """

    counts: sparse.csr_array
    totals: np.ndarray

    def of(self, series: np.ndarray) -> "StratifiedCounts":
        """The same of some of the series."""
        return StratifiedCounts(self.counts[series], self.totals)

    def by_month(self) -> np.ndarray:
        """Papers of each series over all strata, shape (series, months)."""
        strata, months = self.totals.shape
        return self.counts @ np.tile(np.eye(months), (strata, 1))

    def by_stratum(self, months: np.ndarray) -> np.ndarray:
        """Papers of each series in these months (bool, shape (months,)); shape (series, strata)."""
        return self.counts @ np.kron(np.eye(len(self.totals)), months[:, None])

    def exposures(self) -> np.ndarray:
        """Papers of each month among which a series would be as frequent as over all months; shape (series, months).

        The papers of a stratum count as much as the series is frequent in it (indirect standardisation: Breslow and Day
        1987, chapter 2). So the series' papers over its exposure is its share at a steady mix. Adds up to all papers;
        with one stratum it is the papers of the month.
        """
        if len(self.totals) == 1:
            return np.repeat(self.totals, self.counts.shape[0], axis=0)
        every = np.ones(self.totals.shape[1], dtype=bool)
        sizes = self.totals.sum(axis=1)
        rates = self.by_stratum(every) / np.maximum(sizes, 1)
        rates[rates.sum(axis=1) == 0] = 1
        expected = rates @ self.totals
        exposures = expected * (sizes.sum() / expected.sum(axis=1, keepdims=True))
        return np.maximum(exposures, _LEAST_EXPOSURE * sizes.sum())

    def compare(self, recent: np.ndarray, baseline: np.ndarray) -> Comparison:
        """What there is to compare two windows by, each stratum with itself only (Mantel and Haenszel 1959).

        The ratio of the returned shares is the Mantel-Haenszel ratio, and the returned papers are as many as give its
        logarithm the variance of Greenland and Robins (1985). With one stratum they are the papers as counted. Strata
        with papers in one of the windows only tell nothing.

        Args:
            recent, baseline: which months, shape (months,), bool, disjoint.
        """
        inside = recent | baseline
        sizes = self.totals[:, inside].sum(axis=1)
        part = np.divide(self.totals[:, recent].sum(axis=1), sizes, out=np.zeros(len(sizes)), where=sizes > 0)
        weights = [
            np.outer(1 - part, recent),
            np.outer(part, baseline),
            np.outer(part * (1 - part), inside),
            np.outer(part**2 * (1 - part), inside),
            np.outer((part > 0) & (part < 1), inside),
        ]
        up, down, variance, recent_variance, papers = (
            self.counts @ np.column_stack([weight.ravel() for weight in weights])
        ).T
        compared = (part > 0) & (part < 1)
        total = float(self.totals[:, recent][compared].sum())
        usual = total / max(float(sizes[compared].sum()), 1)
        is_told = variance > 0
        recent_part = np.divide(recent_variance, variance, out=np.full(len(up), usual), where=is_told)
        odds = recent_part / np.where(recent_part < 1, 1 - recent_part, 1)
        scale = np.divide(down + up * odds, variance, out=np.zeros(len(up)), where=is_told)
        return Comparison(
            recent_papers=up * scale,
            recent_total=np.full(len(up), total),
            baseline_papers=np.divide(down * scale, odds, out=np.zeros(len(up)), where=odds > 0),
            baseline_total=np.divide(total, odds, out=np.zeros(len(up)), where=odds > 0),
            papers=papers,
        )


def one_stratum(counts: np.ndarray, totals: np.ndarray) -> StratifiedCounts:
    """The counts of a collection that is not divided: shapes (series, months) and (months,)."""
    return StratifiedCounts(sparse.csr_array(counts), totals[None, :].astype(float))


def read_strata(
    counts: pl.DataFrame, totals: pl.DataFrame, ids: pl.Series, months: pl.Series
) -> tuple[StratifiedCounts, pl.Series]:
    """The counts of `ids`, and the names of the strata.

    Args:
        counts: id, stratum, period_start, papers; one row each at most.
        totals: stratum, period_start, papers: all papers, those of every row of `counts` among them.
        ids: one for each series, unique.
        months: first days of the months, unique; rows of other months are left out.
    """
    names = totals["stratum"].unique().sort()
    place = pl.DataFrame({"stratum": names, "stratum_place": np.arange(len(names))})
    month_place = pl.DataFrame({"period_start": months, "month_place": np.arange(len(months))})
    placed = totals.join(place, on="stratum").join(month_place, on="period_start")
    matrix = np.zeros((len(names), len(months)))
    matrix[placed["stratum_place"].to_numpy(), placed["month_place"].to_numpy()] = placed["papers"].to_numpy()
    rows = pl.DataFrame({"id": ids, "row": np.arange(len(ids))})
    found = counts.join(rows, on="id").join(place, on="stratum").join(month_place, on="period_start")
    columns = found["stratum_place"].to_numpy() * len(months) + found["month_place"].to_numpy()
    sparse_counts = sparse.csr_array(
        (found["papers"].to_numpy().astype(float), (found["row"].to_numpy(), columns)), shape=(len(ids), matrix.size)
    )
    return StratifiedCounts(sparse_counts, matrix), names
