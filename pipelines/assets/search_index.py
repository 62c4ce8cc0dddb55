"""Group `words`: which papers hold which words, for searches."""

from collections.abc import Iterator

import dagster as dg

from pipelines.incremental.search_index import SEARCHED, index_papers
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted


@tables_asset("index_words", *SEARCHED, deps=("papers", "text_units", "units"), kinds={"polars"})
def index_words(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """The words of every paper, so that a search reads only the texts that can hold what is looked for."""
    with warehouse.connect() as connection:
        done = index_papers(connection)
        words, rows = connection.execute("SELECT count(*), coalesce(sum(papers), 0)::BIGINT FROM words").fetchall()[0]
        context.log.info(f"{done}: {counted(words, 'word')}, {counted(rows, 'row')}")
        results = report_tables(warehouse, connection, SEARCHED)
    yield from results
