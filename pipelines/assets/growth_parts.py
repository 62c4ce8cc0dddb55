"""Group `trends`: which parts of the corpus carry the change of a term. The SQL is in `pipelines/sql`."""

from collections.abc import Iterator

import dagster as dg

from pipelines.assets.trends import STRATIFIED, find_windows, read_judged_periods
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted
from pipelines.sql import read_query
from warehouse.schema import table
from warehouse.schema.frames import empty_frame
from warehouse.writer import fill_table, replace_table

PARTS = "term_trend_parts"


@tables_asset(
    "explain_growth",
    PARTS,
    deps=("term_trends", "periods", *STRATIFIED, "papers", "paper_terms", "terms", "paper_themes", "themes"),
    kinds={"sql"},
)
def explain_growth(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """The strata, themes, longer terms and authors that carry the change of each term that rises, is new or falls."""
    query = read_query(PARTS)
    with warehouse.connect() as connection:
        baseline_start, recent_start, recent_end = find_windows(connection, warehouse.settings.trends)
        if recent_start is None:
            replace_table(connection, PARTS, empty_frame(table(PARTS)))
            rows = 0
        else:
            windows = {"baseline_start": baseline_start, "recent_start": recent_start, "recent_end": recent_end}
            rows = fill_table(connection, PARTS, query, windows | {"grain": read_judged_periods(connection)[1]})
        context.log.info(counted(rows, "row"))
        extra = {PARTS: {"query": dg.MetadataValue.md(f"```sql\n{query}\n```")}}
        results = report_tables(warehouse, connection, [PARTS], extra)
    yield from results
