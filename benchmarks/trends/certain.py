"""How many of the terms that surely moved have a verdict: `python -m benchmarks.trends certain [WAREHOUSE]`.

Which terms surely moved is told without windows, dispersion or correction for many tests. At a steady mix of strata,
the share of the last third of the compared months is 1.5 times that of the first or more (or as much less). It is six
standard deviations of plain chance away, and the line goes one way (Kendall's tau of 0.5 or more).
"""

from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.trends.tables import print_table
from pipelines.assets.trends import read_compared, read_judged_periods
from pipelines.settings import TrendSettings
from pipelines.trends.collection.strata import read_strata
from pipelines.trends.statistics.mann_kendall import find_monotonic_trend
from pipelines.trends.windows import choose_windows, usable_periods
from warehouse.connection import open_served

_LEAST_CHANGE, _LEAST_DISTANCE, _LEAST_TAU = np.log2(1.5), 6.0, 0.5


def _find_certain(path: Path) -> pl.DataFrame:
    """The terms that surely moved: term_id and `moved` (up or down)."""
    settings = TrendSettings()
    with open_served(path) as connection:
        periods, grain = read_judged_periods(connection)
        counts = connection.sql(
            "SELECT term_id AS id, period_start, papers FROM term_counts WHERE grain = $grain ORDER BY ALL",
            params={"grain": grain},
        ).pl()
        compared = read_compared(connection, "term", periods, counts, grain)
    usable = usable_periods(compared.periods)["period_start"]
    windows = choose_windows(usable.to_list(), settings.recent_months, settings.baseline_months, grain)
    if windows is None:
        raise SystemExit("There are too few complete periods to compare.")
    months = usable.filter(pl.Series(windows.recent | windows.baseline))
    ids = compared.counts["id"].unique().sort()
    strata, _ = read_strata(compared.counts, compared.strata, ids, months)
    papers, among = strata.by_month(), strata.exposures()
    third = len(months) // 3
    (first, first_total), (last, last_total) = (
        (papers[:, part].sum(axis=1), among[:, part].sum(axis=1)) for part in (slice(third), slice(-third, None))
    )
    both, part = first + last, last_total / (first_total + last_total)
    distance = (last - both * part) / np.sqrt(np.maximum(both * part * (1 - part), 1e-9))
    change = np.log2(((last + 0.5) / last_total) / ((first + 0.5) / first_total))
    tau = np.nan_to_num(find_monotonic_trend(papers / among).tau)
    numbers = pl.DataFrame({"term_id": ids, "distance": distance, "change": change, "tau": tau})

    def moved(sign: int) -> pl.Expr:
        return (
            (sign * pl.col("distance") >= _LEAST_DISTANCE)
            & (sign * pl.col("change") >= _LEAST_CHANGE)
            & (sign * pl.col("tau") >= _LEAST_TAU)
        )

    return numbers.select("term_id", moved=pl.when(moved(1)).then(pl.lit("up")).when(moved(-1)).then(pl.lit("down")))


def measure_certain(path: Path) -> None:
    """Prints, of the terms that surely moved, how many have which verdict."""
    certain = _find_certain(path).drop_nulls("moved")
    with open_served(path) as connection:
        verdicts = connection.sql("SELECT term_id, term, direction FROM term_trends").pl()
    found = certain.join(verdicts, on="term_id")
    rows = []
    for way, directions in (("up", ["rising", "new"]), ("down", ["falling"])):
        own = found.filter(pl.col("moved") == way)
        called = own.filter(pl.col("direction").is_in(directions))
        missed = own.join(called, on="term_id", how="anti")["term"].sort().head(8)
        share = f"{called.height / own.height:.0%}" if own.height else "–"
        rows.append([way, str(own.height), str(called.height), share, ", ".join(missed)])
    print_table("Terms that surely moved", ["moved", "terms", "called so", "share", "not called"], rows)
