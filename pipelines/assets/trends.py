"""Group `trends`: counts by period, in SQL, and verdicts on them. The SQL is in `pipelines/sql`, the statistics in
`pipelines.trends`."""

from collections.abc import Iterator
from typing import NamedTuple

import dagster as dg
import duckdb
import polars as pl

from pipelines.incremental.term_counts import COUNTED, fill_term_counts
from pipelines.incremental.term_pairs import fill_term_pairs
from pipelines.orchestration.asset_plots import plot_lines
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted
from pipelines.quality.asset_checks import withhold_verdicts
from pipelines.settings import TrendSettings
from pipelines.sql import read_query
from pipelines.trends import Grain, Kind, choose_grain, explain_left_out, find_coverage, judge
from pipelines.trends.verdicts import RISING, UNCLEAR
from pipelines.trends.windows import choose_windows, usable_periods
from warehouse.writer import count_rows, fill_table, replace_table

COUNTED_FROM: dict[str, tuple[str, ...]] = {
    "periods": ("papers",),
    "theme_counts": ("papers", "periods", "paper_themes", "themes"),
    "term_pairs": ("papers", "paper_terms", "terms"),
}
"""Tables that one query each fills, and what it reads."""

PLOTTED = 9


def count_by_query(name: str) -> dg.AssetsDefinition:
    """The asset that `pipelines/sql/<name>.sql` fills."""

    @tables_asset(
        f"count_{name}" if name != "term_pairs" else "pair_terms", name, deps=COUNTED_FROM[name], kinds={"sql"}
    )
    def count(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
        query = read_query(name)
        with warehouse.connect() as connection:
            rows = fill_term_pairs(connection) if name == "term_pairs" else fill_table(connection, name, query)
            context.log.info(counted(rows, "row"))
            extra = {name: {"query": dg.MetadataValue.md(f"```sql\n{query}\n```")}}
            results = report_tables(warehouse, connection, [name], extra)
        yield from results

    return count


@tables_asset("count_term_counts", *COUNTED, deps=("papers", "periods", "paper_terms", "terms"), kinds={"sql"})
def count_term_counts(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Terms by period; those whose papers are the same as in the last build keep their counts."""
    with warehouse.connect() as connection:
        counted, terms = fill_term_counts(connection)
        context.log.info(
            f"{count_rows(connection, 'term_counts'):,} rows"
            + ("" if counted == terms else f"; {counted:,} of {terms:,} terms were counted again")
        )
        extra = {"term_counts": {"query": dg.MetadataValue.md(f"```sql\n{read_query('term_counts')}\n```")}}
        results = report_tables(warehouse, connection, COUNTED, extra)
    yield from results


COUNTS = [*(count_by_query(name) for name in COUNTED_FROM), count_term_counts]


def read_judged_periods(connection: duckdb.DuckDBPyConnection) -> tuple[pl.DataFrame, Grain]:
    """The periods on which verdicts rest, by period_start, and their grain: months, or years where no more is known."""
    periods = connection.sql("FROM periods ORDER BY period_start, grain").pl()
    grain = choose_grain(periods)
    return periods.filter(pl.col("grain") == grain), grain


def find_windows(connection: duckdb.DuckDBPyConnection, settings: TrendSettings) -> tuple:
    """First day of the baseline, first and last day of the recent window; all None where there is nothing to
    compare."""
    periods, grain = read_judged_periods(connection)
    starts = usable_periods(periods)["period_start"].to_list()
    windows = choose_windows(starts, settings.recent_months, settings.baseline_months, grain)
    return (windows.baseline_start, windows.recent_start, windows.recent_end) if windows else (None, None, None)


STRATIFIED = ("paper_strata", "category_coverage")


@tables_asset("divide_papers", *STRATIFIED, deps=("papers", "sightings", "sources", "periods"), kinds={"sql", "numpy"})
def divide_papers(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """The parts of the collection that may grow by themselves, and which of them were collected throughout, so that
    verdicts can compare each with itself."""
    settings = warehouse.settings.trends
    with warehouse.connect() as connection:
        periods, grain = read_judged_periods(connection)
        usable = usable_periods(periods)
        windows = choose_windows(
            usable["period_start"].to_list(), settings.recent_months, settings.baseline_months, grain
        )
        counts = connection.sql(
            f"SELECT category, period_start, papers FROM ({read_query('category_papers')}) WHERE grain = $grain "
            "ORDER BY ALL",
            params={"grain": grain},
        ).pl()
        frame = find_coverage(counts, usable, windows, grain)
        replace_table(connection, "category_coverage", frame)
        fill_table(connection, "paper_strata", read_query("paper_strata"))
        left_out = frame.filter(~pl.col("is_throughout"))
        context.log.info(
            f"{left_out.height:,} of {counted(frame.height, 'category', 'categories')} collected only "
            f"part of the time: {counted(int(left_out['papers'].to_numpy().sum()), 'paper')} not compared"
            if left_out.height
            else f"{counted(frame.height, 'category', 'categories')} collected throughout"
        )
        results = report_tables(warehouse, connection, STRATIFIED)
    yield from results


def compares_all(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether every category was collected throughout, so that verdicts compare all papers."""
    return not connection.execute("SELECT count(*) FROM category_coverage WHERE NOT is_throughout").fetchall()[0][0]


class ComparedPapers(NamedTuple):
    """The papers that verdicts compare.

    Args:
        periods: of the judged grain, with `papers` as far as they are compared.
        strata: stratum, period_start, papers.
        counts: id, stratum, period_start, papers.
        about: id, period_start, papers: those that are about a term; None for themes.
    """

    periods: pl.DataFrame
    strata: pl.DataFrame
    counts: pl.DataFrame
    about: pl.DataFrame | None


def read_compared(
    connection: duckdb.DuckDBPyConnection, kind: Kind, periods: pl.DataFrame, counts: pl.DataFrame, grain: Grain
) -> ComparedPapers:
    """What verdicts compare of `counts` (id, period_start, papers), the counts over all papers in `periods`."""
    compared = f"({read_query('compared')}) AS compared"
    strata = connection.sql(
        f"SELECT stratum, period_start, count(*) AS papers FROM {compared} WHERE grain = $grain GROUP BY ALL "
        "ORDER BY ALL",
        params={"grain": grain},
    ).pl()
    totals = strata.group_by("period_start").agg(pl.sum("papers"))
    compared_periods = periods.drop("papers").join(totals, on="period_start", how="left").fill_null(0)
    about = None
    if kind == "term":
        about = connection.sql(
            f"SELECT term_id AS id, period_start, count(*) AS papers FROM ({read_query('about')}) "
            f"JOIN {compared} USING (paper_id) WHERE grain = $grain GROUP BY ALL ORDER BY ALL",
            params={"grain": grain},
        ).pl()
    names = strata["stratum"].unique()
    if len(names) <= 1 and compares_all(connection):
        whole = counts.with_columns(stratum=pl.lit(names[0] if len(names) else ""))
        return ComparedPapers(compared_periods, strata, whole, about)
    held = "paper_terms" if kind == "term" else "(FROM paper_themes WHERE is_primary)"
    by_stratum = connection.sql(
        f"SELECT {kind}_id AS id, stratum, period_start, count(*) AS papers FROM {held} "
        f"JOIN {compared} USING (paper_id) WHERE grain = $grain GROUP BY ALL ORDER BY ALL",
        params={"grain": grain},
    ).pl()
    return ComparedPapers(compared_periods, strata, by_stratum, about)


def judge_lines(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, kind: Kind, label: str
) -> tuple[pl.DataFrame, list[str]]:
    """The rows of `<kind>_trends`, and the labels that rise most surely.

    Args:
        connection: to the build file.
        warehouse: for the settings.
        kind: term or theme.
        label: name of the column that names one.
    """
    periods, grain = read_judged_periods(connection)
    counts = connection.sql(
        f"SELECT {kind}_id AS id, period_start, papers FROM {kind}_counts WHERE grain = $grain ORDER BY ALL",
        params={"grain": grain},
    ).pl()
    names = connection.sql(f"SELECT {kind}_id AS id, {label} FROM {kind}s ORDER BY {kind}_id").pl()
    compared = read_compared(connection, kind, periods, counts, grain)
    settings = warehouse.settings.trends
    judged = judge(compared.counts, compared.periods, settings, grain, compared.strata, counts, compared.about)
    verdicts = judged.frame
    # Of what has no paper to compare there is no line to judge.
    without = pl.DataFrame({"id": counts["id"].unique()}).join(verdicts, on="id", how="anti")
    undated = names.join(verdicts, on="id", how="anti").join(without, on="id", how="anti")
    unclear = {
        "recent_papers": pl.lit(0, dtype=pl.Int64),
        "recent_share": pl.lit(0.0),
        "baseline_share": pl.lit(0.0),
        "about_papers": pl.lit(0, dtype=pl.Int64),
        "direction": pl.lit(UNCLEAR),
    }
    every = pl.concat(
        [
            verdicts,
            without.select("id", **unclear, reason=pl.lit("none of its papers is of a category that can be compared")),
            undated.select("id", **unclear, reason=pl.lit(f"none of its papers is dated to the {grain}")),
        ],
        how="diagonal",
    )
    if judged.baseline_start and not compares_all(connection):
        within = pl.col("period_start").is_between(judged.baseline_start, judged.recent_end)
        papers = (
            counts.filter(within)
            .group_by("id")
            .agg(every=pl.sum("papers"))
            .join(compared.counts.filter(within).group_by("id").agg(compared=pl.sum("papers")), on="id", how="left")
        )
        every = explain_left_out(every, papers, settings.min_papers)
    frame = names.join(every, on="id").sort("id").rename({"id": f"{kind}_id"})
    rising = frame.filter(pl.col("direction") == RISING).sort("prominence", f"{kind}_id", descending=[True, False])
    return frame, rising[label][:PLOTTED].to_list()


def judge_step(kind: Kind, label: str) -> dg.AssetsDefinition:
    """The asset `<kind>_trends`."""
    name = f"{kind}_trends"

    @tables_asset(
        f"judge_{kind}s",
        name,
        deps=(
            *("periods", *STRATIFIED, "papers", f"paper_{kind}s", f"{kind}s", f"{kind}_counts"),
            *(("keywords",) if kind == "term" else ()),
        ),
        kinds={"polars", "numpy"},
    )
    def judge_all(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
        with warehouse.connect() as connection:
            frame, rising = judge_lines(connection, warehouse, kind, label)
            replace_table(connection, name, frame)
            directions = frame.group_by("direction").len().sort("direction")
            context.log.info(", ".join(f"{count:,} {direction}" for direction, count in directions.iter_rows()))
            extra = {}
            if rising:
                grain = read_judged_periods(connection)[1]
                lines = connection.sql(
                    f"SELECT {label} AS name, period_start, share FROM {kind}_counts WHERE grain = $grain AND {label} "
                    "IN "
                    "(SELECT unnest($labels)) ORDER BY list_position($labels, name), period_start",
                    params={"labels": rising, "grain": grain},
                ).pl()
                extra[name] = {"plot": plot_lines(lines, f"Rising {kind}s: share of papers by {grain}")}
            results = report_tables(warehouse, connection, [name], extra)
            if withheld := withhold_verdicts(connection, kind):
                context.log.warning(
                    f"{counted(withheld, 'verdict')} withheld: our own numbers do not agree; please report this"
                )
        yield from results

    return judge_all


VERDICTS = [judge_step("term", "term"), judge_step("theme", "label")]
