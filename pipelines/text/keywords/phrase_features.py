"""What the words of a phrase say: how many they are, how long, and whether titles prefer them."""

import numpy as np
import polars as pl

from pipelines.text.lexicons import background

SMOOTHING = 5.0
"""Papers of the usual rate that count for every word; the ranker's weights were fitted with it, other than `title_rate.SMOOTHING`."""


def _describe_units(units: pl.Series) -> pl.DataFrame:
    """Of distinct units: the number of their words, their letters, and the sum, least, first and last of their words' rates."""
    return (
        units.to_frame("unit")
        .with_row_index("row")
        .with_columns(pl.col("unit").str.to_lowercase().str.extract_all(r"[a-z0-9]+").alias("part"))
        # A unit without a Latin letter or digit is one word that nobody knows.
        .with_columns(
            pl.when(pl.col("part").list.len() > 0).then("part").otherwise(pl.lit([""], dtype=pl.List(pl.String)))
        )
        .explode("part")
        .join(
            background.load_title_rates(SMOOTHING), left_on="part", right_on="word", how="left", maintain_order="left"
        )
        .with_columns(
            pl.col("rate").cast(pl.Float32).fill_null(0.0),
            pl.col("part").str.len_chars().cast(pl.Float32).alias("letters"),
        )
        .group_by("row", maintain_order=True)
        .agg(
            pl.len().cast(pl.Float32).alias("words"),
            pl.col("letters").sum(),
            pl.col("rate").sum().alias("sum"),
            pl.col("rate").min().alias("least"),
            pl.col("rate").first().alias("first"),
            pl.col("rate").last().alias("last"),
        )
        .drop("row")
    )


def describe_wording(surfaces: pl.Series) -> dict[str, np.ndarray]:
    """Numbers of each surface: words, word_length (letters a word), and how much titles prefer its words (title_mean, title_min,
    title_head of the last, title_first); float32, one entry a surface."""
    lists = surfaces.str.split(" ")
    counts = lists.list.len().to_numpy().astype(np.int64)
    units = lists.explode()
    hashed = units.hash().alias("hash")
    distinct = pl.DataFrame([hashed, units.alias("unit")]).unique("hash", keep="any")
    numbered = distinct.select("hash", pl.int_range(pl.len()).cast(pl.Int32).alias("code"))
    code = hashed.to_frame().join(numbered, on="hash", how="left", maintain_order="left")["code"].to_numpy()
    unit = {name: column.to_numpy() for name, column in _describe_units(distinct["unit"]).to_dict().items()}
    starts = np.cumsum(counts) - counts
    words = np.add.reduceat(unit["words"][code], starts)
    return {
        "words": words,
        "word_length": np.add.reduceat(unit["letters"][code], starts) / words,
        "title_mean": np.add.reduceat(unit["sum"][code], starts) / words,
        "title_min": np.minimum.reduceat(unit["least"][code], starts),
        "title_head": unit["last"][code[starts + counts - 1]],
        "title_first": unit["first"][code[starts]],
    }
