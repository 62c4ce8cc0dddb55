"""Makes the table of `pipelines.text.lexicons.background` from the shared texts.

Run `python -m benchmarks.terms.make_background`.
"""

import polars as pl

from benchmarks.shared_data import SHARED_DATA
from pipelines.text import analyse
from pipelines.text.lexicons.background import PATH

MIN_WORD_PAPERS = 8
MIN_PHRASE_PAPERS = 24
BATCH = 10_000


def read_texts() -> pl.DataFrame:
    """text_hash, title, abstract of the papers that are counted; keywords are measured on none of them."""
    arxiv = pl.read_parquet(SHARED_DATA / "arxiv" / "arxiv_cs_2025-03_2026-07.parquet").select(
        "id", "title", "abstract"
    )
    aaai = pl.read_ndjson(SHARED_DATA / "themes" / "aaai_primary_area.jsonl.gz").select("id", "title", "abstract")
    return pl.concat([arxiv, aaai]).unique("id").sort("id").rename({"id": "text_hash"})


def count_words(texts: pl.DataFrame) -> pl.DataFrame:
    """entry, papers, titles of every word."""

    def count_papers(column: str, name: str) -> pl.LazyFrame:
        return (
            texts.lazy()
            .select("text_hash", pl.col(column).str.to_lowercase().str.extract_all(r"[a-z0-9]+").alias("entry"))
            .explode("entry")
            .unique()
            .group_by("entry")
            .agg(pl.len().alias(name))
        )

    both = count_papers("abstract", "papers").join(count_papers("title", "titles"), on="entry", how="left")
    return both.with_columns(pl.col("titles").fill_null(0)).filter(pl.col("papers") >= MIN_WORD_PAPERS).collect()


def count_phrases(texts: pl.DataFrame) -> pl.DataFrame:
    """entry (candidate key), papers, free_papers, titles of every candidate."""
    counts = []
    for batch in texts.iter_slices(BATCH):
        counts.append(
            analyse(batch)
            .spell_out()
            .group_by(pl.col("key").alias("entry"))
            .agg(
                pl.len().alias("papers"),
                (pl.col("free_mentions") > 0).sum().alias("free_papers"),
                pl.col("in_title").sum().alias("titles"),
            )
        )
    total = pl.concat(counts).group_by("entry").agg(pl.all().sum())
    return total.filter(pl.col("papers") >= MIN_PHRASE_PAPERS)


def main() -> None:
    texts = read_texts()
    words = count_words(texts).with_columns(pl.lit("word").alias("kind"), pl.lit(0, pl.UInt32).alias("free_papers"))
    phrases = count_phrases(texts).with_columns(pl.lit("phrase").alias("kind"))
    columns = ["kind", "entry", *(pl.col(name).cast(pl.UInt32) for name in ("papers", "free_papers", "titles"))]
    table = pl.concat([words.select(columns), phrases.select(columns)]).sort("kind", "entry")
    table.write_parquet(PATH, compression="zstd", compression_level=19, statistics=False)
    print(f"{texts.height:,} papers, {words.height:,} words, {phrases.height:,} phrases, {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
