"""Group `papers`: records to papers, with one identity and one date each. How is decided in `pipelines.papers`."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipelines.metadata import filling, report_tables
from pipelines.papers import normalize
from pipelines.plots import plot_papers_by_month
from pipelines.resources import Warehouse
from warehouse.writer import read_table, replace_table

TABLES = ("papers", "sightings", "paper_links", "paper_aliases")


def leave_out_samples(records: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """The records to make papers from: made-up ones only where there is nothing else.

    A source that holds no record does not count as something else.
    """
    real = sources.filter(~pl.col("is_sample") & (pl.col("parsed") > 0))
    if real.is_empty():
        return records
    return records.join(sources.filter("is_sample"), on="source_id", how="anti", maintain_order="left")


@dg.multi_asset(name="merge_records", **filling(*TABLES, deps=("records", "sources"), kinds={"polars"}))
def merge_records(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Records cleaned and merged into papers; made-up records are left out as soon as there are real ones."""
    with warehouse.connect() as connection:
        sources = read_table(connection, "sources")
        records = leave_out_samples(read_table(connection, "records"), sources)
        if records.is_empty():
            raise dg.Failure(
                "No record could be read from any file; `papertrends status` says why files were refused.",
                allow_retries=False,
            )
        normalized = normalize(records, sources, read_table(connection, "paper_aliases"))
        for name in TABLES:
            replace_table(connection, name, getattr(normalized, name))
        context.log.info(f"{records.height:,} records are {normalized.papers.height:,} papers")
        months = connection.sql(
            "SELECT month, date_source, count(*) AS papers FROM papers WHERE month IS NOT NULL GROUP BY ALL ORDER BY ALL"
        ).pl()
        extra = {"papers": {"plot": plot_papers_by_month(months)}} if months.height else {}
        results = report_tables(warehouse, connection, TABLES, extra)
    yield from results
