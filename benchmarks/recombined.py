"""A corpus larger than the real one, made by recombining sentences of real abstracts. Nothing of it is kept.

Each made paper has a title and sentences drawn from real ones, an arXiv id and date spread over years, and now and then
a newly coined name, so that the vocabulary keeps growing. A tenth stand in the corpus twice: once as a digest prints
them.
"""

from datetime import date

import numpy as np
import polars as pl

from warehouse.schema import table
from warehouse.schema.frames import conform

_SENTENCES = 7
_FIRST_YEAR = 2015
_TWICE = 0.1


def _coin_names(count: int, rng: np.random.Generator) -> pl.Series:
    """Made-up system names, nearly all different."""
    syllables = pl.Series(
        ["ka", "vo", "mi", "ter", "lon", "qui", "zer", "bra", "phi", "dor", "sun", "ex", "ul", "gra", "ny"]
    )
    parts = [syllables.gather(rng.integers(0, len(syllables), count)) for _ in range(6)]
    frame = pl.DataFrame({f"p{place}": part for place, part in enumerate(parts)})
    return frame.select(pl.concat_str(pl.all()).str.to_titlecase() + "Net").to_series()


def recombine(real: pl.DataFrame, papers: int, *, seed: int) -> pl.DataFrame:
    """`papers` records (and a tenth more) in the columns of `internal.records`.

    Args:
        real: records to take titles, authors and sentences from.
        papers: number of works.
        seed: of everything random.
    """
    rng = np.random.default_rng(seed)
    sentences = real["abstract"].str.split(". ").explode().drop_nulls()
    sentences = sentences.filter(sentences.str.len_bytes() > 40)
    drawn = sentences.gather(rng.integers(0, len(sentences), papers * _SENTENCES))
    names = _coin_names(papers, rng)
    frame = pl.DataFrame({"paper": np.repeat(np.arange(papers), _SENTENCES), "sentence": drawn})
    abstracts = frame.group_by("paper", maintain_order=True).agg(pl.col("sentence").str.join(". ") + ".")["sentence"]
    source = rng.integers(0, real.height, papers)
    months = np.sort(rng.integers(0, 120, papers))
    ids = pl.DataFrame({"year": _FIRST_YEAR - 2000 + months // 12, "month": months % 12 + 1}).with_columns(
        number=pl.int_range(pl.len()).over("year", "month") + 1
    )
    made = pl.DataFrame(
        {
            "title": names + ": " + real["title"].gather(source),
            "abstract": "We present " + names + ". " + abstracts,
            "stated_id": ids.select(
                pl.format(
                    "{}{}.{}",
                    pl.col("year"),
                    pl.col("month").cast(pl.String).str.zfill(2),
                    pl.col("number").cast(pl.String).str.zfill(5),
                )
            ).to_series(),
            "stated_on": ids.select(pl.date(pl.col("year") + 2000, pl.col("month"), 15)).to_series(),
            "authors": real["authors"].gather(source),
            "categories": real["categories"].gather(source),
        }
    ).with_columns(
        source_id=pl.lit("recombined"),
        position=pl.int_range(1, papers + 1),
        stated_precision=pl.lit("day"),
        keywords=pl.lit([], pl.List(pl.String)),
    )
    digest = made.filter(pl.Series(rng.random(papers) < _TWICE)).with_columns(
        source_id=pl.lit("digest"),
        stated_id=pl.lit(None, pl.String),
        stated_on=pl.lit(None, pl.Date),
        stated_precision=pl.lit("none"),
        listed_on=pl.lit(date(2025, 1, 1)),
        abstract=pl.col("abstract").str.replace_all(r"[$\\]", ""),
        authors=pl.lit([], pl.List(pl.String)),
    )
    return conform(pl.concat([made, digest], how="diagonal"), table("records"))
