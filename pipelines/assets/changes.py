"""Group `trends`: what the new verdicts say otherwise than those that are served. What counts as a change is in
`pipelines.trends`."""

from collections.abc import Iterator

import dagster as dg
import duckdb
import polars as pl

from pipelines.assets.build_changes import find_build_changes
from pipelines.assets.themes import holds_sample
from pipelines.assets.trends import find_windows, read_judged_periods
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted
from pipelines.settings import TrendSettings
from pipelines.text import ANALYSER_VERSION
from pipelines.trends import Basis, Kind, explain_changes, name_span
from warehouse.connection import NotServed, open_served
from warehouse.schema import LATEST_BUILD, table
from warehouse.schema.frames import empty_frame
from warehouse.writer import append_rows

READ = ("term_trends", "theme_trends", "terms", "term_variants", "themes", "theme_lineage", "periods", "sources")
LABELS: dict[Kind, str] = {"term": "term", "theme": "label"}
"""Kinds of what has a verdict, and the column that names one."""


def read_bases(connection: duckdb.DuckDBPyConnection, recent: str, analyser: str) -> dict[Kind, Basis]:
    """What the verdicts of a build rest on, by kind."""
    variants = connection.sql(
        "SELECT term_id AS id, variant, rule = 'curated' AS curated FROM term_variants ORDER BY ALL"
    ).pl()
    return {
        kind: Basis(
            verdicts=connection.sql(
                f"SELECT CAST({kind}_id AS BIGINT) AS id, {label} AS label, direction, growth, growth_low, growth_high "
                f"FROM {kind}_trends ORDER BY id"
            ).pl(),
            papers=connection.sql(f"SELECT CAST({kind}_id AS BIGINT) AS id, papers FROM {kind}s ORDER BY id").pl(),
            variants=variants if kind == "term" else variants.clear(),
            recent=recent,
            analyser=analyser,
        )
        for kind, label in LABELS.items()
    }


def read_served_bases(warehouse: Warehouse, is_sample: bool) -> dict[Kind, Basis] | None:
    """What the served verdicts rest on; None where nothing is served, or what was made up is followed by what was
    not."""
    try:
        with open_served(warehouse.paths.served) as served:
            build = served.execute(
                f"SELECT is_sample, recent_start, recent_end, analyser_version FROM {LATEST_BUILD}"
            ).fetchall()
            if not build or build[0][0] != is_sample:
                return None
            _, start, end, analyser = build[0]
            grain = read_judged_periods(served)[1]
            return read_bases(served, name_span(start, end, grain) if start else "", analyser)
    except (NotServed, duckdb.Error):
        # Nothing is served, or a damaged file, or it was served by a version that had other tables.
        return None


def read_current_bases(connection: duckdb.DuckDBPyConnection, settings: TrendSettings) -> dict[Kind, Basis]:
    """What the verdicts in the build file rest on."""
    _, start, end = find_windows(connection, settings)
    grain = read_judged_periods(connection)[1]
    return read_bases(connection, name_span(start, end, grain) if start else "", ANALYSER_VERSION)


def compare_builds(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> pl.DataFrame:
    """The rows of `trend_changes` for the build in the build file; none where there is nothing to compare it with."""
    previous = read_served_bases(warehouse, holds_sample(connection))
    if previous is None:
        return empty_frame(table("trend_changes"))
    current = read_current_bases(connection, warehouse.settings.trends)
    merged = connection.sql(
        "SELECT CAST(previous_theme_id AS BIGINT) AS id, label AS merged_into FROM theme_lineage "
        "JOIN themes USING (theme_id) WHERE build_id = $build AND event = 'merged' ORDER BY id",
        params={"build": warehouse.build_id},
    ).pl()
    return pl.concat(
        explain_changes(previous[kind], current[kind], kind, merged if kind == "theme" else None).select(
            pl.lit(warehouse.build_id).alias("build_id"), pl.lit(kind).alias("kind"), pl.all()
        )
        for kind in LABELS
    )


@tables_asset("note_changes", "trend_changes", "build_changes", deps=READ, kinds={"polars"})
def note_changes(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Which verdicts changed since the build that is served, and why; and what the user changed."""
    with warehouse.connect() as connection:
        changes = compare_builds(connection, warehouse)
        # Rows of runs that failed after this step belong to no build.
        for name, rows in (("trend_changes", changes), ("build_changes", find_build_changes(connection, warehouse))):
            connection.execute(f"DELETE FROM {name} WHERE build_id NOT IN (SELECT build_id FROM builds)")
            append_rows(connection, name, rows)
        context.log.info(f"{counted(changes.height, 'verdict')} changed since the build before")
        results = report_tables(warehouse, connection, ["trend_changes", "build_changes"])
    yield from results
