from datetime import date
from typing import get_type_hints

import polars as pl

from dashboard.rows import Row, read_rows
from warehouse.schema import TABLES
from warehouse.schema.declare import MAIN

TYPES = {"VARCHAR": str, "BIGINT": int, "INTEGER": int, "DOUBLE": float, "DATE": date, "BOOLEAN": bool}


def test_rows_keep_their_order_and_values():
    rows = read_rows(pl.DataFrame({"term": ["b", "a"], "growth": [None, 1.0]}))
    assert [(row["term"], row["growth"]) for row in rows] == [("b", None), ("a", 1.0)]


def test_columns_have_the_types_of_the_warehouse():
    declared = get_type_hints(Row)
    disagreeing = [
        (table.name, column.name)
        for table in TABLES
        if table.schema == MAIN
        for column in table.columns
        if column.name in declared and column.type in TYPES
        if TYPES[column.type] not in (declared[column.name], *getattr(declared[column.name], "__args__", ()))
    ]
    assert not disagreeing
