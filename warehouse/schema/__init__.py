"""Every table and column of the warehouse, declared once.

From these declarations come the DDL (`ddl`), the frame schemas (`frames`), the blocking checks (`rules`) and the data
dictionary `TABLES.md` (`dictionary`). Nothing else in the project repeats a column's type or meaning.
"""

from warehouse.schema.counts import COUNT_TABLES
from warehouse.schema.declare import INTERNAL, MAIN, Column, Table
from warehouse.schema.ingest import INGEST_TABLES
from warehouse.schema.papers import PAPER_TABLES
from warehouse.schema.publish import LATEST_BUILD, LAYOUT, PUBLISH_TABLES, ROW_COUNTS
from warehouse.schema.search_index import WORD_TABLES
from warehouse.schema.terms import TERM_TABLES
from warehouse.schema.themes import THEME_TABLES
from warehouse.schema.trends import TREND_TABLES

TABLES: tuple[Table, ...] = (
    *INGEST_TABLES,
    *PAPER_TABLES,
    *WORD_TABLES,
    *TERM_TABLES,
    *THEME_TABLES,
    *COUNT_TABLES,
    *TREND_TABLES,
    *PUBLISH_TABLES,
)
_BY_NAME = {table.name: table for table in TABLES}


def table(name: str) -> Table:
    """The declaration of the table `name`.

    Raises:
        KeyError: there is no such table; the message lists those there are.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise KeyError(f"no table named {name!r}; there are {', '.join(sorted(_BY_NAME))}") from None


__all__ = ["INTERNAL", "LATEST_BUILD", "LAYOUT", "MAIN", "ROW_COUNTS", "TABLES", "Column", "Table", "table"]
