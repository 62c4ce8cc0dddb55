"""Group `papers`: records to papers, with one identity and one date each."""

import shlex
from collections.abc import Iterator

import dagster as dg
import duckdb

from pipelines.incremental.papers import MERGED, fill_papers, select_counted
from pipelines.orchestration.asset_plots import plot_papers_by_month
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from warehouse.paths import DataPaths
from warehouse.sources.intake_note import IntakeNote, explain_nothing, read_intake_note
from warehouse.writer import read_table


@tables_asset("merge_records", *MERGED, deps=("records", "sources"), kinds={"polars"})
def merge_records(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Records cleaned and merged into papers; made-up records are left out as soon as there are real ones.

    Where records were only added, the papers that they can change are made again, and the others stay.
    """
    with warehouse.connect() as connection:
        done = fill_papers(connection, select_counted(read_table(connection, "sources")))
        if done is None:
            raise dg.Failure(_explain_nothing(connection, warehouse.paths), allow_retries=False)
        context.log.info(done)
        months = connection.sql(
            "SELECT month, date_source, count(*) AS papers FROM papers WHERE month IS NOT NULL GROUP "
            "BY ALL ORDER BY ALL"
        ).pl()
        extra = {"papers": {"plot": plot_papers_by_month(months)}} if months.height else {}
        results = report_tables(warehouse, connection, MERGED, extra)
    yield from results


def _explain_nothing(connection: duckdb.DuckDBPyConnection, paths: DataPaths) -> str:
    out = connection.execute(
        "SELECT name FROM sources WHERE left_out = 'forgotten' AND parsed > 0 ORDER BY 1"
    ).fetchall()
    if out:
        back = f"papertrends restore {shlex.quote(out[0][0])}"
        return f"Every source is taken out of the counts. {back} lets one count again."
    return explain_nothing(read_intake_note(paths.intake) or IntakeNote())
