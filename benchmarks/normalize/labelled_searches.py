"""Records of literature searches, and which of them are one work, as bib-dedupe labels them (../shared/data/dedupe)."""

from itertools import combinations
from pathlib import Path

import polars as pl

from pipelines.sources.values import read_names
from warehouse.schema import table
from warehouse.schema.frames import conform

SEARCHES = ("digital_work", "haematology", "stroke")


def read_search(folder: Path, name: str) -> tuple[pl.DataFrame, set[tuple[int, int]]]:
    """Records of one search as columns of `internal.records`, and the pairs of their positions that are one work."""
    rows = pl.read_parquet(folder / f"{name}_records.parquet").with_row_index("position", 1)
    rows = rows.with_columns(
        pl.lit(None, pl.String).alias(column) for column in ("abstract", "doi") if column not in rows.columns
    )
    year = pl.col("year").str.extract(r"(\d{4})").cast(pl.Int32)
    nothing = pl.lit([], pl.List(pl.String))
    records = rows.select(
        pl.col("title", "abstract").fill_null(""),
        "doi",
        pl.col("position").cast(pl.Int64),
        source_id=pl.lit(name),
        stated_on=pl.date(year, 1, 1),
        stated_precision=pl.when(year.is_null()).then(pl.lit("none")).otherwise(pl.lit("year")),
        authors=read_names(pl.col("author"), pl.String(), are_people=True).fill_null([]),
        venue=pl.col("journal"),
        categories=nothing,
        keywords=nothing,
    )
    places = dict(rows.select("ID", "position").rows())
    groups = pl.read_csv(folder / f"{name}_same.csv", infer_schema=False)["merged_ids"].str.split(";").to_list()
    same = {pair for group in groups for pair in combinations(sorted(places[one] for one in group), 2)}
    return conform(records, table("records")), same
